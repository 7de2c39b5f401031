"""One page of the terminal: the treaty before and after, then the simulated differences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from detente.actors.blocs import RUNGS
from detente.actors.rung_terms import Term
from detente.institutions.treaty_terms import (
    NOTHING,
    HeldTerms,
    compare,
    held_terms,
    terms_of_form,
    terms_on,
)
from detente.phrasing import listed, signed
from detente.scenarios.page_numbers import COLUMN, NAME, WIDTH, columns, spinoff, verdict
from detente.scenarios.run import Simulated
from detente.scenarios.treaty import TreatyChange
from detente.scenarios.verbs import Event
from detente.span import view_words

HEADS = {
    "domestic": "Domestic politics",
    "neighbourhood": "Neighbourhood",
    "prominence": "Prominence",
    "conflict_zones": "Conflict zones",
}
FORMS = {"accession": "member", "association": "associate"}
"""Rung of the terms after a verb."""


def page(found: Simulated) -> list[str]:
    """Write a scenario on one page: the verdict first, then the treaty, the numbers, the priors.

    Parameters
    ----------
    found : Simulated
        The scenario.

    Returns
    -------
    list of str
        Lines of at most 98 letters.
    """
    plan = found.plan
    lines = textwrap.wrap(f"{plan.title}, as of {view_words(plan.view)}", WIDTH)
    if not plan.events:
        return [*lines, "nothing changes: both futures are the same, and no difference is shown"]
    lines += ["", *verdict(found)]
    for event in plan.events:
        lines += ["", f"By treaty: {event.label}", *_treaty(event, found)]
    draws = f"{plan.draws:,} paired futures, seed {plan.seed}"
    shown = columns(found)
    heads = "".join(f"{found.years[at]:>{COLUMN}}" for at in shown)
    lines += ["", f"By simulation: {draws}; mean difference and 80 % band", f"{'':<{NAME}}{heads}"]
    for name, head in HEADS.items():
        lines += ["", head, *spinoff(found, name, shown)]
    return [*lines, "", *_questions(found), "", *_priors(found)]


def _treaty(event: Event, found: Simulated) -> Iterator[str]:
    """Say what the rung gives and demands before, and what the event adds and takes."""
    day = found.plan.view
    before = held_terms(event.bloc, event.state, day)
    known = terms_on(event.bloc, day)
    if known is None or before is None:
        yield f"  no terms of the rungs of {event.bloc.label} are on record"
        return
    yield from _terms("before, it gives: ", tuple(t for t in before.terms if t.effect == "gives"))
    yield from _terms(
        "before, it demands: ", tuple(t for t in before.terms if t.effect == "demands")
    )
    after = _after(event, before, known.association, day)
    if after is None:
        yield "  after: terms of this step are not on record"
        return
    change = TreatyChange(before, after, topics=compare(before, after), counts=())
    yield from _terms("after, it gives anew: ", change.gained())
    yield from _terms("after, it demands anew: ", change.owed())
    yield from _terms("after, it no longer gives: ", change.given_up())


def _after(event: Event, before: HeldTerms, association: str, day: date) -> HeldTerms | None:
    """Give the terms after the event; None where they are not on record."""
    if event.verb == "exit":
        return NOTHING
    if event.verb not in FORMS:
        return None
    rung, form = FORMS[event.verb], "member" if event.verb == "accession" else association
    has_it = before.rung in RUNGS and RUNGS.index(before.rung) >= RUNGS.index(rung)
    if has_it:
        return before
    return terms_of_form(event.bloc, rung, form, day) if form else None


def _terms(start: str, terms: tuple[Term, ...]) -> list[str]:
    """Write the topics of some terms."""
    topics = list(dict.fromkeys(term.topic for term in terms))
    text = f"  {start}{listed(topics) if topics else 'nothing'}"
    return textwrap.wrap(text, WIDTH, subsequent_indent="    ", drop_whitespace=True)


def _questions(found: Simulated) -> list[str]:
    """Write the questions that tell which future came."""
    lines = ["Which future came (chance of yes with the change, without it)"]
    for one in found.indicators:
        text = f"{one.question} {one.chance:.0%}, {one.chance_without:.0%}"
        lines += textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines


def _priors(found: Simulated) -> list[str]:
    """Write the priors that entered, the moved ones marked."""
    given = [
        f"{one.name} {signed(one.low)} to {signed(one.high)}{' (moved)' if one.moved else ''}"
        for one in found.priors
    ]
    text = "Priors, 80 % intervals; --prior NAME=LOW,HIGH moves one: " + ", ".join(given)
    return textwrap.wrap(text, WIDTH)
