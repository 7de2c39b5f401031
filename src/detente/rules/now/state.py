"""STATE: how the two are related on the day of the view, before anything else is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from types import MappingProxyType

from detente.actors.relation_facts import Fact, facts
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HEADLINES, HOSTILE, Condition
from detente.analysis.state.war_help import helper_in
from detente.analysis.state.words import label_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.institutions.armed_conflicts import fought_since
from detente.institutions.ladder import held
from detente.institutions.rung_states import ACTIVE
from detente.institutions.rung_words import has_been
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now import steps
from detente.rules.now.made import Page, line
from detente.rules.now.row_words import day_figure, on
from detente.rules.now.state_words import (
    Parts,
    begun,
    both,
    broken_off,
    is_last_record,
    land_held,
    land_of,
    last_meeting,
    last_over,
    named_since,
    over,
    row_of,
    shared,
    shared_blocs,
    sides,
    started,
    stopped_rung,
    what_of,
)
from detente.rules.rule import Rule

ID = "state"
ABOUT = "the state of the relation"
GRAVE = 1.0
"""How unexpected a war, a break or a crisis is: fewer than one pair of 32 is in one."""
STOPPED = 0.8
"""How unexpected it is that something between the two is suspended or has stopped."""
DAYS_OF_A_YEAR = 365.25
NEAR = 3
"""Days between the end of fighting and a ceasefire within which the one ended the other."""
Told = tuple[str, tuple[Sentence, ...], Page | None]
"""Variant, sentences of the section, and what page 1 may print."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the headline of the state, with its day and what it rests on."""
    state = relation.state
    builder = BUILDERS.get(state.headline)
    leading = state.leading
    if builder is not None and leading is not None and not leading.by_member:
        variant, body, page = builder(relation, leading)
        known = page if leading.checked else None
        whole = (*body, *_also(relation, leading))
        reasons, cells = _reasons(variant), begun(leading).cells
        yield line(f"{ID}.{variant}", whole, about=ABOUT, reasons=reasons, page=known, cells=cells)
        return
    body = tuple(_without_condition(relation))
    if body:
        yield line(
            f"{ID}.ordinary.{state.headline.replace(' ', '_')}",
            body,
            about=ABOUT,
            reasons=Reasons(),
            cells=(searched(relation),),
        )


def _reasons(variant: str) -> Reasons:
    strength = {"unexpected": GRAVE, "stopped": STOPPED}.get(variant.partition(".")[0], 0.0)
    return Reasons(unexpected=strength)


def _also(relation: Relation, leading: Condition) -> Iterator[Sentence]:
    """Say what else holds between the two: land held, relations broken off."""
    if leading.rank >= HEADLINES.index("crisis"):
        return
    own = [one for one in relation.state.conditions if not one.by_member and one is not leading]
    lands = sorted((one for one in own if one.headline == "occupation"), key=lambda one: one.start)
    for place, one in enumerate(lands):
        if place and one.holder == lands[0].holder:
            parts: Parts = {"day": begun(one), "land": land_of(one)}
            yield Sentence("Since {day} it has held {land}.", parts)
        else:
            yield Sentence("{held}.", {"held": land_held(one, relation.pair)})
    if lands:
        yield from _annexed(relation, lands[0].start)
    for one in own:
        if one.headline == "rupture":
            yield Sentence("{broken}.", {"broken": broken_off(one, relation.pair)})


def _annexed(relation: Relation, since: date) -> Iterator[Sentence]:
    """Say when land that is held was declared annexed: the chronology has it by day."""
    for event in relation.situation.events:
        if event.date >= since and ANNEXES.search(event.what):
            yield Sentence("{what}.", {"what": steps.told(event)})


ANNEXES = re.compile(r"\bannex", re.IGNORECASE)
"""How an act says that land which is held is taken for good."""


def _war(relation: Relation, one: Condition) -> Told:
    names, first = both(one, relation.pair), begun(one)
    fact = next((it for it in facts() if it.part and _is_row(it, one)), None)
    helper, helped = helper_in(fact) if fact is not None else ("", "")
    if helper:
        return _helps(relation, one, helper, helped=helped)
    year = _year_of(one, relation)
    told = Sentence("{both} are at war.", {"both": names})
    since = _fought_since(relation, one)
    war = "war" if since is None else "full-scale war"
    how = _began(one, year, war)
    began = Sentence("It began {on}, and no ceasefire between them is in force.", {"on": on(first)})
    if since is not None:
        # a war that grew out of fighting is not the whole of it
        words = "It began {on}; the two have fought since {since}."
        began = Sentence(words, {"on": on(first), "since": since})
    page = Page(
        Sentence(f"{{both}} are in the {{year}} year of a {war}.", {"both": names, "year": year}),
        (began,),
        gist=Sentence("{both} are at war.", {"both": names}),
    )
    return "unexpected.war", (told, how), page


