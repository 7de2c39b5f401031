"""``detente speech``: how two parties speak of each other in the UN General Debate."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, AsOf, First, Offline, Second, relation_key
from detente.span import view_fields

if TYPE_CHECKING:
    import polars as pl

    from detente.actors.names import Actor
    from detente.evidence.series import Series
    from detente.store.home import Store

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente speech NATO Russia --as-of 2013 --sentences 3"
KINDS = ("hostile", "friendly")
YEARS_SHOWN = 10
WITHOUT_SPEECHES = (
    "sentences need the speeches, which are not available: 'detente sources pull ungdc' brings "
    "them, or says where they are"
)


def run(
    first: First,
    second: Second,
    *,
    as_of: AsOf = None,
    sentences: Annotated[
        int,
        typer.Option(min=0, max=100, help="Also each side's most hostile sentences of ten years."),
    ] = 0,
    offline: Offline = False,
    as_json: AsJson = False,
) -> None:
    """Show how hostile and how friendly each party speaks of the other, by year, with intervals."""
    from detente.identity import othering
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    store = default_store(offline=offline)
    view = relation_key(first, second, as_of)
    catalog = default_catalog(store).as_of(view.day)
    with progress(quiet=as_json):
        mentions, missing = _mentions(store) if sentences else (None, "")
    directions = []
    for speaker, other in ((view.first, view.second), (view.second, view.first)):
        tone = {kind: othering.one_way(catalog, speaker, other, kind) for kind in KINDS}
        count = int(othering.counted(catalog, speaker, other)["mentions"].sum())
        quoted: list[dict[str, Any]] | None = None if missing else []
        if mentions is not None:
            quoted = othering.quoted(mentions, speaker, other, view.as_of, sentences)
        directions.append(_record(speaker, other, count, tone, quoted))
        if not as_json:
            out(f"{speaker.label} on {other.label}: {count} sentences to {view.as_of}")
            _print(tone, quoted or [])
    if as_json:
        notes = [missing] if missing else []
        record = {"relation": view.label, **view_fields(view.day), "directions": directions}
        out_json({**record, "notes": notes})
    elif missing:
        out(missing)


def _mentions(store: Store) -> tuple[pl.DataFrame | None, str]:
    """Give the sentences that name an actor, or why they are not available."""
    from detente.errors import MissingTable
    from detente.identity.speech import index

    try:
        return index.indexed(store), ""
    except MissingTable as missing:
        logger.info("%s", missing)
        return None, WITHOUT_SPEECHES


def _record(
    speaker: Actor,
    other: Actor,
    count: int,
    tone: dict[str, Series],
    quoted: list[dict[str, Any]] | None,
) -> dict[str, Any]:
    """Give one direction as plain data; null where sentences are asked for but not available."""
    yearly = {
        kind: [
            {"year": cell.year, "value": round(cell.value, 4), "low": cell.low, "high": cell.high}
            for cell in series.cells()
        ]
        for kind, series in tone.items()
    }
    return {
        "speaker": speaker.key,
        "object": other.key,
        "mentions": count,
        **yearly,
        "sentences": quoted,
    }


def _print(tone: dict[str, Series], quoted: list[dict[str, Any]]) -> None:
    """Print the last years of one direction, and the sentences that were asked for."""
    from detente.phrasing import band, number

    for cell in list(tone["hostile"].cells())[-YEARS_SHOWN:]:
        friendly = tone["friendly"].at(cell.year or 0)
        beside = f"  friendly {number(friendly.value)}" if friendly else ""
        out(f"  {cell.year}  hostile {number(cell.value)}{band(cell.low, cell.high)}{beside}")
    for line in quoted:
        out(f"  {line['id']} ({line['hostile']:.2f}): {line['words']}")
