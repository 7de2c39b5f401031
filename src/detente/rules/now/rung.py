"""RUNG: what the rung of a state in a bloc gives, withholds and demands by treaty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import RUNGS, Bloc, blocs
from detente.actors.names import Actor
from detente.actors.own_rows import pair_part, row_id
from detente.actors.powers import in_force
from detente.actors.relation_facts import shared_by
from detente.actors.rung_terms import TOPICS, Term
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.figure import Figure
from detente.evidence.sentence import Phrase, Sentence, length
from detente.institutions.rung_states import ACTIVE, HeldRung, highest
from detente.institutions.rung_words import has_been
from detente.institutions.treaty_terms import held_terms, terms_on
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.row_words import day_figure, filled, rung_day
from detente.rules.now.state_words import (
    Parts,
    body_name,
    brief,
    known_bodies,
    named_since,
    stopped_rung,
)
from detente.rules.rule import Rule

ID = "rung"
ABOUT = "what the rung gives and withholds"
MOST_NAMED = 3
"""Things that are named of what a rung gives, withholds or demands."""
GIVES = {
    "guarantee": "a duty of the others to defend it",
    "votes": "a vote",
    "veto": "a veto",
    "seats": "seats in the assembly",
    "budget": "money from the budget",
    "market": "access to the market",
    "movement": "free movement",
    "alignment": "a say in common positions",
    "sanctions": "a say on sanctions",
    "inspection": "a look into the affairs of others",
    "courts": "a way to the common courts",
}
WITHHOLDS = {
    "guarantee": "no guarantee",
    "consultation": "no dialogue",
    "votes": "no vote",
    "veto": "no veto",
    "seats": "no seat in the assembly",
    "budget": "no share of the budget",
    "market": "no access to the market",
    "movement": "no free movement",
    "alignment": "no say in common positions",
    "sanctions": "no say on sanctions",
    "inspection": "no right to inspect",
    "courts": "no common court",
}
DEMANDS = {
    "guarantee": "defend the others",
    "consultation": "consult them",
    "votes": "accept what is decided",
    "veto": "accept what is decided",
    "seats": "send members to the assembly",
    "market": "follow the common tariff",
    "movement": "open its borders to persons",
    "sanctions": "apply common sanctions",
    "courts": "accept rulings of common courts",
}
"""What each topic is called where a rung gives, withholds or demands it, and its rows have no words
of their own; a topic that differs from form to form is not here, and is said in these alone."""
LONGEST = 30
"""Words of a sentence that says both rungs."""
LEADING = ("guarantee", "votes", "market", "movement", "consultation", "budget", "veto", "courts")
"""Topics in the order in which a reader asks for them."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the terms of the rung of a state in a bloc; of two states, two rungs of one bloc."""
    sides = relation.pair.bloc_and_state
    if sides is not None:
        yield from _of_state(relation, *sides)
    elif isinstance(relation.pair.first, State) and isinstance(relation.pair.second, State):
        yield from _beside(relation, relation.pair.first, relation.pair.second)


def _of_state(relation: Relation, bloc: Bloc, state: State) -> Iterator[Line]:
    day = relation.pair.day
    rung = highest(bloc.steps_of(state.letters), day)
    # what a member has is the section on membership
    if rung is None or rung.rung == "member":
        return
    held = held_terms(bloc, state, day)
    known = _told(bloc, day, held.terms) if held is not None else ()
    consulting = _by_consensus(relation)
    within = f" in {bloc.label} itself" if consulting else ""
    body = [*_newest(state, rung), *_terms(known, state, rung, within), *consulting]
    if not body:
        return
    form = "terms" if known else "form"
    yield line(
        f"{ID}.ordinary.{rung.rung}.{form}",
        body,
        about=ABOUT,
        reasons=Reasons(unexpected=TERMS if known else FORM),
        cells=rung_day(rung).cells,
    )


