"""Lead: what leaders had experienced before office, and, of a column, the value of a later year.

The first is the data set of that name; the second is the counterpart of ``lag``.
"""

from __future__ import annotations

from detente.errors import PanelError
from detente.panel.adders.across_years import LATER
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

ATTRIBUTES = (
    "leveledu",
    "milservice",
    "combat",
    "rebel",
    "warwin",
    "warloss",
    "rebelwin",
    "rebelloss",
    "yrsexper",
    "physhealth",
    "mentalhealth",
)


def full(tables: Frames, request: Request) -> Columns:
    """Give the attributes of leaders as the source has them.

    Raises
    ------
    PanelError
        Where a number of years is given without a column.
    """
    if request.options["years"] != LATER.options["years"].default:
        raise PanelError(
            "years= goes with of=, the column whose later value is taken",
            where="lead",
            near=request.data.columns[:8],
        )
    return Columns(tables["lead"], ATTRIBUTES)


ADDER = Adder(
    "lead",
    "experience of leaders; with `of`, the value of a later year: cinc_lead1",
    forms=(Form("leader", full, tables=("lead",), when=("of", (None,))), *LATER.forms),
    options=LATER.options,
)