def _fought_since(relation: Relation, one: Condition) -> Figure | None:
    """Give the first of the years on end in which the two fought before a war; None without one."""
    year = fought_since(relation.catalog, relation.pair, one.start.year)
    if year is None:
        return None
    cell = Cell(
        "armed_conflicts",
        "intensity_level",
        keys=(("of", relation.pair.of), ("year", year)),
        value=float(year),
        unit="year",
        sources=("ucdp_acd",),
        rule="the first of the years on end, to that of the war, with an armed conflict between "
        "the two",
    )
    return dated(figure_id("now", row_of(one), "fought_since"), year, cell)


def _is_row(fact: Fact, one: Condition) -> bool:
    """Tell whether a condition was made of a fact: allies of a war may share its first day."""
    return fact.id == one.row and fact.keys == {one.first, one.second}


def _helps(relation: Relation, one: Condition, helper: str, *, helped: str) -> Told:
    """Say that one of the two only helps in a war of the other with somebody else."""
    first, second = sides(one, relation.pair)
    who, against = (first, second) if helper == one.first else (second, first)
    # when an ally joined is known to the month
    day = day_figure(row_of(one), one.start, one.source, checked=one.checked, precision="month")
    parts: Parts = {"who": who, "helped": label_of(helped), "against": against, "day": day}
    told = Sentence(
        "{who} has had soldiers in the war of {helped} against {against} since {day}.", parts
    )
    short = Sentence(
        "{who} fights {against} in a war of {helped}.",
        {name: parts[name] for name in ("who", "against", "helped")},
    )
    since = Sentence("It has done so since {day}.", {"day": day})
    return "unexpected.help", (told,), Page(short, (since,), gist=told)


def _began(one: Condition, year: Figure, war: str) -> Sentence:
    """Say how a war began: by its row, as part of a wider war, or by its year alone."""
    if one.cells:
        return Sentence(f"The {war} is in its {{year}} year, by the data.", {"year": year})
    if any(fact.id == one.row and fact.part == "ally" for fact in facts()):
        wider = "It is part of a wider war, in which they have been enemies since {day}."
        return Sentence(wider, _day(one))
    parts: Parts = {"what": started(one), "year": year}
    return Sentence(f"{{what}}, and the {war} is in its {{year}} year.", parts)


def _year_of(one: Condition, relation: Relation) -> Figure:
    """Count the years of a war, the current one with them."""
    years = int((relation.pair.day - one.start).days / DAYS_OF_A_YEAR) + 1
    id = figure_id("now", row_of(one), "year")
    first = begun(one)
    return Figure(id, years, unit="year", cells=first.cells, kind="ranked", way="ordinal")


def _fought(relation: Relation, one: Condition) -> Told:
    names, last = both(one, relation.pair), over(one) or begun(one)
    parts: Parts = {"both": names, "last": last}
    if one.cells:
        on = Sentence("{both} were on opposite sides of an armed conflict in {last}.", parts)
        return "unexpected.opposite_sides", (on,), None
    if one.end is None:
        since = Sentence("{both} have been fighting since {last}.", parts)
        what = Sentence("{what}.", {"what": started(one)})
        page = Page(since, (Sentence("{what}.", {"what": started(one)}),))
        return "unexpected.fighting", (since, what), page
    told = Sentence("{both} fought each other until {last}.", parts)
    how = Sentence("{what}.", {"what": started(one)})
    truce = next((it for it in relation.state.conditions if it.headline == "truce"), None)
    if truce is None:
        short = Sentence("{both} fought until {last}.", parts)
        page = Page(short, (Sentence("{what}.", {"what": started(one)}),))
        return "unexpected.fought", (told, how), page
    if one.end is not None and truce.start < one.end:
        despite = Sentence("The ceasefire of {day} did not prevent it.", _day(truce))
        short = Sentence("{both} fought in spite of a ceasefire.", {"both": names})
        lasted = Sentence(
            "They fought until {last}; the ceasefire is of {day}.", {**_last(last), **_day(truce)}
        )
        return "unexpected.fought_despite_truce", (told, how, despite), Page(short, (lasted,))
    after = Sentence("A ceasefire of {day} is in force.", _day(truce))
    page = Page(
        Sentence("{both} have a ceasefire, not a peace.", {"both": names}),
        (_ended(one, truce),),
        gist=Sentence(
            "A ceasefire of {day} is in force between {both}.", {"both": names, **_day(truce)}
        ),
    )
    return "unexpected.fought_then_truce", (told, how, after), page


