"""``detente ideal-points``: positions from votes, the UN's or anybody's."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import Offline
from detente.files import may_write, write_whole

if TYPE_CHECKING:
    import polars as pl

    from detente.identity.ideal_points import Estimate
    from detente.identity.roll_calls import RollCalls

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente ideal-points --votes examples/votes.csv --out positions.csv"
ENDINGS = (".parquet", ".csv")
CONVERGED = 1.05
"""R-hat below which the chains of a cell agree."""


def run(
    *,
    path: Annotated[Path, typer.Option("--out", help="File to write: .parquet or .csv.")],
    votes: Annotated[
        Path | None, typer.Option(help="Your own votes: .csv, .tsv or .parquet.")
    ] = None,
    issue: Annotated[
        str | None, typer.Option(help="Only votes on me, nu, di, hr, co or ec (coded to 2019).")
    ] = None,
    vote_set: Annotated[
        str | None, typer.Option("--set", help="adopted (to 2025) or voeten (to 2019).")
    ] = None,
    paragraphs: Annotated[
        bool, typer.Option("--paragraphs", help="Keep paragraph votes after 1989 (voeten).")
    ] = False,
    mode: Annotated[
        str, typer.Option(help="compat (the literature's numbers) or proper (a posterior).")
    ] = "compat",
    preset: Annotated[str, typer.Option(help="preview (no intervals), quick or full.")] = "quick",
    draws: Annotated[
        Path | None, typer.Option(help="Also write the joint draws of all positions: .parquet.")
    ] = None,
    anchors: Annotated[
        str | None,
        typer.Option(help="The actors that are high and low: USA,RUS or two of your own."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the sampler: one seed, one answer.")] = 1,
    threads: Annotated[int, typer.Option(help="Cores to use; 0 takes all.")] = 0,
    offline: Offline = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a summary as JSON.")] = False,
) -> None:
    """Estimate ideal points with intervals and convergence by cell; resumes if interrupted."""
    from detente.identity.ideal_points import forget, ideal_points

    _check(path, draws, preset=preset, seed=seed, threads=threads)
    with progress():
        if votes is not None:
            calls = _own_votes(votes, un_options=bool(issue or vote_set or paragraphs))
        else:
            calls = _un_votes(issue, vote_set, paragraphs=paragraphs, offline=offline)
        votes_cast, roll_calls = calls.frame.height, calls.frame["call"].n_unique()
        counts = f"{votes_cast:,} votes on {roll_calls:,} roll calls"
        logger.info("%s, mode %s, preset %s", counts, mode, preset)
        estimate = ideal_points(
            calls,
            mode=mode,
            preset=preset,
            seed=seed,
            threads=threads,
            keep=path,
            anchors=_anchors(anchors),
        )
        frame = estimate.frame()
        _write(frame, path)
        if draws is not None:
            logger.info("writing draws")
            _write(estimate.draws(), draws)
        forget(path)
    _report(estimate, frame, path, as_json=as_json)


def _check(path: Path, draws: Path | None, *, preset: str, seed: int, threads: int) -> None:
    """Refuse, before any work, what could not be written or sampled at the end."""
    from detente.errors import RequestError

    _check_target(path, "--out", ENDINGS)
    if draws is not None:
        _check_target(draws, "--draws", ENDINGS[:1])
        if preset == "preview":
            raise RequestError(
                "a preview has no draws", next_step="ask for the preset quick or full"
            )
    if not 0 <= seed < 2**31 or threads < 0:
        raise RequestError("seed and threads are whole numbers, not below 0")


def _check_target(path: Path, option: str, endings: tuple[str, ...]) -> None:
    """Refuse a file that could not be written."""
    from detente.errors import RequestError
    from detente.given import is_folder

    if path.suffix not in endings:
        raise RequestError(
            f"'{path.suffix}' is not an ending that can be written", where=str(path), near=endings
        )
    if is_folder(path) or not may_write(path.parent):
        raise RequestError(f"'{path}' cannot be written", where=option)


def _own_votes(votes: Path, *, un_options: bool) -> RollCalls:
    """Read the user's file of votes."""
    from detente.errors import RequestError
    from detente.identity.roll_calls import read_votes

    if un_options:
        raise RequestError(
            "--issue, --set and --paragraphs are about the UN's votes",
            next_step="leave them out with --votes",
        )
    return read_votes(votes)


