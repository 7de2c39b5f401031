"""``detente scan``: which relations of an actor changed since a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, AsOf

if TYPE_CHECKING:
    from detente.analysis.scan import Scanned

EXAMPLE = "Example: detente scan Russia --since 2021 --as-of 2022"
MOST = 10
"""Relations that moved most in votes, as the command prints them."""


def run(
    name: Annotated[
        str, typer.Argument(metavar="[X]", help="A state or an alliance; none with --all.")
    ] = "",
    *,
    everybody: Annotated[
        bool, typer.Option("--all", help="Look at every pair of states; takes minutes.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="YEAR|YYYY-MM-DD",
            help="The earlier day, or the year whose 31 December is meant; a year before the view "
            "by default.",
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show which relations changed since a day: their state, their windows, their votes."""
    from detente.actors.names import actor
    from detente.actors.view import view_day
    from detente.analysis.scan import scan
    from detente.errors import RequestError
    from detente.span import year_end
    from detente.store.catalog import default_catalog

    if everybody == bool(name.strip()):
        raise RequestError(
            "name one actor, or give --all for every pair of states",
            next_step=EXAMPLE.replace("Example: ", "for example: "),
        )
    day = view_day(as_of)
    begin = view_day(since) if since else year_end(day.year - 1)
    party = None if everybody else actor(name, day)
    with progress():
        found = scan(default_catalog(), party, begin, day)
    if as_json:
        shown = "every pair of states" if party is None else party.label
        relations = [one.plain() for one in found]
        out_json({"of": shown, "since": str(begin), "as_of": str(day), "relations": relations})
        return
    _print(found, since=str(begin), day=str(day))


def _print(found: tuple[Scanned, ...], *, since: str, day: str) -> None:
    """Print what changed, under three headings; a heading without a line says so."""
    from detente.analysis.scan import furthest

    changed = [one for one in found if one.changed]
    out(f"{len(found):,} relations, from {since} to {day}: {len(changed):,} changed their state")
    for one in changed:
        moves = "" if one.was == one.now else f"{one.was} -> {one.now}"
        begun = f"begun: {', '.join(one.begun)}" if one.begun else ""
        ended = f"ended: {', '.join(one.ended)}" if one.ended else ""
        out(f"- {one.relation}: {'; '.join(filter(None, [moves, begun, ended]))}")
    opened = [(one.relation, window) for one in found for window in one.opened]
    out()
    out(f"windows that opened: {len(opened)}")
    for relation, window in opened:
        years = f"open in {window.year}, not in {window.shut}"
        out(f"- {relation}: {window.outcome}, {window.structure} ({years})")
    out()
    far = furthest(found, MOST)
    out(f"moved most in votes of the General Assembly: {len(far)}")
    for one in far:
        if one.moved is not None:
            moved = one.moved
            out(
                f"- {one.relation}: distance {moved.was:.2f} in {moved.first}, {moved.now:.2f} in "
                f"{moved.last} ({moved.change:+.2f})"
            )
