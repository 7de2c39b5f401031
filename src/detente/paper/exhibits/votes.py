"""The picture of page 1 where votes are on record: the same vote of the two, year by year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.actors.relation_key import RelationKey, short
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence, figures, length, render
from detente.evidence.series import Series
from detente.identity.vote_shares import WHOLE, Tally, VoteShares, vote_shares
from detente.paper.blocks import Exhibit, Grid, Spec
from detente.paper.charts import votes as charts
from detente.paper.charts.strip import Bar, Drawn
from detente.paper.charts.style import for_phone
from detente.paper.charts.turning_points import named_on_phone
from detente.paper.charts.votes import Window
from detente.paper.exhibits.cells import band_column, by_year, column
from detente.paper.exhibits.turning import turning_points
from detente.paper.sections.blocks import source_line
from detente.phrasing import percent_sign
from detente.rules.parts import Parts
from detente.rules.positions.same_vote import FLAT
from detente.rules.positions.same_vote_back import back
from detente.rules.positions.same_vote_ranks import ranks
from detente.rules.vote_curve import (
    FEWEST,
    by_year_of,
    compared,
    counts_by_year,
    curve_of,
    same_by_year,
)
from detente.rules.vote_windows import TwoWindows, is_states, side_codes
from detente.rules.vote_words import name_of, pair_cells, share_cell, share_figure, years_of
from detente.store.catalog import Catalog

if TYPE_CHECKING:
    from detente.paper.brief import Brief

ID = "votes"
FEWEST_YEARS = 8
"""Years with a share from which there is a curve."""
LEADS = 2.0
"""Times the median state's move from the other side by which one side has moved."""
MOST_OF_IT = 0.5
"""Part of the change that the median state's move from that side makes."""
UNIT = "Part of the UN votes of both that they cast alike, by calendar year"
OF_BLOC = "; a bloc at the members of the view"
CAVEAT = "A vote is no policy, and others set the agenda."
"""What holds of every vote."""
DRAWN = "Band: 90 per cent interval.{bars} Grey: {peer}."
BARS = " Bars: the years that the text compares."
MEDIAN_STATE, MEDIAN_PAIR = "median state", "median pair"
THE_MEDIAN = {
    MEDIAN_STATE: "the median state with {bloc}",
    MEDIAN_PAIR: "the median of all pairs of states",
}
PEERS = ("with_bloc", "vote_level", "between", "net_lean")
"""Rules that compare with a state by its name, whose curve a reader then wants to see."""
FELL = "Votes alike fell from {before:percent_sign} to {now:percent_sign} after {last}"
ROSE = "Votes alike rose from {before:percent_sign} to {now:percent_sign} after {last}"
HARDLY = (
    "In UN votes the two hardly moved: {before:percent_sign} alike to {last}, then "
    "{now:percent_sign}"
)
EARLIER = (
    "Votes alike fell from {earlier:percent_sign} to {before:percent_sign} after {year}, and "
    "hardly moved since",
    "Votes alike rose from {earlier:percent_sign} to {before:percent_sign} after {year}, and "
    "hardly moved since",
)
"""Where nothing moved between the windows and much before them: fell, and rose."""
IS_BACK = (
    "Votes alike rose to {before:percent_sign} after {end}, and are back at {now:percent_sign}",
    "Votes alike fell to {before:percent_sign} after {end}, and are back at {now:percent_sign}",
)
"""Where the newer move undid the one before it: after a rise, and after a fall."""
SPAN, MUCH = 5, 0.08
"""Years before the windows, and the change from them that a reader sees first."""
AS_OTHERS = (
    "In UN votes the two moved as others did: {before:percent_sign} alike to {last}, then "
    "{now:percent_sign}"
)
LEVEL = "In {from} to {to} the two cast {now:percent_sign} of UN votes alike"
MOVED = (
    "From {before:percent_sign} to {now:percent_sign} of votes alike after {last}: {side} ",
    "From {before:percent_sign} to {now:percent_sign} of votes alike: {side} ",
)
"""The same with the side that moved, the longest first."""
AWAY, TOWARDS = "moved away", "came nearer"
BESIDE = (
    "In UN votes {subject} agrees with {other} in {now:percent_sign}, with {peer} in "
    "{theirs:percent_sign}"
)
"""Where nothing moved, beside the state that page 1 compares with."""
BESIDE_ALIKE = "In UN votes {subject} agrees with {other} as with {peer}: {now:percent_sign}"
ALIKE = 0.03
"""Difference of two parts that a message does not set against each other."""
MOST_WORDS = 15
"""Words of a message."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Whose curve is drawn in grey.

    Attributes
    ----------
    words : str
        What the note below the picture calls it.
    series : Series
        Its curve; its owner is the label in the picture.
    subject : int
        Place of the party whose votes are compared: 0 or 1.
    code : int or None
        COW code of a state that page 1 names; None for the median.
    """

    words: str
    series: Series
    subject: int = 0
    code: int | None = None


