"""The simulated change: paired futures of a relation, their cells, and how a band is said."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.relation_key import RelationKey
from detente.analysis.options import Options
from detente.analysis.relation import Relation
from detente.analysis.scenario import simulated
from detente.errors import RequestError
from detente.evidence.cell import Cell, Key
from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.offer import kind_of
from detente.rules.rows import HAND_MADE
from detente.scenarios.choice import check_year
from detente.scenarios.futures_method import method
from detente.scenarios.run import Moved, Simulated
from detente.scenarios.verbs import Event, Plan, plan_of
from detente.store.catalog import Catalog

TABLE = "paired_futures"
"""Name under which a difference between futures is cited."""
HAZARDS = "detente.models.hazards"
"""Package that estimates what moves."""
PARAGRAPH = "by simulation"
HALF_A_DIGIT = {"index": 0.005, "one_decimal": 0.05}
"""Size under which a number is written as zero, by way of writing."""
FINE = 1.0
"""Size under which a difference is written with two decimals."""
VERBS = {
    "accession": "{state} joins {bloc}",
    "association": "{state} becomes an associate of {bloc}",
    "suspension": "{bloc} suspends {state}",
    "exit": "{state} leaves {bloc}",
    "joint-body": "{bloc} and {state} found a joint body",
}
"""What happens, in the present tense."""
PROMISES = {True: ", with a promise of membership", False: ", without a promise of membership"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What paired futures say, or why they say nothing.

    Attributes
    ----------
    found : Simulated or None
        The result.
    refused : str
        Why there is none; empty where there is one.
    """

    found: Simulated | None
    refused: str = ""


def plan_of_relation(relation: Relation) -> Plan | None:
    """Give the scenario that is asked for, or that fits the pair; None where none is.

    Parameters
    ----------
    relation : Relation
        The relation, with its options.

    Raises
    ------
    RequestError
        Where the change cannot be.
    """
    verb = kind_of(relation)
    return None if verb == "none" else _plan(relation.pair, verb, relation.options)


def _plan(pair: RelationKey, verb: str, options: Options) -> Plan:
    year = check_year(pair, options.year)
    # a late change is followed for a year at least
    horizon = max(options.horizon, year + 1 - pair.day.year)
    promised = options.perspective and verb == "association"
    drawn = {"draws": options.futures, "seed": options.seed}
    asked = {**drawn, "horizon": horizon, "priors": dict(options.priors)}
    return plan_of(pair, verb, year, perspective=promised, **asked)


def simulation(relation: Relation) -> Simulation | None:
    """Simulate the change of a relation; None where none is asked for or fits, or none is to run.

    Parameters
    ----------
    relation : Relation
        The relation, with its options.

    Raises
    ------
    RequestError
        Where a prior is not known or has no mass.
    """
    verb = kind_of(relation)
    if verb == "none" or not relation.options.simulated:
        return None
    # every rule of the section asks: one result is kept for a view
    return relation.catalog.remember(_simulated, relation.pair, verb, relation.options)


def _simulated(catalog: Catalog, pair: RelationKey, verb: str, options: Options) -> Simulation:
    try:
        found = simulated(catalog, _plan(pair, verb, options), own=pair.own)
        # a paper simulates once: tables and steps that only hazards need are not asked for again
        catalog.forget(HAZARDS)
        catalog.release()
        return Simulation(found=found)
    except RequestError as error:
        # who moves a prior has to hear of it; a change that cannot be simulated has its line
        if options.priors:
            raise
        return Simulation(found=None, refused=str(error).partition(";")[0])


