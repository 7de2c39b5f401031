"""``detente actors``: states and blocs by name."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.console import out, out_json

EXAMPLE = "Example: detente actors Germany --as-of 1985"


def run(
    name: Annotated[
        str | None, typer.Argument(help="A state or bloc; all are listed without one.")
    ] = None,
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="Year in which it must have existed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show states and blocs, their codes, members and rungs."""
    from detente.actors.blocs import Bloc, blocs
    from detente.actors.names import NEWEST, actor
    from detente.actors.states import crosswalk
    from detente.actors.systems import require_year

    year = require_year(NEWEST if as_of is None else as_of)
    if name is None:
        if as_json:
            out_json(
                {
                    "as_of": year,
                    "states": crosswalk(year).to_dicts(),
                    "blocs": [b.id for b in blocs().values()],
                }
            )
            return
        out(f"blocs: {', '.join(blocs())}")
        out(f"states at the end of {year} (COW code, Gleditsch-Ward code, ISO letters, name):")
        for ccode, gwcode, iso3, label in crosswalk(year).iter_rows():
            out(f"  {ccode:>3}  {gwcode if gwcode is not None else '-':>4}  {iso3:<4} {label}")
        return
    found = actor(name, year)
    shown = _bloc(found, year) if isinstance(found, Bloc) else _state(found, year)
    if as_json:
        out_json(shown)
        return
    for key, value in shown.items():
        text = ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)
        out(f"{key + ':':<14}{text}")


def _state(found: object, year: int) -> dict[str, object]:
    from detente.actors.states import State, identity_on
    from detente.actors.systems import spans_of
    from detente.institutions.ladder import memberships
    from detente.span import OPEN_END, year_end

    assert isinstance(found, State)
    identity = identity_on(found.ccode, year_end(year))
    spans = [
        f"{s.start.isoformat()} to {'now' if s.end == OPEN_END else s.end.isoformat()}"
        for s in spans_of(found.ccode)
    ]
    return {
        "kind": "state",
        "name": found.name,
        "ccode": found.ccode,
        "gwcode": identity.gwcode,
        "iso3": identity.iso3,
        "codes": list(found.codes),
        "system": spans,
        "aliases": list(identity.aliases),
        "rungs": [f"{bloc} {rung}" for bloc, rung in memberships(found, year).items()],
    }


def _bloc(found: object, year: int) -> dict[str, object]:
    from detente.actors.blocs import Bloc
    from detente.actors.states import identity_on
    from detente.span import OPEN_END, year_end

    assert isinstance(found, Bloc)
    members = [identity_on(c, year_end(year)).name for c in found.members(year)]
    end = "now" if found.span.end == OPEN_END else found.span.end.isoformat()
    return {
        "kind": "bloc",
        "id": found.id,
        "name": found.name,
        "stood": f"{found.span.start.isoformat()} to {end}",
        "members": members,
        "core": list(found.core()),
        "aliases": list(found.aliases),
        "steps": len(found.steps),
        "sources": sorted({s.url for s in found.steps}),
    }
