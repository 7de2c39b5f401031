"""Who moves: the map of the states that a change of membership touches, from paired futures.

Two things are drawn: states that the bloc would border anew or no more, which is counted, and
states of which a simulated difference lies beyond its band.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from detente.actors.states import identity_on
from detente.evidence.sentence import PlainSentence, Written, render
from detente.institutions.ties import land_neighbours
from detente.paper.blocks import Exhibit, Grid
from detente.paper.charts import style
from detente.paper.charts.neighbourhood import Frame, Place, neighbourhood
from detente.paper.exhibits import land
from detente.paper.exhibits.cells import cells
from detente.paper.exhibits.neighbourhood import framed_around, marked
from detente.phrasing import cap, listed, signed
from detente.rules.membership.simulation import clearness, is_beyond, scale_of
from detente.scenarios.run import Moved, Simulated
from detente.store.catalog import Catalog

ID = "moves"
FOLLOWED = ("neighbourhood.", "conflict_zones.pair.")
"""Beginnings of the series that are about one other state; its code is the last part."""
FEWEST_NEW = 2
"""States that a bloc borders anew, or no more, from which a map has something to show."""
MOST_NAMED = 3
MOST_WORDS = 15
"""States, and words, of a message."""
EVENTS = {"accession": "With {state} {bloc} would border {names}"}
LEAVES = "Without {state} {bloc} would no longer border {names}"
COLOURS = "{bloc}: {bloc_colour}; {state}: {state_colour}{new}{beyond}"
NEW, LOST = "; dark grey: new neighbours", "; dark grey: neighbours no more"
BEYOND = "; violet: moved by the change in the simulation"
COUNTED = " States followed: {followed}; beyond their band: {beyond}."
HUES = {"first": "blue", "second": "orange"}
SOURCE = " Neighbours by land as of {view}: Correlates of War, {newest}."
DRAWS = " {draws} pairs of simulated futures to {last}."
OUTSIDE = " Beyond the edge of the map: {names}."
BORDERS = " Borders as held in {edition}, neighbours by land as of {view}."


@dataclass(frozen=True, slots=True)
class Touched:
    """Who is touched by a change.

    Attributes
    ----------
    members : tuple of int
        Codes of the members of the bloc at the view, without the state.
    state : tuple of int
        Codes of the state.
    new, lost : tuple of int
        Codes of the states that the bloc would border anew, and no more; the strongest first.
    followed : dict of int to tuple of Moved
        Differences of each other state that is followed, by its code.
    """

    members: tuple[int, ...]
    state: tuple[int, ...]
    new: tuple[int, ...]
    lost: tuple[int, ...]
    followed: dict[int, tuple[Moved, ...]]

    @property
    def beyond(self) -> tuple[int, ...]:
        """Codes of the states of which a difference lies beyond its band, the clearest first."""
        moving = {
            code: max(map(clearness, beyond))
            for code, found in self.followed.items()
            if (beyond := tuple(filter(is_beyond, found)))
        }
        return tuple(sorted(moving, key=lambda code: -moving[code]))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The map as it is drawn.

    Attributes
    ----------
    wide, narrow : str
        SVG for a page and for a phone.
    outside : tuple of str
        Names of touched states of which the page shows nothing.
    """

    wide: str
    narrow: str
    outside: tuple[str, ...]


def who_moves(
    catalog: Catalog, found: Simulated, *, bloc_side: str = "first", anew: bool = True
) -> list[Exhibit]:
    """Draw who is touched by a change of membership; nothing where the map has no message.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    found : Simulated
        The scenario.
    bloc_side : {"first", "second"}
        Colour of the bloc: that of the first party of a paper or of the second.
    anew : bool
        Whether new neighbours alone are a message; not where another map says so already.
    """
    if not found.plan.events or found.plan.view.year < land.EARLIEST:
        return []
    catalog = catalog.as_of(found.plan.view)
    touched = touched_by(catalog, found)
    says_borders = anew and max(len(touched.new), len(touched.lost)) >= FEWEST_NEW
    if not touched.beyond and not says_borders:
        return []
    title = _title(found, touched)
    state_side = "second" if bloc_side == "first" else "first"
    sides = dict.fromkeys(touched.members, bloc_side) | dict.fromkeys(touched.state, state_side)
    below = land.SOURCE + _source(catalog, found) + _counted(found, touched)
    said = Exhibit(
        ID,
        title,
        spec={},
        unit=_unit(found, touched, (bloc_side, state_side)),
        source=below,
        alt=_alt(found, touched, title),
        cells=_cells(found, touched),
    )
    drawn = _drawn(catalog, found, touched, sides, said.alt)
    outside = OUTSIDE.format(names=listed(drawn.outside)) if drawn.outside else ""
    source = said.source + marked(drawn.wide) + outside
    return [replace(said, svg=drawn.wide, narrow_svg=drawn.narrow, source=source)]


