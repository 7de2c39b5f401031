"""REGIME: whose regime changed, and where a state ranks beside the members of a bloc."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from detente.actors.blocs import Bloc, blocs
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.identity.departures import of_regimes
from detente.identity.member_regimes import Score, members
from detente.institutions.ladder import held
from detente.institutions.rung_states import ACTIVE
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.parts import Parts, shown_cells
from detente.rules.peers import kind_of
from detente.rules.positions.lowest_member import ENOUGH, below
from detente.rules.regimes import EIGHTH, ID, MEMORY, Compared, Side, compared
from detente.rules.rule import Rule
from detente.rules.vote_lines import picked

SETTLED = 5
"""Years for which two have to have been apart before it is said since when."""
LEAST = 0.05
"""Change of a score below which it is almost where it was."""
DEMOCRACY = 0.5
"""Score from which a state is commonly counted as a democracy."""
CHANGED = {
    "apart.fell": "Democracy shrank in {mover}, not in {other}.",
    "apart.rose": "{mover} opened up and {other} did not.",
    "nearer.fell": "By V-Dem's score {mover} has become less democratic.",
    "nearer.rose": "{mover} has become freer; {other} has hardly moved.",
}
"""Messages of one side's change."""
HALF = {
    "apart.fell": "{mover} is no longer a democracy, and {other} has not changed.",
    "apart.rose": "{mover} has become a democracy, unlike {other}.",
    "nearer.fell": "By V-Dem's score {mover} has become far less democratic.",
    "nearer.rose": "{mover} has become a democracy, as {other} is.",
}
"""The same where the score passed one half."""
OUTSIDE, HARDLY_ANY = "unusual.outsider.below", 0.15
"""Variant of a state outside that lies below all members, and the score of a closed regime."""
BEYOND = (
    "{even}, the {word} of {whose} members, scores {least} for electoral democracy; {state} "
    "scores {score}."
)
CLOSED = "Elections decide next to nothing: {score} of one, where {end}, the lowest, has {least}."
"""Detail of a score beyond all members, and where the state outside hardly votes."""
WAITING = ("applicant", "candidate")
"""Rungs from which a state is expected to resemble the members."""


def say(relation: Relation) -> Iterator[Line]:
    """Say whose regime changed, where the state ranks in the bloc, or how far apart the two are."""
    found = compared(relation)
    if found is None:
        return
    ranked = _rank(found)
    if ranked is not None:
        yield ranked
    if found.is_clear and found.mover is not None and not _is_enlarged(found, found.mover):
        yield _own_change(found, found.mover, alone=ranked is None)
    elif (
        found.is_clear
        and found.both_changed
        and not any(_is_enlarged(found, side) for side in (found.first, found.second))
    ):
        yield _both_changed(found, alone=ranked is None)
    elif ranked is None:
        yield from _level(found)


def _is_enlarged(found: Compared, side: Side) -> bool:
    """Tell whether a bloc gained or lost members since its former extreme.

    The score of its middle member moves with its membership then, and no regime need have changed.
    """
    if not isinstance(side.actor, Bloc):
        return False
    start = side.extreme(found.relation.pair.as_now_since, highest=side.change < 0)
    then, now = (set(side.actor.members(year)) for year in (start.year or 0, found.year))
    return then != now


def _own_change(found: Compared, mover: Side, *, alone: bool) -> Line:
    """Say that one side changed, from its former extreme, and that the other did not."""
    other = found.against(mover)
    side = (mover.then.value - other.then.value) * (mover.now.value - other.now.value)
    crossed = side < 0 and found.gap > found.width
    form, message = _message(found, mover, crossed=crossed)
    key, said = _change(found, mover, form)
    under = below(found, mover)
    lowest = () if under is None else (under.sentence(),)
    extra = (*lowest, *_departed(found)) if alone else ()
    return Line(
        ID,
        form,
        finding=_finding(found, (*said, *extra), (key,)),
        reasons=_reasons(found),
        headline=message,
        key=(key,),
        gist=Sentence(
            "Democracy changed in {mover}, not in {other}.",
            {"mover": mover.label, "other": other.label},
        ),
        series=ID,
        newest=found.year,
    )