def _ended(fighting: Condition, truce: Condition) -> Sentence:
    """Say how much fighting a ceasefire ended, where both are known to the day."""
    end, last = fighting.end, over(fighting)
    exact = {fighting.start_precision, fighting.end_precision, truce.start_precision} == {"day"}
    if end is not None and exact and abs((truce.start - end).days) <= NEAR:
        days = (end - fighting.start).days + 1
        id = figure_id("now", row_of(fighting), "days")
        cells = begun(fighting).cells
        lasted = counted(id, days, "days", *cells)
        how = "{days} day of fighting" if days == 1 else "{days} days of fighting"
        parts: Parts = {"days": Phrase(how, {"days": lasted}), **_day(truce)}
        return Sentence("The ceasefire of {day} ended {days}.", parts)
    parts = {"last": last or begun(fighting), **_day(truce)}
    return Sentence("They fought until {last}; the ceasefire is of {day}.", parts)


def _last(day: Figure) -> Parts:
    return {"last": day}


def _day(one: Condition) -> Parts:
    return {"day": begun(one)}


def _truce(relation: Relation, one: Condition) -> Told:
    parts: Parts = {"both": both(one, relation.pair), "day": begun(one)}
    told = Sentence("A ceasefire of {day} is all that ended the fighting of {both}.", parts)
    what = Sentence("In form it is this: {what}.", {"what": what_of(one)})
    page = Page(
        Sentence("Only a ceasefire is in force between {both}.", {"both": parts["both"]}),
        (Sentence("It is of {day}: {what}.", {"what": what_of(one), **_day(one)}),),
        gist=Sentence("A ceasefire of {day} is in force between {both}.", parts),
    )
    return "unexpected.truce", (told, what), page


def _occupied(relation: Relation, one: Condition) -> Told:
    held_land = land_held(one, relation.pair)
    told = Sentence("{held}.", {"held": held_land})
    holder, owner = str(held_land.parts["holder"]), str(held_land.parts["owner"])
    page = Page(
        Sentence("{holder} occupies territory of {owner}.", {"holder": holder, "owner": owner}),
        (Sentence("It is {land}, held since {day}.", {"land": land_of(one), **_day(one)}),),
        gist=told,
    )
    return "unexpected.occupation", (told,), page


def _ruptured(relation: Relation, one: Condition) -> Told:
    names = both(one, relation.pair)
    told = Sentence("{broken}.", {"broken": broken_off(one, relation.pair)})
    form = "never" if "never established" in one.what else "broken"
    by = one.what.partition("broken by ")[2].partition(";")[0]
    since = Sentence("This has lasted since {day}.", _day(one))
    if by:
        since = Sentence("{who} broke them off; that was {on}.", {"who": by, "on": on(begun(one))})
    page = Page(
        Sentence("{both} have no diplomatic relations.", {"both": names}),
        (since,),
    )
    return f"unexpected.rupture_{form}", (told,), page


def _crisis(relation: Relation, one: Condition) -> Told:
    names, last = both(one, relation.pair), over(one)
    told = Sentence("{what}.", {"what": started(one)})
    what = Sentence("{what}.", {"what": what_of(one, alone=True)})
    if last is None:
        is_open = Sentence("{both} are in an open crisis.", {"both": names})
        since = Sentence("{both} have been in a crisis since {day}.", {"both": names, **_day(one)})
        return "unexpected.crisis", (is_open, told), Page(since, (what,), gist=is_open)
    parts: Parts = {"both": names, "from": begun(one), "to": last}
    if is_last_record(one):
        late: Parts = {"both": names, "to": last}
        known = Sentence("{both} were in a crisis as late as {to}.", late)
        short = Sentence("{both} were last in a crisis in {to}.", late)
        return "unexpected.crisis_on_record", (known, told), Page(short, (what,))
    lasted = Sentence("A crisis between {both} lasted from {from} to {to}.", parts)
    out = Sentence("{both} came out of a crisis by {to}.", {"both": names, "to": last})
    return "unexpected.crisis_over", (lasted, what), Page(out, (what,))


def _suspended(relation: Relation, one: Condition) -> Told:
    rung = _rung(relation)
    if rung is not None:
        if _is_stopped(relation):
            return "stopped.suspended", (rung,), None
        part = Sentence("Parts of this have been suspended since {day}.", _day(one))
        return "stopped.suspended", (rung, part), None
    parts: Parts = {"both": both(one, relation.pair), **_day(one)}
    told = Sentence("{both} have had a body of their own suspended since {day}.", parts)
    return "stopped.suspended", (told,), None


def _halted(relation: Relation, one: Condition) -> Told:
    rung = _rung(relation)
    bloc_and_state = relation.pair.bloc_and_state
    bloc = bloc_and_state[0].label if bloc_and_state else ""
    last = Sentence(
        "No step towards membership of {bloc} is dated after {day}.", {"bloc": bloc, **_day(one)}
    )
    body = (last,) if rung is None else (rung, last)
    return "stopped.halted", body, None


