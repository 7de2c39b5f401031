"""SUSPENDED: what is suspended, what is still in use, and the treaty that one side ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.actors.joint_bodies import Body
from detente.actors.treaties import Treaty, treaties_between
from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.rung_states import ACTIVE, rungs_on, state_of
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.row_words import day_figure, filled
from detente.rules.now.state_words import Parts, begun, body_name, known_bodies
from detente.rules.rule import Rule

ID = "suspended"
ABOUT = "what is suspended, and what is left"
WHOLLY, IN_PART, LEFT = 1.0, 0.8, 0.8
"""How unexpected it is that all bodies of two sides, or some, are suspended, or that one left."""
OPEN_BREAK = "break.open"
"""What the rule on breaks measures its open ones on: page 1 says a suspension once."""
MOST_NAMED = 3
SUSPENDED = "suspended"
STATUS = {
    "candidate": "the candidacy",
    "associate": "the association",
    "observer": "the seat of an observer",
    "partner": "the partnership",
}
"""Forms that are the rung itself, as something that can be suspended."""
MONTHS_OF_ENDINGS = 120
"""Months for which the end of a treaty is said here."""


@dataclass(frozen=True, slots=True)
class Halt:
    """Something that is suspended, frozen or dormant.

    Attributes
    ----------
    name : str
        What it is called, with its article.
    state : str
        Suspended, suspended in part, frozen or dormant.
    day : Figure
        Since when.
    order : tuple of (int, str)
        For sorting: the day and the name.
    """

    name: str
    state: str
    day: Figure
    order: tuple[int, str]


def say(relation: Relation) -> Iterator[Line]:
    """Say what is suspended with what is in use; then the treaty that a side ended."""
    halts = _halts(relation)
    if halts:
        yield _suspended(relation, halts)
    elif relation.state.headline in NOTHING and known_bodies(relation.pair):
        yield _nothing(relation)
    yield from _ended(relation)


def _nothing(relation: Relation) -> Line:
    """Say that nothing was suspended, where one would expect it."""
    leading = relation.state.leading
    words = NOTHING[relation.state.headline]
    cells = begun(leading).cells if leading is not None else ()
    told = filled(words, {"both": relation.pair.words})
    reasons = Reasons(unexpected=IN_PART)
    return line(f"{ID}.unexpected.nothing", (told,), about=ABOUT, reasons=reasons, cells=cells)


NOTHING = {
    "halted": "No decision has suspended the talks: they have stopped without one.",
    "crisis": "The crisis has suspended no joint body or agreement of {both}.",
}
"""What is said where nothing is suspended although something has stopped or broken."""


def _halts(relation: Relation) -> list[Halt]:
    """Give what is suspended, the oldest first."""
    found = [*_bodies(relation), *_forms(relation)]
    return sorted(found, key=lambda halt: halt.order)


def _bodies(relation: Relation) -> Iterator[Halt]:
    for body in known_bodies(relation.pair):
        halt = body.suspended
        if halt is None or body.ended is not None:
            continue
        precision, checked = halt.precision, halt.checked
        day = day_figure(halt.row, halt.date, halt.source, checked=checked, precision=precision)
        name = _in_part(halt.part, body_name(body))
        state = SUSPENDED if halt.part or body.wholly_suspended else f"{SUSPENDED} in part"
        yield Halt(name, state, day=day, order=(halt.date.toordinal(), body.id))


def _in_part(part: str, name: str) -> str:
    """Name what a suspension stops: a part of a body or form, or all of it."""
    return f"{part} in {name}" if part else name


def _forms(relation: Relation) -> Iterator[Halt]:
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    bloc, state = sides
    day = relation.pair.day
    # a body that is suspended and the rung that it gives are one thing
    halted = {halt.name.rpartition("the ")[2] for halt in _bodies(relation)}
    for step in bloc.steps_of(state.letters):
        if step.rung != "suspended" or not step.span.covers(day) or step.form in halted:
            continue
        form = _form(step.form)
        name = _in_part(step.part, form)
        document = step.document or step.address
        start, checked = step.span.start, step.checked
        figure = day_figure(step.row, start, document, checked=checked, precision=step.precision)
        yield Halt(name, step.condition, day=figure, order=(start.toordinal(), name))


def _form(form: str) -> str:
    """Name a form with the article that a sentence needs."""
    form = form.partition(" (")[0]
    if form in STATUS:
        return STATUS[form]
    if form.startswith("member"):
        return form.replace("member", "membership", 1)
    plural = form.endswith("s") and not form.endswith("ss")
    return form if plural and form[:1].islower() else f"the {form}"


def _suspended(relation: Relation, halts: list[Halt]) -> Line:
    first = halts[0]
    told = _told(first)
    body = [told, *_also(halts)]
    body += _met_since(relation, halts)
    left = _left(relation)
    if left:
        body.append(_in_use(left[:MOST_NAMED]))
    form = "in_part" if left else "wholly"
    short = _since(first, alone=len(_same_state(halts)) == 1)
    key = (short,) if not left else (short, _in_use(left[:1]))
    checked = all(cell.checked for halt in halts for cell in halt.day.cells)
    # of two states the section on institutions says which body stopped, and for how long
    known = checked and relation.pair.bloc_and_state is not None
    page = Page(_message(halts, relation), key, gist=told) if known else None
    reasons = Reasons(unexpected=IN_PART if left else WHOLLY)
    cells = tuple(cell for halt in halts for cell in halt.day.cells)
    variant = f"{ID}.unexpected.{first.state.partition(' ')[0]}.{form}"
    said = line(variant, body, about=ABOUT, reasons=reasons, page=page, cells=cells)
    return replace(said, series=OPEN_BREAK)


def _met_since(relation: Relation, halts: list[Halt]) -> Iterator[Sentence]:
    """Say that the body whose suspension comes first met afterwards, and when it last did."""
    first = halts[0]
    for body in known_bodies(relation.pair):
        halt = body.suspended
        if (
            halt is None
            or body.ended is not None
            or (halt.date.toordinal(), body.id) != first.order
        ):
            continue
        met = [one for one in body.meetings if one.date > halt.date and one.checked]
        if met:
            last = met[-1]
            day = day_figure(
                last.row, last.date, last.source, checked=True, precision=last.precision
            )
            yield Sentence(
                "{name} met afterwards, last on {day}.", {"name": body_name(body), "day": day}
            )


def _in_use(names: list[str]) -> Sentence:
    verb = "is" if len(names) == 1 and not _is_plural(names[0]) else "are"
    return Sentence("{names} {verb} still in use.", {"names": listed(names), "verb": verb})


def _message(halts: list[Halt], relation: Relation) -> Sentence:
    """Name what was suspended first, and count what followed."""
    first = halts[0]
    others = _same_state(halts)[1:]
    parts: Parts = {"name": first.name, "state": first.state}
    if not others:
        verb = "are" if _is_plural(first.name) else "is"
        return Sentence("{name} {verb} {state}.", {**parts, "verb": verb})
    if len(others) == 1:
        return Sentence(
            "{name} and {other} are on hold.", {"name": first.name, "other": others[0].name}
        )
    cells = tuple(cell for halt in others for cell in halt.day.cells)
    id = figure_id("now", ID, relation.pair.of)
    parts["more"] = counted(id, len(others), "bodies or forms", *cells)
    return Sentence("{name} and {more} other ties are {state}.", parts)


def _told(halt: Halt) -> Sentence:
    verb = "have been" if _is_plural(halt.name) else "has been"
    parts: Parts = {"name": halt.name, "verb": verb, "state": halt.state, "day": halt.day}
    return Sentence("{name} {verb} {state} since {day}.", parts)


def _same_state(halts: list[Halt]) -> list[Halt]:
    """Keep those in the state of the first."""
    return [halt for halt in halts if _is_dormant(halt) == _is_dormant(halts[0])]


def _since(halt: Halt, *, alone: bool) -> Sentence:
    """Say since when, below a message that has its name."""
    who = "They have been" if _is_plural(halt.name) else "It has been"
    who = who if alone else "The first has been"
    parts: Parts = {"who": who, "state": halt.state, "day": halt.day}
    return Sentence("{who} {state} since {day}.", parts)


def _is_plural(name: str) -> bool:
    last = name.split()[-1] if " in the " not in name else name.partition(" in the ")[0].split()[-1]
    return last in ("summits", "talks", "consultations", "rights", "contacts", "measures")


def _also(halts: list[Halt]) -> Iterator[Sentence]:
    """Say what else is in the state of the first, and what has merely been left unused."""
    first, *others = halts
    alike = [halt for halt in others if _is_dormant(halt) == _is_dormant(first)]
    if alike:
        yield _more(alike)
    unused = [halt for halt in others if halt not in alike and _is_dormant(halt)]
    # a council of many is not suspended because one of them stays away
    for halt in unused[:MOST_NAMED]:
        words = "No use has been made of {name} between the two since {day}."
        yield Sentence(words, {"name": halt.name, "day": halt.day})


def _is_dormant(halt: Halt) -> bool:
    return halt.state.startswith("dormant")


def _more(halts: list[Halt]) -> Sentence:
    """Say what else is suspended, and since when the newest of it is."""
    newest = halts[-1]
    more = ["others"] if len(halts) > MOST_NAMED else []
    names = listed([*(halt.name for halt in halts[:MOST_NAMED]), *more])
    parts: Parts = {"names": names, "day": newest.day}
    words = "So {verb} {names}, since {day}."
    if len(halts) == 1:
        parts["verb"] = "are" if _is_plural(newest.name) else "is"
        return Sentence(words, parts)
    parts["verb"] = "are"
    return Sentence("So {verb} {names}, the last since {day}.", parts)


def _left(relation: Relation) -> list[str]:
    """Name what is not suspended: forms in force, bodies that met since the first halt."""
    pair = relation.pair
    bodies: list[Body] = [body for body in known_bodies(pair) if body.ended is None]
    used = [body_name(body) for body in bodies if body.suspended is None and body.meetings]
    sides = pair.bloc_and_state
    if sides is None:
        return used
    bloc, state = sides
    steps = bloc.steps_of(state.letters)
    held = rungs_on(steps, pair.day)
    forms = [form for rung in held.values() for form in rung.forms]
    active = [form.form for form in forms if state_of(form, steps, pair.day) == ACTIVE]
    return [*dict.fromkeys(_form(form) for form in active if form not in held), *used]


def _ended(relation: Relation) -> Iterator[Line]:
    """Say which treaty of the two one of them ended or left in the last ten years."""
    pair = relation.pair
    known = [one for one in treaties_between(pair.first, pair.second, pair.day) if one.ended_by]
    since = months_before(pair.day, MONTHS_OF_ENDINGS)
    # a treaty that was broken as well is told by another rule
    over = [one for one in known if since <= one.span.end < pair.day and one.broken is None]
    if over:
        yield _treaty(max(over, key=lambda one: one.span.end))


def _treaty(treaty: Treaty) -> Line:
    row = f"treaty:{treaty.one}-{treaty.other}:{treaty.span.start}"
    day = day_figure(row, treaty.span.end, treaty.source, checked=treaty.checked)
    parts: Parts = {"who": label_of(treaty.ended_by), "name": treaty.name, "day": day}
    words = "{who} ended the {name}, whose last day was {day}."
    if treaty.ended == "left":
        words = "{who} left the {name} on {day}."
    told = Sentence(words, parts)
    other = treaty.other if treaty.ended_by == treaty.one else treaty.one
    names: Parts = {"who": parts["who"], "other": label_of(other)}
    message = "{who} has ended a treaty with {other}."
    if treaty.ended == "left":
        message = "{who} has left a treaty that bound it to {other}."
    gist = Sentence(message, names)
    verb = "obliged" if treaty.is_binding else "committed"
    duty = Sentence("It {verb} the two {duty}.", {"verb": verb, "duty": treaty.duty})
    lapsed = Sentence(
        "It was the {name}, and its last day was {day}.", {"name": treaty.name, "day": day}
    )
    page = Page(gist, (lapsed,)) if treaty.checked else None
    reasons = Reasons(unexpected=LEFT)
    variant = f"{ID}.unexpected.treaty_{treaty.ended}"
    return line(variant, (told, duty), about=ABOUT, reasons=reasons, page=page)


RULE = Rule(
    id=ID,
    section="now",
    place=10,
    paragraph="suspended",
    say=say,
    condition="a body or a form of a rung is suspended, frozen or dormant at the view; or one side "
    "ended a treaty with the other in the last ten years",
    topics=("standing", "history"),
)
"""The rule."""