def _un_votes(
    issue: str | None, vote_set: str | None, *, paragraphs: bool, offline: bool
) -> RollCalls:
    """Give the UN's votes that were asked for; what the store lacks is pulled."""
    from detente.errors import MissingTable, RequestError
    from detente.identity.agreement import ISSUES
    from detente.identity.roll_calls import SETS, TABLES, of_tables
    from detente.sources.ensure import ensure
    from detente.store.home import default_store

    if issue is not None and issue not in ISSUES:
        raise RequestError(f"no issue is called '{issue}'", near=tuple(ISSUES))
    name = vote_set or ("voeten" if issue or paragraphs else "adopted")
    if name not in SETS:
        raise RequestError(f"no vote set is called '{name}'", near=SETS)
    if paragraphs and name != "voeten":
        raise RequestError("paragraph votes are in Voeten's set only", next_step="use --set voeten")
    needed = (*TABLES[name], "un_roll_call_issues") if issue else TABLES[name]
    store = default_store(offline=offline)
    reason = ensure(needed, store)
    if reason:
        raise MissingTable(
            f"the votes are not available: {reason}", next_step="give your own with --votes FILE"
        )
    tables = {table: store.get(table).frame for table in needed}
    return of_tables(tables, name, issue=issue, paragraphs=paragraphs)


def _anchors(text: str | None) -> tuple[str, str] | None:
    """Read the two actors that orient the dimension, high and low."""
    if text is None:
        return None
    from detente.errors import RequestError

    names = [name.strip() for name in text.split(",")]
    if len(names) != 2:
        raise RequestError(
            f"'{text}' is not a pair of anchors", next_step="write two names with a comma: USA,RUS"
        )
    return names[0], names[1]


def _write(frame: pl.DataFrame, path: Path) -> None:
    from detente.store.read_back import csv_holds, parquet_holds

    if path.suffix == ".csv":
        write_whole(path, frame.write_csv, lambda written: csv_holds(written, frame))
    else:
        write_whole(path, frame.write_parquet, lambda written: parquet_holds(written, frame))


def _report(estimate: Estimate, frame: pl.DataFrame, path: Path, *, as_json: bool) -> None:
    """Print what was estimated, and how far it can be trusted."""
    points, few_votes = estimate.points, int(frame["few"].sum())
    r_hat = frame["r_hat"].drop_nulls()
    converged = int((r_hat < CONVERGED).sum()) / r_hat.len() if r_hat.len() else None
    if as_json:
        names = ("preset", "iterations", "chains", "seed")
        summary: dict[str, Any] = {name: getattr(points, name) for name in names}
        summary |= {"file": str(path), "name": estimate.name, "cells": frame.height}
        summary["thin_cells"] = few_votes
        summary["seconds"] = round(estimate.seconds, 1)
        summary["r_hat_below_1.05"] = None if converged is None else round(converged, 4)
        summary["met"] = {name: round(part, 4) for name, part in estimate.met().items()}
        out_json(summary)
        return
    out(f"{path}: {frame.height:,} cells ({estimate.name}), {few_votes} with fewer than ten votes")
    if converged is None:
        out("a preview: approximate, without intervals")
    else:
        apart = estimate.met()["distances"]
        of_what = f"{converged:.0%} of the cells and {apart:.0%} of the distances"
        out(f"R-hat is below {CONVERGED} in {of_what} within a year")
    out(f"{estimate.seconds:.1f} s of sampling")
