"""Entrances that take files: of every family of sources, of users, of the store and of editors."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from detente.actors.view import view_day
from detente.archive.files import read_events
from detente.editions.markdown.read import read_markdown
from detente.editions.word.archive import read_archive
from detente.evaluation.ledger.chain import link, sound, written
from detente.evaluation.ledger.file import load
from detente.evaluation.predictions import checked
from detente.grain import Grain
from detente.identity.roll_calls import roll_calls
from detente.panel.user_file import read_frame
from detente.paper.changes.printed import read_record
from detente.sources.ingest import read
from detente.store.starter import read_manifest
from detente.store.switch import JOURNAL, found
from detente.store.table import Provenance, Table, read_table
from tests.faults.entrances import DAYS, Entrance, _flipped, _in_file, _line, _spoiled
from tests.faults.samples import Sample, of_kind
from tests.faults.spoil import PIECES, spoil

ROOT = Path(__file__).resolve().parents[2]
MARKDOWN = """---
digest: sha256:0
identifier: detente-000000000001
---
# NATO and Russia

They held [29 per cent](fig:power.joint.2013), **and** *more* than [1.5](own:"SIPRI 2013").

- one
  - two

> quoted

| year | share |
|------|------:|
| 2013 | 29    |

![A picture](figures/power.svg)
"""
EVENTS = (
    "date,ccode1,ccode2,code\n2018-06-01,Germany,365,190\n2018-06-02,USA,FRA,042\n",
    "date,ccode1,ccode2,class\n20180601,255,365,19\n",
    "\t".join(str(number) for number in range(61)) + "\n",
)
VOTES = "call,actor,choice,session,item\n1,USA,1,70,1\n1,RUS,3,70,1\n2,USA,2,71,2\n2,RUS,1,71,2\n"
PREDICTIONS = (
    "ccode1,ccode2,year,origin,p\n2,365,1990,1989,0.2\n200,220,1991,1990,0.01\n",
    "ccode1,ccode2,year,origin,draw,outcome\n2,365,1990,1989,1,0\n2,365,1990,1989,2,1\n",
)
RECORD = {
    "schema": "3.2",
    "relation": {"label": "NATO and Russia"},
    "day": "2013-12-31",
    "software": "detente",
    "seed": 1,
    "printed": {
        "cells": [
            {
                "table": "nmc",
                "column": "cinc",
                "keys": {"ccode": 2, "year": 2012},
                "value": 0.14,
                "sources": {"cow_nmc": "6.0"},
                "rule": "published",
            }
        ],
        "figures": [
            {
                "id": "power.cinc",
                "kind": "share",
                "unit": "share",
                "value": 0.14,
                "low": None,
                "high": None,
                "said": "They held 14 per cent.",
                "method": "",
                "texts": {"plain": "14"},
                "cells": [0],
            }
        ],
    },
}
PLACES = ("year", "ccode1", "p", "choice", "code", "a", "", "²")


def _document(random: Random) -> tuple[Sample, dict[str, bytes]]:
    """Spoil one file of a source that is text."""
    sample = random.choice(of_kind(text=True))
    return sample, _one_spoiled(random, sample)


def _packed(random: Random) -> tuple[Sample, dict[str, bytes]]:
    """Spoil one file of a source that is packed, a book or a program's own format."""
    sample = random.choice(of_kind(text=False))
    return sample, _one_spoiled(random, sample)


def _one_spoiled(random: Random, sample: Sample) -> dict[str, bytes]:
    files = {name: data for name, (_, data) in sample.files.items()}
    name = random.choice(sorted(files))
    files[name] = _spoiled_bytes(random, files[name])
    return files


