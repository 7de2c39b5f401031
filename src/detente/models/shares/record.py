"""The record of forecasts of shares, beside a random walk."""

from __future__ import annotations

from detente.evidence.method import Method, described
from detente.models.shares.read import ShareForecasts
from detente.models.shares.selection import ShareRecord
from detente.phrasing import listed

GOOD = 0.97
"""CRPS over a random walk's, below which the forecast is good."""
HELD = 0.7
"""Part of outcomes that the 80 % band has to hold at 10 years."""


def method(shares: ShareForecasts, yardstick: str) -> Method:
    """Say how the forecast of shares did on the 25 strongest states before the view.

    Parameters
    ----------
    shares : ShareForecasts
        Of a relation.
    yardstick : str
        On which yardstick.
    """
    records = (fan.record for (name, _), fan in shares.fans.items() if name == yardstick)
    record = next(records, None)
    if record is None or record.crps_ratio is None:
        return described(
            "share_forecast",
            mark="untested",
            record="no past forecast can be scored yet",
            instead="untested",
        )
    name = yardstick.upper().replace("_LONG", "")
    return described(
        "share_forecast",
        mark="tested and good" if is_good(record) else "tested and weak",
        record=f"{name}: {written(record)}",
    )


def is_good(record: ShareRecord) -> bool:
    """Tell whether choosing a rule anew at every origin beats a random walk, with bands that hold.

    Parameters
    ----------
    record : ShareRecord
        The record.
    """
    better = record.anew_ratio is not None and record.anew_ratio < GOOD
    return better and (record.anew10 or 0) >= HELD


def written(record: ShareRecord) -> str:
    """Write the record of a forecast beside its two baselines.

    Parameters
    ----------
    record : ShareRecord
        With a ratio to the random walk.
    """
    cover = ""
    if record.coverage10:
        cover = f"; its 80 % band held {record.coverage10:.0%} of outcomes at 10 years"
    far = f" and {record.coverage20:.0%} at 20" if record.coverage20 else ""
    anew_at = ((10, record.anew10), (20, record.anew20))
    held = listed([f"{part:.0%} at {years}" for years, part in anew_at if part is not None])
    anew = ""
    if record.anew_ratio and held:
        anew = f"; the rule chosen anew at every origin: {record.anew_ratio:.2f}, {held}"
    return (
        f"CRPS {record.crps_ratio:.2f} of a random walk's, {record.crps_alike:.2f} with its errors "
        f"pooled alike (mean of 10, 15, 20 years, {record.forecasts:,} forecasts){cover}{far}{anew}"
    )
