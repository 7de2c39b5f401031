"""What a key finding speaks of that has a course: one or two curves, by the cells it binds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from detente.actors.names import Actor, possessive
from detente.actors.relation_key import short
from detente.evidence.cell import Cell
from detente.evidence.sentence import Sentence, figures
from detente.evidence.series import Series
from detente.paper.brief import Brief
from detente.phrasing import decimal, percent_sign
from detente.power.yardsticks import YARDSTICKS, Yardstick
from detente.rules.line import Line
from detente.rules.power.sizes import held_by, total_of

LEADING = 3
"""Key findings whose series page 1 draws; votes are drawn where any of them compares votes."""
FEWEST_YEARS = 5
"""Years with a value from which there is a curve."""
VOTES = "same_votes"
SPENDING, PRODUCT = "spending_constant", "gdp"
SCORE = "Electoral democracy, V-Dem's score from 0 to 1"
BURDEN = "Defence spending, part of product"
RATIO = "{what}: {first} to {second}, times"
TIMES = "{what}, times {second}"
SHARE = "{what}, part of all states"
NAMES = {
    "cinc": "Material capability",
    "gdp": "Product at exchange rates",
    "gdp_ppp": "Product at purchasing power",
    "net": "Net resources",
    "spending": "Military spending",
    "milper": "Soldiers",
    "pop": "People",
}
"""What a picture calls the yardsticks that it draws."""
IN_WORDS = {
    "cinc": "material capability",
    "gdp": "product",
    "gdp_ppp": "product at purchasing power",
    "net": "net resources",
    "spending": "military spending",
    "milper": "number of soldiers",
    "pop": "population",
}
"""What a sentence calls them."""
SAYS_SCORE = "Democracy in {who} {moved}, {first} to {last}"
SAYS_BURDEN = "{whos} defence spending {moved} of product, {first} to {last}"
SAYS_SHARE = "{whos} share of {what} {moved}, {first} to {last}"
SAYS_RATIO = "{whos} {what} {moved} times {others}, {first} to {last}"
"""What the message of each kind of curve says, with who moved and how."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a key finding speaks of, as a picture draws it.

    Attributes
    ----------
    line : Line
        The finding.
    unit : str
        What is drawn, and in which unit.
    curves : tuple of Series
        One of the relation, or one a party, the first party first.
    write : callable
        How a value is written.
    years : tuple of int
        The years that the finding compares.
    is_share : bool
        Whether the axis is one of shares.
    says : str
        What the message says, with who moved and how.
    way : str
        How a value is written in a sentence.
    what, base : str
        What is measured and by whose, where the curves are ratios.
    """

    line: Line
    unit: str
    curves: tuple[Series, ...]
    write: Callable[[float], str]
    years: tuple[int, ...]
    is_share: bool = True
    says: str = ""
    way: str = "percent_sign"
    what: str = ""
    base: str = ""

    @property
    def named(self) -> tuple[int, ...]:
        """The years that its message and what follows it print, of those that it compares."""
        said = (one for one in self.line.messages if isinstance(one, Sentence))
        cells = (cell for one in said for figure in figures(one) for cell in figure.cells)
        printed = {cell.year for cell in cells}
        return tuple(year for year in self.years if year in printed)


def spoken(brief: Brief) -> Spoken | None:
    """Give the series of the first leading finding that compares years of one; None without one.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    leading = [one.line for one in brief.argument.key_findings[:LEADING]]
    found = (read(brief, line) for line in leading for read in READERS)
    return next((one for one in found if one is not None and _is_a_course(one)), None)


def speaks_of_votes(brief: Brief) -> bool:
    """Tell whether a leading finding compares how the two voted over the years.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    found = brief.argument.key_findings
    return any(len(windows_of(brief, one.line)) > 1 for one in found)


def windows_of(brief: Brief, line: Line) -> set[int]:
    """Give the first years of the windows in which a finding counts the same vote of the two.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    line : Line
        The finding.
    """
    keys = {brief.pair.first.key, brief.pair.second.key}
    known = (dict(cell.keys) for cell in line.finding.evidence if cell.table == VOTES)
    return {int(str(one["first"])) for one in known if {one.get("a"), one.get("b")} == keys}


def _is_a_course(one: Spoken) -> bool:
    """Tell whether a finding compares two years or more, and the curves have so many."""
    return len(one.years) > 1 and all(len(curve.years) >= FEWEST_YEARS for curve in one.curves)


def _years(cells: list[Cell]) -> tuple[int, ...]:
    return tuple(sorted({cell.year for cell in cells if cell.year is not None}))


def _parties(brief: Brief) -> tuple[Actor, Actor]:
    return brief.pair.first, brief.pair.second


def _of_party(cell: Cell, party: Actor) -> bool:
    """Tell whether a cell is that of a party: of a state by its letters, of a bloc by its id."""
    keys = dict(cell.keys)
    return party.key in (keys.get("state"), keys.get("bloc"))


def _known(brief: Brief, series: Series) -> Series:
    """Give what a party's series has up to the view, since both are what they are now."""
    since = brief.pair.as_now_since
    return series.after(since - 1).split(brief.pair.as_of)[0]


