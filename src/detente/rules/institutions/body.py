"""BODY: a joint body and its count: since a break, in silence, or in the last five years."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from detente.actors.chronology import Event, chronology
from detente.actors.joint_bodies import Body, Happening, bodies
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id, measured, on_day, ranked
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.institutions.breaks import Pause, silence
from detente.institutions.meetings import MeetingCount, as_long_before, meetings_between
from detente.models import track_records as methods
from detente.rules.institutions.body_words import KINDS, is_plural, plain_name
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts, shown_cells
from detente.rules.peers import kind_of
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.span import years_before

ID = "body"
FEWEST = 3
"""Meetings after a break, or before it, from which both are compared."""
OLDEST, NEWEST = 10, 2
"""Years before the view between which a break lies that meetings are counted from."""
PERIOD = 5
"""Years over which meetings of a body that meets are counted."""
TO_80 = 1.2816
"""Half-width of an 80 % interval in standard errors."""
CHANNEL = 0.6
"""How unexpected it is that enemies meet no less than before."""
UNSURE = 0.6
"""Factor of a silence that a list with gaps shows."""
PLAIN = 0.3
"""How far an ordinary count is worth a word: in its section, never on page 1."""
MESSAGES = {
    "more": "The {kind} of {pair} meets more often since they fell out.",
    "less": "The {kind} of {pair} meets less often since they fell out.",
    "same": "The {kind} of {pair} meets as before they fell out.",
}
RHYTHMS = ("once", "twice", "at least", "at regular", "in principle")
"""How the rules of a body begin where they say how often it meets."""


def say(relation: Relation) -> Iterator[Line]:
    """Count meetings since a break; name a silent body, and one that meets."""
    pair = relation.pair
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    living = tuple(body for body in known if body.ended is None)
    active = tuple(body for body in living if body.suspended is None)
    silent = [one for body in active for one in (silence(body, pair.day),) if one is not None]
    if silent:
        yield _silent(relation, max(silent, key=lambda one: one.months / one.usual))
    ids = {one.body.id for one in silent}
    meeting = tuple(body for body in active if body.id not in ids)
    since_break = _since_break(relation, meeting)
    if since_break is not None:
        yield since_break
        return
    counts = [_recent(relation, body) for body in meeting]
    met = [one for one in counts if one.count >= FEWEST]
    if met:
        yield _counted(relation, max(met, key=lambda one: (one.is_exact, one.count)))


def _since_break(relation: Relation, known: tuple[Body, ...]) -> Line | None:
    """Compare the meetings of a body since a break with those in as many days before it."""
    event = _break(relation)
    if event is None:
        return None
    day = relation.pair.day
    pairs = []
    for body in known:
        after = meetings_between(body, event.date, day)
        before = meetings_between(body, as_long_before(event.date, day), event.date)
        if body.founded <= before.after and max(after.count, before.count) >= FEWEST:
            pairs.append((before, after))
    if not pairs:
        return None
    return _compared(relation, event, max(pairs, key=lambda one: one[1].count))


def _break(relation: Relation) -> Event | None:
    """Give the newest hostile turn that lies far enough back to count meetings since; else None."""
    pair = relation.pair
    first, last = years_before(pair.day, OLDEST), years_before(pair.day, NEWEST)
    events = chronology(pair.first.key, pair.second.key, pair.day, own=pair.own)
    hostile = [one for one in events if one.turn < 0 and first <= one.date <= last]
    return hostile[-1] if hostile else None


def _compared(relation: Relation, event: Event, counts: tuple[MeetingCount, MeetingCount]) -> Line:
    """Set the meetings since a hostile turn beside those in as many days before it."""
    before, after = counts
    change = after.count - before.count
    body = after.body
    key, said = _since(event, before, after)
    hostile = kind_of(relation.pair).startswith("hostile")
    clear = moved(change, TO_80 * sqrt(after.count + before.count))
    names: Parts = {"pair": relation.pair.words, "kind": KINDS[body.kind]}
    form = "more" if change > 0 else "less" if change < 0 else "same"
    message = Sentence(MESSAGES[form], names) if _is_sure(form, before, after) else None
    surprise = CHANNEL if hostile and change >= 0 else 0.0
    return _line(
        f"moved.{form}",
        (*said, *_mandate(body), *_numbered(body)),
        Reasons(moved=clear, unexpected=surprise),
        headline=message,
        key=key,
        value=float(after.count),
    )


def _is_sure(form: str, before: MeetingCount, after: MeetingCount) -> bool:
    """Tell whether the direction holds whatever is missing in the lists."""
    if form == "more":
        return before.most is not None and after.count > before.most
    if form == "less":
        return after.body.complete and before.count > after.count
    return before.is_exact and after.is_exact


def _since(
    event: Event, before: MeetingCount, after: MeetingCount
) -> tuple[Sentence, tuple[Sentence, ...]]:
    """Write both counts: for page 1 in one sentence, for the section in two."""
    row = row_cell(event.row, event.date, document=event.source, checked=event.checked)
    since = on_day(_id("since"), event.date, row, precision=_month(event.precision))
    fewest = before.count if before.most is None else before.most
    few = counted(_id("before", before.body.id), fewest, "meetings", before.cell)
    bound = "at least " if before.most is None else "at most "
    parts: Parts = {
        "least": "" if after.is_exact else "at least ",
        "many": _count("after", after),
        "times": "time" if after.count == 1 else "times",
        "since": since,
    }
    earlier: Parts = {"bound": "" if before.is_exact else bound, "few": few}
    said = Sentence(
        "Since {since} the {body} met {least}{many} {times}.",
        {**parts, "body": plain_name(after.body)},
    )
    key = Sentence(
        "It met {least}{many} {times} since {since}, and in as long before {bound}{few}.",
        {**parts, **earlier},
    )
    if bound == "at least " and not before.is_exact:
        # fewer than it may have been: nothing to compare with
        return key, (said,)
    they = "they" if is_plural(after.body) else "it"
    compared = Sentence(
        "In as long before {they} met {bound}{few} times.", {**earlier, "they": they}
    )
    return key, (said, compared)


def _silent(relation: Relation, pause: Pause) -> Line:
    """Say since when a body has not met, its usual interval, and what its own rules ask for."""
    body, last = pause.body, pause.before
    day = _on("last", last)
    usual = measured(_id("usual"), pause.usual_cell, way="whole")
    own = Sentence(
        "The last meeting of the {body} that we hold is that of {day}.",
        {"body": plain_name(body), "day": day},
    )
    rhythm = Sentence("Its meetings used to be {usual} months apart.", {"usual": usual})
    key = Sentence(
        "Its last known meeting dates from {day}; {usual} months between two were usual.",
        {"day": day, "usual": usual},
    )
    names = {"kind": KINDS[body.kind], "pair": relation.pair.words}
    rank = "unusual.silent." + (last.level or "none")
    year = dated(_id("last_year"), last.date.year, _row(last))
    # where a list lacks meetings, its end is no pause of the body
    whole = body.complete
    message = Sentence("The {kind} of {pair} has not met since {year}.", {**names, "year": year})
    strength = moved(pause.months, pause.usual) * (1.0 if whole else UNSURE)
    return _line(
        rank,
        (own, *([rhythm] if whole else []), *_mandate(body)),
        Reasons(unusual=strength),
        headline=message if whole else None,
        key=key,
        value=pause.months,
    )


SERIES = ("summits", "talks", "consultations")
"""Ends of the names of bodies that are series of meetings."""


def _mandate(body: Body) -> Iterator[Sentence]:
    """Say what a body is for, and how often it is to meet, where its own act says so in words."""
    if body.mandate and not any(sign.isdigit() or sign in "()" for sign in body.mandate):
        whose = "Their" if plain_name(body).lower().endswith(SERIES) else "Its"
        yield Sentence(f"{whose} task is to {{mandate}}.", {"mandate": body.mandate})
    elif body.formats.startswith(RHYTHMS):
        row = row_cell(
            f"body:{body.id}", body.founded, document=body.founding_act, checked=body.checked
        )
        year = dated(_id("founded"), body.founded.year, row)
        yield Sentence(
            "By its rules of {year} it meets {formats}.", {"year": year, "formats": body.formats}
        )


def _recent(relation: Relation, body: Body) -> MeetingCount:
    return meetings_between(body, years_before(relation.pair.day, PERIOD), relation.pair.day)


def _counted(relation: Relation, recent: MeetingCount) -> Line:
    """Count the meetings of the last years, and name the newest that the body numbered."""
    body, last = recent.body, recent.body.meetings[-1]
    count = _count("recent", recent)
    least = "" if recent.is_exact else "at least "
    first = dated(_id("from"), recent.after.year, recent.cell)
    # a council meets, a summit takes place
    met = "took place" if is_plural(body) else "met"
    said = Sentence(
        "Since {first} the {body} {met} {least}{count} times.",
        {"first": first, "body": plain_name(body), "met": met, "least": least, "count": count},
    )
    newest = Sentence(
        "The newest meeting on record is of {day}.",
        {"day": _on("newest", last)},
    )
    numbered = tuple(_numbered(body))
    return _line(
        "unusual.count",
        (said, *_mandate(body), *(numbered or (newest,))),
        Reasons(unusual=PLAIN),
        headline=None,
        key=said,
        value=float(recent.count),
    )


def _numbered(body: Body) -> Iterator[Sentence]:
    """Name the newest meeting by the body's own number."""
    last = body.numbered
    if last is None or last.ordinal is None:
        return
    yield Sentence(
        "By its own count it met for the {ordinal} time in {day}.",
        {
            "ordinal": ranked(_id("ordinal"), last.ordinal, "meeting", _row(last)),
            "day": _on("numbered", last),
        },
    )


