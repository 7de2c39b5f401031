"""Reach: to when the data on a relation go, by kind, and what is missing at the view and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import blocs
from detente.actors.checked import facts_checked_to
from detente.actors.chronology import chronology
from detente.actors.joint_bodies import bodies
from detente.actors.pair_tables import checked_to
from detente.analysis.relation import Relation
from detente.calendar import first_year, last_day
from detente.evidence.series import Series
from detente.institutions.organisations import SINCE
from detente.models.windows.fit import DATED
from detente.models.windows.read import why_none
from detente.phrasing import listed, month_of
from detente.span import date_words, end_words

FACTS = "dated facts"
"""The kind of what is read on the day of the view: memberships, rungs, events, meetings."""
OWN_TABLES = {"chronology": "chronology of the pair", "bodies": "joint bodies of the pair"}
"""Tables of a pair, and what a reader is told of them where they end early."""


@dataclass(frozen=True, slots=True)
class Reach:
    """To when the data of one kind go.

    Attributes
    ----------
    kind : str
        Such as ``"votes"`` or ``"dated facts"``.
    to : str
        The last year, or the last day where it is known (ISO 8601).
    words : str
        The same as a sentence has it.
    sources : tuple of str
        Sources of a yearly series; empty for tables of dated facts.
    """

    kind: str
    to: str
    words: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A kind of data that a relation does not have at the view.

    Attributes
    ----------
    kind, why : str
        Which, and the reason.
    """

    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of yearly data: its series, its source, and the year in which it begins."""

    name: str
    source: str
    series: Callable[[Relation], tuple[Series, ...]]
    begins: int
    also: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that a sentence on it may rest on."""
        return (self.source, *self.also)


def _longer_speech(relation: Relation) -> tuple[Series, ...]:
    """Give the series of speeches that goes on longer: one side may hardly name the other."""
    known = [series for series in relation.identity.speech if series]
    return (max(known, key=lambda series: series.years[-1]),) if known else ()


VOTES = _Kind(
    name="votes",
    source="un_votes_undl",
    series=lambda relation: (relation.identity.distance,),
    begins=first_year("un_votes_undl"),
)
SPEECHES = _Kind(
    name="speeches",
    source="ungdc",
    series=_longer_speech,
    begins=first_year("ungdc"),
)
REGIMES = _Kind(
    name="regimes",
    source="vdem",
    series=lambda relation: (relation.identity.regime,),
    begins=first_year("vdem"),
)
CAPABILITY = _Kind(
    name="capability",
    source="cow_nmc",
    series=lambda relation: relation.power.shares["cinc"][:2],
    begins=first_year("cow_nmc"),
)
PRODUCT = _Kind(
    name="product",
    source="wdi",
    series=lambda relation: _longest(relation, "gdp", "gdp_long"),
    begins=first_year("maddison"),
    also=("gapminder", "maddison"),
)
ORGANISATIONS = _Kind(
    name="organisations in common",
    source="cow_igo",
    series=lambda relation: relation.institutions.organisations[:1],
    begins=SINCE,
)
TREATY_OBLIGATIONS = _Kind(
    name="treaty obligations",
    source="atop",
    series=lambda relation: (relation.institutions.bound,),
    begins=first_year("atop"),
)
DISPUTES = _Kind(
    name="disputes",
    source="gml_mid",
    series=lambda relation: (relation.institutions.disputes,),
    begins=first_year("gml_mid"),
    also=("cow_mid", "cow_mids", "cow_mid_disps", "cow_mid_dirdisps"),
)
KINDS = (
    VOTES,
    SPEECHES,
    REGIMES,
    CAPABILITY,
    PRODUCT,
    ORGANISATIONS,
    TREATY_OBLIGATIONS,
    DISPUTES,
)
"""Yearly data, in the order of the header; a paper without one of them says why."""


def _longest(relation: Relation, *names: str) -> tuple[Series, ...]:
    """Give the series of both parties on the first yardstick that has both."""
    for name in names:
        both = relation.power.shares[name][:2]
        if all(both):
            return both
    return relation.power.shares[names[0]][:2]


def reach(relation: Relation) -> tuple[Reach, ...]:
    """Say to when the data of each kind go that a relation has at its view.

    Parameters
    ----------
    relation : Relation
        The relation as measured.

    Returns
    -------
    tuple of Reach
        Yearly data first, then the dated facts; what the pair does not have is left out.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.store.catalog import default_catalog
    >>> known = reach(Relation(default_catalog(), pair("NATO", "Russia", 2013)))
    >>> known[0].words, known[-1].words
    ('2013', '31 December 2013')
    """
    pair = relation.pair
    found = [_yearly(kind, newest, pair.day) for kind, newest in _newest(relation) if newest]
    facts = Reach(FACTS, pair.day.isoformat(), words=date_words(pair.day))
    return (*found, facts, *_own_tables(relation))


