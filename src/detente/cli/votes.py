"""``detente votes``: how alike two parties vote in the UN, and which resolutions divide them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, AsOf, First, Offline, Second, relation_key

if TYPE_CHECKING:
    from detente.actors.relation_key import RelationKey
    from detente.errors import DateError, MissingTable
    from detente.estimators.joint import Alike
    from detente.identity.resolutions import Divided
    from detente.identity.voting import VoteCount

    Counts = dict[str, tuple[VoteCount, ...]]

EXAMPLE = "Example: detente votes Russia Germany --as-of 2013 --years 2009-2013 --top 5"
TITLE_LENGTH = 90
"""Characters of a resolution's title that a line has room for."""


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
    """Compare two voting records: counts of the same vote, five measures, what divides them most.

    Counts come with the package; the measures and the list need single votes, which only your own
    store can hold.
    """
    from detente.errors import DateError, MissingTable, RequestError
    from detente.identity import resolutions
    from detente.identity.agreement import ISSUES
    from detente.span import parse_years
    from detente.store.home import default_store

    if issue is not None and issue not in ISSUES:
        raise RequestError(f"no issue is called '{issue}'", near=tuple(ISSUES))
    view = relation_key(first, second, as_of)
    start, end = parse_years(years) if years else (view.as_of - 4, view.as_of)
    span = (start, min(end, view.as_of))
    counts: Counts = {"same": (), "united": (), "topics": ()}
    uncounted: DateError | None = None
    try:
        counts = _counted(view, (start, end), issue)
    except DateError as error:
        # a newer edition in the store may still have votes of these years
        uncounted = error
    try:
        with progress(quiet=as_json):
            tables = resolutions.tables(default_store(offline=offline), issue)
            rows = resolutions.shared(tables, view, start, end, issue)
            alike = resolutions.likeness(rows, draws=draws, seed=seed)
    except MissingTable as error:
        if not any(counts.values()):
            raise uncounted or error from None
        _without_votes(view, span, issue, counts, error, as_json=as_json)
        return
    dividing = tuple(vote for vote in resolutions.dividing(rows, top) if vote.gap)
    if as_json:
        out_json({**_record(view, span, issue, alike, dividing), **_counts_record(counts)})
    else:
        _print(view, span, alike, dividing)
        _print_counts(counts)


def _counted(view: RelationKey, span: tuple[int, int], issue: str | None) -> Counts:
    """Read the counts of the starter: the same vote, with the united bloc, by topic."""
    from detente.identity.profile import IdentityProfile
    from detente.identity.voting import topic_counts
    from detente.store.catalog import default_catalog

    profile = IdentityProfile(default_catalog().as_of(view.as_of), view)
    counts: Counts = {"same": (), "united": (), "topics": ()}
    counts["topics"] = topic_counts(profile.catalog, view, *span, topic=issue)
    if issue is not None:
        return counts
    same = profile.same_votes_in(*span)
    united = profile.united_votes_in(*span) if view.bloc_and_state else None
    counts["same"] = (same,) if same else ()
    counts["united"] = (united,) if united else ()
    return counts


def _without_votes(
    view: RelationKey,
    span: tuple[int, int],
    issue: str | None,
    counts: Counts,
    reason: MissingTable,
    *,
    as_json: bool,
) -> None:
    """Give what the starter holds, and say what it lacks."""
    if as_json:
        record = {"relation": view.label, "as_of": view.as_of, "years": list(span), "issue": issue}
        lacking: dict[str, Any] = {"items": None, "measures": None, "dividing": None}
        out_json({**record, **lacking, "single_votes": str(reason), **_counts_record(counts)})
        return
    out(f"{view.label}, {span[0]} to {span[1]}")
    _print_counts(counts)
    out(f"single votes are only in your own store: {reason}")


def _counts_record(counts: Counts) -> dict[str, Any]:
    """Give counts as plain data; null where there are too few votes."""
    record: dict[str, Any] = {"same_votes": None, "united_votes": None}
    for key, name in (("same", "same_votes"), ("united", "united_votes")):
        for count in counts[key]:
            record[name] = _count_record(count)
    return {**record, "topics": [_count_record(count) for count in counts["topics"]]}


def _count_record(count: VoteCount) -> dict[str, Any]:
    """Give a count as plain data."""
    low, high = count.interval
    return {
        "what": count.what,
        "years": list(count.years),
        "same": count.same,
        "votes": count.votes,
        "share": round(count.share, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "members_changed": list(count.changed),
    }


def _print_counts(counts: Counts) -> None:
    """Print a line a count: calendar years, of which fewer than ten votes are not counted."""
    for count in (*counts["same"], *counts["united"], *counts["topics"]):
        low, high = count.interval
        bounds = f"{100 * count.share:.1f} % [{100 * low:.0f}, {100 * high:.0f}]"
        years = f"{count.first} to {count.last}"
        changed = "".join(f"; the members of {id} changed" for id in count.changed)
        out(f"{count.what}, {years}: {count.same:,} of {count.votes:,}, {bounds}{changed}")


def _record(
    view: RelationKey,
    span: tuple[int, int],
    issue: str | None,
    alike: Alike,
    dividing: tuple[Divided, ...],
) -> dict[str, Any]:
    """Give the comparison as plain data."""
    return {
        "relation": view.label,
        "as_of": view.as_of,
        "years": list(span),
        "issue": issue,
        "items": alike.items,
        "measures": {name: _measure(alike, name) for name in alike.value},
        "dividing": [_vote(vote) for vote in dividing],
    }


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


def _print(
    view: RelationKey, span: tuple[int, int], alike: Alike, dividing: tuple[Divided, ...]
) -> None:
    """Print the measures, then the votes."""
    from detente.actors.relation_key import short

    start, end = span
    out(f"{view.label}, {start} to {end}: {alike.items} recorded votes in common")
    for name, value in alike.value.items():
        interval = f"[{alike.low[name]:.2f}, {alike.high[name]:.2f}]"
        shown = f"{value:>7.2f}  {interval}" if value == value else "      -  nothing varies"
        out(f"  {name:<6}{shown}")
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
