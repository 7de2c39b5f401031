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
from detente.scenarios.run import UNSAID, Moved, Simulated
from detente.scenarios.treaty import TreatyChange
from detente.scenarios.verbs import Event
from detente.span import view_words

WIDTH = 98
HEADS = {
    "domestic": "Domestic politics",
    "neighbourhood": "Neighbourhood",
    "prominence": "Prominence",
    "conflict_zones": "Conflict zones",
}
FORMS = {"accession": "member", "association": "associate"}
"""Rung of the terms after a verb."""
AHEAD = (5, 10, 20)
"""Years after the start that the page shows."""


def page(found: Simulated) -> list[str]:
    """Write a scenario on one page.

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
    for event in plan.events:
        lines += ["", f"By treaty: {event.label}", *_treaty(event, found)]
    draws = f"{plan.draws:,} paired futures, seed {plan.seed}"
    lines += ["", f"By simulation: {draws}; mean difference and 80 % band"]
    shown = _columns(found)
    heads = "".join(f"{found.years[at]:>26}" for at in shown)
    lines.append(f"{'':<20}{heads}")
    for name, head in HEADS.items():
        lines += ["", head, *_spinoff(found, name, shown)]
    lines += ["", *_losers(found), "", *_questions(found), "", *_priors(found)]
    return lines


def _columns(found: Simulated) -> list[int]:
    """Choose the years that are shown."""
    wanted = {found.start + years for years in AHEAD}
    shown = [at for at, year in enumerate(found.years) if year in wanted]
    return shown or [len(found.years) - 1]


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


def _spinoff(found: Simulated, name: str, shown: list[int]) -> Iterator[str]:
    """Write the differences of one spin-off; what is zero throughout is left out."""
    quiet = 0
    for one in found.spinoff(name):
        if not one.mean.any() and not one.low.any() and not one.high.any():
            quiet += 1
            continue
        yield f"  {one.wanted.label} ({one.wanted.unit}){' beyond the band' if one.beyond else ''}"
        yield f"{'':<20}" + "".join(f"{_cell(one, at):>26}" for at in shown)
    if quiet:
        yield f"  no difference in {quiet} more series"
    if name in UNSAID:
        yield from textwrap.wrap(UNSAID[name], WIDTH, initial_indent="  ", subsequent_indent="  ")


def _cell(one: Moved, at: int) -> str:
    """Write a difference with its band."""
    mean, low, high = (signed(float(row[at])) for row in (one.mean, one.low, one.high))
    return f"{mean} [{low}, {high}]"


def _losers(found: Simulated) -> list[str]:
    """Name who loses beyond the band."""
    named = list(dict.fromkeys(f"{who} ({one.wanted.label})" for who, one in found.losers))
    text = f"Who loses beyond the band: {listed(named) if named else 'nobody in these series'}"
    return textwrap.wrap(text, WIDTH)


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
