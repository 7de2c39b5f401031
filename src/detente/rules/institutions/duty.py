"""DUTY: the strongest thing that a treaty obliges the two to, by member where one is a bloc."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.actors.blocs import Bloc, blocs
from detente.actors.relation_facts import Fact, facts_between, facts_between_keys, shared_by
from detente.actors.states import State, ccode_on, state_on
from detente.actors.treaties import IN_FORCE, treaties_between
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HOSTILE
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.obligations import KINDS
from detente.rules.institutions.duty_most import ALL, MOST, most_bound, strongest
from detente.rules.institutions.duty_words import JOINED, by_joining, disputed, headline
from detente.rules.institutions.promises import called, duty_of, treaty_cell
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import (
    PART,
    Parts,
    Said,
    day_figure,
    fact_cell,
    fact_line,
    name_of,
    names_of,
    part_of_pairs,
    rarity,
    tally,
    year_figure,
)

ID = "duty"
STRONGEST = "the strongest duty that the data on alliances have for {year} is {duty}."
AT_MOST = f"No treaty of defence binds the two: {STRONGEST}"
"""Where the strongest duty is the weakest that there is."""
ABOUT = "what binds the two by treaty"
MOST_NAMED = 4
"""Members that are named; more are counted."""
SHORT_OF_DEFENCE = ("non-aggression", "consultation", "friendship", "peace")
"""Kinds of treaties of our own table that oblige to less than defence."""
FEWEST_BOUND = 2
"""Members that a weaker duty has to bind."""
SHARED = 0.6
"""Weight of a duty that an organisation gives all its members."""
PACTS = 30
"""Pairs of states with a pact of their own, of the order of our table: how rare one is."""
WORDS = {
    "defense": "to defend each other",
    "offense": "to fight beside each other",
    "neutral": "to give no aid to an attacker of the other",
    "nonagg": "not to attack each other",
    "consul": "to consult each other",
}
"""Kinds of obligation of the treaty data, as a sentence has them."""


@dataclass(frozen=True, slots=True)
class Pact:
    """A text that obliges two states to defend each other.

    Attributes
    ----------
    name : str
        What a sentence calls it: an organisation, or a treaty of their own.
    start : datetime.date
        Since when it binds the two.
    precision : str
        How exactly that is known.
    cell : Cell
        The row.
    own : bool
        Whether it is between the two alone.
    size : int
        Members of the organisation; two for a treaty of their own.
    joined : str
        The state that joined the organisation after the other; empty where both began it.
    """

    name: str
    start: date
    precision: str
    cell: Cell
    own: bool
    size: int
    joined: str = ""


def say(relation: Relation) -> Iterator[Line]:
    """Say what a treaty obliges the two to; nothing where the state of the relation mocks it."""
    if relation.state.headline in HOSTILE and relation.state.headline != "crisis":
        return
    sides = relation.pair.bloc_and_state
    if sides is not None:
        yield from _by_member(relation, *sides)
        return
    first, second = relation.pair.first, relation.pair.second
    if isinstance(first, State) and isinstance(second, State):
        known = pacts(first, second, relation.pair.day)
        if known:
            yield from _defence(relation, known)
            return
        of_treaty = tuple(_of_treaty(relation))
        yield from of_treaty or _weaker(relation)


def pacts(first: State, second: State, day: date) -> tuple[Pact, ...]:
    """Give the texts that oblige two states to defend each other on a day, the oldest first.

    Parameters
    ----------
    first, second : State
        The two.
    day : datetime.date
        The day.
    """
    found = [
        _own(one.fact)
        for one in facts_between(first, second, day)
        if one.fact.kind == "alliance" and one.fact.open_on(day)
    ]
    for fact in shared_by("alliance"):
        bloc = blocs()[fact.one]
        members = set(bloc.member_letters(day)) if fact.open_on(day) else set()
        if members & set(first.letters) and members & set(second.letters):
            found.append(_through(bloc.named(day), fact, (first, second), day=day))
    return tuple(sorted(found, key=lambda one: one.start))


def _own(fact: Fact) -> Pact:
    return Pact(
        _called(fact.source),
        fact.start,
        precision=fact.start_precision,
        cell=fact_cell(fact),
        own=True,
        size=2,
    )


def _called(document: str) -> str:
    """Give the name of a document: what stands before its date and place."""
    name = document.split(",")[0].split(";")[0].strip()
    return f"the {name}"


def _through(bloc: Bloc, fact: Fact, two: tuple[State, State], *, day: date) -> Pact:
    """Give the pact of an organisation: it binds two members from when the later one joined."""
    starts = [
        (step.span.start, state.label)
        for state in two
        for step in bloc.steps_of(state.letters)
        if step.rung == "member" and step.span.covers(day)
    ]
    last, joined = max([(fact.start, ""), *starts])
    days = {day for day, _ in starts}
    return Pact(
        bloc.label,
        last,
        precision="year",
        cell=fact_cell(fact),
        own=False,
        size=len(bloc.members(day)),
        # two that joined on one day are both newcomers
        joined=joined if len(days) > 1 else "",
    )


def _defence(relation: Relation, known: Sequence[Pact]) -> Iterator[Line]:
    """Say by which texts two states owe each other defence, and since when."""
    own = any(one.own for one in known)
    quarrel = _claims(relation)
    rivals = bool(quarrel) or relation.state.holds("crisis")
    first, *later = known
    since = day_figure(ID, "since", first.start, first.precision, first.cell)
    parts: Parts = {"text": first.name, "since": since}
    more = [*_bound_twice(later), *disputed(quarrel)]
    body = Sentence(
        "{both} have owed each other defence since {since}, under {text}.",
        {**parts, "both": relation.pair.words},
    )
    form = _form(known)
    key = Sentence("The duty dates from {since} and rests on {text}.", parts)
    message = headline(relation, rivals=rivals, own=own)
    if form == "organisation" and first.joined and not rivals:
        form = "organisation_joined"
        message = by_joining(relation, first.joined, first.name)
        key = Sentence(JOINED, {"since": since})
    said = Said(
        (body, *more),
        headline=message,
        key=(key, *more[-1:]),
        gist=Sentence("A treaty obliges each to defend the other.", {}),
    )
    variant = f"{'unexpected.rivals' if rivals else 'unusual'}.{form}"
    cells = [*(one.cell for one in known), *map(fact_cell, quarrel)]
    yield fact_line(
        ID, variant, said, _reasons(relation, known, rivals=rivals), about=ABOUT, cells=cells
    )


def _bound_twice(later: Sequence[Pact]) -> Iterator[Sentence]:
    """Say which later texts bind the two to the same."""
    if later:
        verb = "binds" if len(later) == 1 else "bind"
        others = names_of(one.name for one in later)
        yield Sentence(f"{{others}} {verb} them to the same.", {"others": others})


def _form(known: Sequence[Pact]) -> str:
    """Name the form: which texts bind."""
    own = any(one.own for one in known)
    if own:
        return "pact_and_organisation" if len(known) > 1 else "pact"
    return "organisations" if len(known) > 1 else "organisation"


def _reasons(relation: Relation, known: Sequence[Pact], *, rivals: bool) -> Reasons:
    own = any(one.own for one in known)
    pairs = PACTS if own else max(one.size for one in known) ** 2 / 2
    usual = rarity(part_of_pairs(pairs, relation.pair.day))
    # what an organisation gives all its members is less particular than a pact of two
    return Reasons(unusual=usual if own else SHARED * usual, unexpected=1.0 if rivals else 0.0)


def _claims(relation: Relation) -> list[Fact]:
    """Give the claims that are open between the two."""
    keys = (relation.pair.first.key, relation.pair.second.key)
    found = facts_between_keys(*keys, "claim")
    return [fact for fact in found if fact.open_on(relation.pair.day)]


def _quarrel(relation: Relation) -> bool:
    """Tell whether a crisis or a claim is open between the two."""
    return relation.state.holds("crisis") or bool(_claims(relation))


def _owed(relation: Relation) -> tuple[int, pl.DataFrame]:
    """Give the newest year of the treaty data, and the strongest kind of each pair across."""
    year = min(relation.pair.as_of, relation.catalog.last_year("atop"))
    first, second = (
        list(side.members(year)) for side in (relation.pair.first, relation.pair.second)
    )
    one, other = pl.col("ccode1"), pl.col("ccode2")
    across = (one.is_in(first) & other.is_in(second)) | (one.is_in(second) & other.is_in(first))
    in_force = (pl.col("start") <= year) & (pl.col("end") >= year)
    rows = relation.catalog.frame("obligations").filter(in_force & across)
    return year, rows


EMPTY_DUTIES = ("", "to keep relations")
"""Duties that say nothing of two states."""


def _of_treaty(relation: Relation) -> Iterator[Line]:
    """Say what the newest treaty short of defence obliges two states to."""
    pair = relation.pair
    known = [
        one
        for one in treaties_between(pair.first, pair.second, pair.day)
        if one.kind in SHORT_OF_DEFENCE and one.state_on(pair.day) == IN_FORCE
        if duty_of(one) not in EMPTY_DUTIES
    ]
    if not known:
        return
    one = known[-1]
    year = year_figure(ID, "treaty", one.span.start, treaty_cell(one, one.span.start))
    parts: Parts = {"treaty": called(one), "year": year, "duty": duty_of(one)}
    body = Sentence("Since {year} {treaty} obliges the two {duty}.", parts)
    claims = _claims(relation)
    said = Said(
        (body, *disputed(claims)),
        headline=Sentence(
            "{treaty} binds the two, but not to defend each other.", {"treaty": called(one)}
        ),
        key=(
            Sentence("Since {year} it obliges them {duty}.", {"year": year, "duty": duty_of(one)}),
        ),
        gist=Sentence("A treaty binds the two {duty}.", {"duty": duty_of(one)}),
    )
    reasons = Reasons(
        unusual=rarity(part_of_pairs(PACTS, pair.day)), unexpected=1.0 if claims else 0.0
    )
    kind = one.kind.replace("-", "_")
    variant = f"{'unexpected.rivals' if claims else 'unusual'}.treaty_{kind}"
    cells = list(map(fact_cell, claims))
    yield fact_line(ID, variant, said, reasons, about=ABOUT, cells=cells)


def _weaker(relation: Relation) -> Iterator[Line]:
    """Say what the treaty data know between two states that owe each other no defence now."""
    year, rows = _owed(relation)
    if rows.is_empty():
        return
    kinds = [str(kind) for kind in rows["strongest"].to_list()]
    strongest = min(kinds, key=KINDS.index)
    # a duty to defend of the data that our tables do not have is no longer in force, or regional
    if strongest in ("defense", "offense"):
        return
    # not to attack is what a third of all pairs owe: it says something of rivals alone
    if strongest == "nonagg" and not _quarrel(relation):
        return
    one, other = (int(rows[name][0]) for name in ("ccode1", "ccode2"))
    cell = Cell(
        "obligations",
        "strongest",
        keys=(("ccode1", one), ("ccode2", other), ("year", year)),
        value=float(KINDS.index(strongest)),
        unit="kind",
        sources=("atop",),
        rule="strongest obligation in force, of the kinds " + ", ".join(KINDS),
    )
    parts: Parts = {
        "year": dated(figure_id(ID, "year", year), year, cell),
        "duty": WORDS[strongest],
    }
    text = (
        "The strongest duty between the two that the data on alliances have for {year} is {duty}."
    )
    body = Sentence(AT_MOST if strongest == "nonagg" else text, parts)
    yield fact_line(ID, f"weaker.{strongest}", Said((body,)), PART, about=ABOUT, newest=year)


def _by_member(relation: Relation, bloc: Bloc, state: State) -> Iterator[Line]:
    """Say which members owe a state defence, and which do not."""
    day = relation.pair.day
    if state.ccode in bloc.members(day):
        return
    found: dict[str, tuple[Pact, ...]] = {}
    members = [letters for letters in bloc.member_letters(day) if letters not in state.letters]
    for letters in members:
        member = _member(letters, day)
        if member is not None:
            found[letters] = pacts(member, state, day)
    bound = [letters for letters, known in found.items() if known]
    if not bound:
        yield from _none_bound(relation, bloc, state)
        return
    yield _some_bound(relation, (bloc, state), found, bound=bound)


def _member(letters: str, day: date) -> State | None:
    code = ccode_on(letters, day)
    return None if code is None else state_on(code, day)


def _count(relation: Relation, name: str, count: int) -> Figure:
    keys = (
        ("a", relation.pair.first.key),
        ("b", relation.pair.second.key),
        ("of", name),
        ("day", relation.pair.day.isoformat()),
    )
    how = "members with a duty to defend in force on the day of the view"
    return tally(ID, name, count, "members", table="alliances", keys=keys, how=how)


def _some_bound(
    relation: Relation,
    sides: tuple[Bloc, State],
    found: dict[str, tuple[Pact, ...]],
    *,
    bound: list[str],
) -> Line:
    bloc, state = sides
    free = [letters for letters in found if letters not in bound]
    cells = [known[0].cell for known in found.values() if known]
    names: Parts = {"bloc": bloc.label, "state": state.label}
    if not free:
        body = Sentence("Every member of {bloc} and {state} owe each other defence.", names)
        return fact_line(ID, "all", Said((body,)), PART, about=ABOUT, cells=cells)
    body, key = _how_many(relation, names, len(bound), len(found))
    few, which = (bound, "bound") if len(bound) <= len(free) else (free, "free")
    if len(few) > MOST_NAMED:
        most = which == "free" and bool(bloc.obliges)
        said = Said((body,))
        if most:
            said = _but_few(relation, names, found, body=body)
        reasons = Reasons(unexpected=len(bound) / len(found)) if most else PART
        return fact_line(ID, f"some.{which}", said, reasons, about=ABOUT, cells=cells)
    who = names_of(name_of(letters, relation.pair.day) for letters in few)
    second, headline = _apart({**names, "who": who}, which, single=len(few) == 1)
    said = Said(
        (body, second),
        headline=headline,
        key=(key,),
        gist=Sentence("A duty to defend joins {state} to a part of {bloc} only.", names),
    )
    # the more uneven the two parts are, the more particular is who stands apart
    reasons = Reasons(unusual=rarity(len(few) / len(found)))
    return fact_line(ID, f"unusual.{which}", said, reasons, about=ABOUT, cells=cells)


def _but_few(
    relation: Relation, names: Parts, found: dict[str, tuple[Pact, ...]], *, body: Sentence
) -> Said:
    """Say that most members owe defence already, under which text, and who does not."""
    free = [letters for letters, known in found.items() if not known]
    texts = Counter(known[0].name for known in found.values() if known)
    sizes = {"free": len(free), "others": len(free) - 1}
    counts = [_count(relation, name, size) for name, size in sizes.items()]
    text, under = texts.most_common(1)[0]
    bound = ALL if under == sum(texts.values()) else MOST
    named: Parts = {**names, "text": text, "who": strongest(relation, free), "whose": bound}
    return most_bound(named, counts, body=body)


def _apart(named: Parts, which: str, *, single: bool) -> tuple[Sentence, Sentence]:
    """Name the few that a duty binds, or does not bind: for the section, and for page 1."""
    who: Parts = {"who": named["who"]}
    if which == "free":
        second = Sentence("Without such a duty: {who}.", who)
        return second, Sentence("Of {bloc} all but {who} owe {state} defence.", named)
    second = Sentence("That is {who}." if single else "They are {who}.", who)
    ally = "is an ally" if single else "are allies"
    return second, Sentence(f"In {{bloc}} only {{who}} {ally} of {{state}} by treaty.", named)


def _how_many(
    relation: Relation, names: Parts, bound: int, members: int
) -> tuple[Sentence, Sentence]:
    """Say how many members a duty binds: for the section, and for page 1."""
    whole = _count(relation, "members", members)
    if bound == 1:
        template = "A duty to defend joins {state} to one of the {whole} members of {bloc}."
        key = Sentence("The duty binds one of the {whole} members.", {"whole": whole})
        return Sentence(template, {**names, "whole": whole}), key
    counts: Parts = {"bound": _count(relation, "bound", bound), "whole": whole}
    template = "A duty to defend joins {state} to {bound} of the {whole} members of {bloc}."
    key = Sentence("The duty binds {bound} of the {whole} members.", counts)
    return Sentence(template, {**names, **counts}), key


def _none_bound(relation: Relation, bloc: Bloc, state: State) -> Iterator[Line]:
    """Say what else binds members to a state, after the treaty data; not what binds all."""
    year, rows = _owed(relation)
    if rows.is_empty():
        return
    member = pl.when(pl.col("ccode1").is_in(list(state.codes))).then("ccode2").otherwise("ccode1")
    kinds = rows.select(member.alias("member"), pl.col("strongest").cast(pl.String))
    counts = {
        kind: kinds.filter(pl.col("strongest") == kind)["member"].n_unique() for kind in KINDS
    }
    strongest = next(kind for kind in KINDS if counts[kind])
    members = len([code for code in bloc.members(year) if code not in state.codes])
    # what a friendship treaty says of attackers is no bond that anybody counts on
    if strongest in ("defense", "offense", "neutral", "nonagg") or counts[strongest] < FEWEST_BOUND:
        return
    how = f"members bound {WORDS[strongest]} in {year}"
    keys = (("bloc", bloc.id), ("state", state.key), ("kind", strongest), ("year", year))
    bound = tally(
        ID,
        strongest,
        counts[strongest],
        "members",
        table="obligations",
        keys=keys,
        how=how,
        sources=("atop",),
    )
    parts: Parts = {
        "year": dated(figure_id(ID, "year", year), year, *bound.cells),
        "duty": WORDS[strongest],
        "state": state.label,
        "bloc": bloc.label,
    }
    if counts[strongest] == members:
        template = "In {year} {state} and every member of {bloc} were bound {duty}, and to no more."
    else:
        template = (
            "In {year} {state} and {count} members of {bloc} were bound {duty}; a duty to defend "
            "joined it to none."
        )
        parts["count"] = bound
    said = Said((Sentence(template, parts),))
    yield fact_line(ID, f"none.{strongest}", said, PART, about=ABOUT, newest=year)


RULE = Rule(
    id=ID,
    section="institutions",
    place=30,
    paragraph="duty",
    say=say,
    condition="a duty to defend in force between the two, or with some members; else the strongest "
    "obligation of the treaty data in its last year; nothing where the two fight or do not speak",
    topics=("standing",),
)
"""The rule."""
