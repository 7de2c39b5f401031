"""Computing the record: part by part, so that what is interrupted goes on where it was."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from detente.actors.view import view_day
from detente.files import sha256_of
from detente.frame_files import read_parquet
from detente.models.hazards.surroundings import surroundings
from detente.scenarios.proof import backtest, degeneracy, plain_futures, published, sensitivity
from detente.scenarios.proof.observed import SINCE, Observed, observed
from detente.scenarios.proof.placebo import Drawn, pool
from detente.scenarios.proof.tables import SCHEMAS, Record, rounded, write_frame
from detente.span import last_full_year
from detente.store.catalog import Catalog
from detente.store.starter import MANIFEST, starter_folder

logger = logging.getLogger(__name__)
FOLDER = "scenario-record"
"""Folder of parts in the user's home of the package."""
PUBLISHED_VIEW = 2016
"""View beside the forecast of Böhmelt and Freyburg, of July 2017."""
HAZARDS = "detente.models.hazards"
"""Package whose results for a view no other part asks for."""
DIGEST = 16
"""Letters of the name of a folder of parts."""
Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the record that is computed in one go.

    Attributes
    ----------
    name : str
        What a user sees, and the name of its files.
    make : callable
        Gives its tables.
    """

    name: str
    make: Callable[[], Frames]


def compute(catalog: Catalog, home: Path) -> Record:
    """Compute the record; parts that an interrupted run left are not computed twice.

    Parameters
    ----------
    catalog : Catalog
        The tables of the package.
    home : pathlib.Path
        Home of the user's data: parts lie in a folder of their own there.

    Returns
    -------
    Record
    """
    folder = home / FOLDER / _key()
    parts = list(_parts(catalog))
    found: dict[str, list[pl.DataFrame]] = {name: [] for name in SCHEMAS}
    for number, part in enumerate(parts, start=1):
        for name, frame in _made(part, folder, f"{number} of {len(parts)}").items():
            found[name].append(frame)
        # every part has a view of its own: eight of them at once take half of the memory
        catalog.forget(HAZARDS)
    return Record(**{name: _joined(name, frames) for name, frames in found.items()})


def _key() -> str:
    """Name what the parts rest on: the tables of the package and the text of its models."""
    here = Path(__file__).resolve().parents[2]
    text = [here / "scenarios", here / "models" / "hazards", here / "estimators"]
    files = sorted(path for folder in text for path in folder.rglob("*.py"))
    digest = hashlib.sha256(sha256_of(starter_folder() / MANIFEST).encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGEST]


def _made(part: Part, folder: Path, number: str) -> Frames:
    """Give the tables of a part, from its files where they are there."""
    files = {name: folder / f"{part.name}.{name}.parquet" for name in SCHEMAS}
    done = folder / f"{part.name}.done"
    if done.is_file():
        there = {name: path for name, path in files.items() if path.is_file()}
        return {name: read_parquet(path) for name, path in there.items()}
    logger.info("%s (%s)", part.name, number)
    made = {name: rounded(frame) for name, frame in part.make().items()}
    for name, frame in made.items():
        write_frame(frame, files[name])
    # only a part that is written whole is not computed again
    done.touch()
    return made


def _joined(name: str, frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=dict(SCHEMAS[name])), *frames])


def _parts(catalog: Catalog) -> Iterator[Part]:
    """Name every part, in the order in which they are computed."""
    today = view_day()
    known = observed(catalog, today)
    last = last_full_year(today)
    drawn = pool(surroundings(catalog, today), known).every
    for year in range(SINCE - 1, last):
        yield Part(f"origin-{year}", partial(_origin, catalog, known, drawn, year))
    for year in (PUBLISHED_VIEW, last):
        yield Part(f"outlook-{year}", partial(_outlook, catalog, known, year))
    for start in degeneracy.STARTS:
        yield Part(f"free-run-{start}", partial(_free_run, catalog, known, start))
    yield Part("published-effects", partial(_published, catalog, last))
    for name in sensitivity.worked():
        yield Part(f"priors-{name}", partial(_sensitivity, catalog, name))


def _origin(catalog: Catalog, known: Observed, drawn: tuple[Drawn, ...], year: int) -> Frames:
    tested = backtest.cases(catalog, known, year)
    plain, chances = plain_futures.futures(catalog, known, drawn, year)
    return {"cases": pl.concat([tested, plain]), "chances": chances}


def _outlook(catalog: Catalog, known: Observed, year: int) -> Frames:
    return {"outlook": plain_futures.outlook(catalog, known, year)}


def _free_run(catalog: Catalog, known: Observed, start: int) -> Frames:
    record = catalog.remember(degeneracy.history, known)
    return {"free_runs": degeneracy.free_run(catalog, known, record, start)}


def _published(catalog: Catalog, last: int) -> Frames:
    return {"published": published.results(catalog, last)}


def _sensitivity(catalog: Catalog, name: str) -> Frames:
    return {"sensitivity": sensitivity.moved(catalog, name)}
