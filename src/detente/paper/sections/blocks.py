"""What sections share: source lines and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.evidence.series import Series
from detente.paper.sections.source_names import source_name


def source_line(series: Sequence[Series]) -> str:
    """Write the sources of some series and the newest year that they reach.

    Parameters
    ----------
    series : sequence of Series
        What is shown, as known at the view.

    Returns
    -------
    str
        ``"Source: V-Dem; WDI, to 2023."``
    """
    ids = sorted({name for one in series for name in one.sources})
    years = [one.years[-1] for one in series if one]
    last = f", to {max(years)}" if years else ""
    return f"Source: {'; '.join(source_name(name) for name in ids)}{last}."


def written(day: date, precision: str) -> str:
    """Write a date as precisely as it is known.

    Examples
    --------
    >>> written(date(2002, 5, 28), "day"), written(date(2002, 5, 1), "month")
    ('2002-05-28', '2002-05')
    """
    if precision == "day":
        return day.isoformat()
    return f"{day:%Y-%m}" if precision == "month" else str(day.year)
