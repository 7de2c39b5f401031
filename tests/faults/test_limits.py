"""Inputs that are too large, too deep or too long are refused in one line, unparsed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click import UsageError

from detente.actors.names import actor, bloc, near_names, state
from detente.actors.own_facts import read_own_facts
from detente.actors.view import view_day
from detente.claims.document import parse, read
from detente.claims.sides import Sides
from detente.cli.app import application
from detente.errors import ClaimError, DateError, DetenteError, RequestError, UnknownActor
from detente.evaluation.ledger.relations import read_relations
from detente.given import Unfit, parse_json, parse_toml, read_bytes
from detente.limits import (
    DEEPEST,
    DEEPEST_GROUP,
    LARGEST_TEXT,
    LONGEST_NAME,
    LONGEST_NUMBER,
    MOST_CLAIMS,
    MOST_EVENTS,
    MOST_GROUPS,
    MOST_NAMES,
    MOST_TESTS,
)
from detente.paper.signature import read_signature
from detente.scenarios.files import read as read_scenario
from detente.scenarios.files import read_file

NO_TOML = {
    "size": "#" * (LARGEST_TEXT + 1),
    "lists": "a = " + "[" * 100_000,
    "tables": "a = " + "{b = " * 100_000,
    "key": ".".join("a" * 100_000) + " = 1",
    "spaced key": "a . " * 100_000,
    "table": "[" + "a." * 1_000 + "a]",
    "digits": "a = " + "9" * 5_000,
    "hexadecimal": "a = 0x" + "f" * 900_000,
    "underlines": "a = " + "1_" * 5_000 + "1",
    "open text": 'a = """' + '\\"' * 400_000,
    "open texts": '"""\\' * 200_000,
    "open words": '"\\' * 400_000,
    "quotes": '"' * 900_000,
    "apostrophes": "'" * 900_000,
    "backslashes": "\\" * 900_000,
    "word": "a" * 900_000,
    "blanks": "a\t" * 400_000,
    "null": "\x00",
    "bytes": b"\xff\xfe",
}
"""TOML that is none, or none that is read, by what is wrong."""
NO_JSON = {
    "lists": "[" * 100_000,
    "open text": '"\\' * 200_000,
    "objects": '{"a":' * 5_000 + "1" + "}" * 5_000,
    "digits": "9" * 5_000,
    "nan": "NaN",
    "infinite": "-Infinity",
    "bytes": "\xff",
    "nothing": "",
}
NO_NAMES: dict[str, Any] = {
    "raised": "²",
    "other digits": "٣",
    "long code": "9" * 5_000,
    "large": 10**5_000,
    "small": -(10**5_000),
    "float": 1e300,
    "nan": float("nan"),
    "flag": True,
    "none": None,
    "bytes": b"USA",
}
NO_DAYS: dict[str, Any] = {
    "large": 10**5_000,
    "small": -(10**5_000),
    "long": "9" * 5_000,
    "infinite": float("inf"),
    "raised": "²013",
    "bytes": b"2013",
    "flag": True,
}
READERS: dict[str, Callable[[Path], object]] = {
    "claims": read,
    "facts": read_own_facts,
    "paper": read_signature,
    "relations": read_relations,
    "scenario": read_file,
}
"""Every file in TOML that a user gives."""


def as_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


@pytest.mark.parametrize("name", NO_TOML)
def test_toml_is_measured_before_it_is_parsed(name: str) -> None:
    began = time.process_time()
    with pytest.raises(Unfit) as refused:
        parse_toml(NO_TOML[name])
    assert time.process_time() - began < 3 and len(str(refused.value)) < 200


def test_what_is_in_a_text_or_a_comment_is_not_measured() -> None:
    text = "[" * 500 + "a." * 500 + "9" * 500
    written = f"a = \"{text}\"\nb = '{text}'\nc = \"\"\"\n{text}\"\"\"\nd = '''{text}''' # {text}\n"
    assert parse_toml(written) == dict.fromkeys("abcd", text)


def test_toml_at_the_limits_is_read() -> None:
    deep = "[" * DEEPEST + "]" * DEEPEST
    assert parse_toml(f"a = {deep}\nb = {'9' * LONGEST_NUMBER}\n") and parse_toml(
        ".".join("a" * DEEPEST) + " = 1"
    )


@pytest.mark.parametrize("name", NO_JSON)
def test_json_is_measured_before_it_is_parsed(name: str) -> None:
    began = time.process_time()
    with pytest.raises(Unfit):
        parse_json(NO_JSON[name].encode("latin-1"))
    assert time.process_time() - began < 3