def _democracy(brief: Brief, line: Line) -> Spoken | None:
    """Read a finding on electoral democracy: both parties' scores."""
    cells = [cell for cell in line.finding.evidence if cell.column == "polyarchy"]
    own = [cell for cell in cells if any(_of_party(cell, one) for one in _parties(brief))]
    if not own:
        return None
    curves = tuple(_known(brief, one) for one in brief.relation.identity.polyarchy)
    shown = tuple(one for one in curves if one)
    return Spoken(
        line,
        SCORE,
        curves=shown,
        write=_two_decimals,
        years=_years(own),
        is_share=False,
        says=SAYS_SCORE,
        way="index",
    )


def _two_decimals(value: float) -> str:
    return decimal(value, 2)


def _burden(brief: Brief, line: Line) -> Spoken | None:
    """Read a finding on what defence takes of product."""
    spent = [cell for cell in line.finding.evidence if cell.column == SPENDING]
    products = [cell for cell in line.finding.evidence if cell.table == "totals"]
    if (
        not spent
        or not products
        or not all(any(_of_party(cell, one) for cell in spent) for one in _parties(brief))
    ):
        return None
    curves = tuple(_part_of_product(brief, party) for party in _parties(brief))
    years = _years(spent)
    return Spoken(line, BURDEN, curves=curves, write=percent_sign, years=years, says=SAYS_BURDEN)


def _part_of_product(brief: Brief, party: Actor) -> Series:
    """Divide what a party spends by its product, year by year."""
    relation = brief.relation
    spent, part = (_known(brief, held_by(relation, party, name)) for name in (SPENDING, PRODUCT))
    shares = dict(zip(part.years, part.values, strict=True))
    values = {}
    for year, amount in zip(spent.years, spent.values, strict=True):
        total = total_of(relation, PRODUCT, year)
        if total is not None and shares.get(year, 0.0) > 0:
            values[year] = amount / (shares[year] * total.value)
    sources = tuple(dict.fromkeys((*spent.sources, *part.sources)))
    made = replace(spent, unit="part of product", sources=sources)
    return replace(made, years=tuple(values), values=tuple(values.values()), low=(), high=())


def _size(brief: Brief, line: Line) -> Spoken | None:
    """Read a finding on size: the ratio of both where it is one, else both shares."""
    for by in YARDSTICKS:
        cells = [cell for cell in line.finding.evidence if cell.column == by.column]
        own = [[cell for cell in cells if _of_party(cell, one)] for one in _parties(brief)]
        if by.id not in NAMES or not all(own):
            continue
        years = tuple(sorted(set(_years(own[0])) & set(_years(own[1]))))
        first, second = (
            _known(brief, held_by(brief.relation, one, by.id)) for one in _parties(brief)
        )
        if _is_ratio(line):
            return _ratio(brief, line, by, years)
        shown = Spoken(
            line,
            SHARE.format(what=NAMES[by.id]),
            curves=(first, second),
            write=percent_sign,
            years=years,
        )
        return replace(shown, says=SAYS_SHARE, what=IN_WORDS[by.id])
    return None


def _is_ratio(line: Line) -> bool:
    sentences = (one for one in line.messages if isinstance(one, Sentence))
    return any(figure.unit == "ratio" for one in sentences for figure in figures(one))


def _ratio(brief: Brief, line: Line, by: Yardstick, years: tuple[int, ...]) -> Spoken:
    """Divide the larger in the newest common year by the smaller, in every common year.

    A third power that the finding measures by the same smaller one is drawn beside it.
    """
    parties = _parties(brief)
    two = [_known(brief, held_by(brief.relation, one, by.id)) for one in parties]
    common = sorted(set(two[0].years) & set(two[1].years))
    newest = [dict(zip(one.years, one.values, strict=True))[common[-1]] for one in two if common]
    larger, smaller = (0, 1) if newest == sorted(newest, reverse=True) else (1, 0)
    curves = [_divided(two[larger], two[smaller])]
    third = brief.relation.power.third
    cells = [cell for cell in line.finding.evidence if cell.column == by.column]
    if third is not None and any(_of_party(cell, third) for cell in cells):
        beside = _divided(_known(brief, held_by(brief.relation, third, by.id)), two[smaller])
        curves += [beside] if beside.at(years[-1]) else []
    base, names = parties[smaller], {"first": short(parties[larger]), "second": ""}
    unit = RATIO if len(curves) == 1 else TIMES
    names["second"] = short(base) if len(curves) == 1 else possessive(short(base))
    return Spoken(
        line,
        unit.format(what=NAMES[by.id], **names),
        curves=tuple(curves),
        write=_times,
        years=years,
        is_share=False,
        says=SAYS_RATIO,
        way="multiple",
        what=IN_WORDS[by.id],
        base=base.label,
    )


def _divided(one: Series, other: Series) -> Series:
    """Divide a series by another, in every year in which both are above zero."""
    values = [dict(zip(it.years, it.values, strict=True)) for it in (one, other)]
    common = sorted(set(values[0]) & set(values[1]))
    years = tuple(year for year in common if min(held[year] for held in values) > 0)
    ratios = tuple(values[0][year] / values[1][year] for year in years)
    return replace(one, unit="ratio", years=years, values=ratios, low=(), high=())


def _times(value: float) -> str:
    return decimal(value, 1)


READERS: tuple[Callable[[Brief, Line], Spoken | None], ...] = (_democracy, _burden, _size)
"""How a finding is read, the first that applies."""