def missing(relation: Relation) -> tuple[Missing, ...]:
    """Say what a relation does not have at its view, and why.

    Parameters
    ----------
    relation : Relation
        The relation as measured.

    Returns
    -------
    tuple of Missing
        One list of all kinds, those of dated facts last.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.store.catalog import default_catalog
    >>> lacks = missing(Relation(default_catalog(), pair("France", "Prussia", 1850)))
    >>> lacks[0].kind, lacks[0].why
    ('votes', 'they begin in 1946')
    """
    absent = [kind for kind, newest in _newest(relation) if newest is None]
    found = [Missing(kind.name, _why(kind, relation)) for kind in absent]
    if not relation.windows.now and relation.pair.as_of < DATED:
        found.append(Missing("windows of opportunity", why_none(relation.windows)))
    return (*found, *_without_facts(relation))


def reach_words(known: tuple[Reach, ...]) -> str:
    """Write to when the data go, kinds of the same year together.

    Parameters
    ----------
    known : tuple of Reach
        As `reach` gives them.

    Examples
    --------
    >>> reach_words(
    ...     (
    ...         Reach("votes", "2025", words="2025"),
    ...         Reach("regimes", "2024", words="2024"),
    ...         Reach("speeches", "2024", words="2024"),
    ...     )
    ... )
    'votes to 2025; regimes and speeches to 2024'
    """
    together: dict[str, list[str]] = {}
    for one in known:
        together.setdefault(one.words, []).append(one.kind)
    return "; ".join(f"{listed(kinds)} to {words}" for words, kinds in together.items())


def missing_words(absent: tuple[Missing, ...]) -> str:
    """Write what is missing, kinds with the same reason together.

    Parameters
    ----------
    absent : tuple of Missing
        As `missing` gives them.

    Examples
    --------
    >>> missing_words(
    ...     (Missing("votes", "they begin in 1946"), Missing("speeches", "they begin in 1946"))
    ... )
    'votes and speeches (they begin in 1946)'
    """
    together: dict[str, list[str]] = {}
    for one in absent:
        together.setdefault(one.why, []).append(one.kind)
    return "; ".join(f"{listed(kinds)} ({why})" for why, kinds in together.items())


def _newest(relation: Relation) -> list[tuple[_Kind, int | None]]:
    """Give the newest year of each kind, up to which every series of it goes."""
    newest: list[tuple[_Kind, int | None]] = []
    for kind in KINDS:
        series = kind.series(relation)
        is_there = bool(series) and all(series)
        newest.append((kind, min(one.years[-1] for one in series) if is_there else None))
    return newest


def _yearly(kind: _Kind, newest: int, view: date) -> Reach:
    """Say the last year, or the month where the source names its last day within that year."""
    last = last_day(kind.source)
    if last is None or last.year != newest or last > view:
        return Reach(kind.name, str(newest), words=str(newest), sources=kind.sources)
    return Reach(kind.name, last.isoformat(), words=month_of(last), sources=kind.sources)


def _own_tables(relation: Relation) -> list[Reach]:
    """Name the tables of the pair that are checked to an earlier day than all others."""
    pair = relation.pair
    keys = frozenset((pair.first.key, pair.second.key))
    rows = _newest_rows(relation)
    ends = {}
    for folder, kind in OWN_TABLES.items():
        checked = checked_to(folder, keys)
        # a table with a row of later on reaches that row
        ends[kind] = None if checked is None else max(checked, rows[folder])
    early = min(pair.day, facts_checked_to())
    return [
        Reach(kind, end.isoformat(), words=date_words(end))
        for kind, end in ends.items()
        if end is not None and end < early
    ]


def _newest_rows(relation: Relation) -> dict[str, date]:
    """Give the day of the newest row of each table of the pair that the view knows."""
    pair = relation.pair
    events = chronology(pair.first.key, pair.second.key, pair.day, own=pair.own)
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    days = {
        "chronology": [one.date for one in events],
        "bodies": [event.date for body in known for event in body.event],
    }
    return {folder: max(found, default=date.min) for folder, found in days.items()}


def _why(kind: _Kind, relation: Relation) -> str:
    pair = relation.pair
    if pair.as_of < kind.begins:
        return f"they begin in {kind.begins}"
    return f"the data held here have none of both parties by {pair.at}"


def _without_facts(relation: Relation) -> list[Missing]:
    """Say which dated facts are not kept of the pair, or did not exist yet."""
    pair = relation.pair
    found = []
    if not chronology(pair.first.key, pair.second.key, pair.day, own=pair.own):
        found.append(Missing("a chronology", "none is kept of this pair, or it begins later"))
    if not bodies(pair.first.key, pair.second.key, pair.day, own=pair.own):
        found.append(Missing("meetings of joint bodies", "our tables follow none of this pair"))
    if not any(bloc.span.covers(pair.day) for bloc in blocs().values()):
        first = min(bloc.span.start for bloc in blocs().values())
        why = f"none of those followed here existed {end_words(pair.day)}; the first began in"
        found.append(Missing("alliances and organisations", f"{why} {first.year}"))
    return found