def votes(brief: Brief, bars: Sequence[Bar] = ()) -> list[Exhibit]:
    """Draw the same vote by year; nothing where too few votes are on record.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    bars : sequence of Bar
        States of the relation to draw above the curve.
    """
    pair = brief.pair
    found = compared(brief.relation.catalog, pair)
    own = same_by_year(brief.relation.catalog, pair)
    if found is None or len(own.years) < FEWEST_YEARS:
        return []
    peer = _peer(brief, own)
    title = title_of(brief.relation.catalog, pair, found, peer)
    windows = _compared(brief, title, _drawn(brief.relation.catalog, pair, found, own))
    above = _above(brief, own, bars)
    given = (own, peer.series, windows, above)
    drawn = DRAWN.format(bars=BARS if windows else "", peer=peer.words)
    shown = Exhibit(
        ID,
        title,
        spec=charts.votes(*given),
        unit=UNIT + ("" if is_states(pair) else OF_BLOC),
        source=f"{source_line([own])} {drawn} {CAVEAT}",
    )
    narrow = for_phone(charts.votes(*given, narrow=True))
    shown = replace(shown, narrow=narrow, at_height=partial(_at_height, given))
    legend = named_on_phone(above.points)
    return [replace(shown, legend=legend, alt=_alt(title, own), cells=_cells(own, peer))]


def _above(brief: Brief, own: Series, bars: Sequence[Bar]) -> Drawn:
    """Give what stands above the curve: states and turning points, in its years."""
    last = max(own.years[-1], min(brief.pair.as_of, own.years[-1] + 1))
    years = (own.years[0], last)
    points = tuple(one for one in turning_points(brief, years, own) if one.year <= last)
    inside = tuple(one for one in bars if one.end >= years[0])
    return Drawn(inside, points, curves=(), years=years)


def _compared(brief: Brief, title: Sentence, windows: Sequence[Window]) -> tuple[Window, ...]:
    """Keep the windows of which message or text print the share."""
    keys = {brief.pair.first.key, brief.pair.second.key}
    lines = brief.printed_lines
    sentences = (one for line in lines for one in (*line.finding.sentences, *line.messages))
    printed = (title, *(one for one in sentences if isinstance(one, Sentence)))
    cells = (cell for one in printed for figure in figures(one) for cell in figure.cells)
    known = (dict(cell.keys) for cell in cells if cell.table == "same_votes")
    own = (one for one in known if {one.get("a"), one.get("b")} == keys)
    said = {one.get("first") for one in own}
    return tuple(one for one in windows if one.first in said)


def _at_height(given: tuple[Any, ...], height: int) -> Spec:
    """Draw the same curve higher, or lower."""
    return charts.votes(*given, height=height)


def _peer(brief: Brief, own: Series) -> Peer:
    """Choose the grey curve: a state that page 1 compares with, else the median."""
    catalog, pair = brief.relation.catalog, brief.pair
    for subject, code in _named(brief):
        name = name_of(code, pair.day)
        of = f"{name} | {short((pair.first, pair.second)[subject])}"
        side = side_codes(pair)[subject]
        series = by_year_of(catalog, pair, of, (side, (code,)))
        if len(series.years) >= FEWEST_YEARS:
            return Peer(of.replace(" | ", " and "), series, subject=subject, code=code)
    return _median(brief, own)


