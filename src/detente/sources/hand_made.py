"""Newer hand-made tables: fetched, checked by the rules of their tables, kept in the home folder.

A file is one table (``truces.toml``) or an archive with the folder ``tables`` of a later version of
the package. Nothing is kept before every table was read by its own reader, in a process of its own,
since tables are read once a process.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import tomli

from detente.actors.hand_made import (
    RECORD,
    SHOWN,
    VARIABLE,
    Taken,
    facts_folder,
    packaged,
    taken_in,
)
from detente.errors import ParseError, PullError, RequestError
from detente.files import scratch_folder, write_all
from detente.settings import Settings
from detente.sources.addresses import name_in
from detente.sources.archives import require_modest
from detente.sources.fetching import NETWORK_FAULTS, download

logger = logging.getLogger(__name__)
LARGEST = 20_000_000
"""Bytes that a file of tables may have, as it is fetched and once it is unpacked."""
GROWING = ("blocs", "bodies", "chronology", "decisions", "rungs")
"""Folders that may get new files: one a bloc, or one a pair."""
NAME = re.compile(r"(?:.*/)?tables/((?:[a-z]+/)?[a-z0-9_]+\.toml)")
"""Where a table lies in an archive."""
PLAIN = re.compile(r"[a-z0-9_]+\.toml")
PATIENCE = 300
"""Seconds that reading all tables may take."""
UNCHANGED = "the tables in use are unchanged"


@dataclass(frozen=True, slots=True)
class TableChange:
    """What a newer file changes in a hand-made table.

    Attributes
    ----------
    name : str
        The table.
    added, removed : int
        Rows that it has and the one in use has not, and the reverse; a row that is worded or
        dated anew counts in both.
    rows : int
        Rows that it has.
    digest : str
        Digest of the file.
    """

    name: str
    added: int
    removed: int
    rows: int
    digest: str

    def line(self) -> str:
        """Write it as one line."""
        counts = f"{self.added:,} rows more, {self.removed:,} fewer, {self.rows:,} in all"
        return f"{self.name}: {counts}, sha256 {self.digest[:SHOWN]}"


def pull_tables(origin: str, config: Settings, *, name: str = "") -> tuple[TableChange, ...]:
    """Take newer hand-made tables into the home folder, in place of those in use.

    Parameters
    ----------
    origin : str
        A file or an address: a table, or an archive of tables.
    config : Settings
        Whether the network is allowed.
    name : str
        Which table a single file is (``relations/truces.toml``); needed where its own name does
        not say.

    Returns
    -------
    tuple of TableChange
        One for each table that changes; empty where none does.

    Raises
    ------
    PullError
        Where the file cannot be fetched.
    ParseError
        Where it is no table and no archive of tables, or is too large.
    RequestError, DateError
        Where a row breaks a rule of its table: the tables in use stay.
    """
    with scratch_folder() as scratch:
        given = _tables_in(_fetched(origin, scratch, config), origin, name)
        changes = tuple(filter(None, (_change(table, data) for table, data in given.items())))
        if not changes:
            return ()
        content = {**_taken_before(), **given}
        newer = {table: data for table, data in content.items() if data != _packaged_bytes(table)}
        staged = scratch / "staged"
        _put(staged, newer, origin)
        _require_readable(staged)
        _put(facts_folder(), newer, origin)
    return changes


def drop_tables() -> int:
    """Go back to the package's own tables; give how many newer ones were taken away.

    Examples
    --------
    >>> drop_tables()
    0
    """
    folder = facts_folder()
    try:
        taken = taken_in(folder)
    except RequestError:
        taken = None  # a damaged record is what this removes
    if (folder / RECORD).is_file():
        (folder / RECORD).unlink()
        _sweep(folder, keep="")
    return len(taken.files) if taken else 0


def _fetched(origin: str, scratch: Path, config: Settings) -> Path:
    """Bring the file into a temporary folder."""
    if not origin.startswith(("http://", "https://")):
        path = Path(origin).expanduser()
        if not path.is_file():
            raise PullError(f"there is no file '{origin}'", next_step=UNCHANGED)
        require_modest(path, LARGEST)
        return path
    if config.offline:
        raise PullError(f"'{origin}' is on the network, which is forbidden", next_step=UNCHANGED)
    part = scratch / (name_in(origin) or "tables")
    try:
        download(origin, part, LARGEST)
    except (*NETWORK_FAULTS, OSError) as error:
        raise PullError(
            f"'{origin}' could not be fetched ({error})", next_step=UNCHANGED
        ) from error
    require_modest(part, LARGEST)
    return part


def _tables_in(path: Path, origin: str, name: str) -> dict[str, bytes]:
    """Give the tables of a file by name."""
    if not zipfile.is_zipfile(path):
        return {_named(path.name, name): path.read_bytes()}
    try:
        with zipfile.ZipFile(path) as archive:
            found = {NAME.fullmatch(member): member for member in archive.namelist()}
            tables = {at[1]: archive.read(member) for at, member in found.items() if at}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise ParseError(f"the archive '{origin}' is broken ({error})") from error
    known = {table: data for table, data in tables.items() if _may_be(table)}
    if not known:
        raise ParseError(
            f"'{origin}' holds no hand-made table",
            next_step="an archive has them in a folder 'tables'; a single file is a table",
        )
    return known


def _named(file: str, name: str) -> str:
    """Find out which table a single file is."""
    wanted = name or file
    known = [table for table in _all_names() if table == wanted or table.endswith(f"/{wanted}")]
    if len(known) == 1:
        return known[0]
    if name and not known and _may_be(name):
        return name
    near = known or [table for table in _all_names() if wanted.removesuffix(".toml") in table]
    raise RequestError(
        f"'{wanted}' is the name of {len(known) or 'no'} hand-made tables",
        near=near[:6],
        next_step="say which it is with --table, as in --table relations/truces.toml",
    )


def _all_names() -> list[str]:
    """Name the package's tables."""
    folder = packaged("")
    inner = [
        f"{above.name}/{path.name}"
        for above in folder.iterdir()
        if above.is_dir()
        for path in above.iterdir()
    ]
    names = [*inner, *(path.name for path in folder.iterdir() if path.is_file())]
    return sorted(name for name in names if name.endswith(".toml"))


