"""Terms of rungs: published votes and seats, dates, sources, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.actors.blocs import blocs
from detente.actors.rung_tables import (
    MAY_HAVE,
    NEEDED,
    blocs_with_terms,
    parse_rung_terms,
    rung_terms,
)
from detente.actors.rung_terms import (
    EFFECTS,
    PARAMETERS,
    TOPICS,
    UNITS,
    Allotment,
    CountingRule,
    RungTerms,
    Term,
)
from detente.errors import DateError, DetenteError, RequestError
from tests.house.tree import ROOT

WANTED = ("NATO", "EU", "CSTO", "EAEU", "SCO", "BRICS", "ASEAN", "COE")
CORE = ("guarantee", "votes", "budget", "market", "movement", "alignment")
"""Topics of which every member rung must speak, if only to say that there is nothing."""
LAST = date(2026, 6, 30)
RETROACTIVE = {"EU": {"term:EU:member:budget:demands:2007-01-01"}}
"""Rows whose act sets a day before its own: Decision 2007/436 applies from 1 January 2007."""


def of(bloc: str) -> RungTerms:
    known = rung_terms(bloc)
    assert known is not None
    return known


def rows(bloc: str) -> tuple[Term | Allotment | CountingRule, ...]:
    known = of(bloc)
    return (*known.terms, *known.allotments, *known.rules)


def test_every_bloc_that_is_asked_for_has_terms() -> None:
    assert set(WANTED) <= set(blocs_with_terms())


@pytest.mark.parametrize("bloc", WANTED)
def test_the_member_rung_speaks_of_the_core_topics(bloc: str) -> None:
    today = of(bloc).held(LAST).terms_of("member", ("member",))
    assert set(CORE) <= {term.topic for term in today}


@pytest.mark.parametrize("bloc", WANTED)
def test_every_rung_that_is_held_has_terms(bloc: str) -> None:
    """Whoever stands on a rung of the ladder today finds what it withholds or gives."""
    held = {
        step.rung
        for step in blocs()[bloc].steps
        if step.span.covers(LAST) and step.rung in ("member", "candidate", "associate", "partner")
    }
    known = {term.rung for term in of(bloc).held(LAST).terms}
    assert held <= known


@pytest.mark.parametrize(
    ("letters", "seats"),
    [
        *(("DEU", 96), ("FRA", 81), ("ITA", 76), ("ESP", 61), ("POL", 53)),
        *(("NLD", 31), ("IRL", 14), ("LVA", 9), ("EST", 7), ("MLT", 6)),
    ],
)
def test_seats_of_the_parliament_of_2024_as_published(letters: str, seats: int) -> None:
    """European Council Decision (EU) 2023/2061, Article 3."""
    parliament = of("EU").held(date(2024, 7, 16)).allotment("seats")
    assert parliament is not None
    assert parliament.numbers[letters] == seats


@pytest.mark.parametrize(
    ("day", "members", "total", "threshold"),
    [
        *((date(1958, 1, 1), 6, 17, 12), (date(1995, 1, 1), 15, 87, 62)),
        *((date(2004, 11, 1), 25, 321, 232), (date(2013, 7, 1), 28, 352, 260)),
    ],
)
def test_weighted_votes_as_published(day: date, members: int, total: int, threshold: int) -> None:
    council = of("EU").held(day).allotment("votes")
    assert council is not None
    assert (len(council.numbers), council.total, council.threshold) == (members, total, threshold)


@pytest.mark.parametrize(
    ("day", "total"),
    [(date(2009, 7, 14), 736), (date(2014, 7, 1), 751), (date(2020, 2, 1), 705), (LAST, 720)],
)
def test_seats_keep_to_the_treaty(day: date, total: int) -> None:
    parliament = of("EU").held(day).allotment("seats")
    assert parliament is not None
    assert parliament.total == total
    if day > date(2014, 6, 30):
        assert min(parliament.numbers.values()) >= 6
        assert max(parliament.numbers.values()) <= 96


@pytest.mark.parametrize("bloc", ["EU", "COE", "EAEU", "SCO"])
def test_who_has_votes_seats_or_shares_is_a_member(bloc: str) -> None:
    for allotment in of(bloc).allotments:
        members = set(blocs()[bloc].member_letters(allotment.span.start))
        assert set(allotment.numbers) == members, (allotment.organ, allotment.span.start)
        if allotment.unit == "share":
            assert allotment.total == pytest.approx(1)


def test_a_view_never_sees_later_terms() -> None:
    """The double majority begins on 1 November 2014; weighted votes end on the day before."""
    before, after = (of("EU").held(day) for day in (date(2014, 10, 31), date(2014, 11, 1)))
    assert before.allotment("votes") is not None
    assert before.rule("double majority") is None
    assert after.allotment("votes") is None
    assert after.rule("double majority") is not None


@pytest.mark.parametrize(
    ("day", "effect"), [(date(2009, 11, 30), "withholds"), (date(2009, 12, 1), "gives")]
)
def test_the_guarantee_of_the_union_begins_with_lisbon(day: date, effect: str) -> None:
    member = of("EU").held(day).terms_of("member", ("member",))
    assert next(term.effect for term in member if term.topic == "guarantee") == effect


@pytest.mark.parametrize("bloc", WANTED)
def test_rows_have_ids_of_their_own_and_a_source(bloc: str) -> None:
    ids = [row.row for row in rows(bloc)]
    assert len(set(ids)) == len(ids)
    for row in rows(bloc):
        assert row.span.start <= LAST, row.row
        assert row.article and row.document, row.row
        # what was read has an address or a data set, and nothing else has one
        assert bool(row.url or row.dataset) == row.checked, row.row
        if row.basis == "reports" and row.document_date is not None:
            assert row.document_date >= row.span.start, row.row


@pytest.mark.parametrize("bloc", WANTED)
def test_no_term_is_older_than_the_act_that_makes_it(bloc: str) -> None:
    """A treaty cannot give or withhold what began before it, unless it says so itself."""
    older = {
        row.row
        for row in rows(bloc)
        if row.basis == "fixes" and row.document_date is not None
        if row.document_date > row.span.start
    }
    assert older == RETROACTIVE.get(bloc, set())


@pytest.mark.parametrize("bloc", WANTED)
def test_no_term_is_older_than_its_rung(bloc: str) -> None:
    """A term begins with the first state on its rung, or with the document that opens the rung."""
    for term in of(bloc).terms:
        first = min(
            step.span.start
            for step in blocs()[bloc].steps
            if step.rung == term.rung and (not term.forms or step.form in term.forms)
        )
        assert term.span.start >= first or term.span.start == term.document_date, term.row


def test_the_page_names_every_word_of_the_files() -> None:
    text = (ROOT / "docs" / "rungs.md").read_text(encoding="utf-8")
    keys = {key for kind in (NEEDED, MAY_HAVE) for row in kind.values() for key in row}
    figures = {figure for figures in PARAMETERS.values() for figure in figures}
    words = {*TOPICS, *EFFECTS, *UNITS, *PARAMETERS, *keys, *figures, *WANTED}
    assert [word for word in sorted(words) if f"`{word}`" not in text] == []


HEAD = 'bloc = "NATO"\n'
TERM = {
    "rung": '"member"',
    "topic": '"guarantee"',
    "effect": '"gives"',
    "from": "1949-08-24",
    "says": '"Help."',
    "article": '"Article 5"',
    "document": '"North Atlantic Treaty, 4 April 1949"',
}
SEATS = {
    "topic": '"seats"',
    "organ": '"Assembly"',
    "unit": '"seats"',
    "numbers": "{ POL = 2, FRA = 3 }",
    "from": "1949-08-24",
    "article": '"Article 1"',
    "document": '"Statute, 5 May 1949"',
}
RULE = {
    "topic": '"votes"',
    "organ": '"Council"',
    "name": '"double majority"',
    "figures": "{ members = 0.55, people = 0.65, blockers = 4, least = 15 }",
    "from": "2014-11-01",
    "article": '"Article 16"',
    "document": '"Treaty, 13 December 2007"',
}


def written(kind: str, row: dict[str, str], **changed: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in (row | changed).items() if value)
    return f"[[{kind}]]\n{lines}"


def test_a_row_is_read() -> None:
    known = parse_rung_terms(HEAD + written("term", TERM, to="1950-01-01"), "nato.toml")
    (term,) = known.terms
    assert term.span.end == date(1949, 12, 31)
    assert term.evidence_class == "unverified"
    assert term.row == "term:NATO:member:guarantee:gives:1949-08-24"
    assert known.held(date(1950, 1, 1)).terms == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (written("term", TERM, rung='"membr"'), "no rung is called 'membr'; .*near: member"),
        (written("term", TERM, artcle='"5"'), "no key 'artcle'; .*near: article"),
        (written("term", TERM, topic='"garantee"'), "no topic is called .*near: guarantee"),
        (written("term", TERM, effect='"give"'), "no effect is called 'give'; .*near: gives"),
        (written("term", TERM, forms='["associate"]'), "no form of the rung member"),
        (written("term", TERM, article=""), "the key 'article' is missing"),
        (written("term", TERM, says='""'), "the key 'says' is missing"),
        (written("allotment", SEATS, sum="6"), "add up to 5, not to 6"),
        (written("allotment", SEATS, unit='"seat"'), "no unit is called 'seat'; .*near: seats"),
        (written("allotment", SEATS, numbers="{ POLL = 2 }"), "no state has the letters 'POLL'"),
        (written("allotment", SEATS, numbers="{ POL = -2 }"), "below zero"),
        (written("rule", RULE, name='"single majority"'), "no rule is called"),
        (written("rule", RULE, figures="{ members = 1 }"), "the figure 'people' is missing"),
        (written("rule", RULE, figures="{ member = 1 }"), "no figure 'member'; .*near: members"),
        ("[terms]\n", "has no 'terms'; .*near: term"),
        ('association = "member"\n', "no form of associate is called"),
    ],
)
def test_unknown_words_are_refused(text: str, word: str) -> None:
    with pytest.raises(RequestError, match=word) as caught:
        parse_rung_terms(HEAD + text, "nato.toml")
    assert "nato.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_bloc_is_refused() -> None:
    with pytest.raises(RequestError, match="no bloc has the id 'NAT'; .*near: NATO"):
        parse_rung_terms('bloc = "NAT"\n', "nat.toml")


@pytest.mark.parametrize(
    "changed",
    [{"to": "1949-08-24"}, {"to": "1951-01-01", "last": "1950-12-31"}, {"from": '"1949"'}],
)
def test_a_row_with_impossible_days_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(DateError, match="ends before it begins"):
        parse_rung_terms(HEAD + written("term", TERM, **changed), "nato.toml")


@pytest.mark.parametrize(("kind", "row"), [("term", TERM), ("allotment", SEATS), ("rule", RULE)])
def test_overlapping_rows_are_refused_and_rows_in_turn_are_not(
    kind: str, row: dict[str, str]
) -> None:
    later = date.fromisoformat(row["from"]) + timedelta(days=366)
    second = written(kind, row, **{"from": later.isoformat()})
    with pytest.raises(DateError, match=f"hold on {later}") as caught:
        parse_rung_terms(HEAD + written(kind, row) + second, "nato.toml")
    assert isinstance(caught.value, DetenteError)
    in_turn = HEAD + written(kind, row, to=later.isoformat()) + second
    parse_rung_terms(in_turn, "nato.toml")
