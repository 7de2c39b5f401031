"""Sanctions of the members of a bloc: their own, and those of another bloc that they are in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import Bloc, blocs
from detente.actors.no_sanctions import none_on, without_sanctions
from detente.actors.relation_facts import Fact, facts_between_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Sentence
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.row_words import day_figure, filled
from detente.rules.now.state_words import Parts, brief
from detente.rules.rows import row_cell

ID = "sanctions"
ABOUT = "sanctions in force"
OF_PERSONS = ("leaders", "those who", "officials", "persons")
"""Words of measures that aim at persons, not at the state."""
NAMED = 3
"""Members that are named; more are counted."""
OF_ALL, OF_SOME, NOT_JOINED = 0.8, 0.4, 0.8
"""How unexpected sanctions of all members, and of some, are; and that a state has not joined."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which members of a bloc have sanctions on a state, or are under its sanctions.

    Attributes
    ----------
    bloc : Bloc
        The bloc.
    members : frozenset of str
        Letters of its members on the day.
    own : tuple of Fact
        Rows that name a member, the oldest first.
    shared : tuple of (Bloc, Fact)
        Rows of other blocs with members in common, the oldest of each.
    day : datetime.date
        The view.
    """

    bloc: Bloc
    members: frozenset[str]
    own: tuple[Fact, ...]
    shared: tuple[tuple[Bloc, Fact], ...]
    day: date

    def inside(self, bloc: Bloc) -> frozenset[str]:
        """Give the members that are in another bloc too.

        Parameters
        ----------
        bloc : Bloc
            The other bloc.
        """
        return self.members & frozenset(bloc.member_letters(self.day))

    @property
    def covered(self) -> frozenset[str]:
        """Members that a row names, or a bloc of theirs."""
        named = {key for fact in self.own for key in fact.keys}
        through = [self.inside(bloc) for bloc, _ in self.shared]
        return (self.members & named) | frozenset().union(*through)

    @property
    def rows(self) -> tuple[Fact, ...]:
        """Every row, the oldest first."""
        every = (*self.own, *(fact for _, fact in self.shared))
        return tuple(sorted(every, key=lambda fact: fact.start))

    @property
    def widest(self) -> tuple[Bloc, Fact] | None:
        """The other bloc with the most members in common, and its oldest row."""
        return max(self.shared, key=lambda one: len(self.inside(one[0])), default=None)


def coverage(
    relation: Relation, own: Sequence[Fact], *, by: bool, alone: bool = False
) -> Coverage | None:
    """Find the sanctions of members on a state, or of a state on members, blocs of theirs included.

    Parameters
    ----------
    relation : Relation
        The relation of a bloc and a state.
    own : sequence of Fact
        Rows that name a member.
    by : bool
        Whether members are the senders.
    alone : bool
        Whether only these rows count, not those of other blocs.
    """
    sides = relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    day = relation.pair.day
    members = frozenset(bloc.member_letters(day))
    shared = []
    for other in blocs(relation.pair.own).values():
        if alone or other.id == bloc.id or not members & frozenset(other.member_letters(day)):
            continue
        rows = list(_open(other.id, state.letters, day, by=by))
        if rows:
            shared.append((other.named(day), min(rows, key=lambda fact: fact.start)))
    kept = tuple(sorted(own, key=lambda fact: fact.start))
    found = Coverage(bloc, members, own=kept, shared=tuple(shared), day=day)
    return found if found.rows else None


def _open(bloc: str, letters: Sequence[str], day: date, *, by: bool) -> Iterator[Fact]:
    """Give the sanctions between a bloc and a state that are in force and aim at the state."""
    for one in letters:
        for fact in facts_between_keys(bloc, one, "sanction"):
            sent = fact.one == bloc if by else fact.other == bloc
            known = fact.known_by(day) if sent else None
            if known is not None and known.open_on(day) and not is_on_persons(known):
                yield known


def is_on_persons(fact: Fact) -> bool:
    """Tell whether a measure aims at persons, not at the state.

    Parameters
    ----------
    fact : Fact
        A sanction.
    """
    return any(word in fact.measure for word in OF_PERSONS)


def of_members(relation: Relation, found: Coverage, *, by: bool) -> Line:
    """Say which members have sanctions, or are under them: all but some, or at least so many.

    Parameters
    ----------
    relation : Relation
        The relation of a bloc and a state.
    found : Coverage
        The sanctions.
    by : bool
        Whether members are the senders.
    """
    first = found.rows[0]
    target = first.other if by else first.one
    left = found.members - found.covered
    known = none_on(target, found.day) if by else {}
    if by and left <= set(known) and len(left) <= NAMED and len(found.members) > len(left):
        return _all_but(relation, found, sorted(left))
    if found.shared:
        return _at_least(relation, found, by=by)
    return _named(relation, found, by=by)


def _all_but(relation: Relation, found: Coverage, left: list[str]) -> Line:
    """Say that every member has sanctions but those of which a document says that they do not."""
    first = found.rows[0]
    parts: Parts = {
        "bloc": found.bloc.label,
        "short": brief(found.bloc),
        "but": listed(sorted(map(label_of, left), key=_bare)),
        "target": label_of(first.other),
        "day": _day(first),
    }
    words = "Every member of {bloc} but {but} has sanctions on {target}" if left else EVERY
    via = _via(found)
    body = [filled(words + ", the oldest since {day}.", parts), *([via] if via else [])]
    cells = (*_left_out(found, left), *(cell for one in found.rows for cell in _day(one).cells))
    return line(
        f"{ID}.unexpected.{'all_but' if left else 'all'}_members",
        body,
        about=ABOUT,
        reasons=Reasons(unexpected=OF_ALL),
        page=_all_page(parts, via, left) if all(cell.checked for cell in cells) else None,
        cells=cells,
    )


def _left_out(found: Coverage, left: list[str]) -> tuple[Cell, ...]:
    """Give the rows that say of members that they have no sanctions."""
    known = none_on(found.rows[0].other, found.day)
    rows = (known[letters] for letters in left)
    return tuple(
        row_cell(one.id, one.start, document=one.source, checked=one.checked) for one in rows
    )


def _all_page(parts: Parts, via: Sentence | None, left: list[str]) -> Page:
    message = "All members of {short} but {but} have sanctions on {target}." if left else ALL
    key = via or filled("The oldest date from {day}.", parts)
    return Page(filled(message, parts), (key,))


EVERY = "Every member of {bloc} has sanctions on {target}"
ALL = "All members of {short} have sanctions on {target}."


def _via(found: Coverage) -> Sentence | None:
    """Say through which other bloc most of them have theirs; None where most have their own."""
    widest = found.widest
    if widest is None or 2 * len(found.inside(widest[0])) <= len(found.covered):
        return None
    bloc, fact = widest
    words = "Most of them apply those of {bloc}, in force since {day}."
    return Sentence(words, {"bloc": bloc.label, "day": _day(fact)})


SENT = (
    "At least {count} of {of} members of {bloc} have sanctions on {other}, the oldest since {day}."
)
RECEIVED = (
    "{other} has sanctions on at least {count} of {of} members of {bloc}, the oldest since {day}."
)
"""What is said of members that send sanctions, and of members that are under them."""


def _at_least(relation: Relation, found: Coverage, *, by: bool) -> Line:
    """Count the members, where the table may not have all of them."""
    bloc = found.bloc
    first = found.rows[0]
    cells = tuple(cell for one in found.rows for cell in _day(one).cells)
    other = label_of(first.other if by else first.one)
    parts: Parts = {"bloc": bloc.label, "other": other, "day": _day(first)}
    parts["count"] = _count(relation, "covered", len(found.covered), cells)
    parts["of"] = _count(relation, "members", len(found.members), cells)
    words = SENT if by else RECEIVED
    body = [Sentence(words, parts)]
    widest = found.widest
    if widest is not None:
        through, fact = widest
        number = _count(relation, "through", len(found.inside(through)), cells)
        via: Parts = {"number": number, "through": through.label, "then": _day(fact)}
        verb = "have those of" if by else "are under those on"
        if number.value == 1:
            verb = "has those of" if by else "is under those on"
        body.append(Sentence(f"Of these {{number}} {verb} {{through}}, of {{then}}.", via))
    variant = f"{ID}.unexpected.{'by_members' if by else 'on_members'}"
    reasons = Reasons(unexpected=OF_SOME)
    return line(variant, body, about=ABOUT, reasons=reasons, cells=cells)


def _named(relation: Relation, found: Coverage, *, by: bool) -> Line:
    """Name the members with sanctions of their own, or count them."""
    rows = found.own
    first = rows[0]
    other = label_of(first.other if by else first.one)
    keys = {row.one if by else row.other for row in rows}
    cells = tuple(cell for row in rows for cell in _day(row).cells)
    names = sorted(map(label_of, keys), key=_bare)
    parts: Parts = {"other": other, "day": _day(first), "bloc": found.bloc.label}
    if len(names) <= NAMED:
        parts["who"] = listed(names)
    else:
        parts["count"] = _count(relation, "covered", len(names), cells)
    who = "{who}" if len(names) <= NAMED else "at least {count} members of {bloc}"
    verb = "have" if by and len(keys) > 1 else "has"
    subject, target = (who, "{other}") if by else ("{other}", who)
    words = f"{subject} {verb} sanctions on {target}, the oldest since {{day}}."
    if len(rows) == 1:
        words = f"{subject} {verb} had sanctions on {target} since {{day}}."
    variant = f"{ID}.unexpected.{'by_members' if by else 'on_members'}"
    reasons = Reasons(unexpected=OF_SOME)
    return line(variant, (filled(words, parts),), about=ABOUT, reasons=reasons, cells=cells)


BOUND = "candidate"
"""The rung on which common sanctions are a duty, which the sentence before this one says."""


def not_joined(relation: Relation) -> Iterator[Line]:
    """Say that a state on a rung of a bloc has not joined its sanctions on somebody else.

    Parameters
    ----------
    relation : Relation
        The relation of a bloc and a state.
    """
    sides = relation.pair.bloc_and_state
    if sides is None or relation.state.rung not in ("candidate", "applicant", "associate"):
        return
    bloc, state = sides
    day = relation.pair.day
    for target in dict.fromkeys(one.other for one in without_sanctions()):
        apart = [one for one in none_on(target, day).values() if one.one in state.letters]
        sent = list(_open(bloc.id, (target,), day, by=True))
        if not apart or not sent:
            continue
        first = min(sent, key=lambda fact: fact.start)
        parts: Parts = {
            "state": state.label,
            "bloc": bloc.label,
            "short": brief(bloc),
            "target": label_of(target),
            "day": _day(first),
        }
        row = apart[0]
        cell = row_cell(row.id, row.start, document=row.source, checked=row.checked)
        words = (
            "{state} has joined none of the sanctions that {bloc} has had on {target} since {day}."
        )
        if relation.state.rung == BOUND:
            words = f"Yet {words}"
        headline = filled("{state} has not joined the sanctions of {short} on {target}.", parts)
        key = (filled("{bloc} has had them since {day}.", parts),)
        checked = row.checked and first.checked
        yield line(
            f"{ID}.unexpected.not_joined",
            (filled(words, parts),),
            about=ABOUT,
            reasons=Reasons(unexpected=NOT_JOINED),
            page=Page(headline, key) if checked else None,
            cells=(*_day(first).cells, cell),
        )


def _count(relation: Relation, name: str, value: int, cells: tuple[Cell, ...]) -> Figure:
    id = figure_id("now", ID, relation.pair.of, name)
    return counted(id, value, "members", *cells)


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def _day(fact: Fact) -> Figure:
    precision = fact.start_precision
    return day_figure(fact.id, fact.start, fact.source, checked=fact.checked, precision=precision)