def touched_by(catalog: Catalog, found: Simulated) -> Touched:
    """Find the states that a change of membership touches.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    found : Simulated
        The scenario.
    """
    event, view = found.plan.events[0], found.plan.view
    state, members = event.state.members(view), event.bloc.members(view)
    others = tuple(sorted(set(members) - set(state)))
    both = (*others, *state)
    without, joined = (land_neighbours(catalog, some, view.year) for some in (others, both))
    # who joins brings its borders along, who leaves takes them away
    moved = joined - without
    new, lost = (moved if event.verb == verb else frozenset() for verb in ("accession", "exit"))
    return Touched(
        members=others,
        state=tuple(state),
        new=_ordered(catalog, new),
        lost=_ordered(catalog, lost),
        followed=_followed(found, set(state)),
    )


def _followed(found: Simulated, own: set[int]) -> dict[int, tuple[Moved, ...]]:
    """Give the differences that are about one other state, by its code."""
    by_code: dict[int, tuple[Moved, ...]] = {}
    for moved in found.moved:
        code = moved.wanted.id.rpartition(".")[2]
        if moved.wanted.id.startswith(FOLLOWED) and code.isdigit() and int(code) not in own:
            by_code[int(code)] = (*by_code.get(int(code), ()), moved)
    return by_code


def _ordered(catalog: Catalog, codes: frozenset[int]) -> tuple[int, ...]:
    """Order states by the newest share of capability that is known, the strongest first."""
    rows = catalog.frame("capability").select("ccode", "year", "cinc_share").drop_nulls()
    newest = (
        rows.filter(pl.col("ccode").is_in(list(codes))).sort("year").unique("ccode", keep="last")
    )
    share = dict(newest.select("ccode", "cinc_share").iter_rows())
    return tuple(sorted(codes, key=lambda code: (-share.get(code, 0.0), code)))


