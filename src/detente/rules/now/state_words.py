"""Words of conditions: what holds between two sides as clauses with their days."""

from __future__ import annotations

from datetime import date

from detente.actors.blocs import Bloc, blocs
from detente.actors.joint_bodies import Body, bodies
from detente.actors.names import Actor
from detente.actors.pair_tables import checked_to
from detente.actors.relation_facts import facts_between, own_keys
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.analysis.state.condition import MONTHS_OF_MEETING, Condition
from detente.analysis.state.recorded import months_before
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, figure_id, on_day
from detente.evidence.sentence import AnyFigure, Phrase
from detente.institutions.rung_states import HeldRung
from detente.institutions.rung_words import instrument, is_named_by_instrument, thing
from detente.rules.now.past import past
from detente.rules.now.row_words import bound, day_figure, happened, on, rung_day, small

UNNAMED = (
    "Customs union and",
    "Customs union for",
    "Strategic partnership",
    "Comprehensive strategic",
    "Security treaty",
    "Treaty of friendship",
)
"""How texts of ties begin that are no names: they take "a"."""
WHOLE = ("Customs union", "Currency union")
FIRST_OF_MANY = ("Meetings", "Regular", "Summits")
LAST_OF_MANY = ("summits", "talks", "consultations")
"""First and last words of the names of series of meetings."""
Parts = dict[str, str | AnyFigure | Phrase]


def brief(bloc: Bloc) -> str:
    """Give the short name of a bloc as a sentence has it: "the EU", "NATO".

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    """
    return f"the {bloc.short}" if bloc.label.startswith("the ") else bloc.short


def stopped_rung(rung: HeldRung, who: str, bloc: str, *, dated: bool = True) -> Phrase:
    """Say that a rung is suspended, frozen or dormant, and since when: never without that state.

    Parameters
    ----------
    rung : HeldRung
        A rung that is not active.
    who : str
        Name of the state.
    bloc : str
        What the sentence calls the bloc.
    dated : bool
        Whether the first day of the rung is said too.
    """
    row = rung.evidence
    document = row.document or row.address
    day = day_figure(
        row.row, rung.state_since, document, checked=row.checked, precision=rung.state_precision
    )
    parts: Parts = {"noun": thing(rung, who, bloc), "state": rung.in_words, "day": day}
    if not dated:
        return Phrase("{noun} has been {state} since {day}", parts)
    first = named_since(rung)
    words = "{noun} dates from {first} and has been {state} since {day}"
    return Phrase(words, {**parts, "first": first})


def named_since(rung: HeldRung) -> Figure:
    """Give the day since when a rung has been held; of one named by its instrument, that of it.

    Parameters
    ----------
    rung : HeldRung
        The rung.
    """
    if not is_named_by_instrument(rung):
        return rung_day(rung)
    form = instrument(rung)
    document = form.document or form.address
    start, checked = form.span.start, form.checked
    return day_figure(form.row, start, document, checked=checked, precision=form.precision)


def row_of(one: Condition) -> str:
    """Give the id of the row of a condition; one is made of its document where it has none.

    Parameters
    ----------
    one : Condition
        The condition.
    """
    return one.row or f"{one.headline.replace(' ', '_')}:{one.first}-{one.second}:{one.start}"


def begun(one: Condition) -> Figure:
    """Give the first day of a condition as a figure.

    Parameters
    ----------
    one : Condition
        The condition.
    """
    if one.cells:
        id = figure_id("now", row_of(one), one.start.isoformat())
        return on_day(id, one.start, *one.cells, precision=one.start_precision)
    row = row_of(one)
    precision = one.start_precision
    return day_figure(row, one.start, one.source, checked=one.checked, precision=precision)


def over(one: Condition) -> Figure | None:
    """Give the last day of a condition as a figure; None where it holds.

    Parameters
    ----------
    one : Condition
        The condition.
    """
    if one.end is None:
        return None
    if one.cells:
        id = figure_id("now", row_of(one), one.end.isoformat())
        return on_day(id, one.end, *one.cells, precision=one.end_precision)
    row = row_of(one)
    return day_figure(row, one.end, one.source, checked=one.checked, precision=one.end_precision)


