"""Documents: what cannot be read is refused in one line, and one bad claim spoils no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.claims.document import question, read
from detente.claims.expectation import expect
from detente.errors import ClaimError
from detente.store.catalog import Catalog
from tests.claims.writing import RATIO, claim, ratio, verdicts

REFUSED = [
    (ratio(measure="happiness"), "nothing here measures 'happiness'"),
    (ratio(measure="militry spending"), "military spending"),
    (ratio(of="Ruslant"), "Ruslant"),
    (ratio(year=1830), "no source held here has a number for 1830"),
    (ratio(to="China"), "'China' is compared with itself"),
    (
        ratio(measure="soldiers", to="Liechtenstein"),
        "soldiers of Liechtenstein is zero in every year",
    ),
    (
        ratio(measure="spending per soldier", of="Liechtenstein"),
        "Liechtenstein has no soldiers at all",
    ),
    (ratio(expect="between 3 and 2"), "contradicts itself"),
    (ratio(expect="more"), "is not understood"),
    (ratio(untestable="nobody asked"), "is said to be untestable and has a test"),
    (claim(), "neither a test nor a reason"),
    (claim(kind="feeling", of="China"), "no kind of test is called 'feeling'"),
    (claim(kind="ratio", measure="people", of="China", expect="> 1"), "needs the field 'to'"),
    (ratio(too="India"), "there is no field 'too'"),
    (
        claim(kind="trend", measure="people", of="China", years=(2013, 1990), expect="rises"),
        "run backwards",
    ),
    (
        claim(kind="trend", measure="people", of="China", years=(1990, 2013), expect="> 1"),
        "is not a direction",
    ),
    (
        claim(kind="level", measure="distance in votes", of="China", expect="> 1"),
        "is measured between two sides",
    ),
    (
        claim(kind="level", measure="people", between=("China", "India"), expect="> 1"),
        "is measured of one side",
    ),
    (
        claim(kind="share", measure="life expectancy", of="China", expect="> 1"),
        "nobody has a share",
    ),
    (claim(kind="rank", measure="people", of="NATO", expect="<= 3"), "is not a single state"),
    (claim(kind="rung", of="Russia", bloc="NATO", expect="at least friend"), "is not a rung"),
    (claim(kind="rung", of="Russia", bloc="China", expect="member"), "is not a bloc"),
    (
        claim(kind="effect", bloc="NATO", event="marriage", expect="nearer"),
        "no study of 'marriage'",
    ),
    (
        claim(kind="forecast", measure="warheads", of="China", until=2030, expect="rises"),
        "is not forecast here",
    ),
    (
        '[[claim]]\nid = "good"\ntext = "Twice"\nuntestable = "no"',
        "two claims have the id 'good'",
    ),
    (
        ratio(of="Circle") + '\n[groups]\nCircle = {of = ["Ring"]}\nRing = {of = ["Circle"]}',
        "made up of itself (Circle -> Ring -> Circle)",
    ),
]
"""Claims that are refused, with a part of the reason."""
MISTAKEN = [
    (ratio(expect="> 1.2.3"), "is not understood"),
    (claim() + '\n[claim.test]\nkind = "ratio"', "two brackets"),
    (
        claim(kind="share", measure="people", of="Nobody", year=2012, expect="> 0")
        + "\n[groups]\nNobody = {of = []}",
        "is not understood",
    ),
    (
        claim(
            kind="trend",
            measure="people",
            of="China",
            years=(1990, 2010),
            expect="rises",
            by="x",
        ),
        "by = 'x' should be a whole number or a number",
    ),
    (
        claim(kind="forecast", measure="people", of="China", until="soon", expect="rises"),
        "until = 'soon'",
    ),
    (
        claim(kind="forecast", measure="people", of="China", until=1990, expect="rises"),
        "does not lie after",
    ),
    (
        claim(kind="rung", of="Russia", bloc="NATO", years=(0, 1980), expect="member"),
        "two years from 1816",
    ),
    (
        claim(
            kind="meetings",
            between=("NATO", "Russia"),
            years=(2003, 2013),
            before=(2001,),
            expect="> 1",
        ),
        "before = [2001]",
    ),
    (
        claim(
            kind="meetings",
            between=("NATO", "Russia"),
            years=(2003, 2013),
            before=(2001, 2000),
            expect="> 1",
        ),
        "before =",
    ),
    (claim(kind="level", measure="military spending", of="USA", expect="> 5"), "several units"),
    (
        claim(kind="level", measure="warheads", of="Russia", expect="> 1000"),
        "several units, and as shares",
    ),
]
"""Mistakes of somebody new to the language, with a part of the reason."""


@pytest.mark.parametrize(("body", "part"), [*REFUSED, *MISTAKEN])
def test_a_bad_claim_is_refused_in_one_line(
    catalog: Catalog, tmp_path: Path, body: str, part: str
) -> None:
    refused = [v for v in verdicts(catalog, tmp_path, body).values() if v.why]
    assert len(refused) == 1
    assert part in refused[0].why
    assert "\n" not in refused[0].why
    assert refused[0].verdict == "untestable"


@pytest.mark.parametrize(("body", "part"), REFUSED)
def test_a_bad_claim_spoils_no_other(
    catalog: Catalog, tmp_path: Path, body: str, part: str
) -> None:
    others = [v for v in verdicts(catalog, tmp_path, body).values() if not v.why]
    assert all(v.verdict == "supported" for v in others)
    assert others or "two claims" in part


def test_a_share_needs_no_second_side(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(kind="share", measure="people", of="China", year=2012, expect="> 0.1")
    assert not [v.why for v in verdicts(catalog, tmp_path, body).values() if v.why]


@pytest.mark.parametrize(
    "text", ["", "claim = 3", "[[claim]", "[document]\nas_of = 1700\n[[claim]]\ntext = 'x'"]
)
def test_a_file_without_claims(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ClaimError):
        read(path)
    with pytest.raises(ClaimError, match="there is no file"):
        read(tmp_path / "none.toml")


def test_a_year_is_a_span_of_one_year() -> None:
    assert question(dict(RATIO)).years == (2012, 2012)
    assert question({**RATIO, "years": [2010, 2012]}).years == (2010, 2012)


def test_expectations() -> None:
    assert expect("<= 5").met(5)
    assert not expect("< 5").met(5)
    assert expect("about 10").met(9.5)
    assert not expect("between 1 and 2").met(2.1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#" * 1_000_001, "more than 1,000,000 bytes"),
        (f"a = {'9' * 5000}", "cannot be read"),
        ("a = " + "[" * 50_000, "cannot be read"),
        ("\x00", "cannot be read"),
    ],
)
def test_a_file_that_is_too_large_or_too_deep_is_one_short_line(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(text)
    with pytest.raises(ClaimError, match=said) as caught:
        read(path)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 500