def _told(bloc: Bloc, day: date, known: tuple[Term, ...]) -> tuple[Term, ...]:
    """Leave out what a rung withholds and a bloc does not give to its members either."""
    terms = terms_on(bloc, day)
    of_members = [one for one in terms.terms if one.rung == "member"] if terms is not None else []
    lacking = {one.topic for one in of_members if one.effect == "withholds"}
    given = {one.topic for one in of_members if one.effect == "gives"}
    nobodys = lacking - given
    return tuple(one for one in known if one.effect != "withholds" or one.topic not in nobodys)


def _by_consensus(relation: Relation) -> tuple[Sentence, ...]:
    """Say that each side can stop a decision of a joint body that decides by consensus."""
    bodies = [body for body in known_bodies(relation.pair) if body.ended is None]
    found = [body for body in bodies if CONSENSUS in f"{body.mandate} {body.outputs}"]
    if not found:
        return ()
    body = found[-1]
    keys = frozenset((relation.pair.first.key, relation.pair.second.key))
    act = day_figure(
        row_id("body", pair_part(keys), body.id),
        body.founded,
        body.founding_act,
        checked=body.checked,
        precision=body.founded_precision,
    )
    parts: Parts = {"body": body_name(body), "day": act}
    return (
        Sentence(
            "{body} has decided by consensus since {day}: each side can stop a decision.", parts
        ),
    )


CONSENSUS = "consensus"
"""How a joint body decides in which each has a veto, in the words of its founding act."""
TERMS, FORM = 0.45, 0.2
"""How much the terms of a rung, or its form alone, are worth saying."""


def form_day(rung: HeldRung) -> Figure:
    """Give the day of the form whose state is that of the rung.

    Parameters
    ----------
    rung : HeldRung
        The rung.
    """
    form = rung.decisive
    document = form.document or form.address
    start, checked = form.span.start, form.checked
    return day_figure(form.row, start, document, checked=checked, precision=form.precision)


def _newest(state: State, rung: HeldRung) -> Iterator[Sentence]:
    """Name the newest form, where it is not the rung itself."""
    form = rung.form.partition(" (")[0]
    # what is suspended is said as such
    if form.casefold() in RUNGS or rung.state != ACTIVE:
        return
    status = form.endswith(("artner", "bserver"))
    parts: Parts = {"who": state.label, "form": form, "day": form_day(rung)}
    if status:
        parts["form"] = f"{_article(form.lower())} {form}"
        yield Sentence("{who} has been {form} since {day}.", parts)
        return
    several = form.endswith("s") and not form.endswith("ss")
    named: Parts = {"form": _with_article(form), "verb": "date" if several else "dates"}
    yield Sentence("{form} {verb} from {day}.", {**named, "day": form_day(rung)})


def _with_article(form: str) -> str:
    """Name a form as a sentence has it: "accession talks", "a customs union", "the Charter"."""
    if form[:1].isupper():
        return f"the {form}"
    return form if form.endswith("s") else f"{_article(form)} {form}"


def _terms(
    known: tuple[Term, ...], state: State, rung: HeldRung, within: str = ""
) -> Iterator[Sentence]:
    """Say what the rung gives and withholds, and within what; then what it demands."""
    # what a rung gives by a treaty that nobody applies is no description of today
    if rung.state != ACTIVE:
        return
    given, withheld, asked = (
        list(_words(known, effect).values()) for effect in ("gives", "withholds", "demands")
    )
    who = f"as {_article(rung.called)} {rung.called}"
    # what an older tie gives or demands beside the rung is not the rung's
    if any(one.rung != rung.rung for one in known if one.effect != "withholds"):
        who = "by all its ties"
    subject: Parts = {"as": who, "state": state.label}
    if given and withheld:
        both: Parts = {**subject, "given": listed(given), "not": listed(withheld) + within}
        yield Sentence("{as}, {state} gets {given}, but {not}.", both)
    elif given:
        yield Sentence("{as}, {state} gets {given}.", {**subject, "given": listed(given)})
    elif withheld:
        yield Sentence("{as}, {state} has {not}.", {**subject, "not": listed(withheld) + within})
    if asked:
        yield _asked(known)