def is_last_record(one: Condition) -> bool:
    """Tell whether a last day is only the last year on record: nothing says that it ended then.

    Parameters
    ----------
    one : Condition
        The condition.

    Examples
    --------
    >>> from datetime import date
    >>> crisis = Condition(
    ...     "crisis", "Drones", date(2025, 9, 10), date(2025, 12, 31), "Council", "POL", "RUS"
    ... )
    >>> is_last_record(crisis)
    False
    """
    end = one.end
    return end is not None and one.end_precision == "year" and (end.month, end.day) == (12, 31)


def sides(one: Condition, pair: RelationKey) -> tuple[str, str]:
    """Name both sides of a condition: the parties themselves, or the members concerned.

    Parameters
    ----------
    one : Condition
        The condition.
    pair : RelationKey
        The parties.
    """
    return _side(one.first, pair.first), _side(one.second, pair.second)


def _side(key: str, actor: Actor) -> str:
    return actor.label if key in (actor.key, *own_keys(actor)) else label_of(key)


def both(one: Condition, pair: RelationKey) -> str:
    """Name both sides of a condition together.

    Parameters
    ----------
    one : Condition
        The condition.
    pair : RelationKey
        The parties.
    """
    return " and ".join(sides(one, pair))


def started(one: Condition) -> Phrase:
    """Say how a condition began, in the past tense, with its day.

    Parameters
    ----------
    one : Condition
        One of a row.
    """
    return happened(one.what, begun(one), row_of(one))


def what_of(one: Condition, *, alone: bool = False) -> Phrase:
    """Give the text of a condition as the end of a sentence has it, or alone; in the past tense.

    Parameters
    ----------
    one : Condition
        The condition.
    alone : bool
        Whether it is a sentence of its own.
    """
    text = past(one.what) or one.what
    return bound(text if alone else small(text), begun(one).cells[0], row_of(one))


def land_held(one: Condition, pair: RelationKey) -> Phrase:
    """Say who holds whose land, since when.

    Parameters
    ----------
    one : Condition
        An occupation.
    pair : RelationKey
        The parties.
    """
    holder, owner = sides(one, pair)
    if one.holder != one.first:
        holder, owner = owner, holder
    parts: Parts = {"holder": holder, "land": land_of(one), "owner": owner, "day": begun(one)}
    return Phrase("{holder} has held {land}, territory of {owner}, since {day}", parts)


def land_of(one: Condition) -> Phrase:
    """Give the land, sea or name of a condition.

    Parameters
    ----------
    one : Condition
        A claim or an occupation.
    """
    return bound(one.land, begun(one).cells[0], f"{row_of(one)}.land")


def broken_off(one: Condition, pair: RelationKey) -> Phrase:
    """Say how relations ended, or that there never were any.

    Parameters
    ----------
    one : Condition
        A rupture.
    pair : RelationKey
        The parties.
    """
    manner = one.what.partition(": ")[2]
    broke = manner.removeprefix("broken by ").partition("; ")[0]
    day = begun(one)
    parts: Parts = {"both": both(one, pair), "day": day}
    if manner.startswith("broken by "):
        other = next(
            (name for name in sides(one, pair) if _bare(name) != _bare(broke)), "the other"
        )
        word = "on" if day.way == "day" else "in"
        return Phrase(
            "{who} broke off relations with {other} {word} {day}, and they have not been restored",
            {"who": broke, "other": other, "word": word, "day": day},
        )
    if manner.startswith("never established"):
        return Phrase("{both} have never had diplomatic relations, from {day} on", parts)
    how = bound(manner or "no envoys", day.cells[0], f"{row_of(one)}.how")
    return Phrase("{both} have had no full relations since {day}: {how}", {**parts, "how": how})


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def shared(one: Condition) -> str:
    """Give the text of a union or a treaty with its article.

    Parameters
    ----------
    one : Condition
        What integrates or allies the two.

    Examples
    --------
    >>> from datetime import date
    >>> tie = Condition(
    ...     "allied", "North Atlantic Treaty", date(1949, 8, 24), None, "Treaty", "A", "B"
    ... )
    >>> shared(tie)
    'the North Atlantic Treaty'
    """
    text = one.what
    if text.startswith(("A ", "An ")):
        return text[:1].lower() + text[1:]
    if text in WHOLE or text.startswith(UNNAMED):
        return f"a {text[:1].lower()}{text[1:]}"
    if text.startswith("Customs union of"):
        return f"the {text[:1].lower()}{text[1:]}"
    return f"the {text}"


