"""``detente speech``: how two parties speak of each other in the UN General Debate."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from detente.cli.console import Progress, out, out_json

EXAMPLE = "Example: detente speech NATO Russia --as-of 2013 --sentences 3"


def run(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A state or bloc: name, ISO letters or COW code.")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="Year of the view; no later speech enters.")
    ] = None,
    sentences: Annotated[
        int,
        typer.Option(min=0, max=100, help="Also each side's most hostile sentences of ten years."),
    ] = 0,
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not pull what the store lacks.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Tell the hostile and friendly part of what each party says of the other, by year, with intervals."""
    from detente.actors.names import NEWEST
    from detente.actors.relation_key import pair
    from detente.identity import othering
    from detente.identity.speech import index
    from detente.phrasing import band, number
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    if offline:
        os.environ["DETENTE_OFFLINE"] = "1"
    view, store = pair(a, b, NEWEST if as_of is None else as_of), default_store()
    catalog = default_catalog(store)
    judged = index.indexed(store, say=Progress(quiet=as_json)) if sentences else None
    record = []
    for speaker, other in ((view.a, view.b), (view.b, view.a)):
        both = {
            kind: othering.one_way(catalog, speaker, other, kind)
            for kind in ("hostile", "friendly")
        }
        quoted = (
            othering.quoted(judged, speaker, other, view.as_of, sentences)
            if judged is not None
            else []
        )
        counts = othering.counted(catalog, speaker, other)
        said = int(counts.filter(counts["year"] <= view.as_of)["mentions"].sum())
        record.append(
            {
                "speaker": speaker.key,
                "object": other.key,
                "mentions": said,
                **{
                    k: [
                        {"year": c.year, "value": round(c.value, 4), "low": c.low, "high": c.high}
                        for c in s.cells()
                    ]
                    for k, s in both.items()
                },
                "sentences": quoted,
            }
        )
        if as_json:
            continue
        out(f"{speaker.label} on {other.label}: {said} sentences to {view.as_of}")
        for cell in list(both["hostile"].cells())[-10:]:
            friendly = both["friendly"].at(cell.year or 0)
            out(
                f"  {cell.year}  hostile {number(cell.value)}{band(cell.low, cell.high)}"
                + (f"  friendly {number(friendly.value)}" if friendly else "")
            )
        for line in quoted:
            out(f"  {line['id']} ({line['hostile']:.2f}): {line['words']}")
    if as_json:
        out_json({"relation": view.label, "as_of": view.as_of, "directions": record})