KEYS = {
    "apart.fell.half": "One half marks a democracy: {mover} had {then} in {first} and has {now} "
    "in {last}.",
    "apart.rose.half": "It passed the mark of one half between {first}, at {then}, and {last}, at "
    "{now}.",
    "nearer.fell.half": "Electoral democracy in {mover} was at {then} in {first} and is at {now} "
    "in {last}.",
    "nearer.rose.half": "On a scale to one it had {then} in {first}; half counts as a democracy, "
    "and in {last} it had {now}.",
    "lowest": "The score of {mover} for electoral democracy {verb} from {then} in {first} to {now} "
    "in {last}.",
    "crossed.fell": "Of one point for electoral democracy {mover} had {then} in {first}, and had "
    "{now} left in {last}.",
    "crossed.rose": "In {first} {mover} scored {then} for electoral democracy; with the {now} of "
    "{last} it is past {other}.",
    "nearer.fell": "Elections there counted for {then} on a scale to one in {first}, and for {now} "
    "in {last}.",
    "nearer.rose": "On the scale of electoral democracy it began at {then} in {first} and had "
    "{now} in {last}.",
    "apart.fell": "What was {then} for electoral democracy in {first} was {now} by {last}.",
    "apart.rose": "By {last} it had reached {now} for electoral democracy, from the {then} of "
    "{first}.",
}
"""Detail by what the variant says, the fuller first."""


def _change(found: Compared, mover: Side, form: str) -> tuple[Sentence, tuple[Sentence, Sentence]]:
    """Write the change of one side's score: for page 1, and beside the other's for the section."""
    other = found.against(mover)
    fell = mover.change < 0
    start = mover.extreme(found.relation.pair.as_now_since, highest=fell)
    said: Parts = {
        "mover": mover.label,
        "verb": "fell" if fell else "rose",
        "then": mover.figure("then", start),
        "now": mover.figure("now", mover.now),
        **_years(mover, start, found.year),
    }
    ending = next(one for one in KEYS if one in form)
    key = picked(KEYS[ending], {**said, "other": other.label})
    body = picked(
        "On V-Dem's score of electoral democracy {mover} went from {then} in {first} to {now} in "
        "{last}.",
        said,
    )
    return key, (body, _other_side(other, start.year or found.year))


def _other_side(other: Side, first: int) -> Sentence:
    """Say where the other side is, over the same years as the one that changed."""
    parts: Parts = {"other": other.label, "level": other.figure("still", other.now)}
    then = other.series.at(first)
    if then is None or abs(other.now.value - then.value) < LEAST:
        return Sentence("{other} is at {level}, almost where it was.", parts)
    parts["was"] = other.figure("was", then)
    parts["first"] = dated(figure_id("positions", ID, other.actor.key, "was"), first, then)
    return Sentence("{other} is at {level}, from {was} in {first}.", parts)


def _message(found: Compared, mover: Side, *, crossed: bool) -> tuple[str, Sentence]:
    """Choose the message by direction, by whether the two parted, and by what was passed."""
    other = found.against(mover)
    names: Parts = {"mover": mover.label, "other": other.label}
    fell, apart = mover.change < 0, found.moved_by > 0
    form = f"{'apart' if apart else 'nearer'}.{'fell' if fell else 'rose'}"
    if crossed:
        form, text = ("crossed.fell", "less free") if fell else ("crossed.rose", "freer")
        return f"moved.{form}", Sentence(f"{{mover}} is now {text} than {{other}}.", names)
    under = below(found, mover)
    # what was so when it began to fall is no news now
    if under is not None and under.is_new:
        words: Parts = {"mover": mover.label, "bloc": other.label, "member": under.lowest.label}
        # a score of some years ago is no "now"
        words["year"] = dated(figure_id("positions", ID, "scored"), found.year, mover.now)
        text = "In {year} {mover} scored below every member of {bloc}, even {member}."
        return f"moved.{form}.lowest", Sentence(text, words)
    # a score of one half is where states are commonly counted as democracies
    start = mover.extreme(found.relation.pair.as_now_since, highest=fell)
    if _passed_half(start, mover.now):
        return f"moved.{form}.half", picked(HALF[form], names)
    return f"moved.{form}", picked(CHANGED[form], names)