def _month(precision: str) -> str:
    return "month" if precision == "day" else precision


def _count(name: str, count: MeetingCount) -> Figure:
    return counted(_id(name, count.body.id), count.count, "meetings", count.cell)


def _on(name: str, met: Happening) -> Figure:
    return on_day(_id(name), met.date, _row(met), precision=_month(met.precision))


def _row(happening: Happening) -> Cell:
    return row_cell(
        happening.row, happening.date, document=happening.source, checked=happening.checked
    )


def _id(*names: str) -> str:
    return figure_id("institutions", ID, *names)


def _line(
    form: str,
    sentences: tuple[Sentence, ...],
    reasons: Reasons,
    *,
    headline: Sentence | None,
    key: Sentence,
    value: float,
) -> Line:
    finding = Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=value,
        unit="meetings",
        evidence=shown_cells(*sentences, key, *([headline] if headline else [])),
        method=methods.accounting(),
        sentence_about="meetings of a joint body",
    )
    return Line(
        ID,
        form,
        finding=finding,
        reasons=reasons,
        headline=headline,
        key=() if headline is None else (key,),
        gist=headline,
        series=f"{ID}.{form.split('.')[1]}",
    )


RULE = Rule(
    id=ID,
    section="institutions",
    place=14,
    paragraph="bodies",
    say=say,
    condition="a joint body met three times in five years; or it can be compared before and "
    "after a hostile turn two to ten years ago; or nothing is known of it for two and a half usual "
    "intervals and 24 months",
    topics=("standing", "history"),
)
