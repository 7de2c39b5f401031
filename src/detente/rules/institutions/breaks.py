"""BREAK: how long breaks and pauses of joint bodies lasted, and which rank stopped."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.chronology import Event, chronology
from detente.actors.joint_bodies import Body, Happening, bodies
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id, measured, on_day, ranked
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.institutions.breaks import (
    LEVELS,
    LONG,
    MONTH,
    Break,
    Pause,
    Rank,
    breaks,
    pauses,
    ranks,
)
from detente.models import track_records as methods
from detente.rules.institutions.body_words import (
    KINDS,
    is_plural,
    last_met,
    met_meanwhile,
    others_met,
    plain_name,
    silent,
)
from detente.rules.line import Line, Reasons, off_first_page
from detente.rules.parts import Parts, shown_cells
from detente.rules.rows import row_cell
from detente.rules.rule import Rule

ID = "break"
OVER, SUSPENDED = "ended", "suspended"
FEWEST_RANKS = 3
"""Ranks from which it is said which stopped first."""
APART = 12.0
"""Months between the last meetings of two ranks that tell them apart."""
RECENT = 30
"""Years for which a closed break or pause is worth a word."""
MEET = {one: one for one in ("ministers", "ambassadors", "officials")} | {"summit": "leaders"}
MONTHS = 12
RESUMED = 36.0
"""Months since a body met again in which its return is news."""
CLOSED, PAUSED = 0.6, 0.5
"""How far breaks that are over count, and pauses that nobody decided."""
GONE, REPORTED_GONE = "The {body} no longer exists.", "The {body} is reported to have ended."
"""Message of a body that ended, by whether the act itself is known."""


def say(relation: Relation) -> Iterator[Line]:
    """Say which breaks ended and which did not, the longest pause, and which rank stopped."""
    pair = relation.pair
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    first = pair.as_of - RECENT
    found = [one for one in breaks(known, pair.day) if one.start.date.year >= first]
    if found:
        yield _of_breaks(relation, found)
    paused = [one for body in known for one in pauses(body, pair.day)]
    recent = [one for one in paused if one.before.date.year >= first]
    if recent:
        longest = max(recent, key=lambda one: one.months / one.usual)
        yield _of_pause(relation, longest, met_meanwhile(known, longest))
    ranked = _of_ranks(relation, known)
    # where a body is no more, page 1 says that, and not which rank met longest
    yield from map(off_first_page, ranked) if any(map(_is_gone, found)) else ranked


def _is_gone(one: Break) -> bool:
    """Tell whether the body of a break has ended, and no other took its place."""
    return one.end is not None and one.end.kind == OVER and not one.body.replaced_by


def _of_breaks(relation: Relation, found: list[Break]) -> Line:
    """Set the open break beside those that ended, or say that all ended."""
    closed = [one for one in found if one.is_closed]
    still = [one for one in found if one.is_open]
    gone = [one for one in found if _is_gone(one)]
    if gone and closed:
        return _ended_after(relation, gone[-1], closed)
    if still and closed:
        return _never_undone(relation, still, closed)
    if still:
        return _suspended(relation, still)
    return _all_ended(relation, closed) if closed else _ended(relation, found[-1])


def _never_undone(relation: Relation, still: list[Break], closed: list[Break]) -> Line:
    """Set the suspension that is in force beside those that were undone."""
    families = {one.body.id for one in closed} | {one.body.replaced_by for one in closed}
    own = next((one for one in still if one.body.id in families), still[0])
    longest = max(closed, key=lambda one: one.months)
    since = _day("since", own)
    most = measured(_id("longest"), longest.cell, way="whole")
    count = counted(_id("closed"), len(closed), "breaks", *(one.cell for one in closed))
    several = len(closed) > 1
    said = Sentence(
        "The suspension of {since} in the {body} has not been undone.",
        {"since": since, "body": plain_name(own.body)},
    )
    if own.start.part:
        said = Sentence(
            "The suspension of {part} in the {body} on {since} has not been undone.",
            {"part": own.start.part, "body": plain_name(own.body), "since": since},
        )
    years = Figure(_id("years"), own.months / MONTHS, unit="years", cells=(own.cell,), way="whole")
    earlier = (
        Sentence(
            "Of earlier breaks {count} ended, the longest after {most} months.",
            {"count": count, "most": most},
        )
        if several
        else Sentence("The break before it ended after {most} months.", {"most": most})
    )
    length = Sentence("This one is {years} years old.", {"years": years})
    what = f"suspension of {own.start.part}" if own.start.part else "suspension"
    key = Sentence(
        "The {what} of {since} is {years} years old; {before} ended within {most} months.",
        {
            "what": what,
            "since": since,
            "years": years,
            "before": "the breaks before it" if several else "the break before it",
            "most": most,
        },
    )
    return _line(
        "moved.open.after_closed",
        (said, earlier, length, *_met_since(own)),
        Reasons(moved=1.0),
        headline=Sentence(
            "One break between {pair} was never undone.", {"pair": relation.pair.words}
        ),
        key=key,
        value=own.months,
    )


def _ended_after(relation: Relation, last: Break, closed: list[Break]) -> Line:
    """Say that the last break was never undone, and that the body is no more."""
    assert last.end is not None
    longest = max(closed, key=lambda one: one.months)
    end = on_day(_id("over"), last.end.date, _row(last.end), precision=_month(last.end))
    in_part = f"{SUSPENDED} in part" if last.start.part else SUSPENDED
    most, body = measured(_id("longest"), longest.cell, way="whole"), plain_name(last.body)
    parts: Parts = {"in_part": in_part, "since": _day("since", last), "end": end}
    # a report of an end is no act that ends it
    is_act = last.end.basis == "fixes"
    ended = "was ended" if is_act else "is reported to have ended"
    of_end = "it ended in {end}" if is_act else "the report of its end is of {end}"
    text = f"The {{body}}, {{in_part}} on {{since}}, {ended} in {{end}} without having resumed."
    said = Sentence(text, {**parts, "body": body})
    before = Sentence("Earlier breaks ended within {most} months.", {"most": most})
    return _line(
        "moved.over.after_closed",
        (said, before, *_met_since(last)),
        Reasons(moved=1.0),
        headline=Sentence(GONE if is_act else REPORTED_GONE, {"body": body}),
        key=Sentence(
            f"It was {{in_part}} on {{since}}, {of_end}, and earlier breaks were repaired "
            "within {most} months.",
            {**parts, "most": most},
        ),
        value=last.months,
    )


def _met_since(own: Break) -> Iterator[Sentence]:
    """Count the known meetings after a suspension that is in force: part of a body may meet."""
    after = [one for one in own.body.meetings if one.date > own.start.date]
    met = [one for one in after if one.checked]
    if met:
        cells = tuple(_row(one) for one in met)
        last = on_day(_id("met_last"), met[-1].date, cells[-1], precision=_month(met[-1]))
        level = met[-1].level
        of = f" of {MEET[level]}" if level in MEET else ""
        yield Sentence(
            f"At least {{count}} meetings were held all the same, the last{of} in {{last}}.",
            {"count": counted(_id("met"), len(met), "meetings", *cells), "last": last},
        )


def _suspended(relation: Relation, still: list[Break]) -> Line:
    """Name the bodies whose suspension is in force, the first and the last of them."""
    first, last = still[0], still[-1]
    own = _since(first)
    more = [] if last is first else [_since(last)]
    words = relation.pair.words
    if more:
        count = counted(_id("open"), len(still), "bodies", *(one.cell for one in still))
        form = "moved.open.several"
        message = Sentence(
            "{pair} have {count} joint bodies in suspension.", {"pair": words, "count": count}
        )
    else:
        form = f"moved.open.{first.body.kind}"
        part = "" if first.body.wholly_suspended else " in part"
        said = f"The {{kind}} of {{pair}} is suspended{part}."
        message = Sentence(said, _kind(first.body, words))
    return _line(
        form,
        (own, *more),
        Reasons(moved=0.8),
        headline=message,
        key=own,
        value=first.months,
    )


def _since(one: Break) -> Sentence:
    if one.start.part:
        return Sentence(
            "{part} in the {body} has been suspended since {since}.",
            {"part": one.start.part, "body": plain_name(one.body), "since": _day("since", one)},
        )
    has = "have" if is_plural(one.body) else "has"
    return Sentence(
        "The {body} {has} been suspended since {since}.",
        {"body": plain_name(one.body), "has": has, "since": _day("since", one)},
    )


def _all_ended(relation: Relation, closed: list[Break]) -> Line:
    """Say that every break was undone, and how long the longest lasted."""
    longest = max(closed, key=lambda one: one.months)
    most = measured(_id("longest"), longest.cell, way="whole")
    day = _day("broke", longest)
    words = relation.pair.words
    was = "were" if is_plural(longest.body) else "was"
    body = Sentence(
        "The {body} {was} suspended on {day}, for {most} months.",
        {"body": plain_name(longest.body), "was": was, "day": day, "most": most},
    )
    if len(closed) > 1:
        both = "both" if len(closed) == len(("one", "other")) else "all"
        key = Sentence(
            "{both} breaks in their joint bodies ended within {most} months.",
            {"both": both, "most": most},
        )
        message = Sentence("No break in the joint bodies of {pair} has lasted.", {"pair": words})
        form = "moved.closed.all"
    else:
        key = Sentence(
            "Their {kind}, suspended on {day}, resumed after {most} months.",
            {"kind": KINDS[longest.body.kind], "day": day, "most": most},
        )
        message = Sentence("The one break between {pair} was undone.", {"pair": words})
        form = "moved.closed.one"
    return _line(
        form,
        (key, body) if len(closed) > 1 else (body,),
        Reasons(moved=CLOSED),
        headline=message,
        key=key,
        value=longest.months,
    )


def _ended(relation: Relation, last: Break) -> Line:
    """Say that a body ended while it was suspended."""
    words, day = relation.pair.words, _day("broke", last)
    key = Sentence(
        "Their {kind}, suspended on {day}, never met again.",
        {"kind": KINDS[last.body.kind], "day": day},
    )
    was = "were" if is_plural(last.body) else "was"
    body = Sentence(
        "The {body} {was} suspended on {day} and ended so.",
        {"body": plain_name(last.body), "was": was, "day": day},
    )
    return _line(
        "moved.ended",
        (body,),
        Reasons(moved=CLOSED),
        headline=Sentence("The {kind} of {pair} ended in suspension.", _kind(last.body, words)),
        key=key,
        value=last.months,
    )


def _kind(body: Body, words: str) -> dict[str, str]:
    return {"kind": KINDS[body.kind], "pair": words}


def _of_pause(
    relation: Relation, pause: Pause, meanwhile: tuple[Body, tuple[Happening, ...]]
) -> Line:
    """Name the pause that is longest against the body's own rhythm, between its own numbers."""
    months = measured(_id("pause"), pause.cell, way="whole")
    usual = measured(_id("usual"), pause.usual_cell, way="whole")
    names = _kind(pause.body, relation.pair.words)
    before = _met("before", pause.body, pause.before)
    if pause.after is None:
        raise ValueError("a pause between two meetings has a second one")
    after = _met("after", pause.body, pause.after)
    lasted: Parts = {"months": months, "before": before}
    ends: Parts = {**lasted, "body": plain_name(pause.body), "after": after}
    key = Sentence("For {months} months after {before} no meeting is on record.", lasted)
    body = [
        Sentence(
            "In the {body} {months} months passed between the meetings of {before} and {after}.",
            ends,
        ),
        *_numbers(pause),
        *others_met(*meanwhile),
    ]
    # what is not verified bars the whole line from page 1: the usual interval is left out then
    if pause.usual_cell.checked:
        key = Sentence(
            "For {months} months after {before} no meeting is on record; {usual} are usual.",
            {**lasted, "usual": usual},
        )
        body.insert(1, Sentence("Its usual interval is {usual} months.", {"usual": usual}))
    resumed = _is_resumed(relation, pause)
    crisis = _crisis(relation, pause)
    if crisis is not None:
        year = dated(_id("last_year"), pause.before.date.year, *before.cells)
        form = "moved.pause.crisis"
        if resumed:
            form = "moved.pause.over"
        message = _silent(relation, pause, year, alone=not meanwhile[1])
    else:
        form = "moved.pause"
        message = Sentence("The {kind} of {pair} has paused before.", names)
    strength = moved(pause.months, pause.usual)
    return _line(
        form,
        tuple(body),
        Reasons(moved=strength if resumed else PAUSED * strength),
        headline=message,
        key=key,
        value=pause.months,
    )