def _named(brief: Brief) -> Iterator[tuple[int, int]]:
    """Give the states that key findings on votes name, each with the side it is compared with."""
    pair = brief.pair
    sides = side_codes(pair)
    own = {*sides[0], *sides[1]}
    codes = vote_shares(
        brief.relation.catalog, min(pair.as_of, WHOLE), min(pair.as_of, WHOLE)
    ).codes
    names = {name_of(code, pair.day): code for code in codes.tolist() if code not in own}
    for one in brief.argument.key_findings:
        line = one.line
        if line.rule not in PEERS or line.headline is None:
            continue
        message = " ".join(map(render, line.messages))
        found = {name: re.search(rf"\b{re.escape(name)}\b", message) for name in names}
        at = {name: match.start() for name, match in found.items() if match is not None}
        for name in sorted(at, key=lambda name: at[name]):
            yield _subject(pair, message), names[name]


def _subject(pair: RelationKey, message: str) -> int:
    """Say whose votes a message compares: the bloc's, or of two states those of the first named."""
    if pair.bloc_and_state is not None:
        return 0 if pair.bloc_and_state[0] is pair.first else 1
    places = [message.find(party.label) for party in (pair.first, pair.second)]
    known = [place if place >= 0 else len(message) for place in places]
    return known.index(min(known))


def _median(brief: Brief, own: Series) -> Peer:
    """Give the median state's vote with the bloc, or the median of all pairs of states."""
    catalog, pair = brief.relation.catalog, brief.pair
    sides = pair.bloc_and_state
    medians: dict[int, float] = {}
    for counts in counts_by_year(catalog, pair):
        if counts.last not in own.years:
            continue
        if sides is None:
            shares = (counts.same / np.maximum(counts.votes, 1.0))[counts.votes >= FEWEST]
        else:
            place = 0 if sides[0] is pair.first else 1
            shares = counts.with_all(side_codes(pair)[place])
        if shares.size and not np.isnan(shares).all():
            medians[counts.last] = float(np.nanmedian(shares))
    kind = MEDIAN_PAIR if sides is None else MEDIAN_STATE
    bloc = "" if sides is None else sides[0].label
    return Peer(THE_MEDIAN[kind].format(bloc=bloc), curve_of(kind, medians))


def _drawn(
    catalog: Catalog, pair: RelationKey, found: TwoWindows, own: Series
) -> tuple[Window, ...]:
    """Give the windows that title and text compare, where the picture reaches back to them."""
    earlier = _before_both(catalog, pair, found) if abs(found.change) < FLAT else None
    windows = (
        *([(*earlier, True)] if earlier is not None and found.comparable else []),
        (found.before, found.then, found.comparable),
        (found.now, found.late, True),
    )
    return tuple(
        Window(counts.first, counts.last, share=tally.share)
        for counts, tally, is_same in windows
        if is_same and counts.last >= own.years[0]
    )


def title_of(catalog: Catalog, pair: RelationKey, found: TwoWindows, peer: Peer) -> Sentence:
    """Say from what to what the same vote went, and which side moved.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation.
    found : TwoWindows
        The windows that the text compares.
    peer : Peer
        Whose curve is drawn in grey.
    """
    before, now = pair_cells(pair, found)
    shown = {
        "before": share_figure(ID, "before", before),
        "now": share_figure(ID, "now", now),
        **years_of(ID, found.before, ("first", "last"), before, now),
        **years_of(ID, found.now, ("from", "to"), before, now),
    }
    if not found.has_moved and peer.code is not None:
        beside = _beside(pair, found, peer)
        if length(beside) <= MOST_WORDS:
            return beside
    if not found.comparable:
        return Sentence(LEVEL, {name: shown[name] for name in ("from", "to", "now")})
    named = {name: shown[name] for name in ("before", "now", "last")}
    if abs(found.change) < FLAT:
        return _moved_before(catalog, pair, found, named) or Sentence(HARDLY, named)
    if not found.has_moved:
        return Sentence(AS_OTHERS, named)
    returned = back(catalog, pair, found, 1 if found.change > 0 else -1)
    if returned is not None:
        shown_in = {name: named[name] for name in ("before", "now")}
        return Sentence(IS_BACK[found.change > 0], {**shown_in, "end": returned.parts["end"]})
    template = FELL if found.change < 0 else ROSE
    side = _moved_side(pair, found)
    if side:
        way = AWAY if found.change < 0 else TOWARDS
        for words in MOVED:
            shown_in = {name: named[name] for name in named if f"{{{name}" in words}
            said = Sentence(words + way, {**shown_in, "side": side})
            if length(said) <= MOST_WORDS:
                return said
    return Sentence(template, named)


