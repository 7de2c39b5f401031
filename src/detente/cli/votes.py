"""``detente votes``: how alike two parties vote in the General Assembly, and which resolutions divide them."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from detente.cli.console import Progress, out, out_json

EXAMPLE = "Example: detente votes Russia Germany --as-of 2013 --years 2009-2013 --top 5"


def run(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A state or bloc: name, ISO letters or COW code.")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="Year of the view; no later vote enters.")
    ] = None,
    years: Annotated[
        str | None, typer.Option(help="First and last year; the five before the view by default.")
    ] = None,
    issue: Annotated[
        str | None, typer.Option(help="Only votes on me, nu, di, hr, co or ec (coded to 2019).")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=200, help="How many dividing votes to show.")] = 10,
    draws: Annotated[
        int, typer.Option(min=100, max=20000, help="Bootstrap samples of resolutions.")
    ] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the bootstrap.")] = 1,
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not pull what the store lacks.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Compare two voting records on five measures with intervals, and list the resolutions that divide the parties most."""
    from detente.actors.names import NEWEST
    from detente.actors.relation_key import pair, short
    from detente.errors import RequestError
    from detente.identity import resolutions
    from detente.identity.agreement import ISSUES
    from detente.span import parse_years
    from detente.store.home import default_store

    if issue is not None and issue not in ISSUES:
        raise RequestError(f"no issue is called '{issue}'", near=tuple(ISSUES))
    if offline:
        os.environ["DETENTE_OFFLINE"] = "1"
    view = pair(a, b, NEWEST if as_of is None else as_of)
    first, last = parse_years(years) if years else (view.as_of - 4, view.as_of)
    rows = resolutions.shared(
        resolutions.tables(default_store(), issue, say=Progress(quiet=as_json)),
        view,
        first,
        last,
        issue,
    )
    found = resolutions.likeness(rows, draws=draws, seed=seed)
    divided = tuple(d for d in resolutions.dividing(rows, top) if d.gap)
    if as_json:
        out_json(
            {
                "relation": view.label,
                "as_of": view.as_of,
                "years": [first, min(last, view.as_of)],
                "issue": issue,
                "items": found.items,
                "measures": {m: _measure(found, m) for m in found.value},
                "dividing": [
                    {
                        "date": str(d.date),
                        "resolution": d.resolution,
                        "text": d.text,
                        "a": d.a,
                        "b": d.b,
                        "yes": d.yes,
                        "abstain": d.abstain,
                        "no": d.no,
                    }
                    for d in divided
                ],
            }
        )
        return
    out(f"{view.label}, {first} to {min(last, view.as_of)}: {found.items} recorded votes in common")
    for m in found.value:
        told = f"{found.value[m]:>7.2f}  [{found.low[m]:.2f}, {found.high[m]:.2f}]"
        out(f"  {m:<6}{told if found.value[m] == found.value[m] else '      -  nothing varies'}")
    out("most divided on" if divided else "no vote divided them")
    for d in divided:
        out(
            f"  {d.date}  {d.resolution:<16} {short(view.a)} {_word(d.a)}, {short(view.b)} {_word(d.b)} "
            f"({d.yes} yes, {d.abstain} abstain, {d.no} no): {d.text[:90]}"
        )


def _measure(found: Any, name: str) -> dict[str, float | None]:
    given = (found.value[name], found.low[name], found.high[name])
    return dict(
        zip(("value", "low", "high"), (None if v != v else round(v, 4) for v in given), strict=True)
    )


def _word(choice: float) -> str:
    whole = {1.0: "yes", 2.0: "abstain", 3.0: "no"}
    return whole.get(
        choice,
        f"between yes and abstain ({choice:.1f})"
        if choice < 2
        else f"between abstain and no ({choice:.1f})",
    )
