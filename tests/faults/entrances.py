"""Entrances: what a user hands in, as a seeded maker of spoiled inputs and what takes them."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from detente.actors.names import actor
from detente.actors.own_facts import parse_own_facts
from detente.actors.relation_key import pair
from detente.actors.view import view_day
from detente.claims.check import check
from detente.claims.document import Document, parse, question
from detente.claims.shelf import SHELF
from detente.claims.sides import Sides
from detente.cli.app import application
from detente.errors import DetenteError
from detente.evaluation.ledger.outlook import Making
from detente.evaluation.ledger.own import entries_of
from detente.evaluation.ledger.relations import read_relations
from detente.given import Unfit
from detente.paper.signature import read_signature
from detente.scenarios.files import library
from detente.scenarios.files import read as read_scenario
from detente.store.catalog import Catalog, default_catalog
from tests.faults import assistant_calls, bundles, web_requests
from tests.faults.hostile import VALUES, Call, calls
from tests.faults.spoil import PIECES, spoil

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REFUSALS = (DetenteError, Unfit)
"""How an input is refused."""
WATCHED = '{"indicators": [{"id": "a", "p": 0.5}], "watch": []}'
PAPER = 'author = "A"\ninstitution = "I"\nseries = "Paper 1/2026"\ntitle = "T"\ndisclaimer = "D"\n'
RELATIONS = '[[relation]]\na = "NATO"\nb = "Russia"\nreason = "they differ"\n'
NAMES = ("NATO", "Russia", "Côte d'Ivoire", "Dem. Rep. of the Congo", "365", "DEU", "Rusko", "EU28")
DAYS = ("2013", "1816-01-01", "2026-06-30", "1985-12-31")
LINES = (
    "relation NATO Russia --as-of 2013 --json",
    "windows Germany Poland --as-of 1938",
    "actors Germany --as-of 1985",
    "check claims.toml --json",
    "scenario none Serbia EU --year 2014 --draws 20",
    "scenario scenario.toml",
    "panel state-years --system cow --years 1990-1991 --add nmc --out out.csv",
    "panel dyad-years --directed --states USA,CAN --years 1990 --out out.parquet",
    "sources show cow_nmc",
    "sources cite cow_nmc polity",
    "score predictions.csv",
    "votes USA Russia --as-of 2013",
    "speech NATO Russia",
    "ledger list",
    "verify bundle.zip",
    "render paper.md",
    "event-study rows.csv --unit a --time b --outcome c --treated-from d",
    "ideal-points --votes votes.csv --out points.csv",
    "changes a.json b.json",
    "study Serbia EU --as-of 2013",
    "brief NATO Atlantis --out folder",
    "starter show",
)
"""Command lines; those that take long are named so that they fail early, or are asked of little."""
NEVER = ("backtest", "serve", "build", "pull")
"""Words of a command line that would begin hours of work, a server or a download."""
WORDS = ("trend", "rank", "NATO", "USA", "GDP", "people", "falls", "> 1", "below 0", "capability")


@dataclass(frozen=True)
class Entrance:
    """One way in.

    Attributes
    ----------
    make : callable
        Gives an input, by a seeded generator.
    take : callable
        Hands it in; the folder is the input's own.
    """

    make: Callable[[Random], Any]
    take: Callable[[Any, Path], object]


@cache
def _claims() -> str:
    return (EXAMPLES / "claims" / "karasek-2013.toml").read_text(encoding="utf-8")


@cache
def _claim_texts() -> tuple[str, ...]:
    """Give the claims of the example, each with the groups of the file."""
    head, *claims = _claims().split("[[claim]]")
    # a simulation takes seconds, as it does for a sound claim
    quick = (claim for claim in claims if '"simulated"' not in claim)
    return tuple(f"{head}[[claim]]{claim}" for claim in quick)


@cache
def questions() -> str:
    """Give the questions of the example, which a ledger takes."""
    return (EXAMPLES / "ledger" / "questions.toml").read_text(encoding="utf-8")


@cache
def json_questions() -> str:
    """Give the same questions as JSON, with a value that TOML has and JSON has not as its text."""
    return json.dumps({"indicators": tomllib.loads(questions())["entry"]}, default=str)


@cache
def _facts() -> str:
    return (EXAMPLES / "own-facts.toml").read_text(encoding="utf-8")


@cache
def _catalog() -> Catalog:
    return default_catalog()


@cache
def _calls() -> tuple[Call, ...]:
    return tuple(call for call in calls() if call.arguments())


def _spoiled(*texts: str) -> Callable[[Random], bytes]:
    def make(random: Random) -> bytes:
        text = spoil(random, random.choice(texts)).encode("utf-8", "surrogatepass")
        return text if random.random() < 0.9 else _flipped(random, text)

    return make


def _flipped(random: Random, data: bytes) -> bytes:
    """Change some bytes."""
    changed = bytearray(data or b"x")
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _value(random: Random) -> Any:
    """Give a value as a field of a claim has it, sound or not."""
    return random.choice(
        (
            random.choice(WORDS),
            random.choice(NAMES),
            [random.choice(NAMES), random.choice(NAMES)],
            random.randint(1800, 2100),
            [random.randint(1900, 2030), random.randint(1900, 2030)],
            spoil(random, random.choice(WORDS + NAMES)),
            random.choice(PIECES),
            random.choice((True, 1.5, float("nan"), 10**30, [], {}, [[]], date(2013, 1, 1))),
        )
    )


def _test(random: Random) -> dict[str, Any]:
    """Give a test of a claim: the fields of its kind, sound or not, some left out or added."""
    kind = random.choice(SHELF)
    fields = [one.name for one in kind.fields if one.required or random.random() < 0.3]
    entry = {name: _value(random) for name in fields if random.random() < 0.95}
    if random.random() < 0.1:
        entry[random.choice(PIECES)] = _value(random)
    return {"kind": kind.name if random.random() < 0.95 else _value(random), **entry}


def _ask(entry: dict[str, Any], folder: Path) -> None:
    question(entry)


def _answer(text: str, folder: Path) -> None:
    document = parse(text.encode("utf-8", "surrogatepass"), where="claims.toml", title="claims")
    few = Document(
        document.title, document.author, document.day, document.groups, document.claims[:2]
    )
    check(_catalog(), few)


def _claim_to_answer(random: Random) -> str:
    """Change one word of a claim of the example, or two: most are still read and answered."""
    text = random.choice(_claim_texts())
    for _ in range(random.randint(1, 2)):
        words = text.split('"')
        place = random.randrange(1, len(words) - 1)
        words[place] = str(random.choice((*WORDS, *NAMES, *PIECES[:12], words[place - 2])))
        text = '"'.join(words)
    return text


def _sides(random: Random) -> tuple[dict[str, Any], Any]:
    names = [f"g{place}" for place in range(random.randint(1, 30))]
    known = (*names, *NAMES)
    groups = {
        name: {
            "of": [random.choice(known) for _ in range(random.randint(0, 6))],
            **({"without": [random.choice(known)]} if random.random() < 0.3 else {}),
        }
        for name in names
    }
    if random.random() < 0.2:
        groups[random.choice(names)] = _value(random)
    return groups, random.choice((random.choice(names), [random.choice(known)] * 3, _value(random)))


def _in_file(name: str, take: Callable[[Path], object]) -> Callable[[bytes, Path], object]:
    def taken(data: bytes, folder: Path) -> object:
        path = folder / name
        path.write_bytes(data)
        return take(path)

    return taken


def _name(random: Random) -> tuple[str, str]:
    return spoil(random, random.choice(NAMES)), random.choice((*DAYS, spoil(random, DAYS[0])))


def _take_name(given: tuple[str, str], folder: Path) -> None:
    name, day = given
    try:
        view_day(day)
    except DetenteError:
        day = "2013"
    for look in (lambda: actor(name, day), lambda: pair(name, "Russia", day)):
        try:
            look()
        except DetenteError as error:
            str(error).encode()


def _line(random: Random) -> list[str]:
    words = random.choice(LINES).split(" ")
    for _ in range(random.randint(1, 3)):
        first = 1 if len(words) > 1 and random.random() < 0.9 else 0
        place = random.randrange(first, len(words))
        how = random.randrange(4)
        if how == 0:
            words[place] = spoil(random, words[place])
        elif how == 1:
            words[place] = random.choice(PIECES)
        elif how == 2:
            words.insert(place, random.choice((*PIECES, "--help", "--json", "--as-of", "--out")))
        elif len(words) > 1:
            del words[place]
    return [word for word in words if word not in NEVER] or ["--help"]


def _take_line(words: list[str], folder: Path) -> None:
    """Run a command line in this process, as a shell would without a terminal."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            application(words[0])(words)
        except SystemExit as ended:
            if ended.code not in (0, 1, 2, None):
                raise ValueError(f"exit code {ended.code}") from ended
    out.getvalue().encode()
    err.getvalue().encode()