def _is_resumed(relation: Relation, pause: Pause) -> bool:
    """Tell whether a body met again so lately that its return is news."""
    if pause.after is None:
        return False
    return (relation.pair.day - pause.after.date) / MONTH < RESUMED


def _silent(relation: Relation, pause: Pause, year: Figure, *, alone: bool) -> Sentence:
    words, resumed = relation.pair.words, _is_resumed(relation, pause)
    return silent(pause.body, words, year, alone=alone, resumed=resumed)


def _numbers(pause: Pause) -> Iterator[Sentence]:
    """Show by the body's own numbers that no meeting of the pause is missing."""
    if pause.after is None or pause.before.ordinal is None or pause.after.ordinal is None:
        return
    one = ranked(_id("ordinal_before"), pause.before.ordinal, "meeting", _row(pause.before))
    two = ranked(_id("ordinal_after"), pause.after.ordinal, "meeting", _row(pause.after))
    said = "By its own count the {one} meeting was followed by the {two}, so none is missing."
    yield Sentence(said, {"one": one, "two": two})


def _crisis(relation: Relation, pause: Pause) -> Event | None:
    """Give the first hostile turn of the pair in the first year of a pause; None without one."""
    pair, start = relation.pair, pause.before.date
    events = chronology(pair.first.key, pair.second.key, pair.day, own=pair.own)
    hostile = [one for one in events if one.turn < 0 and one.date > start]
    return next((one for one in hostile if (one.date - start) / MONTH <= MONTHS), None)


