"""What the starter keeps of the UN votes of a pair: shown where single votes are not to hand.

A measure that is added to `by_session` is shown by ``detente votes``, in words and as JSON.
"""

from __future__ import annotations

from detente.actors.relation_key import RelationKey
from detente.evidence.series import Series
from detente.identity.agreement import window_of
from detente.identity.similarity import agreement
from detente.identity.similarity import by_issue as agreement_by_issue
from detente.store.catalog import Catalog


def by_session(catalog: Catalog, pair: RelationKey) -> tuple[Series, ...]:
    """Give what is kept of each session: a value a year, whatever the issue.

    Parameters
    ----------
    catalog : Catalog
        The tables, cut at the view.
    pair : RelationKey
        The parties.

    Returns
    -------
    tuple of Series
        Those with a value.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.store.catalog import default_catalog
    >>> kept = by_session(default_catalog().as_of(2013), pair("Russia", "Germany", 2013))
    >>> kept[0].id, kept[0].years[-1]
    ('identity.agreement', 2013)
    """
    measured = (agreement(catalog, pair),)
    return tuple(series for series in measured if series)


def by_issue(catalog: Catalog, pair: RelationKey, issue: str | None = None) -> tuple[Series, ...]:
    """Give what is kept of each issue, in windows of five sessions named by their last.

    Parameters
    ----------
    catalog : Catalog
        The tables, cut at the view.
    pair : RelationKey
        The parties.
    issue : str, optional
        Only this one: me, nu, di, hr, co or ec.

    Returns
    -------
    tuple of Series
        Those with a value.
    """
    measured = agreement_by_issue(catalog, pair)
    return tuple(series for series in measured if issue in (None, dict(series.keys)["issue"]))


def in_sessions(series: Series, first: int, last: int) -> Series:
    """Give the part of a series whose sessions lie between two years.

    Parameters
    ----------
    series : Series
        A value a session.
    first, last : int
        Years in which the sessions begin.
    """
    return series.after(first - 1).split(last)[0]


def in_windows(series: Series, first: int, last: int) -> Series:
    """Give the part of a series by issue whose windows touch a span of years.

    Parameters
    ----------
    series : Series
        A value a window, named by its last year.
    first, last : int
        The span.
    """
    touching = [year for year in series.years if year >= first and window_of(year)[0] <= last]
    newest = max(touching, default=last)
    return in_sessions(series, min(touching, default=last + 1), newest)
