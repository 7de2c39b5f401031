"""Exact accounting of a membership: shares, borders, neighbours and duties before and after, nothing estimated.

The four spin-offs follow the model paper: domestic politics, the shared neighbourhood, global prominence and
conflict zones. Accounting can speak of three; domestic effects need the simulation and say so.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, identity_on, state_on
from detente.errors import RequestError
from detente.evidence.cell import Cell
from detente.evidence.series import STALE
from detente.institutions import disputes, ladder, ties
from detente.institutions.borders import LAST as LAST_BORDER
from detente.power.profile import PowerProfile
from detente.power.yardsticks import series, yardstick
from detente.span import year_end

KINDS = ("accession", "association", "exit", "none")
SHARES = ("cinc", "gdp", "gdp_long", "pop", "spending", "milper", "warheads")
REACH = 25
"""Years after the view up to which a change may be asked for."""
DOMESTIC = "accounting cannot speak of domestic politics; the simulation that can is not part of this version"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a membership changes.

    Attributes
    ----------
    id, label : str
        Stable name, and what a reader calls it.
    spinoff : str
        ``"prominence"``, ``"neighbourhood"`` or ``"conflict_zones"``.
    before, after : float
        Value without and with the change.
    unit : str
        Unit.
    evidence : tuple of Cell
        What it rests on.
    note : str
        Names or years that a reader needs; may be empty.
    """

    id: str
    label: str
    spinoff: str
    before: float
    after: float
    unit: str
    evidence: tuple[Cell, ...]
    note: str = ""

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Scenario:
    """One change to a membership, accounted for.

    Attributes
    ----------
    kind : str
        ``"accession"``, ``"association"`` or ``"exit"``.
    bloc : Bloc
        The institution.
    state : State
        Who joins or leaves.
    year : int
        When.
    differences : tuple of Difference
        What changes.
    gained, lost : tuple of str
        Names of the bloc's new land neighbours, the strongest first, and of those that it no longer has.
    """

    kind: str
    bloc: Bloc
    state: State
    year: int
    differences: tuple[Difference, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def choose(pair: RelationKey, kind: str | None) -> str:
    """Decide which scenario fits a pair, and refuse one that cannot be.

    Parameters
    ----------
    pair : Pair
        The parties.
    kind : {"accession", "association", "exit", "none"} or None
        What was asked for; None chooses exit for a member, accession for a state that has stood as associate or higher,
        and none for every other pair: a membership that nobody ever approached is counted only when asked for.

    Raises
    ------
    RequestError
        Where nobody can join, the state is a member already, or is none and should leave.
    """
    if kind is not None and kind not in KINDS:
        raise RequestError(f"no scenario is called '{kind}'", near=KINDS)
    sides = pair.bloc_and_state
    if sides is None:
        if kind not in (None, "none"):
            raise RequestError(
                f"'{kind}' needs a bloc and a state, {pair.label} are not that",
                next_step="name the bloc and the state that would join it",
            )
        return "none"
    inside = ladder.rung(*sides, pair.as_of) == "member"
    if kind is None:
        return "exit" if inside else ("accession" if _near(*sides, pair.as_of) else "none")
    if kind in ("accession", "association") and inside:
        raise RequestError(
            f"{sides[1].label} is a member of {sides[0].label} at the end of {pair.as_of}",
            next_step="ask for --scenario exit",
        )
    if kind == "exit" and not inside:
        raise RequestError(
            f"{sides[1].label} is no member of {sides[0].label} at the end of {pair.as_of}",
            next_step="ask for --scenario accession",
        )
    return kind


def _near(bloc: Bloc, state: State, as_of: int) -> bool:
    """Tell whether a state has ever stood as associate, candidate or member of a bloc by the view."""
    steps = bloc.steps_of(state.letters)
    return any(
        s.rung in ("associate", "candidate", "member") and s.span.start <= year_end(as_of)
        for s in steps
    )


def check_year(pair: RelationKey, year: int | None) -> int:
    """Accept a year of the change from the view to twenty-five years after it.

    Raises
    ------
    RequestError
        For any other year.
    """
    when = pair.as_of + 1 if year is None else year
    if not isinstance(when, int) or when < pair.as_of:
        raise RequestError(
            f"a change in {when} lies before the view of {pair.as_of}",
            next_step="choose a later --year or an earlier --as-of",
        )
    if when > pair.as_of + REACH:
        raise RequestError(
            f"a change in {when} lies more than {REACH} years after the view of {pair.as_of}",
            next_step=f"choose a --year up to {pair.as_of + REACH}",
        )
    return when


def account(power: PowerProfile, kind: str, year: int | None = None) -> Scenario | None:
    """Account for a membership.

    Parameters
    ----------
    power : PowerProfile
        The power of the pair as measured; its view sets the data.
    kind : str
        As `choose` gives it.
    year : int, optional
        When; the year after the view by default.

    Returns
    -------
    Scenario or None
        None for ``"none"``.

    Raises
    ------
    RequestError
        Where the year lies before the view.
    """
    sides = power.pair.bloc_and_state
    if kind == "none" or sides is None:
        return None
    bloc, state = sides
    when = check_year(power.pair, year)
    own = set(bloc.members(power.pair.as_of))
    codes = set(state.members(power.pair.as_of))
    after = own | codes if kind == "accession" else (own - codes if kind == "exit" else own)
    old, new = (
        ties.land_neighbours(power.catalog, tuple(x), power.pair.as_of) for x in (own, after)
    )
    gained = _named(power, new - old - (codes if kind == "exit" else set()))
    return Scenario(
        kind,
        bloc,
        state,
        when,
        (
            *_prominence(power, bloc, state, kind),
            *_neighbourhood(power, bloc, old, new),
            *_duties(power, bloc, own, after),
            *_conflicts(power, bloc, state, kind, own),
        ),
        gained,
        _named(power, old - new - codes),
    )


def _named(power: PowerProfile, codes: frozenset[int] | set[int]) -> tuple[str, ...]:
    """Name states, the strongest first."""
    as_of = power.pair.as_of
    table = (
        power.catalog.frame("capability")
        .select("ccode", "year", "cinc_share")
        .drop_nulls()
        .filter(pl.col("ccode").is_in(list(codes)))
    )
    newest: dict[int, float] = dict(
        table.sort("year").group_by("ccode").agg(pl.col("cinc_share").last()).iter_rows()
    )
    return tuple(
        identity_on(c, year_end(as_of)).name
        for c in sorted(codes, key=lambda c: (-newest.get(c, 0.0), c))
    )


def _prominence(power: PowerProfile, bloc: Bloc, state: State, kind: str) -> list[Difference]:
    """Give the bloc's shares with and without the state, and its weight against the third power."""
    as_of = power.pair.as_of
    found: list[Difference] = []
    third = power.third
    sign = {"accession": 1.0, "exit": -1.0}.get(kind, 0.0)
    for name in SHARES:
        by = yardstick(name)
        own = series(power.catalog, bloc, by, as_of=as_of, composition="fixed")
        extra = series(power.catalog, state, by, as_of=as_of)
        if not own or not extra:
            continue
        year = min(own.years[-1], extra.years[-1])
        a, b = own.at(year), extra.at(year)
        if (
            a is None
            or b is None
            or year < as_of - STALE
            or (name == "gdp_long" and any(d.id.endswith("_gdp") for d in found))
        ):
            continue
        after = a.value + sign * b.value
        found.append(
            Difference(
                f"prominence.share_{name}",
                f"{by.label}, share of the system",
                "prominence",
                a.value,
                after,
                "share",
                (a, b),
                f"in {year}",
            )
        )
        rival = (
            series(power.catalog, third, by, as_of=as_of).at(year)
            if third and name in ("cinc", "spending")
            else None
        )
        if rival and third and rival.value > 0:
            found.append(
                Difference(
                    f"prominence.against_third_{name}",
                    f"{by.label}, {bloc.label} over {third.label}",
                    "prominence",
                    a.value / rival.value,
                    after / rival.value,
                    "ratio",
                    (a, b, rival),
                    f"in {year}",
                )
            )
    return found


def _neighbourhood(
    power: PowerProfile, bloc: Bloc, old: frozenset[int], new: frozenset[int]
) -> list[Difference]:
    """Count the states outside the bloc that border it by land."""
    on = min(power.pair.as_of, LAST_BORDER)
    cells = tuple(
        Cell(
            "borders",
            "border",
            (("bloc", bloc.id), ("year", on), ("when", when)),
            float(len(codes)),
            "states",
            ("cow_contiguity",),
            "states outside the bloc with a land border to a member"
            + ("; carried forward from 2016" if on < power.pair.as_of else ""),
        )
        for when, codes in (("before", old), ("after", new))
    )
    return [
        Difference(
            "neighbourhood.land_neighbours",
            f"Land neighbours outside {bloc.label}",
            "neighbourhood",
            float(len(old)),
            float(len(new)),
            "states",
            cells,
            f"borders of {on}",
        )
    ]


def _duties(power: PowerProfile, bloc: Bloc, own: set[int], after: set[int]) -> list[Difference]:
    """Count the pairs of states that the bloc's treaty would bind."""
    if not bloc.obliges:
        return []
    pairs = [len(x) * (len(x) - 1) / 2 for x in (own, after)]
    cells = tuple(
        Cell(
            "blocs",
            "member",
            (("bloc", bloc.id), ("year", power.pair.as_of), ("when", when)),
            float(len(x)),
            "members",
            ("blocs",),
            "members on 31 December, pairs among them",
        )
        for when, x in (("before", own), ("after", after))
    )
    return [
        Difference(
            "conflict_zones.duties",
            f"Pairs of states bound by the treaty of {bloc.label}",
            "conflict_zones",
            pairs[0],
            pairs[1],
            "pairs",
            cells,
        )
    ]


def _conflicts(
    power: PowerProfile, bloc: Bloc, state: State, kind: str, own: set[int]
) -> list[Difference]:
    """Count recent disputes that would come inside the bloc, or become the bloc's with outsiders."""
    last = min(power.pair.as_of, disputes.LAST)
    if power.pair.as_of > disputes.LAST + 2 * disputes.SPAN:
        return []
    codes, members = set(state.codes), _kin(own, power.pair.as_of) - set(state.codes)
    decades = power.catalog.frame("disputes").filter(
        pl.col("year").is_in([last, last - disputes.SPAN])
    )
    inside = outside = others = 0
    for a, b, _, recent in decades.select("ccode1", "ccode2", "year", "recent").iter_rows():
        if a in codes or b in codes:
            other = b if a in codes else a
            inside, outside = (
                (inside + recent, outside) if other in members else (inside, outside + recent)
            )
        elif (a in members) != (b in members):
            others += recent
    span = f"{last - 2 * disputes.SPAN + 1} to {last}, pairs with the members of {power.pair.as_of}"

    def cell(label: str, value: float) -> Cell:
        return Cell(
            "disputes",
            "recent",
            (("bloc", bloc.id), ("state", state.key), ("year", last), ("of", label)),
            value,
            "disputes",
            ("gml_mid",),
            f"militarized disputes, pair by pair, begun {span}; {label}",
        )

    evidence = (
        cell("state with outsiders", float(outside)),
        cell("state with members", float(inside)),
        cell("members with outsiders", float(others)),
    )
    within, without = others + outside, others + inside
    before, after = {"accession": (without, within), "exit": (within, without)}.get(
        kind, (without, without)
    )
    lay = {"accession": (0, inside), "exit": (inside, 0)}.get(kind, (0, 0))
    return [
        Difference(
            "conflict_zones.outside",
            f"Disputes of the members of {bloc.label} with outsiders",
            "conflict_zones",
            float(before),
            float(after),
            "disputes",
            evidence,
            span,
        ),
        Difference(
            "conflict_zones.inside",
            f"Disputes between {state.label} and members that lie inside",
            "conflict_zones",
            float(lay[0]),
            float(lay[1]),
            "disputes",
            evidence[1:2],
            span,
        ),
    ]


def _kin(codes: set[int], as_of: int) -> set[int]:
    """Give all codes that the same states had over time (Germany 255 and 260)."""
    return {k for c in codes for k in state_on(c, year_end(as_of)).codes}