def found_of(relation: Relation) -> Simulated | None:
    """Give the result of the simulation; None where there is none.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    known = simulation(relation)
    return None if known is None or not known.found or not known.found.moved else known.found


def event_words(event: Event) -> str:
    """Say what happens.

    Parameters
    ----------
    event : Event
        The event.
    """
    return VERBS[event.verb].format(state=event.state.label, bloc=event.bloc.label)


def promise_words(event: Event) -> str:
    """Say whether an association promises membership; empty for another verb.

    Parameters
    ----------
    event : Event
        The event.
    """
    return PROMISES[event.perspective] if event.verb == "association" else ""


def cell_of(found: Simulated, moved: Moved) -> Cell:
    """Give the difference of the last year as a cell.

    Parameters
    ----------
    found : Simulated
        The scenario.
    moved : Moved
        One of its differences.
    """
    mean, low, high = (float(row[-1]) for row in (moved.mean, moved.low, moved.high))
    return _cell(found, moved.wanted.id, (mean, min(low, mean), max(high, mean)), moved.wanted.unit)


def plan_cell(found: Simulated) -> Cell:
    """Give the number of paired futures as a cell.

    Parameters
    ----------
    found : Simulated
        The scenario.
    """
    draws = float(found.plan.draws)
    return _cell(found, "draws", (draws, None, None), "pairs of futures")


def _cell(
    found: Simulated, column: str, numbers: tuple[float, float | None, float | None], unit: str
) -> Cell:
    event, last = found.plan.events[0], found.years[-1]
    keys: tuple[tuple[str, Key], ...] = (
        ("verb", event.verb),
        ("state", event.state.key),
        ("bloc", event.bloc.id),
        ("from", event.year),
        ("year", last),
        ("seed", found.plan.seed),
    )
    value, low, high = numbers
    return Cell(
        TABLE,
        column,
        keys=keys,
        value=value,
        low=low,
        high=high,
        unit=unit,
        sources=(HAND_MADE,),
        rule="mean and 80 % band of the differences between paired futures"
        if low is not None
        else "pairs of futures that were drawn",
    )


def scale_of(moved: Moved) -> float:
    """Give the factor by which a difference is written: shares in points of a hundred."""
    return 100.0 if moved.wanted.unit in ("share", "chance") else 1.0


def shown(found: Simulated, moved: Moved, part: str) -> Figure:
    """Give the mean or an end of the band as a figure without its sign.

    Parameters
    ----------
    found : Simulated
        The scenario.
    moved : Moved
        One of its differences.
    part : {"mean", "low", "high"}
        Which number.
    """
    return Figure(
        figure_id("membership", moved.wanted.id, part),
        abs(_written(moved, part)),
        unit=moved.wanted.unit,
        cells=(cell_of(found, moved),),
        way=_way(moved),
    )


def is_silent(moved: Moved) -> bool:
    """Tell whether no digit that is printed shows a difference in the last year.

    Parameters
    ----------
    moved : Moved
        One difference.
    """
    return all(_is_nothing(moved, part) for part in ("mean", "low", "high"))


def is_beyond(moved: Moved) -> bool:
    """Tell whether the band of the last year lies on one side of zero, as it is printed.

    Parameters
    ----------
    moved : Moved
        One difference.
    """
    return moved.beyond and not any(_is_nothing(moved, part) for part in ("low", "high"))


def _written(moved: Moved, part: str) -> float:
    """Give the mean or an end of the last year, shares in points of a hundred."""
    return scale_of(moved) * float(getattr(moved, part)[-1])


def _way(moved: Moved) -> str:
    """Choose the digits: one decimal, or two where the numbers are small."""
    most = max(abs(_written(moved, part)) for part in ("mean", "low", "high"))
    return "index" if most < FINE else "one_decimal"


def _is_nothing(moved: Moved, part: str) -> bool:
    """Tell whether a number is written as zero."""
    return abs(_written(moved, part)) < HALF_A_DIGIT[_way(moved)]


def clearest(series: tuple[Moved, ...]) -> Moved | None:
    """Give the difference that lies farthest from zero for the width of its band.

    Parameters
    ----------
    series : tuple of Moved
        Differences; those that are zero throughout do not count.
    """
    known = [one for one in series if not is_silent(one)]
    return max(known, key=clearness, default=None)


def clearness(moved: Moved) -> float:
    """Give the mean over the width of the band, in the last year.

    Parameters
    ----------
    moved : Moved
        One difference.
    """
    width = float(moved.high[-1] - moved.low[-1])
    return abs(float(moved.mean[-1])) / width if width > 0 else 0.0


def band(found: Simulated, moved: Moved, *, less: str = "less", more: str = "more") -> Phrase:
    """Say between which ends eight in ten differences of the last year lie.

    Parameters
    ----------
    found : Simulated
        The scenario.
    moved : Moved
        One of its differences.
    less, more : str
        Words of a difference below and above zero.
    """
    low, high = (shown(found, moved, part) for part in ("low", "high"))
    below, above = float(moved.low[-1]) < 0, float(moved.high[-1]) > 0
    if below and above and _is_nothing(moved, "low"):
        return Phrase("between none and {high} {more}", {"high": high, "more": more})
    if below and above and _is_nothing(moved, "high"):
        return Phrase("between {low} {less} and none", {"low": low, "less": less})
    if below and above:
        template = "between {low} {less} and {high} {more}"
        return Phrase(template, {"low": low, "less": less, "high": high, "more": more})
    if below and _is_nothing(moved, "high"):
        return Phrase("between none and {low} {less}", {"low": low, "less": less})
    if below:
        return Phrase("between {high} and {low} {less}", {"low": low, "high": high, "less": less})
    if _is_nothing(moved, "low"):
        return Phrase("between none and {high} {more}", {"high": high, "more": more})
    return Phrase("between {low} and {high} {more}", {"low": low, "high": high, "more": more})


def line(
    rule: str,
    variant: str,
    body: tuple[Sentence, ...],
    found: Simulated,
    cells: tuple[Cell, ...],
    *,
    about: str,
) -> Line:
    """Put a line of the simulation together; it never reaches page 1.

    Parameters
    ----------
    rule, variant : str
        As `Line` has them.
    body : tuple of Sentence
        What the section prints.
    found : Simulated
        The scenario.
    cells : tuple of Cell
        Evidence that no figure shows.
    about : str
        The question that it answers.
    """
    basis = Basis(about=about, cells=cells, newest=found.start, method=method(found.plan.view))
    return composed(rule, variant, body, basis, reasons=Reasons())
