"""``detente votes``: how alike two parties vote in the UN, and which resolutions divide them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, AsOf, First, Offline, Second, relation_key
from detente.span import view_fields

if TYPE_CHECKING:
    from detente.actors.relation_key import RelationKey
    from detente.estimators.joint import Alike
    from detente.evidence.cell import Cell
    from detente.evidence.series import Series
    from detente.identity.resolutions import Divided
    from detente.identity.voting import VoteCount
    from detente.store.catalog import Catalog
    from detente.store.home import Store

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente votes Russia Germany --as-of 2013 --years 2009-2013 --top 5"
TITLE_LENGTH = 90
"""Characters of a resolution's title that a line has room for."""
PULL_VOTES = "'detente sources pull un_votes un_votes_undl'"
"""Brings single votes: of all kinds with their issues, and on adopted resolutions."""
WITHOUT_VOTES = (
    "single votes are only in your own store, and not there: five measures and the most divided "
    f"votes need them; {PULL_VOTES} brings them, or says where they are"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for.

    Attributes
    ----------
    view : RelationKey
        The parties and the view.
    years : tuple of int
        First and last year of sessions.
    issue : str or None
        Only this issue.
    newest : bool
        Whether no years were named: of each issue the newest window is shown, however old.
    """

    view: RelationKey
    years: tuple[int, int]
    issue: str | None
    newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What there is to show.

    Attributes
    ----------
    sessions, issues : tuple of Series
        Agreement that the starter keeps, by session and by issue.
    same, united : VoteCount or None
        Counts of the same vote, and of a state's votes with a united bloc.
    topics : tuple of VoteCount
        Counts of the same vote by topic.
    alike : Alike or None
        The measures from single votes; None where these are not available.
    dividing : tuple of Divided
        The votes that divide the parties most.
    missing : str
        Why there are no single votes; empty where there are.
    """

    sessions: tuple[Series, ...]
    issues: tuple[Series, ...]
    same: VoteCount | None = None
    united: VoteCount | None = None
    topics: tuple[VoteCount, ...] = ()
    alike: Alike | None = None
    dividing: tuple[Divided, ...] = ()
    missing: str = ""

    @property
    def is_kept(self) -> bool:
        """Tell whether the starter keeps anything of the votes."""
        return bool(self.sessions or self.issues or self.same or self.united or self.topics)


def run(
    first: First,
    second: Second,
    *,
    as_of: AsOf = None,
    years: Annotated[
        str | None, typer.Option(help="First and last year; the five before the view by default.")
    ] = None,
    issue: Annotated[
        str | None, typer.Option(help="Only votes on me, nu, di, hr, co or ec (coded to 2019).")
    ] = None,
    top: Annotated[
        int, typer.Option(min=1, max=200, help="How many of the most dividing votes to show.")
    ] = 10,
    draws: Annotated[
        int, typer.Option(min=100, max=20000, help="Bootstrap samples of resolutions.")
    ] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the bootstrap.")] = 1,
    offline: Offline = False,
    as_json: AsJson = False,
) -> None:
    """Compare two voting records: agreement, counts of the same vote, what divides them most.

    Agreement and counts come with the package; five measures and the list of resolutions need
    single votes, which only your own store can hold.
    """
    from detente.errors import RequestError
    from detente.identity.agreement import ISSUES
    from detente.span import parse_years
    from detente.store.home import default_store

    if issue is not None and issue not in ISSUES:
        raise RequestError(f"no issue is called '{issue}'", near=tuple(ISSUES))
    view = relation_key(first, second, as_of)
    start, end = parse_years(years) if years else _last_five(view.as_of, coded=issue is not None)
    if start > view.day.year:
        raise RequestError(
            f"the years {start} to {end} lie after the view of {view.at}",
            next_step="choose earlier ones with --years, or a later view with --as-of",
        )
    span = (start, min(end, view.day.year))
    asked = Asked(view=view, years=span, issue=issue, newest=years is None)
    store = default_store(offline=offline)
    with progress(quiet=as_json):
        kept = _kept(asked, store)
        found = _with_single_votes(kept, asked, store, top=top, draws=draws, seed=seed)
    if as_json:
        out_json(_record(asked, found))
    else:
        _print(asked, found)


def _last_five(as_of: int, *, coded: bool) -> tuple[int, int]:
    """Give the five years before the view, or before the codes of issues end."""
    from detente.identity.agreement import OPEN_TO, WINDOW

    last = min(as_of, OPEN_TO) if coded else as_of
    return last - WINDOW + 1, last


def _kept(asked: Asked, store: Store) -> Found:
    """Give what the starter keeps of the votes: the same numbers as the paper's."""
    from detente.identity import kept_votes
    from detente.store.catalog import default_catalog

    catalog = default_catalog(store).as_of(asked.view.day)
    every_session = () if asked.issue else kept_votes.by_session(catalog, asked.view)
    sessions = [kept_votes.in_sessions(series, *asked.years) for series in every_session]
    every_window = kept_votes.by_issue(catalog, asked.view, asked.issue)
    issues = [_windows_of(series, asked) for series in every_window]
    agreed = Found(sessions=tuple(filter(None, sessions)), issues=tuple(filter(None, issues)))
    return _counted(agreed, asked, catalog)


def _counted(found: Found, asked: Asked, catalog: Catalog) -> Found:
    """Add the counts of the starter: the same vote, with the united bloc, by topic."""
    from detente.errors import DateError
    from detente.identity import voting

    view = asked.view
    topics = voting.topic_counts(catalog, view, *asked.years, topic=asked.issue)
    if asked.issue is not None:
        return replace(found, topics=topics)
    try:
        same = voting.same_votes(catalog, view, *asked.years)
        united = None
        if view.bloc_and_state is not None:
            united = voting.united_votes(catalog, view, *asked.years)
    except DateError:  # no vote was counted in any of these years
        return replace(found, topics=topics)
    return replace(found, topics=topics, same=same, united=united)


def _windows_of(series: Series, asked: Asked) -> Series:
    """Give the windows of an issue that touch the years; the newest where none were named."""
    from detente.identity import kept_votes

    newest = series.years[-1]
    if asked.newest:
        return kept_votes.in_sessions(series, newest, newest)
    return kept_votes.in_windows(series, *asked.years)


def _with_single_votes(
    kept: Found, asked: Asked, store: Store, *, top: int, draws: int, seed: int
) -> Found:
    """Add what only single votes can tell; where there are none, say why."""
    from detente.errors import MissingTable, RequestError
    from detente.identity import resolutions

    try:
        tables = resolutions.tables(store, asked.issue)
        rows = resolutions.shared(tables, asked.view, *asked.years, asked.issue)
    except MissingTable as missing:
        _refuse_nothing(kept, asked)
        logger.info("%s", missing)
        return replace(kept, missing=WITHOUT_VOTES)
    except RequestError as nothing_shared:
        if not kept.is_kept:
            raise
        return replace(kept, missing=str(nothing_shared))
    alike = resolutions.likeness(rows, draws=draws, seed=seed)
    dividing = tuple(vote for vote in resolutions.dividing(rows, top) if vote.gap)
    return replace(kept, alike=alike, dividing=dividing)


def _refuse_nothing(kept: Found, asked: Asked) -> None:
    """Refuse what neither the starter nor single votes can answer."""
    from detente.errors import RequestError

    if kept.is_kept:
        return
    start, end = asked.years
    on_issue = f" on '{asked.issue}'" if asked.issue else ""
    raise RequestError(
        f"the starter keeps nothing on votes of {asked.view.words} in {start} to {end}{on_issue}, "
        "and single votes are not available",
        next_step=f"other years with --years, or {PULL_VOTES}",
    )


def _record(asked: Asked, found: Found) -> dict[str, Any]:
    """Give the comparison as plain data; null where single votes are not available."""
    alike = found.alike
    single: dict[str, Any] = {"items": None, "measures": None, "dividing": None}
    if alike is not None:
        measures = {name: _measure(alike, name) for name in alike.value}
        dividing = [_vote(vote) for vote in found.dividing]
        single = {"items": alike.items, "measures": measures, "dividing": dividing}
    counts = {
        "same_votes": _count(found.same),
        "united_votes": _count(found.united),
        "topics": [_count(count) for count in found.topics],
    }
    years = {**view_fields(asked.view.day), "years": list(asked.years)}
    return {
        "relation": asked.view.label,
        **years,
        "issue": asked.issue,
        "sessions": [_series(series) for series in found.sessions],
        "issues": [_series(series) for series in found.issues],
        **counts,
        **single,
        "notes": [found.missing] if found.missing else [],
    }


def _count(count: VoteCount | None) -> dict[str, Any] | None:
    """Give a count as plain data; null where there are too few votes."""
    if count is None:
        return None
    low, high = count.interval
    numbers = {"same": count.same, "votes": count.votes}
    shares = {"share": count.share, "low": low, "high": high}
    return {
        "what": count.what,
        "years": list(count.years),
        **numbers,
        **{name: round(value, 4) for name, value in shares.items()},
        "members_changed": list(count.changed),
    }


def _series(series: Series) -> dict[str, Any]:
    """Give a series as plain data."""
    cells = [_cell(cell) for cell in series.cells()]
    return {"id": series.id, "label": series.label, "unit": series.unit, "cells": cells}


def _cell(cell: Cell) -> dict[str, Any]:
    """Give a cell as plain data."""
    return {"year": cell.year, "value": cell.value, "low": cell.low, "high": cell.high}


def _measure(alike: Alike, name: str) -> dict[str, float | None]:
    """Give a measure with its interval; null where nothing varies."""
    values = {"value": alike.value[name], "low": alike.low[name], "high": alike.high[name]}
    return {key: round(value, 4) if value == value else None for key, value in values.items()}


def _vote(vote: Divided) -> dict[str, Any]:
    """Give a dividing vote as plain data."""
    return {
        "date": str(vote.date),
        "resolution": vote.resolution,
        "text": vote.text,
        "a": vote.first,
        "b": vote.second,
        "yes": vote.yes,
        "abstain": vote.abstain,
        "no": vote.no,
    }


def _print(asked: Asked, found: Found) -> None:
    """Print what is kept by session and issue, then what single votes tell."""
    start, end = asked.years
    out(f"{asked.view.label}, {start} to {end}")
    for series in found.sessions:
        out(f"{series.label}, by session [90 % interval]")
        for cell in series.cells():
            out(f"  {cell.year}       {_value(cell)}")
    if found.issues:
        out("Agreement by issue (pi), five sessions [90 % interval]")
    for series in found.issues:
        for cell in series.cells():
            out(f"  {_window(cell.year or 0)}  {_value(cell):<20}  {series.label}")
    _print_counts(found)
    if found.alike is None:
        out(found.missing)
        return
    _print_measures(found.alike)
    _print_dividing(asked.view, found.dividing)


def _print_counts(found: Found) -> None:
    """Print a line a count: calendar years, of which fewer than ten votes are not counted."""
    for count in (found.same, found.united, *found.topics):
        if count is None:
            continue
        low, high = count.interval
        bounds = f"{100 * count.share:.1f} % [{100 * low:.0f}, {100 * high:.0f}]"
        years = f"{count.first} to {count.last}"
        changed = "".join(f"; the members of {id} changed" for id in count.changed)
        out(f"{count.what}, {years}: {count.same:,} of {count.votes:,}, {bounds}{changed}")


def _value(cell: Cell) -> str:
    """Write a value with its interval."""
    from detente.phrasing import band, number

    return number(cell.value) + band(cell.low, cell.high)


def _window(year: int) -> str:
    """Write a window of sessions by its first and last year."""
    from detente.identity.agreement import window_of

    first, last = window_of(year)
    return f"{first}-{last}"


def _print_measures(alike: Alike) -> None:
    """Print the five measures from single votes."""
    out(f"{alike.items} recorded votes in common")
    for name, value in alike.value.items():
        interval = f"[{alike.low[name]:.2f}, {alike.high[name]:.2f}]"
        shown = f"{value:>7.2f}  {interval}" if value == value else "      -  nothing varies"
        out(f"  {name:<6}{shown}")


def _print_dividing(view: RelationKey, dividing: tuple[Divided, ...]) -> None:
    """Print the votes that divide the parties most."""
    from detente.actors.relation_key import short

    out("most divided on" if dividing else "no vote divided them")
    for vote in dividing:
        first = f"{short(view.first)} {_choice(vote.first)}"
        second = f"{short(view.second)} {_choice(vote.second)}"
        tally = f"{vote.yes} yes, {vote.abstain} abstain, {vote.no} no"
        title = vote.text[:TITLE_LENGTH]
        out(f"  {vote.date}  {vote.resolution:<16} {first}, {second} ({tally}): {title}")


def _choice(vote: float) -> str:
    """Write a choice, which for a bloc may be the mean of its members' choices.

    Examples
    --------
    >>> _choice(3.0), _choice(1.4)
    ('no', 'between yes and abstain (1.4)')
    """
    named = {1.0: "yes", 2.0: "abstain", 3.0: "no"}
    if vote in named:
        return named[vote]
    between = "yes and abstain" if vote < 2 else "abstain and no"
    return f"between {between} ({vote:.1f})"