def _asked(known: tuple[Term, ...]) -> Sentence:
    """Say what an agreement in force demands, and what a candidate is asked to do by and by."""
    words = _words(known, "demands")
    of_candidate = {one.topic for one in known if one.effect == "demands" and one.rung == CANDIDATE}
    must, asked = (
        [said for topic, said in words.items() if (topic in of_candidate) == by_and_by]
        for by_and_by in (False, True)
    )
    parts: Parts = {"must": listed(must), "asked": listed(asked)}
    if not asked:
        return Sentence("In return it must {must}.", {"must": parts["must"]})
    if not must:
        return Sentence("In return it is asked to {asked}.", {"asked": parts["asked"]})
    return Sentence("In return it must {must}, and is asked to {asked}.", parts)


CANDIDATE = "candidate"
"""A rung of which nothing is enforced: what it demands is judged when the members decide."""


def _article(rung: str) -> str:
    return "an" if rung[:1] in "aeiou" else "a"


def _words(known: tuple[Term, ...], effect: str) -> dict[str, str]:
    """Say what an effect is about, by topic, those first that a reader asks for first.

    The newest row with words of its own speaks for its topic.
    """
    general = {"gives": GIVES, "withholds": WITHHOLDS, "demands": DEMANDS}[effect]
    rows = sorted((one for one in known if one.effect == effect), key=lambda one: one.span.start)
    own = {one.topic: one.brief for one in rows if one.brief}
    found = {one.topic: own.get(one.topic) or general.get(one.topic, "") for one in rows}
    order = (*LEADING, *TOPICS)
    said = [topic for topic in sorted(found, key=order.index) if found[topic]]
    return {topic: found[topic] for topic in said[:MOST_NAMED]}


def _beside(relation: Relation, first: State, second: State) -> Iterator[Line]:
    """Say where the two states hold different rungs of one bloc, the widest gap first."""
    found = list(_unequal(relation, first, second))
    if not found or not _near(first, second, relation):
        return
    unequal = min(found, key=lambda one: one.order)
    upper = _held(unequal.upper, unequal.higher.label, unequal.bloc)
    lower = _held(unequal.under, unequal.lower.label, unequal.bloc, again=True)
    told: tuple[Sentence, ...] = (Sentence("{upper}; {lower}.", {"upper": upper, "lower": lower}),)
    if length(told[0]) > LONGEST:
        told = (Sentence("{upper}.", {"upper": upper}), Sentence("But {lower}.", {"lower": lower}))
    # who is a candidate is told with how far it has come, and where else it has asked to join
    further = (*_newest(unequal.higher, unequal.upper), *_asks(unequal, day=relation.pair.day))
    told = (*told, *further)
    variant = f"{ID}.unexpected.{unequal.upper.rung}_{unequal.under.rung}"
    yield line(
        variant,
        told,
        about=ABOUT,
        reasons=Reasons(unexpected=BESIDE),
        page=Page(_unequal_message(unequal), _since(unequal)),
    )


def _asks(unequal: Unequal, *, day: date) -> Iterator[Sentence]:
    """Say where else that obliges the higher of the two has asked to join, and is undecided."""
    state = unequal.higher
    for bloc in blocs().values():
        rung = highest(bloc.steps_of(state.letters), day)
        if bloc is unequal.bloc or not bloc.obliges or rung is None:
            continue
        if rung.rung == APPLICANT and rung.state == ACTIVE:
            parts: Parts = {"who": state.label, "bloc": bloc.label, "day": rung_day(rung)}
            yield Sentence("{who} asked to join {bloc} on {day}; no decision is on record.", parts)


APPLICANT = "applicant"


def _held(rung: HeldRung, who: str, bloc: Bloc, *, again: bool = False) -> Phrase:
    """Say since when a rung is held, or since when it is suspended, frozen or dormant."""
    if rung.state != ACTIVE:
        # "it" after two names is read as either
        return stopped_rung(rung, who, brief(bloc) if again else bloc.label, dated=False)
    parts: Parts = {"who": who, "held": has_been(rung, bloc.label), "day": named_since(rung)}
    return Phrase("{who} {held} since {day}", parts)