def _of_ranks(relation: Relation, known: tuple[Body, ...]) -> Iterator[Line]:
    """Say which rank stopped meeting at a break while another went on."""
    found = [one for one in ranks(known) if one.meetings >= FEWEST_RANKS]
    if len(found) < FEWEST_RANKS:
        return
    oldest = min(found, key=lambda one: one.last.date)
    newest = max(found, key=lambda one: one.last.date)
    apart = (newest.last.date - oldest.last.date) / MONTH
    day = relation.pair.day
    broken = any(one.start.date >= oldest.last.date for one in breaks(known, day))
    if apart < APART or (day - oldest.last.date) / MONTH < LONG or not broken:
        return
    parts: Parts = {
        "stopped": MEET[oldest.level],
        "ended": _last("stopped", oldest),
        "went": MEET[newest.level],
        "last": _last("went", newest),
    }
    key = last_met(known, newest.last, parts)
    middle = next(one for one in found if one not in (oldest, newest))
    more = Sentence(
        "{who} came together last in {day}.",
        {"who": MEET[middle.level], "day": _last("middle", middle)},
    )
    form, message = _rank_message(relation, oldest, newest)
    yield _line(
        form,
        (key, more),
        Reasons(moved=moved(apart, APART)),
        headline=message,
        key=key,
        value=apart,
    )