def _passed_half(start: Cell, now: Cell) -> bool:
    """Tell whether a score went past one half, its present interval included."""
    if start.value < DEMOCRACY:
        return (now.value if now.low is None else now.low) > DEMOCRACY
    return (now.value if now.high is None else now.high) < DEMOCRACY


BOTH = {
    "rose": "Both have become more democratic.",
    "fell": "Both have become less democratic.",
    "opposite": "Their regimes changed in opposite directions.",
}
"""Short sentence where both sides changed, by the way."""


def _both_changed(found: Compared, *, alone: bool) -> Line:
    """Say that both sides changed, each with its own years."""
    one, two = found.freer, found.other
    apart = found.moved_by > 0
    sentences = tuple(
        Sentence(
            "From {first} to {last} the score of {side} went from {then} to {now}.",
            {
                "side": side.label,
                "then": side.figure("then", side.then),
                "now": side.figure("now", side.now),
                **_years(side, side.then, found.year),
            },
        )
        for side in (one, two)
    )
    same_way = one.change * two.change > 0
    names = {"one": one.label, "two": two.label}
    word = "rose" if one.change > 0 else "fell"
    if same_way:
        more = max((one, two), key=lambda side: abs(side.change)).label
        message = Sentence(
            "Democracy {word} in {one} and {two}, further in {more}.",
            {"word": word, "more": more, **names},
        )
    elif apart:
        message = Sentence("{one} has become freer and {two} less free.", names)
    else:
        message = Sentence("{two} has become freer and {one} less free.", names)
    form = "together" if same_way else "opposite"
    gist = Sentence(BOTH[word if same_way else form], {})
    said = (*sentences, *(_departed(found) if alone else ()))
    return Line(
        ID,
        f"moved.{'apart' if apart else 'nearer'}.{form}",
        finding=_finding(found, said, ()),
        reasons=_reasons(found),
        headline=message,
        key=(_of_both(found, one, form),),
        gist=gist,
        series=ID,
        newest=found.year,
    )


OF_BOTH = {
    "together": "{side} had {then} for electoral democracy in {first} and {now} in {last}.",
    "opposite.apart": "From {first} to {last} the score of {side} went from {then} to {now}.",
    "opposite.nearer": "{side} began at {then} in {first} and was at {now} in {last}.",
}
"""Detail of page 1 where both changed, by the way."""


def _of_both(found: Compared, side: Side, form: str) -> Sentence:
    """Write the change of one side where both changed."""
    way = "apart" if found.moved_by > 0 else "nearer"
    parts: Parts = {
        "side": side.label,
        "then": side.figure("then", side.then),
        "now": side.figure("now", side.now),
        **_years(side, side.then, found.year),
    }
    return picked(OF_BOTH.get(form, OF_BOTH.get(f"{form}.{way}", "")), parts)


def _rank(found: Compared) -> Line | None:
    """Say that a state scores below or above every member of the bloc, beyond its interval."""
    sides = found.relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    every = members(found.relation.catalog, bloc, found.relation.pair.day, found.year)
    others = [score for score in every if score.ccode not in state.codes]
    if len(others) < ENOUGH:
        return None
    own = found.first if found.first.actor is state else found.second
    is_member = len(others) < len(every)
    lowest, highest = others[0], others[-1]
    if (own.now.high or 1.0) < lowest.low or (is_member and own.now.value < lowest.value):
        return _beyond(found, own, lowest, (bloc, is_member, "below"))
    if (own.now.low or 0.0) > highest.high or (is_member and own.now.value > highest.value):
        return _beyond(found, own, highest, (bloc, is_member, "above"))
    return None