def _may_be(table: str) -> bool:
    """Tell whether a table of this name can be taken: one of the package's, or a new pair's."""
    folder, _, name = table.rpartition("/")
    return packaged(table).is_file() or (folder in GROWING and PLAIN.fullmatch(name) is not None)


def _packaged_bytes(table: str) -> bytes:
    """Give a table as the package has it; empty where it has none."""
    path = packaged(table)
    return path.read_bytes() if path.is_file() else b""


def _taken_before() -> dict[str, bytes]:
    """Give the newer tables that were taken for this version."""
    taken = taken_in(facts_folder())
    if taken is None or not taken.is_in_use:
        return {}
    return {name: (taken.folder / name).read_bytes() for name in taken.files}


def _change(table: str, data: bytes) -> TableChange | None:
    """Compare a table with the one in use; None where they are the same bytes."""
    before = _taken_before().get(table, _packaged_bytes(table))
    if data == before:
        return None
    old, new = _rows(table, before), _rows(table, data)
    return TableChange(
        name=table,
        added=sum(row not in old for row in new),
        removed=sum(row not in new for row in old),
        rows=len(new),
        digest=hashlib.sha256(data).hexdigest(),
    )


def _rows(table: str, data: bytes) -> list[object]:
    """Give the rows of a table in a form that can be compared."""
    try:
        parsed = tomli.loads(data.decode("utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RequestError(f"'{table}' is not TOML: {error}", next_step=UNCHANGED) from error
    lists = [rows for rows in parsed.values() if isinstance(rows, list)]
    return [row for rows in lists for row in rows]


def _put(folder: Path, tables: Mapping[str, bytes], origin: str) -> None:
    """Write tables into a folder of their own, and only then name it as the one in use."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(tables.items())}
    taken = Taken(folder, digests, software=version("detente"), origin=origin)
    inner = f"tables-{taken.digest[:SHOWN]}"
    write_all({folder / inner / name: data for name, data in tables.items()})
    record = {"software": taken.software, "origin": origin, "tables": inner, "files": digests}
    text = json.dumps(record, indent=2, ensure_ascii=False)
    write_all({folder / RECORD: text.encode()})
    _sweep(folder, keep=inner)


def _sweep(folder: Path, keep: str) -> None:
    """Remove the tables that are no longer in use."""
    for path in folder.glob("tables-*"):
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


def _require_readable(staged: Path) -> None:
    """Have another process read every table, the newer ones among them.

    Raises
    ------
    RequestError
        With the line that it ended with.
    """
    words = [sys.executable, "-m", "detente", "facts", "check"]
    surroundings = {**os.environ, VARIABLE: str(staged)}
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=surroundings,
        timeout=PATIENCE,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["the tables cannot be read"])[-1]
        raise RequestError(said.removeprefix("detente: "), next_step=UNCHANGED)
