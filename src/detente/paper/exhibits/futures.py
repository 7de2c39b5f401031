"""Fans of differences between paired futures, one panel a spin-off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.evidence.sentence import PlainSentence, render
from detente.paper.blocks import Exhibit, Grid
from detente.paper.charts.futures import Fan
from detente.paper.charts.futures import fans as drawn
from detente.paper.charts.style import for_phone
from detente.paper.exhibits.cells import cells
from detente.phrasing import cap, listed, signed
from detente.rules.membership.simulated_neighbourhood import neighbour_of
from detente.rules.membership.simulated_prominence import share_of
from detente.rules.membership.simulation import clearest, is_beyond, is_silent, scale_of
from detente.scenarios.run import Moved, Simulated

ID = "futures"
UNIT = "Difference that {event} makes; line: mean, band: 80% of the pairs"
SOURCE = "{draws} pairs of simulated futures; both lines of a pair share every chance event."
FOLLOWED = {
    "domestic": ("domestic.democracy.",),
    "neighbourhood": ("neighbourhood.alignment.", "neighbourhood.disputes."),
    "conflict_zones": ("conflict_zones.with_members",),
}
"""What is drawn beside the share that the text names: the clearest that begins like this."""
MEASURES = {"cinc": "capability", "gdp": "product", "milex": "military spending"}


def futures(found: Simulated) -> list[Exhibit]:
    """Draw the clearest difference of each spin-off; nothing where all bands hold zero.

    Parameters
    ----------
    found : Simulated
        The scenario.
    """
    series = tuple(_chosen(found))
    # four bands around zero take half a page to say what a sentence says
    if not any(map(is_beyond, series)):
        return []
    shown = [_fan(found, one) for one in series]
    title = PlainSentence(_title(series))
    event = found.plan.events[0]
    picture = Exhibit(
        ID,
        title,
        spec=drawn(shown) or {},
        unit=UNIT.format(event=f"the {event.verb} of {event.year}"),
        source=SOURCE.format(draws=f"{found.plan.draws:,}"),
    )
    names = listed([one.title for one in shown])
    alt = f"Fans of differences around a line at zero: {names}. {render(title)}."
    narrow = for_phone(drawn(shown, narrow=True))
    return [replace(picture, alt=alt, cells=_cells(shown), narrow=narrow)]


def _chosen(found: Simulated) -> Iterator[Moved]:
    """Give the clearest series of each spin-off that the change touches."""
    share = share_of(found)
    if share is not None:
        yield share
    for spinoff, starts in FOLLOWED.items():
        known = tuple(
            one
            for one in found.spinoff(spinoff)
            if one.wanted.id.startswith(starts) and not is_silent(one)
        )
        most = clearest(known)
        if most is not None:
            yield most


def _fan(found: Simulated, moved: Moved) -> Fan:
    scale = scale_of(moved)
    # both futures are one until the change
    mean, low, high = (
        (0.0, *(scale * float(value) for value in row))
        for row in (moved.mean, moved.low, moved.high)
    )
    years = (found.start, *found.years)
    return Fan(_name(found, moved), years, mean=mean, low=low, high=high)


def _name(found: Simulated, moved: Moved) -> str:
    """Say what a panel shows, with its unit."""
    event, id = found.plan.events[0], moved.wanted.id
    if id.startswith("prominence.share_"):
        measure = id.removeprefix("prominence.share_")
        return f"{cap(MEASURES.get(measure, measure))} of {event.bloc.short}, points"
    if id.startswith("domestic."):
        return f"Electoral democracy in {event.state.name}, index"
    if id.startswith("neighbourhood.alignment."):
        return f"{neighbour_of(moved)}: nearness to {event.bloc.short}, points"
    if id.startswith("neighbourhood."):
        return f"{neighbour_of(moved)}: disputes since the start"
    return f"{event.state.name} and members: disputes since the start"


def _title(series: Sequence[Moved]) -> str:
    """Say which of the differences are distinguishable from none."""
    names = {
        "prominence": "weight",
        "domestic": "democracy",
        "neighbourhood": "one neighbour",
        "conflict_zones": "disputes with members",
    }
    beyond = [names[one.wanted.spinoff] for one in series if is_beyond(one)]
    if len(beyond) == len(series):
        return f"Every difference that is drawn is distinguishable from none: {listed(beyond)}"
    return f"Only in {listed(beyond)} is a difference distinguishable from none"


def _cells(shown: Sequence[Fan]) -> Grid:
    """Give every difference that is drawn."""
    rows = tuple(row for fan in shown for row in _rows(fan))
    return cells(ID, ("series", "year", "mean", "eight in ten"), rows)


def _rows(fan: Fan) -> Iterator[tuple[str, ...]]:
    for year, *numbers in zip(fan.years, fan.mean, fan.low, fan.high, strict=True):
        mean, low, high = map(signed, numbers)
        yield fan.title, str(year), mean, f"{low} to {high}"