def _beyond(found: Compared, own: Side, end: Score, where: tuple[Bloc, bool, str]) -> Line | None:
    """Name the member at the end of the bloc's range that the state is beyond."""
    _, is_member, side = where
    candidate = found.relation.institutions.rung in WAITING
    expected = is_member or candidate
    if not expected and max(found.far, found.surprise) < EIGHTH:
        return None
    least = measured(
        figure_id("positions", ID, "end", end.ccode, end.year), end.cell, way="index", level=0.9
    )
    parts: Parts = {
        "even": ("Even " if side == "below" else "") + end.label,
        "end": end.label,
        "word": "lowest" if side == "below" else "freest",
        "whose": "the other" if is_member else "today's",
        "least": least,
        "state": own.label,
        "score": own.figure("now", own.now),
    }
    key = picked(BEYOND, parts)
    form, message = _beyond_message(own, where, candidate=candidate)
    if form == OUTSIDE and own.now.value < HARDLY_ANY:
        form, key = f"{OUTSIDE}.hardly", picked(CLOSED, parts)
    known = _reasons(found)
    surprise = 1.0 if expected else known.unexpected
    return Line(
        ID,
        form,
        finding=_finding(found, (key, *_departed(found)), ()),
        reasons=Reasons(unusual=known.unusual, unexpected=surprise),
        headline=message,
        key=(key,),
        gist=message,
        series=ID,
        newest=found.year,
    )


def _beyond_message(
    own: Side, where: tuple[Bloc, bool, str], *, candidate: bool
) -> tuple[str, Sentence]:
    """Choose the message by whether the state is a member, waits to be one, or is outside."""
    bloc, is_member, side = where
    names: Parts = {"state": own.label, "bloc": bloc.label}
    compared_to: Parts = {**names, "word": "less free" if side == "below" else "freer"}
    if is_member:
        text = "No member of {bloc} is {word} than {state}."
        return f"unusual.member.{side}", Sentence(text, compared_to)
    if candidate:
        text = "{state} is {word} than every member of {bloc}."
        return f"unexpected.candidate.{side}", Sentence(text, compared_to)
    text = "{state} lies {side} all of {bloc} in democracy."
    return f"unusual.outsider.{side}", Sentence(text, {**names, "side": side})


def _level(found: Compared) -> Iterator[Line]:
    """Say how far apart the regimes are where that is unexpected or, in the section, unusual."""
    hostile = kind_of(found.relation.pair).startswith("hostile")
    if max(found.far, found.surprise) < EIGHTH or not (found.is_wide or hostile):
        return
    one, two = found.freer, found.other
    year = dated(figure_id("positions", ID, "year"), found.year, one.now, two.now)
    parts: Parts = {
        "year": year,
        "one": one.label,
        "high": one.figure("now", one.now),
        "two": two.label,
        "low": two.figure("now", two.now),
    }
    key = Sentence("In {year} {one} scores {high} for electoral democracy and {two} {low}.", parts)
    form, message = _level_message(found)
    yield Line(
        ID,
        form,
        finding=_finding(found, (key, *_departed(found)), ()),
        reasons=_reasons(found, level_only=True),
        headline=message,
        key=(key,) if message is not None else (),
        gist=message,
        series=ID,
        newest=found.year,
    )