def _moved_before(
    catalog: Catalog, pair: RelationKey, found: TwoWindows, named: dict[str, Figure]
) -> Sentence | None:
    """Say what changed before the windows, where that is what the curve shows first."""
    earlier = _before_both(catalog, pair, found)
    if earlier is None:
        return None
    counts, tally = earlier
    first, last = counts.first, counts.last
    change = found.then.share - tally.share
    cell = share_cell((pair.first.key, pair.second.key), tally, first, last)
    parts = {
        "earlier": share_figure(ID, "earlier", cell),
        "before": named["before"],
        "year": dated(figure_id(ID, "earlier", last), last, cell),
    }
    return Sentence(EARLIER[change > 0], parts)


def _before_both(
    catalog: Catalog, pair: RelationKey, found: TwoWindows
) -> tuple[VoteShares, Tally] | None:
    """Give the years before both windows, where the same vote was clearly another then."""
    last = found.before.first - 1
    first = last - SPAN + 1
    if pair.as_now_since > first:
        return None
    counts = vote_shares(catalog, first, last)
    tally = counts.tally(*found.sides)
    if tally.calls < FEWEST * SPAN or abs(found.then.share - tally.share) < MUCH:
        return None
    return counts, tally


def _beside(pair: RelationKey, found: TwoWindows, peer: Peer) -> Sentence:
    """Compare the other party with the state that page 1 names, in the newest window."""
    assert peer.code is not None
    parties = (pair.first, pair.second)
    subject, other = parties[peer.subject], parties[1 - peer.subject]
    counts, name = found.now, name_of(peer.code, pair.day)
    tally = counts.tally(side_codes(pair)[peer.subject], (peer.code,))
    theirs = share_cell((subject.key, name), tally, counts.first, counts.last)
    now = pair_cells(pair, found)[1]
    parts: Parts = {
        "subject": subject.label,
        "other": other.label,
        "now": share_figure(ID, "now", now),
        "peer": name,
    }
    if abs(now.value - theirs.value) < ALIKE:
        return Sentence(BESIDE_ALIKE, parts)
    return Sentence(BESIDE, {**parts, "theirs": share_figure(ID, "theirs", theirs)})


def _moved_side(pair: RelationKey, found: TwoWindows) -> str:
    """Name the side from which, or to which, most states moved; empty where it is not one alone."""
    one, other = sorted(ranks(pair, found), key=lambda rank: -abs(rank.usual))
    is_same_way = one.usual * found.change > 0
    alone = abs(one.usual) >= LEADS * abs(other.usual)
    enough = abs(one.usual) >= MOST_OF_IT * abs(found.change)
    return one.side if is_same_way and alone and enough else ""


def _alt(title: Sentence, own: Series) -> str:
    """Describe the curve for who cannot see it: its message, its ends, its extremes."""
    cells = list(own.cells())
    lowest, highest = (chosen(cells, key=lambda cell: cell.value) for chosen in (min, max))
    marks = {"": cells[0], "lowest ": lowest, "highest ": highest}
    values = [f"{word}{percent_sign(cell.value)} in {cell.year}" for word, cell in marks.items()]
    last = f"{percent_sign(cells[-1].value)} in {cells[-1].year}"
    curve = ", ".join([*values, last])
    return (
        f"Line chart of the same vote in the UN, {cells[0].year} to {cells[-1].year}: {curve}. "
        f"{render(title)}."
    )


def _cells(own: Series, peer: Peer) -> Grid:
    """Give every value that is drawn."""
    columns = [
        column(own.of, own, percent_sign),
        band_column("interval of 90%", own, percent_sign),
        column(peer.series.of, peer.series, percent_sign),
    ]
    return by_year(ID, [one for one in columns if one.by_year])
