"""The files of rung terms: how they are read, and what in them is refused.

docs/rungs.md describes a file; every fault is one line that names the file, the row and near words.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Any, TypeVar

import tomli

from detente.actors.blocs import RUNGS, blocs
from detente.actors.hand_made import has_table, text_of
from detente.actors.own_rows import row_id
from detente.actors.parties import known_parties
from detente.actors.row_sources import SOURCE_KEYS, read_source
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
from detente.actors.source_rules import check_source
from detente.errors import DateError, RequestError
from detente.span import OPEN_END, Span

Dated = TypeVar("Dated", Term, Allotment, CountingRule)

HEAD = ("bloc", "association", "term", "allotment", "rule")
"""What a file may hold."""
COMMON = ("topic", "article", "document", "from")
"""What every row must say."""
NEEDED: dict[str, tuple[str, ...]] = {
    "term": (*COMMON, "rung", "effect", "says"),
    "allotment": (*COMMON, "organ", "unit", "numbers"),
    "rule": (*COMMON, "organ", "name", "figures"),
}
MAY_HAVE: dict[str, tuple[str, ...]] = {
    "term": ("forms", "brief", "to", "last", *SOURCE_KEYS),
    "allotment": ("threshold", "sum", "to", "last", *SOURCE_KEYS),
    "rule": ("to", "last", *SOURCE_KEYS),
}
CLOSE = 1e-6
"""What the sum of an allotment may differ from the one that the row states."""
LIKE = 0.4
"""How alike a word must be to be offered as a near one."""
NEXT_STEP = "docs/rungs.md describes the file"


@cache
def rung_terms(bloc: str) -> RungTerms | None:
    """Read what the rungs of a bloc mean; None where no file has been made of it.

    Parameters
    ----------
    bloc : str
        Id of the bloc.

    Examples
    --------
    >>> nato = rung_terms("NATO")
    >>> next(one.article for one in nato.terms if one.topic == "guarantee")
    'Article 5'
    >>> rung_terms("WP") is None
    True
    """
    name = f"{bloc.lower()}.toml"
    if not has_table(f"rungs/{name}"):
        return None
    return parse_rung_terms(text_of(f"rungs/{name}"), name)


def blocs_with_terms() -> tuple[str, ...]:
    """Give the ids of the blocs that have a file, A to Z."""
    return tuple(sorted(name for name in blocs() if rung_terms(name) is not None))


def parse_rung_terms(text: str, name: str) -> RungTerms:
    """Read a file of rung terms and refuse one that breaks the rules.

    Parameters
    ----------
    text : str
        The file, TOML.
    name : str
        What it is called, for errors.

    Raises
    ------
    RequestError
        Where a key, a word, a form or a state is unknown, or a needed key is missing.
    DateError
        Where a row ends before it begins, or two rows say the same thing of the same day.

    Examples
    --------
    >>> parse_rung_terms('bloc = "NATO"', "nato.toml").terms
    ()
    """
    table = tomli.loads(text)
    for key in table:
        _known(key, HEAD, "a file of rung terms has no", name)
    bloc = table.get("bloc", "")
    _known(bloc, blocs(), "no bloc has the id", name)
    ladder = {(step.rung, step.form) for step in blocs()[bloc].steps}
    association = table.get("association", "")
    if association:
        _known(association, _forms(ladder, "associate"), "no form of associate is called", name)
    readers: dict[str, Callable[[dict[str, Any], str], Any]] = {
        "term": lambda row, where: _term(row, ladder, where),
        "allotment": _allotment,
        "rule": _rule,
    }
    made = {kind: _rows(table, kind, reader, name) for kind, reader in readers.items()}
    terms = sorted(made["term"], key=_place)
    _refuse_overlaps(terms, lambda one: (one.rung, one.forms, one.topic, one.effect), name)
    allotments = _by_date(made["allotment"])
    _refuse_overlaps(allotments, lambda one: (one.topic, one.organ), name)
    rules = _by_date(made["rule"])
    _refuse_overlaps(rules, lambda one: (one.topic, one.organ, one.name), name)
    return RungTerms(
        bloc=bloc,
        association=association,
        terms=tuple(terms),
        allotments=tuple(allotments),
        rules=tuple(rules),
    )


def _id(bloc: str, kind: str, row: Mapping[str, Any]) -> str:
    """Give the stable name of a row: its bloc, what it is about, and its first day."""
    if kind == "term":
        about = [row["rung"], *row.get("forms", [])[:1], row["topic"], row["effect"]]
    else:
        about = [row["topic"], row.get("name", row["organ"])]
    return row_id(kind, bloc, *about, row["from"])


def _place(term: Term) -> tuple[int, int, date]:
    """Give the place of a term: by topic, by what the rung does, by date."""
    return list(TOPICS).index(term.topic), EFFECTS.index(term.effect), term.span.start


def _by_date(rows: Iterable[Dated]) -> list[Dated]:
    return sorted(rows, key=lambda one: one.span.start)


def _forms(ladder: set[tuple[str, str]], rung: str) -> list[str]:
    """Give the forms of a rung that stand on the ladder."""
    return sorted(form for held, form in ladder if held == rung)


def _rows(
    table: dict[str, Any], kind: str, reader: Callable[[dict[str, Any], str], Any], name: str
) -> list[Any]:
    """Read the rows of one kind, each with its stable name."""
    made = []
    for number, row in enumerate(table.get(kind, []), start=1):
        read = _row(row, kind, reader, f"{name}, {kind} {number}")
        made.append(replace(read, row=_id(table["bloc"], kind, row)))
    return made


def _row(
    row: dict[str, Any], kind: str, reader: Callable[[dict[str, Any], str], Any], where: str
) -> Any:
    """Check the keys of a row and read it."""
    for key in row:
        _known(key, (*NEEDED[kind], *MAY_HAVE[kind]), f"a {kind} has no key", where)
    for key in NEEDED[kind]:
        if row.get(key) in (None, "", {}):
            raise RequestError(f"the key '{key}' is missing", where=where, next_step=NEXT_STEP)
    _known(row["topic"], TOPICS, "no topic is called", where)
    return reader(row, where)


def _term(row: dict[str, Any], ladder: set[tuple[str, str]], where: str) -> Term:
    """Read a term."""
    rung = row["rung"]
    _known(rung, RUNGS, "no rung is called", where)
    _known(row["effect"], EFFECTS, "no effect is called", where)
    forms = tuple(row.get("forms", ()))
    for form in forms:
        _known(form, _forms(ladder, rung), f"no form of the rung {rung} is called", where)
    return Term(
        rung=rung,
        forms=forms,
        effect=row["effect"],
        says=row["says"],
        brief=row.get("brief", ""),
        **_shared(row, where),
    )


def _allotment(row: dict[str, Any], where: str) -> Allotment:
    """Read an allotment."""
    _known(row["unit"], UNITS, "no unit is called", where)
    numbers = {letters: float(number) for letters, number in row["numbers"].items()}
    for letters, number in numbers.items():
        _known(letters, known_parties(), "no state has the letters", where)
        if number < 0:
            raise RequestError(f"the number of {letters} is below zero", where=where)
    stated = row.get("sum")
    if stated is not None and abs(sum(numbers.values()) - stated) > CLOSE:
        added = f"{sum(numbers.values()):g}"
        raise RequestError(f"the numbers add up to {added}, not to {stated}", where=where)
    return Allotment(
        organ=row["organ"],
        unit=row["unit"],
        numbers=numbers,
        threshold=row.get("threshold"),
        **_shared(row, where),
    )


def _rule(row: dict[str, Any], where: str) -> CountingRule:
    """Read a rule of counting."""
    _known(row["name"], PARAMETERS, "no rule is called", where)
    wanted = PARAMETERS[row["name"]]
    figures = {key: float(number) for key, number in row["figures"].items()}
    for key in figures:
        _known(key, wanted, "the rule has no figure", where)
    for key in wanted:
        if key not in figures:
            raise RequestError(f"the figure '{key}' is missing", where=where, next_step=NEXT_STEP)
    return CountingRule(
        organ=row["organ"], name=row["name"], figures=figures, **_shared(row, where)
    )


def _shared(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read what every row says: topic, article, document, span and source."""
    start = row["from"]
    end = row.get("last", OPEN_END)
    if "to" in row:
        end = row["to"] - timedelta(days=1)
    if type(start) is not date or end < start or ("to" in row and "last" in row):
        fault = "the row ends before it begins, has no day as 'from', or has two ends"
        raise DateError(fault, where=where, next_step=NEXT_STEP)
    check_source(row, where)
    texts = {key: row[key] for key in ("topic", "article", "document")}
    return {**texts, "span": Span(start, end), "row": "", **read_source(row, where)}


def _refuse_overlaps(rows: list[Dated], key: Callable[[Dated], object], name: str) -> None:
    """Refuse two rows that say the same thing of the same day."""
    for first, second in combinations(rows, 2):
        same = key(first) == key(second)
        if same and first.span.start <= second.span.end and second.span.start <= first.span.end:
            raise DateError(
                f"two rows on {first.topic} hold on {second.span.start}",
                where=name,
                next_step="give the earlier one a last day",
            )


def _known(word: str, known: Iterable[str], fault: str, where: str) -> None:
    """Refuse a word that is not one of those known, and name those near it."""
    choices = list(known)
    if word not in choices:
        near = difflib.get_close_matches(str(word), choices, n=4, cutoff=LIKE)
        raise RequestError(f"{fault} '{word}'", where=where, near=near, next_step=NEXT_STEP)