def _rank_message(relation: Relation, oldest: Rank, newest: Rank) -> tuple[str, Sentence]:
    """Choose the message by whether the lower rank met longer, and whether it still meets."""
    low_lasts = LEVELS.index(newest.level) > LEVELS.index(oldest.level)
    still = (relation.pair.day - newest.last.date) / MONTH < LONG
    names: Parts = {
        "low": MEET[newest.level],
        "high": MEET[oldest.level],
        "pair": relation.pair.words,
    }
    if low_lasts and still:
        text = "{low} of {pair} still meet, their {high} do not."
        return "moved.rank.low_meets", Sentence(text, names)
    text = "{low} of {pair} met longer than their {high}."
    form = "moved.rank.low_last" if low_lasts else "moved.rank.high_last"
    return form, Sentence(text, names)


def _last(name: str, one: Rank) -> Figure:
    return on_day(_id(name), one.last.date, _row(one.last), precision=_month(one.last))


def _month(happening: Happening) -> str:
    return "month" if happening.precision == "day" else happening.precision


def _met(name: str, body: Body, happening: Happening) -> Figure:
    return on_day(
        _id(name, body.id), happening.date, _row(happening), precision=happening.precision
    )


def _day(name: str, one: Break) -> Figure:
    happening = one.start
    return on_day(
        _id(name, one.body.id), happening.date, _row(happening), precision=happening.precision
    )


def _row(happening: Happening) -> Cell:
    document = happening.source
    return row_cell(happening.row, happening.date, document=document, checked=happening.checked)


def _id(*names: str) -> str:
    return figure_id("institutions", ID, *names)


def _line(
    form: str,
    sentences: tuple[Sentence, ...],
    reasons: Reasons,
    *,
    headline: Sentence,
    key: Sentence,
    value: float,
) -> Line:
    finding = Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=value,
        unit="months",
        evidence=shown_cells(*sentences, headline, key),
        method=methods.accounting(),
        sentence_about="breaks and pauses of joint bodies",
    )
    return Line(
        ID,
        form,
        finding=finding,
        reasons=reasons,
        headline=headline,
        key=(key,),
        gist=headline,
        series=f"{ID}.{form.split('.')[1]}",
    )


RULE = Rule(
    id=ID,
    section="institutions",
    place=16,
    paragraph="breaks",
    say=say,
    condition="a joint body was suspended in thirty years; or its own numbers prove a pause of two "
    "and a half usual intervals, or of 24 months; or of three ranks one stopped a year before",
    topics=("standing", "history"),
)
