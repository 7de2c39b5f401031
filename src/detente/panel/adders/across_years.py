"""Across years: values of earlier and later years, changes and moving means, unit by unit.

A value is found by its year: a gap in a unit's rows gives a null, never the value of another year.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.errors import PanelError
from detente.estimators.unit_years import NO_ROW, UnitYears
from detente.panel.adders.base import Adder, Columns, Form, Frames, MadeFrom, Option, Request
from detente.panel.units import rows_of_units

LONGEST = 300
"""Most years across which a panel is looked at; no panel has more."""
OF = Option(None, "the column or columns of the panel to take", many=True)


@dataclass(frozen=True, slots=True)
class Across:
    """One way of looking across years.

    Attributes
    ----------
    id, ending : str
        Name of the adder, and the end of the names of its columns, before the number of years.
    make : callable
        Rows by year, a column, a number of years and the request, to a new column.
    offsets : callable
        Number of years, to how many years before a row the values lie that it is made from.
    says : callable
        Number of years as words, to what stands behind the label.
    only_numbers : bool
        Whether only columns of numbers can be taken.
    """

    id: str
    ending: str
    make: Callable[[UnitYears, pl.Series, int, Request], pl.Series]
    offsets: Callable[[int], tuple[int, ...]]
    says: Callable[[str], str]
    only_numbers: bool = False

    def columns(self, tables: Frames, request: Request) -> Columns:
        """Make a column of each that is asked for and each number of years.

        Parameters
        ----------
        tables : mapping
            Nothing: the columns are those of the panel.
        request : Request
            Rows, columns and options.
        """
        rows = rows_of_units(request.rows)
        made, made_from = {}, {}
        for name in self._names(request):
            for years in self._years(request):
                new = f"{name}_{self.ending}{years}"
                made[new] = self.make(rows, request.data[name], years, request)
                made_from[new] = self._origin(name, years)
        return Columns(pl.DataFrame(made), tuple(made), made_from=made_from)

    def _origin(self, name: str, years: int) -> MadeFrom:
        """Say what a new column is made from."""
        words = self.says("1 year" if years == 1 else f"{years} years")
        return MadeFrom(name, rule=f"{name}, {words}", made=words, offsets=self.offsets(years))

    def _years(self, request: Request) -> list[int]:
        """Give the numbers of years that are asked for, each once."""
        for years in request.options["years"]:
            if not 1 <= years <= LONGEST:
                raise PanelError(
                    f"years={years} should be from 1 to {LONGEST}",
                    where=self.id,
                    next_step="'lag' looks back, 'lead' ahead" if years < 0 else "",
                )
        return list(dict.fromkeys(request.options["years"]))

    def _names(self, request: Request) -> list[str]:
        """Give the columns that are asked for, each once; they have to be there."""
        held = request.data.columns
        names = list(dict.fromkeys(request.options["of"] or ()))
        if not names:
            raise PanelError(
                f"'{self.id}' needs a column",
                where="the panel",
                near=held[:8],
                next_step=f"as in .add('{self.id}', of='{(held or ['cinc'])[0]}')",
            )
        for name in names:
            if name not in held:
                raise _not_there(name, request)
            if self.only_numbers:
                self._require_numbers(request.data[name])
        return names

    def _require_numbers(self, column: pl.Series) -> None:
        """Refuse a column that holds no numbers."""
        if not column.dtype.is_numeric():
            raise PanelError(
                f"'{column.name}' holds {_kind(column)}, and '{self.id}' needs numbers",
                where="the panel",
                next_step="'lag' and 'lead' take any column",
            )


def _not_there(name: str, request: Request) -> PanelError:
    """Say that a column was not added, or is a key."""
    held = request.data.columns
    if name in request.rows.keys.columns:
        return PanelError(
            f"'{name}' belongs to the rows themselves; take a column that was added",
            where="the panel",
            near=held[:8],
        )
    return PanelError(
        f"no column '{name}' was added to this panel",
        where="the panel",
        near=difflib.get_close_matches(name, held) or held[:8],
        next_step="" if held else "add the column first",
    )


def _kind(column: pl.Series) -> str:
    """Say what a column without numbers holds."""
    kinds = {pl.String: "text", pl.Boolean: "true and false", pl.Date: "dates"}
    return next((words for kind, words in kinds.items() if column.dtype == kind), "other values")


def _at(rows: UnitYears, column: pl.Series, years: int) -> pl.Series:
    """Take the value of the year that lies some years before; null where there is no such row."""
    place = pl.Series(rows.earlier(years))
    return column.gather(place.replace(NO_ROW, None))


def _change(rows: UnitYears, column: pl.Series, years: int) -> pl.Series:
    """Give the change since the year that lies some years before."""
    # small and unsigned types have no room for a change
    wide = column.cast(pl.Int64 if column.dtype.is_integer() else pl.Float64)
    return wide - _at(rows, wide, years)


def _mean(rows: UnitYears, column: pl.Series, years: int, request: Request) -> pl.Series:
    """Average over some years up to that of the row."""
    least = years if request.options["least"] is None else request.options["least"]
    if not 1 <= least <= years:
        raise PanelError(
            f"least={least} should be from 1 to the {years} years of the mean", where="moving_mean"
        )
    values = column.cast(pl.Float64).fill_null(np.nan).to_numpy()
    return pl.Series(rows.mean(values, years, least=least)).fill_nan(None)


def _adder(
    across: Across, label: str, *, years: int = 1, needs: str = "", **options: Option
) -> Adder:
    """Make the adder of one way of looking across years."""
    meaning = "how many years; several give a column each"
    offered = {"of": OF, "years": Option([years], meaning, many=True, number=True)}
    form = Form("row", across.columns, needs=needs)
    return Adder(across.id, label, forms=(form,), options={**offered, **options})


LAG = _adder(
    Across(
        "lag",
        "lag",
        make=lambda rows, column, years, request: _at(rows, column, years),
        offsets=lambda years: (years,),
        says=lambda words: f"{words} before",
    ),
    "value of an earlier year: cinc_lag1",
)
LATER = _adder(
    Across(
        "lead",
        "lead",
        make=lambda rows, column, years, request: _at(rows, column, -years),
        offsets=lambda years: (-years,),
        says=lambda words: f"{words} after",
    ),
    "value of a later year: cinc_lead1",
    needs="of",
)
"""Joins the data set of leaders that has its name: see ``lead.py``."""
DIFFERENCE = _adder(
    Across(
        "difference",
        "diff",
        make=lambda rows, column, years, request: _change(rows, column, years),
        offsets=lambda years: (0, years),
        says=lambda words: f"change over {words}",
        only_numbers=True,
    ),
    "change since an earlier year: cinc_diff1",
)
MOVING_MEAN = _adder(
    Across(
        "moving_mean",
        "mean",
        make=_mean,
        offsets=lambda years: tuple(range(years)),
        says=lambda words: f"mean of {words} to this one",
        only_numbers=True,
    ),
    "mean of the last years, that of the row included: cinc_mean3",
    years=3,
    least=Option(
        None, "fewest of these years that need a value; all of them by default", number=True
    ),
)