@pytest.mark.parametrize("fault", ["lists", "tables", "key", "digits", "null", "bytes", "size"])
@pytest.mark.parametrize("kind", READERS)
def test_every_file_in_toml_is_refused_in_one_line(kind: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / f"{kind}.toml"
    path.write_bytes(as_bytes(NO_TOML[fault]))
    with pytest.raises(DetenteError) as refused:
        READERS[kind](path)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 600


@pytest.mark.parametrize("kind", READERS)
def test_no_file_is_one_that_cannot_be_read(kind: str, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", tmp_path / "a\x00b", Path("/dev/zero")):
        with pytest.raises(DetenteError):
            READERS[kind](path)


def test_a_device_without_an_end_is_not_read() -> None:
    with pytest.raises(Unfit, match="not a file"):
        read_bytes(Path("/dev/zero"))


def claims(text: str) -> None:
    parse(text.encode(), where="claims.toml", title="claims")


def test_claims_of_a_file_are_counted() -> None:
    one = '[[claim]]\ntext = "a"\nuntestable = "b"\n'
    claims(one * MOST_CLAIMS)
    with pytest.raises(ClaimError, match="more than 1,000 claims"):
        claims(one * (MOST_CLAIMS + 1))
    tests = "[[claim.test]]\nkind = 1\n" * (MOST_TESTS + 1)
    with pytest.raises(ClaimError, match="more than 2,000 tests"):
        claims(f'[[claim]]\ntext = "a"\n{tests}')
    groups = "".join(f'g{place} = {{of = ["USA"]}}\n' for place in range(MOST_GROUPS + 1))
    with pytest.raises(ClaimError, match="more than 200 groups"):
        claims(f"{one}[groups]\n{groups}")


def test_a_chain_of_groups_has_an_end() -> None:
    chain = {f"g{place}": {"of": [f"g{place + 1}"]} for place in range(1_000)}
    sides = Sides(chain | {"g1000": {"of": ["USA"]}}, date(2013, 12, 31))
    assert sides.side(f"g{1_000 - DEEPEST_GROUP + 1}").at(2012) == {2}
    with pytest.raises(ClaimError, match=f"more than {DEEPEST_GROUP} deep"):
        Sides(chain, date(2013, 12, 31)).side("g0")


def test_groups_that_double_do_not_grow() -> None:
    doubled = {f"g{place}": {"of": [f"g{place + 1}"] * 2} for place in range(DEEPEST_GROUP)}
    last = {f"g{DEEPEST_GROUP}": {"of": ["USA", "Canada"]}}
    side = Sides(doubled | last, date(2013, 12, 31)).side("g0")
    assert len(side.actors) == 2 and side.at(2012) == {2, 20}


@pytest.mark.parametrize("name", [True, 1.5, {"of": []}, date(2013, 1, 1), [[[]]], ["USA"] * 500])
def test_a_side_is_a_name_or_a_short_list(name: object) -> None:
    with pytest.raises(ClaimError):
        Sides({}, date(2013, 12, 31)).side(name)


@pytest.mark.parametrize(
    "rule",
    [{"of": "USA"}, {"of": ["USA"], "without": "CAN"}, {"of": ["USA"] * (MOST_NAMES + 1)}, [], 1],
)
def test_a_group_is_two_short_lists(rule: object) -> None:
    with pytest.raises(ClaimError):
        Sides({"g": rule}, date(2013, 12, 31)).side("g")


@pytest.mark.parametrize("kind", NO_NAMES)
def test_what_is_no_name_is_an_unknown_actor(kind: str) -> None:
    for find in (state, bloc, actor):
        with pytest.raises(UnknownActor) as refused:
            find(NO_NAMES[kind])
        assert len(str(refused.value)) < 300


def test_a_long_name_is_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(UnknownActor, match="more than any actor's name"):
        actor("ß" * 1_000_000)
    assert time.process_time() - began < 1
    assert near_names("a" * LONGEST_NAME) == ()


@pytest.mark.parametrize("kind", NO_DAYS)
def test_what_is_no_day_is_refused(kind: str) -> None:
    with pytest.raises(DateError) as refused:
        view_day(NO_DAYS[kind])
    assert len(str(refused.value)) < 300


def test_events_of_a_scenario_are_counted() -> None:
    event = '[[event]]\nverb = "accession"\nstate = "Serbia"\nbloc = "EU"\nyear = 2030\n'
    with pytest.raises(RequestError, match=f"at most {MOST_EVENTS} events"):
        read_scenario(event * (MOST_EVENTS + 1), "scenario.toml")


def test_json_with_brackets_in_a_text_is_read() -> None:
    text = "[" * 500 + '"' + "]" * 10
    assert parse_json(json.dumps([text])) == [text]


@pytest.mark.parametrize(
    "words",
    [
        ("ideal-points", "--preset", "preview", "--out", f"{'p' * 400}.csv"),
        ("check", "claims.toml", "--out", "p" * 400),
        ("backtest", "risk", "--out", "p" * 400),
        ("ledger", "list", "--ledger", "p" * 400),
        ("ledger", "verify", "--ledger", "p" * 400),
        ("changes", "p" * 400, "q" * 400),
        ("scenario", f"{'p' * 400}.toml"),
        ("verify", "p" * 400),
        ("publish", "p" * 400),
        ("publish", "--static", "p" * 400),
    ],
)
def test_a_name_that_no_file_can_have_is_refused_in_one_line(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises((DetenteError, UsageError)) as caught:
        application(words[0])(list(words), standalone_mode=False)
    assert "\n" not in str(caught.value)