def _face(random: Random) -> tuple[str, dict[str, str]]:
    call = random.choice(_calls())
    arguments = call.arguments()
    if call.name == "Relation.scenario":
        arguments = arguments[1:]  # without a verb it is what the paper simulates: seconds each
    kinds = sorted(VALUES)
    if call.name == "scan":
        kinds.remove("none")  # what nobody asked otherwise is a sound scan: seconds each
    some = random.sample(arguments, min(len(arguments), random.randint(1, 2)))
    return call.name, {name: random.choice(kinds) for name in some}


def _take_face(given: tuple[str, dict[str, str]], folder: Path) -> None:
    name, kinds = given
    call = next(one for one in _calls() if one.name == name)
    call.make({argument: VALUES[kind] for argument, kind in kinds.items()})


MAKING = Making(made_on=date(2026, 11, 28), software="detente")
ENTRANCES: dict[str, Entrance] = {
    "claims": Entrance(
        lambda random: _spoiled(*_claim_texts())(random),
        _in_file(
            "claims.toml",
            lambda path: parse(path.read_bytes(), where="claims.toml", title="claims"),
        ),
    ),
    "claims-language": Entrance(_test, _ask),
    "claims-answered": Entrance(_claim_to_answer, _answer),
    "groups": Entrance(_sides, lambda given, _: Sides(given[0], date(2013, 12, 31)).side(given[1])),
    "facts": Entrance(
        lambda random: _spoiled(_facts())(random), lambda data, _: parse_own_facts(data)
    ),
    "scenario": Entrance(
        lambda random: _spoiled(*library().values())(random),
        lambda data, _: read_scenario(data, "scenario.toml"),
    ),
    "paper": Entrance(_spoiled(PAPER), _in_file("paper.toml", read_signature)),
    "relations": Entrance(_spoiled(RELATIONS), _in_file("relations.toml", read_relations)),
    "questions": Entrance(
        lambda random: _spoiled(questions())(random),
        _in_file("own.toml", lambda path: entries_of(path, MAKING)),
    ),
    "json": Entrance(
        lambda random: _spoiled(json_questions(), WATCHED)(random),
        _in_file("own.json", lambda path: entries_of(path, MAKING)),
    ),
    "names": Entrance(_name, _take_name),
    "line": Entrance(_line, _take_line),
    "face": Entrance(_face, _take_face),
    "bundle": Entrance(bundles.forged, bundles.take),
    "assistants": Entrance(assistant_calls.call, assistant_calls.take),
    "http": Entrance(web_requests.request, web_requests.answered),
}
"""By name."""
