"""``detente score``: predictions of any model, scored as our own are."""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson

if TYPE_CHECKING:
    from detente.evaluation.scorecard import Coverage, GroupScores, Scorecard

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente score examples/predictions.csv"
WIDTH = 98
NAMES = {
    "relevant": "pairs with a border or a major power",
    "all": "all pairs predicted",
}


def run(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="Predictions, .parquet or .csv: ccode1, ccode2, year, origin, and p, or draw and "
            "outcome; docs/scoring.md describes them.",
        ),
    ] = None,
    *,
    board: Annotated[
        bool, typer.Option("--board", help="Score our own models and the simple ones instead.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score predictions of disputes by any model, beside our model and simple ones."""
    if board == (path is not None):
        raise typer.BadParameter("give a file of predictions, or --board")
    if path is None:
        _board(as_json=as_json)
        return
    from detente.evaluation.scoring import score
    from detente.panel.user_file import read_frame

    with progress(quiet=as_json):
        logger.info("reading %s", path)
        frame = read_frame(path, "file of predictions")
        logger.info("scoring %s rows", f"{frame.height:,}")
        found = score(frame, where=str(path))
    if as_json:
        out_json(found.plain())
        return
    for line in lines(found):
        out(line)


def _board(*, as_json: bool) -> None:
    """Print the leader board of our own models and the simple ones."""
    from detente.evaluation.leader_board import board
    from detente.store.catalog import default_catalog

    with progress(quiet=as_json):
        logger.info("scoring our own models and the simple ones")
        table = board(default_catalog())
    if as_json:
        out_json(table.plain())
        return
    out(table.title)
    sizes = (42, 6, 6, 7, 10, 0)
    heads = ("", "AP", "AUC", "Brier", "log loss", "log loss less ours [95 %]")
    for row in (heads, *((*one[:4], one[4].partition(" ")[0], one[5]) for one in table.rows)):
        shown = (f"{cell:<{size}}" for cell, size in zip(row, sizes, strict=True))
        out(f"  {''.join(shown)}".rstrip())
    out("Brier and log loss are skills; the last column is in ten-thousandths, lower is better.")
    out(table.note)


def lines(found: Scorecard) -> Iterator[str]:
    """Write a scorecard, the verdict first, none wider than a terminal.

    Parameters
    ----------
    found : Scorecard
        As `scoring.score` gives it.
    """
    yield from textwrap.wrap(found.verdict, WIDTH)
    for part in found.coverage:
        yield from textwrap.wrap(covered(part), WIDTH, subsequent_indent="  ")
    for name, group in (("relevant", found.relevant), ("all", found.all)):
        same = name == "all" and found.relevant and group and found.relevant.cases == group.cases
        if group is not None and not same:
            yield ""
            yield from _of_group(name, group)
    yield ""
    for note in notes(found):
        yield from textwrap.wrap(note, WIDTH, subsequent_indent="  ")


def _of_group(name: str, group: GroupScores) -> Iterator[str]:
    """Write the scores of one group."""
    counted = f"{group.cases:,} pair-years of {group.pairs:,} pairs, {group.first}-{group.last}"
    came = f"{group.events:,} disputes began, {group.expected:,.1f} expected"
    yield f"{NAMES[name].capitalize()}: {counted}"
    yield f"  {came}; calibration slope {_figure(group.slope, 2)}"
    yield from _models(group)
    yield from _gains(group)
    yield from _calibration(group)
    yield from _decades(group)


def _models(group: GroupScores) -> Iterator[str]:
    """Write the scores of the predictions and of other models."""
    from detente.evaluation.scorecard import SHORT

    heads = ("average precision", "AUC", "Brier", "log loss", "expected")
    yield ""
    yield f"  {'':<25}" + "".join(
        f"{head:>{width}}" for head, width in zip(heads, SIZES, strict=True)
    )
    own = (group.precision, group.roc, group.brier, group.log_loss, group.expected)
    yield _model_row("predictions", own)
    for other in group.beside:
        scores = (other.precision, other.roc, other.brier, other.log_loss, other.expected)
        yield _model_row(SHORT.get(other.model, "base rate"), scores)


SIZES = (18, 7, 9, 10, 11)
"""Widths of the columns of scores."""


def _model_row(name: str, scores: tuple[float | None, ...]) -> str:
    digits = (3, 3, 5, 5, 1)
    cells = zip(scores, digits, SIZES, strict=True)
    return f"  {name:<25}" + "".join(f"{_figure(one, n):>{width}}" for one, n, width in cells)


def _gains(group: GroupScores) -> Iterator[str]:
    """Write what the predictions gain over other models, with intervals."""
    from detente.evaluation.scorecard import SHORT, loss_gain, with_interval

    yield ""
    yield "  predictions less the other: negative is better in Brier and log loss (x 10,000) [95 %]"
    yield f"  {'':<25}{'average precision':<24}{'Brier':<24}{'log loss':<24}"
    for other in group.beside:
        precision = with_interval(other.precision_gain, "+.3f")
        losses = f"{loss_gain(other.brier_gain):<24}{loss_gain(other.log_loss_gain)}"
        yield f"  {SHORT.get(other.model, 'base rate'):<25}{precision:<24}{losses}".rstrip()
    yield ""
    yield f"  {'skill over (1 perfect, 0 no better)':<36}{'Brier':<24}{'log loss':<24}"
    for other in group.beside:
        skills = [with_interval(s, ".3f") for s in (other.brier_skill, other.log_loss_skill)]
        yield f"  {SHORT.get(other.model, 'base rate'):<36}{skills[0]:<24}{skills[1]}".rstrip()


def _calibration(group: GroupScores) -> Iterator[str]:
    """Write what was said and what came, bin by bin."""
    from detente.evaluation.scorecard import with_interval

    yield ""
    heads = f"{'pair-years':>11}{'disputes':>10}{'said':>8}{'came':>8}"
    yield f"  {'p':<14}{heads}   said less came [95 %]"
    for one in group.bins:
        counts = f"{one.cases:>11,}{one.events:>10,}{one.said:>8.3f}{one.came:>8.3f}"
        yield f"  {one.low:.2f} to {one.high:.2f}  {counts}   {with_interval(one.gap, '+.3f')}"


def _decades(group: GroupScores) -> Iterator[str]:
    """Write each decade: skill, and the difference to our model and to history."""
    from detente.evaluation.scorecard import BASE, HISTORY, MODEL, loss_gain

    yield ""
    yield (
        f"  {'years':<11}{'disputes':>9}{'expected':>9}{'AP':>7}{'skill':>7}"
        f"   {'log loss less our model':<24}   less history (x 10,000)"
    )
    for one in group.decades:
        skill = one.over(BASE).log_loss_skill.value
        figures = f"{one.events:>9,}{one.expected:>9.1f}{_figure(one.precision, 3):>7}{skill:>7.3f}"
        gains = [loss_gain(one.over(model).log_loss_gain) for model in (MODEL, HISTORY)]
        yield f"  {f'{one.first}-{one.last}':<11}{figures}   {gains[0]:<24}   {gains[1]}".rstrip()


def covered(part: Coverage) -> str:
    """Write what of a group was predicted, and what was not.

    Parameters
    ----------
    part : Coverage
        As a scorecard holds it.
    """
    whole = part.predicted + part.left_out
    which = "relevant pair-years" if part.group == "relevant" else "pair-years in all"
    years = "1 year" if part.years == 1 else f"{part.years} years"
    return (
        f"predicted: {part.predicted:,} of {whole:,} {which}, in {years}; "
        f"not predicted: {part.left_out:,}, with {part.left_out_events:,} disputes"
    )


def notes(found: Scorecard) -> Iterator[str]:
    """Write what was not scored, and how to read the figures.

    Parameters
    ----------
    found : Scorecard
        As `scoring.score` gives it.
    """
    if found.coverage[0].years_left_out:
        yield f"years that are scored and were not predicted: {found.coverage[0].years_left_out}"
    if found.without_outcome:
        yield (
            f"not scored: {found.without_outcome:,} predictions of pairs of which one was no state "
            "of the COW system in that year or the year before"
        )
    if found.certain:
        yield (
            f"{found.certain:,} predictions are 0 or 1: their log loss is that of a chance of one "
            "in a billion"
        )
    first, last = found.leads
    if last > 1:
        yield (
            f"predictions look {first} to {last} years ahead of their origin; our models look one "
            "year ahead, so that they know more"
        )
    if found.draws:
        chance = "the chance is (disputes + 1/2) / (draws + 1)"
        yield f"at least {found.draws:,} draws a pair and year; {chance}"
    yield (
        "intervals: 500 draws of whole pairs with replacement, a state and its successor as one; "
        "base rate: of the years before each decade"
    )
    last = found.last_fitted
    source = f"disputes are those of Gibler, Miller and Little to {last}, of COW in later years"
    yield f"skill by decade is that of log loss over the base rate; {source}"


def _figure(value: float | None, digits: int) -> str:
    """Write a figure; a stroke where there is none."""
    return "-" if value is None else f"{value:,.{digits}f}"