def _level_message(found: Compared) -> tuple[str, Sentence | None]:
    """Choose the message by kind of relation; an ordinary distance has none."""
    kind = kind_of(found.relation.pair)
    one, two = found.freer, found.other
    names = {"one": one.label, "two": two.label}
    divided = two.now.value < DEMOCRACY <= one.now.value
    if not found.is_wide and one.now.value < DEMOCRACY:
        text = "Neither {one} nor {two}, at odds as they are, is a democracy."
        return "unexpected.near.neither", Sentence(text, names)
    if not found.is_wide:
        text = "{one} and {two} quarrel as two democracies."
        return "unexpected.near.both", Sentence(text, names)
    if kind.startswith("tied"):
        return "unexpected.far.tied", _tied(found, names)
    if kind.startswith("hostile") and divided:
        return "unusual.far.hostile", Sentence(
            "{one} is a democracy and {two}, its opponent, is none.", names
        )
    if "one region" in kind and divided:
        text = "{one} is a democracy and {two}, in the same region, is not."
        return "unusual.far.region", Sentence(text, names)
    return "unusual.far", None


def _tied(found: Compared, names: Mapping[str, str]) -> Sentence | None:
    """Name the smallest pact in which both are active members; None where there is none."""
    pair = found.relation.pair
    states = [party for party in (pair.first, pair.second) if isinstance(party, State)]
    if len(states) < len((pair.first, pair.second)):
        return Sentence("{one} and {two} are allied across a divide of regimes.", names)
    pacts = [
        bloc for bloc in blocs(pair.own).values() if bloc.obliges and bloc.span.covers(pair.day)
    ]
    shared = [bloc for bloc in pacts if all(_is_active(bloc, one, pair.day) for one in states)]
    if not shared:
        return None
    smallest = min(shared, key=lambda bloc: len(bloc.members(pair.day)))
    words = {**names, "pact": smallest.label}
    return Sentence("{one} and {two} share {pact} and not a form of rule.", words)


def _is_active(bloc: Bloc, state: State, day: date) -> bool:
    rung = held(bloc, state, day)
    return rung is not None and rung.rung == "member" and rung.state == ACTIVE


def _departed(found: Compared) -> Iterator[Sentence]:
    """Say since when the two have not come as near again as they once were."""
    pair: RelationKey = found.relation.pair
    parted = of_regimes(found.relation.catalog, pair)
    if parted is None or (parted.closest.year or 0) < found.year - MEMORY:
        return
    id = figure_id("positions", ID, "closest")
    closest = dated(id, parted.closest.year or 0, parted.closest)
    # a margin that opened and closed says nothing on when the two parted for good
    if found.year - parted.year < SETTLED:
        return
    since = dated(figure_id("positions", ID, "parted"), parted.year, parted.parted)
    yield Sentence(
        "Their regimes were nearest in {closest}, and have been farther apart since {since}.",
        {"closest": closest, "since": since},
    )


def _years(side: Side, start: Cell, last: int) -> dict[str, Figure]:
    first = start.year or 0
    ids = (figure_id("positions", ID, side.actor.key, year) for year in (first, last))
    return {
        "first": dated(next(ids), first, start),
        "last": dated(next(ids), last, side.now),
    }


def _reasons(found: Compared, *, level_only: bool = False) -> Reasons:
    return Reasons(
        unusual=found.far,
        moved=0.0 if level_only else moved(found.moved_by, found.width),
        unexpected=found.surprise,
    )


def _finding(
    found: Compared, sentences: tuple[Sentence, ...], keys: tuple[Sentence, ...]
) -> Finding:
    cells = (found.first.now, found.second.now, *shown_cells(*sentences, *keys))
    return Finding(
        id=f"rule.{ID}",
        sentences=sentences,
        value=found.gap,
        unit="index points",
        evidence=tuple(dict.fromkeys(cells)),
        method=methods.vdem(),
        sentence_about="the regimes of both",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=80,
    paragraph="regimes",
    say=say,
    condition="the distance of both regimes changed in ten years beyond the 80 % interval and more "
    "than in seven of eight pairs; or a state scores beyond every member; or the distance is far "
    "from what its kind of relation makes one expect",
    topics=(),
)