def last_meeting(pair: RelationKey) -> Phrase | None:
    """Say which body of the two met last, and when; None where none has
    within twelve months.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    """
    living = [one for one in known_bodies(pair) if one.meetings and one.ended is None]
    if not living:
        return None
    newest = max(living, key=lambda body: body.meetings[-1].date)
    met = newest.meetings[-1]
    if met.date < months_before(pair.day, MONTHS_OF_MEETING):
        return None
    day = day_figure(met.row, met.date, met.source, checked=met.checked, precision=met.precision)
    verb = "last took place" if _is_plural(newest) else "last met"
    word = "on" if day.way == "day" else "in"
    parts: Parts = {"body": body_name(newest), "verb": verb, "word": word, "day": day}
    to = _record_to(pair)
    if to is None:
        return Phrase("{body} {verb} {word} {day}", parts)
    # where our record of them ends is no end of their meetings
    parts["to"] = on_day(figure_id("now", met.row, "to"), to, day.cells[0], precision="month")
    return Phrase("{body} {verb} {word} {day}, by our record to {to}", parts)


def _record_to(pair: RelationKey) -> date | None:
    """Give the day to which meetings of the two were looked for, where the view is later."""
    keys = frozenset((pair.first.key, pair.second.key))
    to = checked_to("bodies", keys)
    late = to is not None and to < months_before(pair.day, MONTHS_OF_RECORD)
    return to if late else None


MONTHS_OF_RECORD = 3
"""Months before the view from which a record of meetings is said to end."""


def known_bodies(pair: RelationKey) -> tuple[Body, ...]:
    """Give the bodies of the two as the view knew them.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    """
    return tuple(bodies(pair.first.key, pair.second.key, pair.day, own=pair.own))


def body_name(body: Body) -> str:
    """Name a body with its article, without what stands in brackets.

    Parameters
    ----------
    body : Body
        The body.
    """
    name = body.name.partition(" (")[0]
    return f"the {small(name)}" if not name.startswith("the ") else name


def _is_plural(body: Body) -> bool:
    """Tell whether a body is a series of meetings: summits, talks."""
    words = body.name.partition(" (")[0].split()
    return words[0] in FIRST_OF_MANY or words[-1] in LAST_OF_MANY


LARGEST = 60
"""Members of a bloc from which a common membership says little."""
MOST_BLOCS = 3


def shared_blocs(pair: RelationKey) -> list[str]:
    """Name the blocs of which both states are members, the smallest first; none for a bloc.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    """
    first, second = pair.first, pair.second
    if not (isinstance(first, State) and isinstance(second, State)):
        return []
    living = (bloc for bloc in blocs(pair.own).values() if bloc.span.covers(pair.day))
    inside = [(bloc.member_letters(pair.day), bloc.label) for bloc in living]
    common = [
        (len(members), label)
        for members, label in inside
        if all(set(party.letters) & set(members) for party in (first, second))
    ]
    return [label for size, label in sorted(common) if size < LARGEST][:MOST_BLOCS]


def last_over(pair: RelationKey) -> Phrase | None:
    """Say which dispute or quarrel of the two ended last, and when; None where none did.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    """
    own = {*own_keys(pair.first), *own_keys(pair.second)}
    known = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    past_ones = [it.fact for it in known if it.fact.end is not None and it.fact.keys <= own]
    # a year of last record is no end
    quarrels = [
        fact for fact in past_ones if fact.kind in QUARRELS and fact.end_precision != "year"
    ]
    if not quarrels:
        return None
    last = max(quarrels, key=lambda fact: fact.end or fact.start)
    end = last.end or last.start
    precision = last.end_precision
    day = day_figure(last.id, end, last.source, checked=last.checked, precision=precision)
    parts: Parts = {"both": pair.words, "on": on(day)}
    if last.kind == "claim":
        land = bound(last.land, day.cells[0], last.id)
        return Phrase("{both} closed their dispute over {land} {on}", {**parts, "land": land})
    return Phrase(
        "the last {kind} of {both} on record ended {on}", {**parts, "kind": QUARRELS[last.kind]}
    )


QUARRELS = {
    "claim": "dispute",
    "crisis": "crisis",
    "fighting": "fighting",
    "rupture": "break of relations",
    "occupation": "occupation",
}
"""Kinds of fact that are a quarrel, and what a sentence calls them."""
