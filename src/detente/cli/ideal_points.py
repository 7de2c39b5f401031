"""``detente ideal-points``: positions from votes, the UN's or anybody's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import Progress, out, out_json

if TYPE_CHECKING:
    import polars as pl

    from detente.identity.ideal_points import Estimate
    from detente.identity.roll_calls import RollCalls

EXAMPLE = "Example: detente ideal-points --issue hr --mode compat --preset quick --out human_rights.parquet"
ENDINGS = (".parquet", ".csv")


def run(
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
        Path | None, typer.Option(help="Also write the joint draws: .parquet.")
    ] = None,
    anchors: Annotated[
        str | None, typer.Option(help="Who stands high and low: USA,RUS or two of your actors.")
    ] = None,
    seed: Annotated[int, typer.Option(help="One seed, one answer.")] = 1,
    threads: Annotated[int, typer.Option(help="Cores to use; 0 takes all.")] = 0,
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not pull what the store lacks.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a summary as JSON.")] = False,
) -> None:
    """Estimate ideal points, with intervals, R-hat and effective sample size of every cell; resumes if interrupted."""
    from detente.errors import RequestError
    from detente.identity.ideal_points import forget, ideal_points

    for given, endings in ((path, ENDINGS), (draws, ENDINGS[:1])):
        if given is not None and given.suffix not in endings:
            raise RequestError(
                f"'{given.suffix}' is no ending that can be written", where=str(given), near=endings
            )
        if given is not None and (given.is_dir() or not _may_write(given.parent)):
            raise RequestError(
                f"'{given}' cannot be written", where="--out" if given is path else "--draws"
            )
    if draws is not None and preset == "preview":
        raise RequestError("a preview has no draws", next_step="ask for the preset quick or full")
    if not 0 <= seed < 2**31 or threads < 0:
        raise RequestError("seed and threads are whole numbers, not below 0")
    if offline:
        os.environ["DETENTE_OFFLINE"] = "1"
    say = Progress()
    calls = _calls(votes, issue, vote_set, paragraphs, say)
    say(
        f"{calls.frame.height:,} votes on {calls.frame['call'].n_unique():,} roll calls, mode {mode}, preset {preset}"
    )
    found = ideal_points(
        calls,
        mode=mode,
        preset=preset,
        seed=seed,
        threads=threads,
        keep=path,
        anchors=_anchors(anchors, calls),
        say=say,
    )
    frame = found.frame()
    _write(frame, path)
    if draws is not None:
        say("writing draws")
        _write(found.draws(), draws)
    forget(path)
    _report(found, frame, path, as_json=as_json)


def _calls(
    votes: Path | None, issue: str | None, vote_set: str | None, paragraphs: bool, say: Progress
) -> RollCalls:
    """Take the user's file, or pull the vote set that was asked for."""
    from detente.errors import MissingTable, RequestError
    from detente.identity.agreement import ISSUES
    from detente.identity.roll_calls import SETS, TABLES, of_tables, read_votes
    from detente.sources.ensure import bring
    from detente.store.home import default_store

    if votes is not None:
        if issue or vote_set or paragraphs:
            raise RequestError(
                "--issue, --set and --paragraphs are about the UN's votes",
                next_step="leave them out with --votes",
            )
        return read_votes(votes)
    if issue is not None and issue not in ISSUES:
        raise RequestError(f"no issue is called '{issue}'", near=tuple(ISSUES))
    name = vote_set or ("voeten" if issue or paragraphs else "adopted")
    if name not in SETS:
        raise RequestError(f"no vote set is called '{name}'", near=SETS)
    if paragraphs and name != "voeten":
        raise RequestError("paragraph votes are in Voeten's set only", next_step="use --set voeten")
    needed = (*TABLES[name], *(("un_roll_call_issues",) if issue else ()))
    store = default_store()
    reason = bring(needed, store, say=say)
    if reason:
        raise MissingTable(
            f"the votes are not to be had: {reason}", next_step="give your own with --votes FILE"
        )
    return of_tables(
        {t: store.get(t).frame for t in needed}, name, issue=issue, paragraphs=paragraphs
    )


def _anchors(text: str | None, calls: RollCalls) -> tuple[int, int] | None:
    if text is None:
        return None
    from detente.actors.states import codes_of
    from detente.errors import RequestError

    names = [n.strip() for n in text.split(",")]
    if len(names) != 2 or names[0] == names[1]:
        raise RequestError(
            f"'{text}' is no pair of anchors", next_step="write two names with a comma: USA,RUS"
        )
    known = {label: code for code, label in calls.labels.items()}
    present = set(calls.frame["actor"].unique().to_list())
    found = []
    for name in names:
        codes = () if calls.labels else codes_of(name.upper())
        tried = [known[name]] if name in known else [int(name)] if name.isdecimal() else codes
        code = next((c for c in tried if c in present), None)
        if code is None:
            raise RequestError(f"anchor '{name}' casts no vote here", near=tuple(known)[:5])
        found.append(code)
    return found[0], found[1]


def _may_write(folder: Path) -> bool:
    """Tell before the sampling, not after it, whether a folder can be made and written."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)


def _write(frame: pl.DataFrame, path: Path) -> None:
    """Write to a temporary file beside, then rename."""
    staged = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".csv":
            frame.write_csv(staged)
        else:
            frame.write_parquet(staged)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def _report(found: Estimate, frame: pl.DataFrame, path: Path, *, as_json: bool) -> None:
    points, few = found.points, int(frame["few"].sum())
    met = frame["r_hat"].drop_nulls()
    summary: dict[str, Any] = {
        "file": str(path),
        "name": found.name,
        "preset": points.preset,
        "cells": frame.height,
        "thin_cells": few,
        "seconds": round(found.seconds, 1),
        "iterations": points.iterations,
        "chains": points.chains,
        "seed": points.seed,
        "r_hat_below_1.05": round(float((met < 1.05).sum() / met.len()), 4) if met.len() else None,
    }
    if as_json:
        out_json(summary)
        return
    trust = (
        f"R-hat below 1.05 in {summary['r_hat_below_1.05']:.0%} of them"
        if met.len()
        else "a preview: approximate, without intervals"
    )
    out(
        f"{path}: {frame.height:,} cells ({found.name}), {few} with fewer than ten votes, {trust}, "
        f"{found.seconds:.1f} s of sampling"
    )