def _spoiled_bytes(random: Random, data: bytes) -> bytes:
    """Spoil a text as a text, an archive in one of its members or as a whole, the rest by bytes."""
    if zipfile.is_zipfile(io.BytesIO(data)) and random.random() < 0.6:
        return _spoiled_member(random, data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _cut(random, data)
    return spoil(random, text).encode("utf-8", "surrogatepass")


def _cut(random: Random, data: bytes) -> bytes:
    """Change some bytes, and often cut some or repeat some."""
    changed = _flipped(random, data)
    start = random.randrange(len(changed))
    end = min(len(changed), start + random.randint(1, 200))
    way = random.randrange(4)
    if way == 0:
        return changed[:start]
    if way == 1:
        return changed[:start] + changed[end:]
    return changed[:end] + changed[start:] if way == 2 else changed


def _spoiled_member(random: Random, data: bytes) -> bytes:
    """Spoil one member of an archive, which is then packed again."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        names = old.namelist()
        chosen = random.choice(names) if names else ""
        for name in names:
            kept = old.read(name)
            new.writestr(name, _spoiled_bytes(random, kept) if name == chosen else kept)
    return target.getvalue()


def _parse(given: tuple[Sample, dict[str, bytes]], folder: Path) -> None:
    sample, files = given
    paths = {}
    for name, (shown, _) in sample.files.items():
        paths[name] = folder / shown
        paths[name].write_bytes(files[name])
    read(sample.source, paths)


def _frame(random: Random) -> pl.DataFrame:
    """Make a frame of any shape."""
    columns = random.sample(PLACES, random.randint(0, len(PLACES)))
    rows = random.choice((0, 1, 3))
    return pl.DataFrame({name: [_cell(random)] * rows for name in columns}, strict=False)


def _cell(random: Random) -> Any:
    return random.choice(
        (
            1990,
            -1,
            2**62,
            0.5,
            float("nan"),
            float("inf"),
            "2",
            "x",
            None,
            True,
            [1],
            b"x",
            {"a": 1},
        )
    )


def _parquet(random: Random) -> bytes:
    """Write a frame of any shape, or a sound table with spoiled bytes or footers."""
    target = io.BytesIO()
    try:
        _frame(random).write_parquet(target)
    except (pl.exceptions.PolarsError, TypeError):
        pl.DataFrame({"year": [1990]}).write_parquet(target)
    data = target.getvalue()
    return data if random.random() < 0.5 else _cut(random, data)


@cache
def _table() -> Table:
    provenance = Provenance(
        sources=("invented",),
        version="1",
        last_year=1991,
        terms="open",
        licence="open",
        citations=(),
        sha256="{}",
        rule="invented",
    )
    rows = pl.DataFrame({"ccode": [2, 2], "year": [1990, 1991], "x": [4.0, 5.0]})
    return Table("invented", rows, grain=Grain.STATE_YEAR, provenance=provenance)


def _stored(random: Random) -> bytes:
    """Give a table of the store whose footers or bytes are spoiled."""
    table, target = _table(), io.BytesIO()
    footers = {
        "detente": table.provenance.dumps(),
        "detente_id": table.id,
        "detente_grain": "STATE_YEAR",
        "detente_format": "2",
    }
    name = random.choice(sorted(footers))
    text = spoil(random, footers[name]).encode("utf-8", "replace").decode()
    footers[name] = text.replace("\0", "")
    if random.random() < 0.2:
        del footers[name]
    table.frame.write_parquet(target, metadata=footers)
    data = target.getvalue()
    return data if random.random() < 0.6 else _cut(random, data)


def _user_table(random: Random) -> tuple[str, bytes]:
    ending = random.choice((".csv", ".tsv", ".parquet", ".txt"))
    if ending == ".parquet":
        return f"own{ending}", _parquet(random)
    return f"own{ending}", _spoiled(VOTES, *PREDICTIONS)(random)


def _read_table(given: tuple[str, bytes], folder: Path) -> None:
    name, data = given
    (folder / name).write_bytes(data)
    read_frame(folder / name)


def _votes(data: bytes, folder: Path) -> None:
    path = folder / "votes.csv"
    path.write_bytes(data)
    roll_calls(read_frame(path))


def _predictions(given: pl.DataFrame | bytes, folder: Path) -> None:
    if isinstance(given, bytes):
        path = folder / "predictions.csv"
        path.write_bytes(given)
        given = read_frame(path)
    checked(given, (1971, 2010), "the file")


def _predicted(random: Random) -> pl.DataFrame | bytes:
    return _frame(random) if random.random() < 0.3 else _spoiled(*PREDICTIONS)(random)


@cache
def _chain() -> str:
    bodies = [{"type": "entry", "id": f"own.{number}", "question": "q"} for number in range(4)]
    return written(link(bodies)).decode()


def _read_chain(data: bytes, folder: Path) -> None:
    path = folder / "ledger.jsonl"
    path.write_bytes(data)
    sound(data)
    load(path)


@cache
def _manifest() -> str:
    entry = {"rows": 1, "columns": ["a"], "bytes": 10, "content": "0", "sha256": "0"}
    parts = {"format": 2, "tables": {"a": entry}, "sources": {}, "checks": {}}
    return json.dumps(parts)


JOURNALS = ('{"staged": "next", "files": ["a.parquet", "manifest.json"], "gone": ["b.parquet"]}',)


def _read_manifest(data: bytes, folder: Path) -> None:
    (folder / JOURNAL).unlink(missing_ok=True)
    (folder / "manifest.json").write_bytes(data)
    read_manifest(folder)


def _read_journal(data: bytes, folder: Path) -> None:
    (folder / JOURNAL).write_bytes(data)
    found(folder, "manifest.json")


def _recorded(random: Random) -> Any:
    """Give a record in which some values are others."""
    return _changed(random, RECORD)


def _changed(random: Random, value: Any) -> Any:
    if random.random() < 0.08:
        return random.choice((None, 1, -1, 1e300, float("nan"), "", "x", [], {}, [[]], *PIECES[:8]))
    if isinstance(value, Mapping):
        kept = {name: one for name, one in value.items() if random.random() < 0.97}
        return {name: _changed(random, one) for name, one in kept.items()}
    if isinstance(value, list):
        return [_changed(random, one) for one in value]
    return value


@cache
def _word() -> bytes:
    """Make a small Word file."""
    from docx import Document

    document, target = Document(), io.BytesIO()
    document.add_heading("NATO and Russia")
    document.add_paragraph("They held 29 per cent.")
    document.add_table(2, 2)
    document.save(target)
    return target.getvalue()


def _process(words: list[str], folder: Path) -> None:
    """Run a command line as a process: exit code 0, 1 or 2, and no traceback."""
    given = [word.replace("\0", "").encode("utf-8", "replace") for word in words]
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"detente", *given],
        cwd=folder,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=55,
    )
    if done.returncode not in (0, 1, 2) or b"Traceback" in done.stderr:
        raise ValueError(f"exit code {done.returncode}: {done.stderr[-300:]!r}")


def _text_of(make: Callable[[], str]) -> Callable[[Random], bytes]:
    """Spoil a text that is made when it is first asked for."""
    return lambda random: _spoiled(make())(random)


FILE_ENTRANCES: dict[str, Entrance] = {
    "sources, text": Entrance(_document, _parse),
    "sources, packed": Entrance(_packed, _parse),
    "tables": Entrance(_user_table, _read_table),
    "votes": Entrance(_spoiled(VOTES), _votes),
    "events": Entrance(_spoiled(*EVENTS), _in_file("events.csv", read_events)),
    "predictions": Entrance(_predicted, _predictions),
    "ledger": Entrance(_text_of(_chain), _read_chain),
    "store": Entrance(_stored, _in_file("invented.parquet", read_table)),
    "manifest": Entrance(_text_of(_manifest), _read_manifest),
    "journal": Entrance(_spoiled(*JOURNALS), _read_journal),
    "record": Entrance(_recorded, lambda given, _: read_record(given, where="brief.json")),
    "days": Entrance(
        lambda random: spoil(random, random.choice(DAYS)), lambda given, _: view_day(given)
    ),
    "markdown": Entrance(_spoiled(MARKDOWN), lambda data, _: read_markdown(data, "paper.md")),
    "word": Entrance(
        lambda random: _spoiled_bytes(random, _word()), lambda data, _: read_archive(data, "a.docx")
    ),
    "process": Entrance(_line, _process),
}
"""By name."""
