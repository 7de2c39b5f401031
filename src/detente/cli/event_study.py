"""``detente event-study``: a user's own data before and after an event."""

from __future__ import annotations

import logging
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson

if TYPE_CHECKING:
    from detente.models.event_study import EventStudy

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente event-study examples/joining.csv --controls not-yet"
NUMBERS = ("effect", "low", "high", "p_value", "smallest", "pretrend", "pre_low", "pre_high")


def run(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="Your own rows: .csv, .tsv or .parquet.")
    ],
    *,
    unit: Annotated[str, typer.Option(help="Column of the unit, such as a state.")] = "unit",
    time: Annotated[str, typer.Option(help="Column of the time, in whole numbers.")] = "year",
    outcome: Annotated[str, typer.Option(help="Column of the outcome.")] = "outcome",
    treated_from: Annotated[
        str,
        typer.Option(help="Column of the time from which a unit is treated; empty for never."),
    ] = "treated_from",
    controls: Annotated[
        str, typer.Option(help="never, or not-yet: units that are treated later, too.")
    ] = "never",
    anticipation: Annotated[
        int, typer.Option(min=0, help="Years before the event in which it may act.")
    ] = 0,
    draws: Annotated[
        int, typer.Option(min=100, max=20000, help="Bootstrap samples of units, and permutations.")
    ] = 500,
    seed: Annotated[int, typer.Option(min=0, help="Seed of both.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Estimate what changed in your own units from a dated event on."""
    from detente.models.event_study import event_study
    from detente.panel.user_file import read_frame

    with progress(quiet=as_json):
        logger.info("reading %s", path)
        found = event_study(
            read_frame(path),
            unit=unit,
            time=time,
            outcome=outcome,
            treated_from=treated_from,
            controls=controls,
            anticipation=anticipation,
            draws=draws,
            seed=seed,
        )
    if as_json:
        _print_json(found)
    else:
        _print(found)


def _print_json(found: EventStudy) -> None:
    """Print the estimate as JSON, which has no word for what is not a number."""
    counts = {name: getattr(found, name) for name in ("treated", "controls", "compared_with")}
    frames = {"by_time": found.by_time().to_dicts(), "without": found.without().to_dicts()}
    numbers = {name: _or_none(getattr(found, name)) for name in NUMBERS}
    out_json({**numbers, **counts, **frames, "notes": list(found.notes)})


def _or_none(value: float) -> float | None:
    """Give a number, or nothing."""
    return None if math.isnan(value) else value


def _print(found: EventStudy) -> None:
    """Print the estimate, then each time since the event."""
    from detente.phrasing import counted

    others = "never treated" if found.compared_with == "never" else "never or not yet treated"
    treated = counted(found.treated, "treated unit")
    out(f"{treated} against {counted(found.controls, others, others)}")
    out(f"effect {found.effect:.4g} [{found.low:.4g}, {found.high:.4g}], p {found.p_value:.2g}")
    out(f"smallest effect found with a power of 80 %: {found.smallest:.4g}")
    if not math.isnan(found.pretrend):
        interval = f"[{found.pre_low:.4g}, {found.pre_high:.4g}]"
        out(f"pre-trend {found.pretrend:.4g} {interval}")
    for time, effect, low, high in found.by_time().iter_rows():
        shown = "-" if effect is None else f"{effect:.4g} [{low:.4g}, {high:.4g}]"
        out(f"  {time:+d}: {shown}")
    for note in found.notes:
        out(note)