def _unequal_message(unequal: Unequal) -> Sentence:
    """Say both rungs in the present, one that is not in use with that word."""
    parts: Parts = {
        "higher": unequal.higher.label,
        "rung": _short(unequal.upper),
        "bloc": brief(unequal.bloc),
        "lower": unequal.lower.label,
        "short": _short(unequal.under),
    }
    return filled("{higher} is {rung} of {bloc}; {lower} is {short}.", parts)


@dataclass(frozen=True, slots=True)
class Unequal:
    """Two states on different rungs of one bloc.

    Attributes
    ----------
    bloc : Bloc
        The bloc.
    higher, lower : State
        The states.
    upper, under : HeldRung
        Their rungs.
    order : tuple of (bool, int, int)
        For sorting: alliances first, then the widest gap, then the smallest bloc.
    """

    bloc: Bloc
    higher: State
    lower: State
    upper: HeldRung
    under: HeldRung
    order: tuple[bool, int, int]


def _unequal(relation: Relation, first: State, second: State) -> Iterator[Unequal]:
    """Give the blocs that bind in which the two hold different rungs, one of them in use."""
    day = relation.pair.day
    binding = {fact.one for kind in ("union", "alliance") for fact in shared_by(kind)}
    for bloc in blocs(relation.pair.own).values():
        one, other = (highest(bloc.steps_of(state.letters), day) for state in (first, second))
        if one is None or other is None or ACTIVE not in (one.state, other.state):
            continue
        if not {one.rung, other.rung} & HIGH or bloc.id not in binding:
            continue
        gap = RUNGS.index(one.rung) - RUNGS.index(other.rung)
        if not gap or not bloc.span.covers(day):
            continue
        higher, lower = (first, second) if gap > 0 else (second, first)
        upper, under = (one, other) if gap > 0 else (other, one)
        order = (not bloc.obliges, -abs(gap), len(bloc.member_letters(day)))
        yield Unequal(bloc, higher, lower=lower, upper=upper, under=under, order=order)


HIGH = {"member", "candidate"}
"""Rungs of which one at least is held by the higher of the two."""
BESIDE = 0.7
"""How much two rungs of one bloc are worth saying of two that quarrel."""


def _short(rung: HeldRung) -> str:
    """Name a rung without its bloc; one that is not in use with that word."""
    if rung.state == ACTIVE:
        return f"{_article(rung.called)} {rung.called}"
    if not rung.wholly:
        return f"{_article(rung.called)} {rung.called}, {rung.in_words}"
    return f"{_article(rung.state)} {rung.state} {rung.called}"


def _since(unequal: Unequal) -> tuple[Sentence, ...]:
    """Give the days of page 1: the higher rung, then the lower one or its end in use."""
    first: Parts = {"who": unequal.higher.label, "since": rung_day(unequal.upper)}
    higher = Sentence("{who} has been there since {since}.", first)
    if unequal.under.state == ACTIVE:
        return (higher,)
    lower = stopped_rung(unequal.under, unequal.lower.label, unequal.bloc.label, dated=False)
    return (Sentence("{lower}.", {"lower": lower}),)


def _near(first: Actor, second: Actor, relation: Relation) -> bool:
    """Tell whether the two are rivals or quarrel, so that a bloc between them matters."""
    keys = {first.key, second.key}
    rivals = any(
        tie.kind == "rivalry" and {tie.power, tie.other} == keys
        for tie in in_force(relation.pair.day)
    )
    return rivals or any(not one.by_member for one in relation.state.conditions)


RULE = Rule(
    id=ID,
    section="now",
    place=12,
    paragraph="rung",
    say=say,
    condition="a state holds a rung in a bloc; or two states hold different rungs of one bloc",
    topics=("standing",),
)
"""The rule."""
