"""PAPER: treaties that were in force when the two broke, were broken, set aside or left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from detente.actors.relation_facts import Fact, facts_between
from detente.actors.treaties import IN_FORCE, SUSPENDED, Treaty, treaties_between
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.treaties import holder, label
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.standing import (
    Parts,
    Said,
    day_figure,
    fact_cell,
    fact_line,
    year_figure,
)

ID = "paper"
ABOUT = "what promises on paper did not prevent"
BREAKS = ("fighting", "rupture", "crisis")
"""Kinds of rows that a promise is made to prevent."""
NAMED = 2
"""Treaties that a sentence names."""
FEWEST_GONE = 3
"""Treaties of one kind that are over before their end is a course."""
ONE_DAY = timedelta(days=1)
HELD_BACK = ("assurance", "guarantee", "settlement")
"""Kinds of which another rule speaks."""


def say(relation: Relation) -> Iterator[Line]:
    """Say which treaty was broken or set aside, or how many were in force at a break."""
    pair = relation.pair
    found = treaties_between(pair.first, pair.second, pair.day)
    own = [one for one in found if one.kind not in HELD_BACK]
    broken = [one for one in own if one.broken is not None]
    if broken:
        yield _broken(relation, broken)
    aside = [one for one in own if one.state_on(pair.day) == SUSPENDED]
    if aside:
        yield _set_aside(relation, aside)
    gone = [one for one in own if one.kind == "arms control"]
    if len(gone) >= FEWEST_GONE:
        yield from _arms_control(relation, gone)
    if not broken:
        yield from _at_break(relation, found)


def treaty_cell(treaty: Treaty, day: date) -> Cell:
    """Give a treaty as a cell.

    Parameters
    ----------
    treaty : Treaty
        The treaty.
    day : datetime.date
        The day that is shown.
    """
    row = f"treaty:{treaty.one}-{treaty.other}:{treaty.name}"
    return row_cell(row, day, document=treaty.source, checked=treaty.checked)


def called(treaty: Treaty) -> str:
    """Give what a sentence calls a treaty.

    Parameters
    ----------
    treaty : Treaty
        The treaty.
    """
    return f"the {treaty.name}"


def duty_of(treaty: Treaty) -> str:
    """Give what a treaty obliges to; nothing where that has a figure, which no cell would hold.

    Parameters
    ----------
    treaty : Treaty
        The treaty.
    """
    return "" if any(sign.isdigit() for sign in treaty.duty) else treaty.duty


def answered(treaty: Treaty, day: date) -> Iterator[Sentence]:
    """Say what the side that is accused of a breach says to it.

    Parameters
    ----------
    treaty : Treaty
        A treaty that was broken.
    day : datetime.date
        The day whose names are used.
    """
    if treaty.answer:
        by = label(treaty.broken_by, day)
        yield Sentence("{by} says that {answer}.", {"by": by, "answer": treaty.answer})


def _broken(relation: Relation, broken: Sequence[Treaty]) -> Line:
    day = relation.pair.day
    newest = max(broken, key=lambda one: one.broken or date.min)
    names: Parts = {
        "by": label(newest.broken_by, day),
        "treaty": called(newest),
        "finder": holder(newest, day),
    }
    others = [one for one in broken if one is not newest]
    over = tuple(_over(newest, day))
    text = "A treaty" if newest.is_binding else "A signed text"
    body = [
        Sentence("In the view of {finder}, {by} broke {treaty}.", names),
        *found_so(newest, day),
        *answered(newest, day),
        *_obliged(newest),
        *over,
        *_also(others, day),
    ]
    said = Said(
        tuple(body),
        headline=Sentence("{finder} holds that {by} broke {treaty}.", names),
        key=(*found_so(newest, day), *(over or _obliged(newest))),
        gist=Sentence("{what} between them did not prevent the break.", {"what": text}),
    )
    cells = [treaty_cell(one, one.broken or day) for one in broken]
    form = "several" if others else newest.kind.replace(" ", "_").replace("-", "_")
    reasons = Reasons(unexpected=0.9)
    return fact_line(ID, f"unexpected.broken.{form}", said, reasons, about=ABOUT, cells=cells)


def _over(treaty: Treaty, day: date) -> Iterator[Sentence]:
    """Say who ended a treaty that was broken, and when."""
    if treaty.ended_by and treaty.span.end <= day:
        end = treaty.span.end + ONE_DAY
        shown = day_figure(ID, "over", end, "month", treaty_cell(treaty, end))
        who = label(treaty.ended_by, day)
        reported = "{who} is reported to have ended it, in {end}."
        text = reported if treaty.ended_in else "{who} has ended it since, in {end}."
        yield Sentence(text, {"who": who, "end": shown})


def _obliged(treaty: Treaty) -> Iterator[Sentence]:
    duty = duty_of(treaty)
    if duty:
        verb = "obliged" if treaty.is_binding else "committed"
        yield Sentence("The text {verb} the two {duty}.", {"verb": verb, "duty": duty})


def found_so(treaty: Treaty, day: date) -> Iterator[Sentence]:
    """Say when a breach was found, and in which words; the day of the breach is not the finder's.

    Parameters
    ----------
    treaty : Treaty
        A treaty that was broken.
    day : datetime.date
        The day whose names are used.
    """
    if treaty.found_on is None or not treaty.found or any(sign.isdigit() for sign in treaty.found):
        return
    # two breaches may be found in one year
    year = year_figure(ID, f"found.{treaty.name}", treaty.found_on, found_cell(treaty))
    said: Parts = {"who": holder(treaty, day), "year": year, "found": treaty.found}
    yield Sentence("{who} said in {year} that {found}.", said)


def found_cell(treaty: Treaty) -> Cell:
    """Give the cell of a breach that was found: the day on which that was said.

    Parameters
    ----------
    treaty : Treaty
        A treaty that was broken, and when that was said.
    """
    row = f"treaty:{treaty.one}-{treaty.other}:{treaty.name}:found"
    on = treaty.found_on or treaty.span.start
    return row_cell(row, on, document=treaty.according, checked=bool(treaty.found_at))


def _also(others: Sequence[Treaty], day: date) -> Iterator[Sentence]:
    """Name the other treaties that were broken, each with who holds so."""
    for who in dict.fromkeys(holder(one, day) for one in others):
        names = listed([called(one) for one in others if holder(one, day) == who][:NAMED])
        yield Sentence("{who} holds the same of {names}.", {"who": who, "names": names})


def _set_aside(relation: Relation, aside: Sequence[Treaty]) -> Line:
    day = relation.pair.day
    shown = sorted(aside, key=lambda one: one.suspended or day)[:NAMED]
    sentences = []
    for place, one in enumerate(shown):
        on = one.suspended or day
        parts: Parts = {
            "by": label(one.suspended_by, day),
            "treaty": called(one),
            "day": day_figure(ID, f"aside.{place}", on, "day", treaty_cell(one, on)),
        }
        sentences.append(Sentence("{by} has not applied {treaty} since {day}.", parts))
    who = [label(one.suspended_by, day) for one in shown]
    if len(set(who)) > 1:
        form, headline = "each_side", Sentence("Each of the two has set a treaty aside.", {})
    else:
        form = "one_side"
        names = listed([called(one) for one in shown])
        headline = Sentence("{by} has set {names} aside.", {"by": who[0], "names": names})
    said = Said(
        tuple(sentences),
        headline=headline,
        key=tuple(sentences),
        gist=Sentence("Treaties between them are set aside.", {}),
    )
    if form == "one_side":
        duty = duty_of(shown[0])
        verb = "obliges" if shown[0].is_binding else "commits"
        binding = Sentence("It {verb} the two {duty}.", {"verb": verb, "duty": duty})
        said = Said(
            (*sentences, binding) if duty else tuple(sentences),
            headline=headline,
            key=(binding,) if duty else tuple(sentences),
            gist=said.gist,
        )
    reasons = Reasons(unexpected=0.9)
    cells = [treaty_cell(one, one.suspended or day) for one in shown]
    return fact_line(ID, f"unexpected.aside.{form}", said, reasons, about=ABOUT, cells=cells)


def _arms_control(relation: Relation, known: Sequence[Treaty]) -> Iterator[Line]:
    """Say how many of the treaties that limit arms are left."""
    day = relation.pair.day
    left = [one for one in known if one.state_on(day) == IN_FORCE]
    cells = [treaty_cell(one, one.span.start) for one in known]
    total = counted(figure_id(ID, "arms"), len(known), "treaties", *cells)
    over = [one for one in known if one.span.end < day]
    if left:
        return
    last = max(over, key=lambda one: one.span.end, default=None)
    both = relation.pair.words
    body = [
        Sentence(
            "None of {count} treaties that limited the arms of {both} is in force.",
            {"count": total, "both": both},
        )
    ]
    key: tuple[Sentence, ...] = (Sentence("There were {count} of them.", {"count": total}),)
    if last is not None:
        ended = year_figure(ID, "ended", last.span.end, treaty_cell(last, last.span.end))
        end = Sentence(
            "The last to end was {treaty}, in {year}.", {"treaty": called(last), "year": ended}
        )
        body.append(end)
        key = (end,)
        cells.append(treaty_cell(last, last.span.end))
    said = Said(
        tuple(body),
        headline=Sentence("No treaty limits the arms of {both} any more.", {"both": both}),
        key=key,
        gist=Sentence("No treaty limits their arms any more.", {}),
    )
    reasons = Reasons(unusual=1.0)
    yield fact_line(ID, "unusual.no_arms_control", said, reasons, about=ABOUT, cells=cells)


def _at_break(relation: Relation, found: Sequence[Treaty]) -> Iterator[Line]:
    """Say how many treaties were in force on the day before the newest break."""
    pair = relation.pair
    breaks = [
        one.fact
        for one in facts_between(pair.first, pair.second, pair.day)
        if one.fact.kind in BREAKS and {one.first, one.second} == {pair.first.key, pair.second.key}
    ]
    if not breaks:
        return
    newest = max(breaks, key=lambda fact: fact.start)
    before = newest.start - ONE_DAY
    open_then = [
        one for one in found if one.span.covers(before) and one.state_on(before) == IN_FORCE
    ]
    # that one treaty was in force says nothing of two that quarrelled all the same
    if len(open_then) < FEWEST_TREATIES:
        return
    yield _in_force(relation, open_then, newest)


FEWEST_TREATIES = 2
"""Treaties that were in force when a break began, from which that is worth saying."""


def _in_force(relation: Relation, open_then: Sequence[Treaty], newest: Fact) -> Line:
    cells = [*(treaty_cell(one, one.span.start) for one in open_then), fact_cell(newest)]
    count = counted(figure_id(ID, "open"), len(open_then), "treaties", *cells)
    since = day_figure(ID, "break", newest.start, newest.start_precision, fact_cell(newest))
    names = listed([called(one) for one in open_then[:NAMED]])
    parts: Parts = {"both": relation.pair.words, "day": since, "what": WHAT[newest.kind]}
    on = "on" if newest.start_precision == "day" else "in"
    # our list is not every treaty, and of those on it some were in dispute already
    template = (
        "Of the treaties between {both} that we follow {count} were in force and called broken by "
        f"neither when {{what}} began, {on} {{day}}."
    )
    few = "They were {names}." if len(open_then) <= NAMED else "Among them: {names}."
    among = Sentence(few, {"names": names})
    said = Said(
        (Sentence(template, {**parts, "count": count}), among),
        headline=Sentence(
            "{count} treaties did not prevent {what}.",
            {"count": count, "what": WHAT[newest.kind]},
        ),
        key=(Sentence(f"All were in force {on} {{day}}.", {"day": since}), among),
        gist=Sentence("Treaties in force did not prevent it.", {}),
    )
    variant = f"unexpected.in_force.{newest.kind}"
    return fact_line(ID, variant, said, Reasons(unexpected=0.8), about=ABOUT, cells=cells)


WHAT = {
    "fighting": "the newest fighting",
    "rupture": "the break of relations",
    "crisis": "the newest crisis",
}
"""Breaks, as a sentence has them."""
RULE = Rule(
    id=ID,
    section="institutions",
    place=44,
    paragraph="paper",
    say=say,
    condition="a treaty between the two was broken or is no longer applied; no treaty that limited "
    "arms is left of three or more; or treaties were in force when fighting, a crisis or a rupture "
    "began",
    topics=("standing",),
)
"""The rule."""