def _integrated(relation: Relation, one: Condition) -> Told:
    rung = _rung(relation)
    if one.form == "rung" and rung is not None:
        return "ordinary.member", (rung,), None
    parts: Parts = {"both": both(one, relation.pair), "tie": shared(one), "day": begun(one)}
    told = Sentence("{both} have shared {tie} since {day}.", parts)
    # a candidate of the bloc is first of all a candidate
    body = (told,) if rung is None else (rung, told)
    return "ordinary.integrated", body, None


def _allied(relation: Relation, one: Condition) -> Told:
    rung = _rung(relation)
    if one.form == "rung" and rung is not None:
        return "ordinary.member", (rung,), None
    parts: Parts = {"both": both(one, relation.pair), "tie": shared(one), "day": begun(one)}
    told = Sentence("{both} are allies: {tie} has bound them since {day}.", parts)
    return "ordinary.allied", (told,), None


def _partners(relation: Relation, one: Condition) -> Told:
    rung, met = _rung(relation), last_meeting(relation.pair)
    lines = (it for it in relation.state.conditions if it.headline == "disputed line")
    disputed = next((it for it in lines if not it.by_member), None)
    said = [rung] if rung is not None else []
    if disputed is not None:
        peace: Parts = {"both": relation.pair.words, "land": land_of(disputed)}
        said.append(Sentence("{both} are at peace without agreeing on {land}.", peace))
    if met is not None:
        said.append(Sentence("{met}.", {"met": met}))
    if not said:
        since: Parts = {"both": relation.pair.words, **_day(one)}
        said = [Sentence("{both} have been partners since {day}.", since)]
    return "ordinary.partners", tuple(said), None


def _disputed(relation: Relation, one: Condition) -> Told:
    parts: Parts = {"both": both(one, relation.pair), "land": land_of(one)}
    told = Sentence("{both} are at peace without agreeing on {land}.", parts)
    return "ordinary.disputed", (told,), None


def _is_stopped(relation: Relation) -> bool:
    """Tell whether the rung that the state holds is not in use."""
    found = relation.pair.bloc_and_state
    rung = held(*found, relation.pair.day) if found else None
    return rung is not None and rung.state != ACTIVE


def _rung(relation: Relation) -> Sentence | None:
    """Say which rung the state holds in the bloc, and in what state it is."""
    found = relation.pair.bloc_and_state
    rung = held(*found, relation.pair.day) if found else None
    if found is None or rung is None:
        return None
    bloc, state = found
    if rung.state != ACTIVE:
        return Sentence("{stopped}.", {"stopped": stopped_rung(rung, state.label, bloc.label)})
    held_as = has_been(rung, bloc.label)
    parts: Parts = {"who": state.label, "held": held_as, "day": named_since(rung)}
    return Sentence("{who} {held} since {day}.", parts)


def _without_condition(relation: Relation) -> Iterator[Sentence]:
    """Say what is known where no condition between the two themselves holds."""
    state, names = relation.state, relation.pair.words
    if state.headline == "normal":
        peace = "{both} are at peace, and no claim or crisis between them is open."
        yield Sentence(peace, {"both": names})
        return
    if state.headline in HOSTILE:
        return
    closed = last_over(relation.pair)
    if closed is not None:
        yield Sentence("{closed}.", {"closed": closed})
    common = shared_blocs(relation.pair)
    if common:
        who = "they" if closed is not None else names
        parts: Parts = {"both": who, "blocs": listed(common)}
        yield Sentence("{both} meet as members of {blocs}.", parts)
    elif closed is None and not state.groups:
        none = "Our tables date no war, break, claim or alliance of {both}."
        yield Sentence(none, {"both": names})


def searched(relation: Relation) -> Cell:
    """Give the search of the tables as a cell: nothing was found.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    return Cell(
        "relations",
        "facts",
        keys=(("of", pair.of), ("day", pair.day.isoformat())),
        value=0.0,
        unit="open conditions",
        sources=("blocs",),
        rule="conditions between the two themselves that hold on the day, over all tables of facts",
    )


BUILDERS: MappingProxyType[str, Callable[[Relation, Condition], Told]] = MappingProxyType(
    {
        "war": _war,
        "armed conflict": _fought,
        "truce": _truce,
        "occupation": _occupied,
        "rupture": _ruptured,
        "crisis": _crisis,
        "suspended": _suspended,
        "halted": _halted,
        "integrated": _integrated,
        "allied": _allied,
        "partners": _partners,
        "disputed line": _disputed,
    }
)
"""Who says each headline."""

RULE = Rule(
    id=ID,
    section="now",
    place=0,
    paragraph="state",
    say=say,
    condition="always: the first that holds of war, armed conflict, ceasefire, occupation, break, "
    "crisis, suspension, halt, integration, alliance, partnership, disputed line",
    topics=("standing", "history"),
    always=True,
)
