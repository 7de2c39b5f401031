"""Write paths: how each kind of file comes onto the disk, from an old edition to a new one.

``prepare`` lays the old edition down; ``act`` is the run that is killed, refused room or raced;
``sound`` raises where a reader would fail. All three run in a process of their own.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

import detente as dt
from detente.errors import DetenteError
from detente.evaluation.ledger.file import Ledger, append, load
from detente.evaluation.ledger.outlook import Making
from detente.evaluation.ledger.own import entries_of
from detente.evaluation.ledger.seal import export_table
from detente.identity.checkpoints import ARRAYS, StoredChains
from detente.panel.export import WRITERS
from detente.paper.folder import prepare as make_folder
from detente.paper.folder import write_files
from detente.settings import Settings
from detente.sources.ingest import ingest
from detente.store.build import build
from detente.store.home import Store
from tests.faults.entrances import questions
from tests.sources.test_pull import Invented
from tests.sources.test_shrinking import STATES, written
from tests.store.test_switch import editions, filled, recipes

MAKING = Making(made_on=date(2026, 11, 28), software="detente")
OLD, NEW = 1, 2
"""Editions."""
PAPERS = "papers.pickle"
"""File two folders above that of a run: the files of real papers, made once for all runs."""


@dataclass(frozen=True, kw_only=True)
class WritePath:
    """One way onto the disk.

    Attributes
    ----------
    prepare, act, sound : callable
        Take the folder. `act` may be run again after it was ended at any point.
    counted : bool
        Whether what is there can be compared by its digests.
    slow : bool
        Whether a run takes seconds: the short form leaves it out.
    """

    prepare: Callable[[Path], object]
    act: Callable[[Path], object]
    sound: Callable[[Path], object] = lambda folder: None
    counted: bool = True
    slow: bool = False


def text_of(edition: int) -> str:
    """Give the file of an invented source, which differs by edition."""
    return written([(code, year, edition / 1e4) for code in STATES for year in range(1900, 2000)])


def _settings(folder: Path, mirror: str) -> Settings:
    return Settings(folder / "home", mirror, False, made=date(2026, 1, 1))


def _in_mirror(folder: Path, edition: int) -> Path:
    path = folder / "mirror" / "invented" / "data.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(edition))
    return folder / "mirror"


def _old_store(folder: Path) -> None:
    config = _settings(folder, str(_in_mirror(folder, OLD)))
    ingest(Invented(text_of(OLD)), Store(config.home), config=config)
    _in_mirror(folder, NEW)


def _newer_edition(folder: Path) -> None:
    config = _settings(folder, str(folder / "mirror"))
    ingest(Invented(text_of(OLD)), Store(config.home), config=config, accept_new=True)


def _pulled(address: str, folder: Path) -> None:
    config = _settings(folder, address)
    ingest(Invented(text_of(NEW)), Store(config.home), config=config)


def _table_reads(folder: Path) -> None:
    found = Store(folder / "home").get("invented").frame["cinc"].unique().to_list()
    if found not in ([OLD / 1e4], [NEW / 1e4]):
        raise AssertionError(f"the table holds {found}")


def _old_starter(folder: Path) -> None:
    build(recipes(OLD), filled(folder), folder / "starter")


def _starter(folder: Path) -> None:
    build(recipes(NEW), Store(folder / "home"), folder / "starter")


def _one_starter(folder: Path) -> None:
    if len(found := editions(folder / "starter")) != 1:
        raise AssertionError(f"a reader sees the editions {found}")


def _panel(ending: str, edition: int, folder: Path) -> None:
    last = {OLD: 1991, NEW: 1999}[edition]
    dt.state_years(years=(1990, last)).write(folder / f"panel{ending}")


def _points(edition: int, folder: Path) -> None:
    from detente.cli.ideal_points import _write as write_points

    frame = pl.DataFrame({"actor": ["a", "b"], "point": [0.1 * edition, 0.2 * edition]})
    try:
        write_points(frame, folder / "points.csv")
    except OSError as error:
        # the command line turns it into one line
        raise DetenteError(str(error)) from error


def _paper(name: str, edition: int, folder: Path) -> None:
    made = pickle.loads((folder.parents[1] / PAPERS).read_bytes())
    target = folder / name
    make_folder(target)
    write_files(target, made[name][edition])


def _ledger(number: int, folder: Path) -> Ledger:
    entries = entries_of(folder / f"questions-{number}.toml", MAKING)
    path = folder / "ledger.jsonl"
    append(path, lambda ledger: [one for one in entries if one.id not in ledger.entries])
    export_table(path, folder / "ledger.csv")
    return load(path)


def _first_entry(folder: Path) -> None:
    head, *asked = questions().split("[[entry]]")
    for number, question in zip((OLD, NEW), asked, strict=True):
        (folder / f"questions-{number}.toml").write_text(f"{head}[[entry]]{question}")
    _ledger(OLD, folder)


def _chain_holds(folder: Path) -> None:
    if "own.montenegro-talks-2027" not in load(folder / "ledger.jsonl").entries:
        raise AssertionError("the first entry is lost")


def _chains(folder: Path) -> StoredChains:
    return StoredChains(folder / "points.parquet", "mark")


def _lay(edition: int, folder: Path) -> None:
    from detente.estimators.ideal_points.chain import Chain

    arrays = {name: np.full(400, float(edition)) for name in ARRAYS}
    for number in range(2):
        chain = Chain(**arrays, number=number, seed=edition, done=edition, kept=0)
        _chains(folder).lay(chain)


def _chain_reads(folder: Path) -> None:
    for number in range(2):
        chain = _chains(folder).take(number)
        if chain is None or chain.done not in (OLD, NEW) or (chain.draws != chain.done).any():
            raise AssertionError("a chain is lost")


def _command(name: str, words: list[str], folder: Path) -> None:
    """Run a command line in this process."""
    from detente.cli.app import application

    try:
        application(name)([name, *words, "--out", str(folder / "out")])
    except SystemExit as ended:
        if ended.code == 1:
            raise DetenteError("refused") from ended
        if ended.code:
            raise AssertionError(f"exit code {ended.code}") from ended


def _brief(edition: int, folder: Path) -> None:
    pair = ["Liechtenstein", "Switzerland", "--scenario", "none", "--draws", "100", "--quiet"]
    _command("brief", [*pair, "--as-of", str(2022 + edition)], folder)


def _scenario(edition: int, folder: Path) -> None:
    asked = ["accession", "Serbia", "EU", "--year", "2014", "--draws", "100", "--horizon", "1"]
    _command("scenario", [*asked, "--seed", str(edition)], folder)


def _own(act: Callable[[int, Path], Any], **more: Any) -> WritePath:
    """Give the path of a writer that takes the edition."""
    return WritePath(prepare=partial(act, OLD), act=partial(act, NEW), **more)


def make_papers(folder: Path) -> None:
    """Write real papers of two days, and keep their files for the runs to come."""
    made: dict[str, dict[int, dict[str, bytes]]] = {"paper": {}, "scenario": {}}
    for edition in (OLD, NEW):
        for name, write in (("paper", _brief), ("scenario", _scenario)):
            place = folder / f"{name}-{edition}"
            write(edition, place)
            root = place / "out"
            files = [path for path in root.rglob("*") if path.is_file()]
            made[name][edition] = {
                path.relative_to(root).as_posix(): path.read_bytes() for path in files
            }
    (folder / PAPERS).write_bytes(pickle.dumps(made))


PANELS = {f"panel{ending}": _own(partial(_panel, ending)) for ending in WRITERS}
WRITE_PATHS: dict[str, WritePath] = {
    "store": WritePath(prepare=_old_store, act=_newer_edition, sound=_table_reads),
    "starter": WritePath(prepare=_old_starter, act=_starter, sound=_one_starter),
    **PANELS,
    "ledger": WritePath(prepare=_first_entry, act=partial(_ledger, NEW), sound=_chain_holds),
    "chains": _own(_lay, sound=_chain_reads),
    "points": _own(_points),
    "paper": _own(partial(_paper, "paper"), slow=True),
    "scenario": _own(partial(_paper, "scenario"), slow=True),
    "brief, whole run": _own(_brief, slow=True),
    "scenario, whole run": _own(_scenario, slow=True),
}


def pulled_over(address: str) -> WritePath:
    """Give the path of a pull from a mirror that is an address."""
    act = partial(_pulled, address)
    return WritePath(prepare=_old_store, act=act, sound=_table_reads)
