"""``detente events``: archives of events counted by pair and month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, Offline

if TYPE_CHECKING:
    import polars as pl

    from detente.archive.convert import Converted
    from detente.archive.engines import Wanted

EXAMPLE = "Needs an archive of events.\n\nExample: detente events converted --pair USA Russia"
REASONS_SHOWN, MONTHS_SHOWN = 12, 24
"""Reasons and months that the terminal shows; files and JSON hold all."""


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        help="Files of GDELT, ICEWS or POLECAT, or your own; folders of these; or a converted "
        "archive.",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="File of cells to write: .parquet or .csv.")
]
Kept = Annotated[
    Path | None,
    typer.Option(help="Folder in which the converted archive is kept, and taken up again."),
]
Pair = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="A B", help="Months of these two, states or blocs, with their trust."),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YEAR|YYYY-MM-DD",
        help="Nothing that happened or was added later is counted.",
    ),
]
Grain = Annotated[str, typer.Option(help="dyad-months or dyad-days.")]
Engine = Annotated[str, typer.Option(help="polars, duckdb or spark.")]
Master = Annotated[str, typer.Option(help="Address of Spark's cluster; this machine by default.")]
Spark = Annotated[
    list[str] | None,
    typer.Option("--spark", metavar="NAME=VALUE", help="A setting of Spark; repeat."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="OURS=YOURS",
        help="A column of your own files, such as date=when; repeat.",
    ),
]
Merged = Annotated[
    Path | None,
    typer.Option(help="File that lists the rows merged with another: .parquet or .csv."),
]


def run(
    paths: Paths,
    *,
    path: Out = None,
    archive: Kept = None,
    pair: Pair = None,
    grain: Grain = "dyad-months",
    as_of: Until = None,
    engine: Engine = "polars",
    master: Master = "local[2]",
    spark: Spark = None,
    columns: Columns = None,
    merged: Merged = None,
    offline: Offline = False,
    as_json: AsJson = False,
) -> None:
    """Count events by pair of states and month, duplicates merged, every line accounted for."""
    from detente.archive.merged import write_merged
    from detente.archive.series import converted, require_ending, wanted_of, write_cells

    for target in (path, merged):
        if target is not None:
            require_ending(target)
    wanted = wanted_of(
        grain=grain,
        pair=pair,
        as_of=as_of,
        engine=engine,
        master=master,
        spark=_settings(spark, "--spark"),
    )
    told: list[Converted] = []
    record: dict[str, Any] = {}
    own = _settings(columns, "--column")
    with (
        progress(quiet=as_json),
        converted(paths, archive=archive, columns=own, report=told.append) as folder,
    ):
        record["conversion"] = _conversion(told[0] if told else None, folder)
        if path is not None:
            rows = write_cells(folder, wanted, path, joined=pair is not None)
            record["written"] = {"path": str(path), "rows": rows}
        if merged is not None:
            record["merged"] = {"path": str(merged), "rows": write_merged(folder, wanted, merged)}
        if pair is not None:
            record["pair"] = pair_record(folder, wanted, pair, offline=offline)
    if as_json:
        out_json(record)
        return
    for line in _lines(record):
        out(line)
    _require_read(told)


def _settings(given: list[str] | None, option: str) -> dict[str, str]:
    """Read ``NAME=VALUE``.

    Examples
    --------
    >>> _settings(["date=when"], "--column")
    {'date': 'when'}
    """
    from detente.errors import RequestError

    found = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise RequestError(f"'{text}' is no setting", next_step=f"write {option} NAME=VALUE")
        found[name] = value
    return found


def _require_read(told: list[Converted]) -> None:
    """End with a failure where a file could not be read; what could be was counted."""
    from detente.errors import RequestError

    broken = [line for done in told for line in done.broken]
    if broken:
        raise RequestError(
            f"{len(broken)} of the files could not be read; {broken[0]}",
            next_step="what is printed and written is of the others",
        )


def _conversion(done: Converted | None, folder: Path) -> dict[str, Any]:
    """Give what became of the lines, those of earlier runs too."""
    from detente.archive.accounts import read_accounts
    from detente.archive.reading import Tally

    tally = Tally()
    for account in read_accounts(folder):
        tally.add(account.tally)
    lost = [
        {"reason": reason, "written": written, "lines": count}
        for (reason, written), count in sorted(
            tally.lost.items(), key=lambda item: (-item[1], item[0])
        )
    ]
    record: dict[str, Any] = {"lines": tally.lines, "kept": tally.kept, "lost": lost}
    for name in ("same", "skipped", "broken"):
        record[name] = list(getattr(done, name)) if done else []
    return record


def pair_record(
    folder: Path, wanted: Wanted, pair: tuple[str, str], *, offline: bool
) -> dict[str, Any]:
    """Give the months of a pair, and how far they may be trusted, as plain data.

    Parameters
    ----------
    folder : pathlib.Path
        Of a converted archive.
    wanted : Wanted
        Of the pair.
    pair : tuple of str
        Its names.
    offline : bool
        Whether the network is forbidden.
    """
    from dataclasses import asdict

    from detente.identity.event_months import pair_months
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    found = pair_months(folder, wanted, default_catalog(default_store(offline=offline)))
    return {
        "parties": list(pair),
        "months": _rows(found.months) if found.months.height else [],
        "trust": [{**asdict(line), "line": line.line()} for line in found.trust],
        "agreement": [asdict(one) for one in found.agreements],
    }


def _rows(months: pl.DataFrame) -> list[dict[str, Any]]:
    """Give months as plain data."""
    import polars as pl

    text = months.with_columns(pl.col("date").dt.strftime("%Y-%m"), pl.col(pl.Float64).round(4))
    return text.to_dicts()


def _lines(record: dict[str, Any]) -> list[str]:
    """Write what was done, for the terminal."""
    done = record["conversion"]
    gone = done["lines"] - done["kept"]
    lines = [f"{done['lines']:,} lines: {done['kept']:,} between two states, {gone:,} left out"]
    for lost in done["lost"][:REASONS_SHOWN]:
        written = f" ({lost['written']})" if lost["written"] else ""
        lines.append(f"  {lost['reason']}{written}: {lost['lines']:,}")
    rest = sum(lost["lines"] for lost in done["lost"][REASONS_SHOWN:])
    if rest:
        lines.append(f"  others: {rest:,} (--json lists them)")
    for name, word in (("same", "left out"), ("skipped", "not read"), ("broken", "broken")):
        lines += [f"{word}: {line}" for line in done[name]]
    if "written" in record:
        lines.append(f"{record['written']['path']}: {record['written']['rows']:,} rows")
    if "merged" in record:
        lines.append(f"{record['merged']['path']}: {record['merged']['rows']:,} rows merged away")
    if "pair" in record:
        lines += pair_lines(record["pair"])
    return lines


def pair_lines(found: dict[str, Any]) -> list[str]:
    """Write the last months of a pair, and their trust.

    Parameters
    ----------
    found : dict
        As `pair_record` gives it.
    """
    from detente.phrasing import band, number

    first, second = found["parties"]
    if not found["months"]:
        return [f"no event between {first} and {second}"]
    lines = [f"{first} and {second}, by month:"]
    for month in found["months"][-MONTHS_SHOWN:]:
        hostile = f"{number(month['hostile'])}{band(month['low'], month['high'])}"
        lines.append(
            f"  {month['date']}  {month['source']:<8}{month['events']:>7,} events  "
            f"hostile {hostile}"
        )
    lines += [f"trust: {line['line']}" for line in found["trust"]]
    for one in found["agreement"]:
        hostile = one["hostile"]
        said = "none" if hostile["value"] is None else f"{hostile['value']:.2f}"
        lines.append(
            f"agreement of {one['first']} and {one['second']}, {one['period']}: "
            f"hostile parts {said}, {hostile['cells']} months"
        )
    return lines
