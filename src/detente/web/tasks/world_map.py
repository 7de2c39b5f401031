"""A map of the world with the members of an alliance, and the rungs of the others, on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.names import bloc
from detente.actors.naming import names_in
from detente.actors.states import State, identity_on, state_on
from detente.actors.systems import members_on
from detente.actors.view import view_day
from detente.errors import RequestError
from detente.estimators.equal_earth import equal_earth
from detente.institutions.map_shapes import every_outline
from detente.institutions.rung_states import highest
from detente.span import month_words, view_key
from detente.web.tasks.briefs import tables

EARLIEST, EDITION = 1992, 2022
"""First year for which the borders of the map are nearly true, and the year of its borders."""
WIDTH, HEIGHT = 960, 470
SCALE = 172.0
"""Pixels of a radius of the globe."""
COLOURS = {
    "member": "#4a2377",
    "candidate": "#7d56ab",
    "applicant": "#a98bcb",
    "associate": "#0b6f8f",
    "partner": "#6aaec2",
    "observer": "#bcd9e2",
}
"""Colour of each rung."""
LAND, EDGE, SEA = "#e6e7ea", "#ffffff", "#f7f9fb"
FINE = 1.5
"""Points that a pixel of the map can tell apart."""
CLOSED = 2
"""Points below which a ring shows nothing."""
SMALL = 14.0
"""Square pixels below which a state is a dot, so that it is seen."""
SOURCE = (
    f"Natural Earth, 1:50m, borders as held in {EDITION}; an area is drawn with whoever holds it, "
    "which says nothing of whose it is."
)
Points = NDArray[np.float64]


def world_map(name: str, as_of: str) -> dict[str, Any]:
    """Draw members and rungs of an alliance or organisation.

    Parameters
    ----------
    name : str
        Of the bloc.
    as_of : str
        The view.

    Returns
    -------
    dict
        ``svg``, ``title``, ``legend`` (rung, colour, number), ``rows`` (state, rung, since),
        ``source``, ``footnotes``.

    Raises
    ------
    UnknownActor, DateError, RequestError
        Where nothing is called so, it did not exist, or the map is not true of that day.
    """
    day = view_day(as_of)
    if day.year < EARLIEST:
        raise RequestError(
            f"the map has the borders of {EDITION}, which are not those of {day.year}",
            next_step=f"choose a day from {EARLIEST}",
        )
    found = bloc(name, day)
    held = dict(_rungs(found, day))
    rows = [[identity_on(code, day).name, rung, since] for code, (rung, since) in held.items()]
    order = list(COLOURS)
    rows.sort(key=lambda row: (order.index(row[1]), row[0]))
    counts = {rung: sum(row[1] == rung for row in rows) for rung in order}
    legend = [[rung, COLOURS[rung], count] for rung, count in counts.items() if count]
    title = f"{found.name}, {month_words(day)}"
    names = names_in([row[0] for row in rows], day)
    notes = [{"mark": one.mark, "text": one.text} for one in names.footnotes]
    asked = {"key": found.id, "name": found.name, "day": str(view_key(day))}
    shown = {"rows": names.marked_all(rows), "legend": legend, "footnotes": notes}
    return {"svg": _svg(held, title, day), "title": title, "source": SOURCE, **asked, **shown}


def _rungs(found: Bloc, day: date) -> Iterator[tuple[int, tuple[str, str]]]:
    """Give the rung of each state that has one, and since when, by its code."""
    for code in sorted(members_on(day)):
        one: State = state_on(code, day)
        held = highest(found.steps_of(one.letters), day)
        if held is not None and held.rung in COLOURS:
            yield code, (held.rung, f"{held.since:%Y}")


def _svg(held: dict[int, tuple[str, str]], title: str, day: date) -> str:
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {WIDTH} {HEIGHT}">'
    back = f'<rect {size} fill="{SEA}"/>'
    land = "".join(_drawn(held, day))
    edge = f'<g stroke="{EDGE}" stroke-width="0.4" stroke-linejoin="round">{land}</g>'
    return f"{head}<title>{escape(title)}</title>{back}{edge}</svg>"


def _drawn(held: dict[int, tuple[str, str]], day: date) -> Iterator[str]:
    """Draw every shape, those with a rung last, with their names for who points at them."""
    ordered = sorted(_shapes(), key=lambda one: one[0] in held)
    for code, path, area, middle in ordered:
        if code not in held:
            yield f'<path d="{path}" fill="{LAND}"/>'
            continue
        rung, since = held[code]
        label = escape(f"{identity_on(code, day).name}: {rung} since {since}", quote=True)
        mark = f'aria-label="{label}" fill="{COLOURS[rung]}"><title>{label}</title>'
        yield f'<path d="{path}" {mark}</path>'
        if area < SMALL:
            left, top = middle
            yield f'<circle cx="{left:.1f}" cy="{top:.1f}" r="3" {mark}</circle>'


@lru_cache(maxsize=1)
def _shapes() -> list[tuple[int | None, str, float, tuple[float, float]]]:
    """Give code, path, area and middle of every shape, projected once."""
    catalog = tables()
    rows = catalog.frame("map_shapes").sort("shape").select("shape", "ccode", "lon", "lat").rows()
    outlines = every_outline(catalog)
    found = []
    for shape, code, lon, lat in rows:
        rings = [_placed(ring) for ring in outlines.get(shape, ())]
        path = "".join(_path(ring) for ring in rings if len(ring) > CLOSED)
        middle = _placed(np.array([[lon, lat]], dtype=float))[0]
        area = sum(_area(ring) for ring in rings)
        found.append((code, path, area, (float(middle[0]), float(middle[1]))))
    return found


def _placed(points: Points) -> Points:
    """Give pixels of places on the globe."""
    east, north = equal_earth(points[:, 0], points[:, 1])
    return np.column_stack([WIDTH / 2 + SCALE * east, HEIGHT / 2 + 12 - SCALE * north])


def _path(ring: Points) -> str:
    """Write a ring, points that fall on one pixel once."""
    rounded = (ring * FINE).round() / FINE
    moves = np.any(np.diff(rounded, axis=0) != 0, axis=1)
    kept = rounded[np.concatenate([[True], moves])]
    if len(kept) <= CLOSED + 1:
        return ""
    return "M" + "L".join(f"{left:g},{top:g}" for left, top in kept) + "Z"


def _area(ring: Points) -> float:
    left, top = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(left, np.roll(top, 1)) - np.dot(top, np.roll(left, 1))) / 2)


def blocs_on(day: date) -> list[tuple[str, str]]:
    """List the blocs of a day by key and name.

    Parameters
    ----------
    day : datetime.date
        The day.
    """
    from detente.actors.blocs import blocs

    return [(one.id, one.name) for one in blocs().values() if one.span.covers(day)]