def _names(found: Simulated, codes: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(identity_on(code, found.plan.view).name for code in codes)


def _few(names: tuple[str, ...]) -> str:
    """List some names, and say where there are more."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    return f"{', '.join(names[: MOST_NAMED - 1])} and others"


def _title(found: Simulated, touched: Touched) -> Written:
    """Say who moves beyond the band; where nobody does, whom the bloc would border."""
    event, beyond = found.plan.events[0], _names(found, touched.beyond)
    if beyond:
        verb = "moves beyond its band" if len(beyond) == 1 else "move beyond their bands"
        return PlainSentence(f"Of the states followed {_few(beyond)} {verb}")
    changed = touched.new or touched.lost
    names = _few(_names(found, changed))
    words = EVENTS.get(event.verb, LEAVES)
    return PlainSentence(words.format(state=event.state.label, bloc=event.bloc.label, names=names))


def _unit(found: Simulated, touched: Touched, sides: tuple[str, str]) -> str:
    """Say what the colours mean."""
    event = found.plan.events[0]
    bloc_colour, state_colour = (HUES[side] for side in sides)
    return COLOURS.format(
        bloc=cap(event.bloc.label),
        state=event.state.label,
        bloc_colour=bloc_colour,
        state_colour=state_colour,
        new=(NEW if touched.new else "") + (LOST if touched.lost else ""),
        beyond=BEYOND if touched.beyond else "",
    )


def _counted(found: Simulated, touched: Touched) -> str:
    """Say of how many states that are followed a difference is beyond its band."""
    counts = {"beyond": len(touched.beyond), "followed": len(touched.followed)}
    # where nobody moves beyond its band the map is one of borders, and nothing else
    if not touched.beyond:
        return ""
    plan = found.plan
    return DRAWS.format(draws=f"{plan.draws:,}", last=found.years[-1]) + COUNTED.format(**counts)


def _source(catalog: Catalog, found: Simulated) -> str:
    """Say of which year the borders are."""
    plan = found.plan
    newest = min(plan.view.year, catalog.last_year("cow_contiguity"))
    return SOURCE.format(view=plan.view.year, newest=newest)


def _alt(found: Simulated, touched: Touched, title: Written) -> str:
    """Describe the map."""
    event = found.plan.events[0]
    said = f"Map of {event.state.label}, the members of {event.bloc.label} and the states around."
    for codes, what in (
        (touched.new, "New neighbours"),
        (touched.lost, "Neighbours no more"),
        (touched.beyond, "Beyond the band"),
    ):
        said += f" {what}: {listed(_names(found, codes))}." if codes else ""
    said += BORDERS.format(edition=land.EDITION, view=found.plan.view.year)
    return f"{said} {render(title)}."


def _drawn(
    catalog: Catalog, found: Simulated, touched: Touched, sides: dict[int, str], alt: str
) -> Drawn:
    """Draw the map for a page and for a phone, around the state and whom its change touches."""
    view = found.plan.view
    changed = (*touched.new, *touched.lost)
    # a difference beyond its band is what the map is about: it covers the other colours
    coloured = sides | dict.fromkeys(changed, "new") | dict.fromkeys(touched.beyond, "beyond")
    shapes = catalog.frame("map_shapes").sort("shape")
    held = shapes.filter(pl.col("ccode").is_in(list(touched.state)))
    around = shapes.filter(pl.col("ccode").is_in([*changed, *touched.beyond]))
    middles = around.select("lon", "lat").to_numpy().astype(float).reshape(-1, 2)
    frame = framed_around(catalog, held, np.asarray(middles), ())
    as_it_was = (
        *land.states(catalog, shapes, coloured, view),
        *land.not_yet(catalog, shapes, coloured, view),
        *land.taken_later(catalog, coloured, view),
    )
    places = [*as_it_was, *land.claimed(catalog, sides, without=set())]
    wide, slim = (
        neighbourhood(places, frame(width), label=alt) for width in (style.WIDTH, style.NARROW)
    )
    named = _names(found, (*changed, *(code for code in touched.beyond if code not in changed)))
    seen = {one.name for one in places if one.side in ("new", "beyond") and shows(frame, one)}
    return Drawn(wide, slim, outside=tuple(name for name in named if name not in seen))


def shows(frame: Callable[[int], Frame], place: Place) -> bool:
    """Tell whether a map on a page shows anything of a place.

    Parameters
    ----------
    frame : callable
        Gives the frame of a width.
    place : Place
        The place.
    """
    page = frame(style.WIDTH)
    points = np.concatenate([page.placed(ring) for ring in place.rings]) if place.rings else None
    if points is None:
        return False
    inside = (points >= 0).all(axis=1) & (points <= (page.width, page.height)).all(axis=1)
    return bool(inside.any())


def _cells(found: Simulated, touched: Touched) -> Grid:
    """Give every state that is touched: borders as counted, differences with their bands."""
    heads = ("state", "what", "mean", "eight in ten", "beyond")
    return cells(ID, heads, tuple(_rows(found, touched)))


def _rows(found: Simulated, touched: Touched) -> Iterator[tuple[str, ...]]:
    event = found.plan.events[0]
    for codes, what in ((touched.new, "would border"), (touched.lost, "would no longer border")):
        for name in _names(found, codes):
            yield name, f"{what} {event.bloc.label}", "", "", "counted"
    for code, differences in touched.followed.items():
        (name,) = _names(found, (code,))
        yield from (_row(name, one) for one in differences)


def _row(name: str, moved: Moved) -> tuple[str, ...]:
    """Write the difference of the last year."""
    scale = scale_of(moved)
    mean, low, high = (
        signed(scale * float(row[-1])) for row in (moved.mean, moved.low, moved.high)
    )
    unit = "points" if moved.wanted.unit in ("share", "chance") else moved.wanted.unit
    beyond = "yes" if is_beyond(moved) else "no"
    return name, f"{moved.wanted.label} ({unit})", mean, f"{low} to {high}", beyond
