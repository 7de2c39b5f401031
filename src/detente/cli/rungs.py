"""``detente actors BLOC --rungs``: what each rung gives, withholds and demands by treaty."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any

from detente.actors.blocs import RUNGS, Bloc
from detente.actors.names import actor
from detente.actors.rung_tables import blocs_with_terms
from detente.actors.rung_terms import EFFECTS, Allotment, CountingRule, RungTerms, Term
from detente.errors import RequestError
from detente.institutions.treaty_terms import terms_on
from detente.span import end_words, view_fields

WIDTH = 100
TOPIC = 14
"""Width of the column of topics."""
LABEL = " " * 2
INDENT = " " * (len(LABEL) + TOPIC)


def rungs_of(name: str, day: date) -> tuple[Bloc, RungTerms]:
    """Find a bloc and the terms of its rungs on a day.

    Parameters
    ----------
    name : str
        The bloc.
    day : datetime.date
        The day; terms that begin later are left out.

    Raises
    ------
    RequestError
        Where the name is that of a state, or the terms of the bloc's rungs are not on record.
    """
    found = actor(name, day)
    if not isinstance(found, Bloc):
        raise RequestError(
            f"{found.label} is a state; only the rungs of blocs are on record",
            where="detente actors",
            near=blocs_with_terms(),
            next_step="detente actors EU --rungs",
        )
    terms = terms_on(found, day)
    if terms is None:
        raise RequestError(
            f"what the rungs of {found.label} mean is not on record",
            where="detente actors",
            near=blocs_with_terms(),
            next_step="docs/rungs.md says how to add a bloc",
        )
    return found, terms


def record(bloc: Bloc, terms: RungTerms, day: date) -> dict[str, Any]:
    """Give the terms of a bloc's rungs as plain data.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    terms : RungTerms
        What holds on the day.
    day : datetime.date
        The day.
    """
    return {
        "bloc": bloc.id,
        **view_fields(day),
        "terms": [one.plain() for one in terms.terms],
        "allotments": [one.plain() for one in terms.allotments],
        "rules": [one.plain() for one in terms.rules],
    }


def lines(bloc: Bloc, terms: RungTerms, day: date) -> Iterator[str]:
    """Write the terms, rung by rung from above, in lines of at most 100 letters.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    terms : RungTerms
        What holds on the day.
    day : datetime.date
        The day.
    """
    yield f"{bloc.name}: what each rung gives, withholds and demands {end_words(day)}"
    if not terms.terms:
        yield f"{LABEL}nothing is on record {end_words(day)}"
    for rung in reversed(RUNGS):
        yield from _rung(rung, [one for one in terms.terms if one.rung == rung])
    counted: tuple[Allotment | CountingRule, ...] = (*terms.allotments, *terms.rules)
    for row in counted:
        yield ""
        yield from _row(row)


def _rung(rung: str, terms: list[Term]) -> Iterator[str]:
    """Write one rung: what holds of all its forms, then form by form."""
    for forms in dict.fromkeys(one.forms for one in sorted(terms, key=lambda one: len(one.forms))):
        of_forms = [one for one in terms if one.forms == forms]
        yield ""
        yield f"{rung}: {', '.join(forms)}" if forms else rung
        for effect in EFFECTS:
            having = [one for one in of_forms if one.effect == effect]
            if having:
                yield f"{LABEL}{effect}"
            for one in having:
                yield from _term(one)


def _term(term: Term) -> Iterator[str]:
    """Write one term: its topic, what it says, its article and the class of its source."""
    said = f"{term.says.rstrip('.')} ({term.article}; {term.evidence_class})"
    wrapped = textwrap.wrap(said, WIDTH - len(INDENT) - len(LABEL))
    head = f"{LABEL}{LABEL}{term.topic:<{TOPIC}}"
    for number, line in enumerate(wrapped):
        yield f"{INDENT}{LABEL}{line}" if number else f"{head}{line}"


def _row(row: Allotment | CountingRule) -> Iterator[str]:
    """Write an allotment or a rule: its head, and its numbers."""
    if isinstance(row, Allotment):
        numbers = sorted(row.numbers.items(), key=lambda one: (-one[1], one[0]))
        written = "  ".join(f"{letters} {_number(value, row)}" for letters, value in numbers)
        head = f"{row.unit} in the {row.organ}, {_number(row.total, row)} in all"
        if row.threshold is not None:
            head += f", {row.threshold:g} needed"
    else:
        written = "  ".join(f"{name} {value:g}" for name, value in row.figures.items())
        head = f"{row.topic} in the {row.organ} by rule: {row.name}"
    head += f" ({row.article}; {row.evidence_class})"
    yield from textwrap.wrap(head, WIDTH)
    yield from textwrap.wrap(
        written, WIDTH, initial_indent=LABEL, subsequent_indent=LABEL, break_on_hyphens=False
    )


def _number(value: float, row: Allotment) -> str:
    """Write a number of an allotment: a share as per cent, a count as it is."""
    return f"{value:.1%}" if row.unit == "share" else f"{value:g}"
