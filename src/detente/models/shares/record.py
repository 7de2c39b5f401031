"""The record of forecasts of shares, beside a random walk."""

from __future__ import annotations

from detente.evidence.method import Method, described
from detente.models.shares.read import ShareForecasts
from detente.models.shares.selection import FEWEST, Coverage, ShareRecord
from detente.phrasing import counted, listed

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
    """Tell whether forecasts learnt at their origin beat a random walk, with bands that hold.

    Only the band of ten years counts: of longer ones too few origins have no year in common.

    Parameters
    ----------
    record : ShareRecord
        The record.
    """
    better = record.crps_ratio is not None and record.crps_ratio < GOOD
    ten = record.at(10)
    return better and ten is not None and ten.inside >= HELD


def written(record: ShareRecord) -> str:
    """Write the record of a forecast beside its two baselines.

    Parameters
    ----------
    record : ShareRecord
        With a ratio to the random walk.
    """
    held = [_held(one) for one in (record.at(10), record.at(20)) if one is not None]
    cover = f"; its 80 % band held {listed(held)}" if held else ""
    return (
        f"CRPS {record.crps_ratio:.2f} of a random walk's, {record.crps_alike:.2f} with its errors "
        f"weighed alike (mean of 10, 15, 20 years, {record.forecasts:,} forecasts, each with "
        f"weights learnt before it){cover}"
    )


def _held(coverage: Coverage) -> str:
    """Write what a band held, with the number of origins that share no year where it is small."""
    few = coverage.apart < FEWEST
    apart = f" ({counted(coverage.apart, 'origin')} without a year in common)" if few else ""
    return f"{coverage.inside:.0%} of outcomes at {coverage.horizon} years{apart}"
