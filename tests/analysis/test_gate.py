"""The gate: nothing observed after a view reaches a measure, a finding or a record."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.errors import ActorError, DateError
from detente.paper.brief import Brief, make
from detente.power.yardsticks import series, yardstick
from detente.store.catalog import Catalog, default_catalog
from detente.store.starter import starter_folder
from detente.store.table import read_frame
from tests.analysis import nonsense
from tests.analysis.everything import everything

PAIRS = (
    ("NATO", "Russia"),
    ("India", "China"),
    ("USA", "Iran"),
    ("Serbia", "EU"),
    ("ASEAN", "USA"),
    ("Poland", "Germany"),
    ("Turkey", "Greece"),
    ("Japan", "South Korea"),
    ("Egypt", "Israel"),
)
FAST = Options(draws=100)
RELATIVE = 1e-9
"""Difference of two sums of the same numbers in another order."""


def differences(one: object, other: object, place: str = "") -> Iterator[str]:
    """Name the places at which two results differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            yield from differences(one.get(key), other.get(key), f"{place}.{key}")
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            yield f"{place}: {len(one)} and {len(other)} entries"
        for position, (mine, theirs) in enumerate(zip(one, other, strict=False)):
            yield from differences(mine, theirs, f"{place}[{position}]")
    elif isinstance(one, float) and isinstance(other, float):
        both_missing = math.isnan(one) and math.isnan(other)
        if not both_missing and not math.isclose(one, other, rel_tol=RELATIVE, abs_tol=1e-12):
            yield f"{place}: {one} and {other}"
    elif one != other:
        yield f"{place}: {one} and {other}"


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Catalog]:
    """Catalogs with nonsense after a view, by view; filled as they are needed."""
    return {}


def brief_of(catalog: Catalog, names: tuple[str, str], view: int) -> Brief | None:
    try:
        return make(catalog, pair(*names, view), FAST)
    except (ActorError, DateError):  # one of the two did not exist, or its name means two states
        return None


def nothing_later_counts(
    worlds: dict[int, Catalog], names: tuple[str, str], view: int, folder: Path
) -> None:
    known = brief_of(default_catalog(), names, view)
    if known is None:
        return
    if view not in worlds:
        own = folder / str(view)
        own.mkdir()
        nonsense.write(starter_folder(), own, view)
        worlds[view] = Catalog(own)
    with_nonsense = brief_of(worlds[view], names, view)
    assert with_nonsense is not None
    leaks = list(differences(everything(known), everything(with_nonsense)))
    assert not leaks, f"{names} in {view}: {len(leaks)} places differ, such as {leaks[:3]}"


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=st.sampled_from(PAIRS), view=st.integers(1948, 2024))
def test_nothing_observed_later_changes_a_cell_or_a_text(
    worlds: dict[int, Catalog],
    tmp_path_factory: pytest.TempPathFactory,
    names: tuple[str, str],
    view: int,
) -> None:
    nothing_later_counts(worlds, names, view, tmp_path_factory.mktemp("later"))


@pytest.mark.parametrize(("names", "view"), [(("USA", "Iran"), 1975), (("India", "China"), 1962)])
def test_nothing_observed_later_changes_an_early_view(
    worlds: dict[int, Catalog], tmp_path: Path, names: tuple[str, str], view: int
) -> None:
    nothing_later_counts(worlds, names, view, tmp_path)


def test_the_nonsense_would_show(tmp_path: Path) -> None:
    """A view that is later than the nonsense sees it: the gate is what keeps it out."""
    nonsense.write(starter_folder(), tmp_path, 1975)
    names = ("USA", "Iran")
    shares = [
        series(catalog, pair(*names).first, yardstick("cinc"), as_of=1980).values
        for catalog in (default_catalog().as_of(1980), Catalog(tmp_path).as_of(1980))
    ]
    assert shares[0] != shares[1]


def test_every_table_of_the_starter_is_replaced_by_nonsense(tmp_path: Path) -> None:
    view = 2000
    nonsense.write(starter_folder(), tmp_path, view)
    dated = set(starter_folder().glob("*.parquet")) - {
        starter_folder() / f"{table}.parquet" for table in nonsense.WITHOUT_TIME
    }
    for path in sorted(dated):
        before, after = read_frame(path), pl.read_parquet(tmp_path / path.name)
        assert before.schema == after.schema, path.stem
        assert not before.equals(after), (
            f"{path.stem}: say in tests/analysis/nonsense.py what is later"
        )
