"""Analogues: a pair is no analogue of itself, nothing later is looked at, shares are counted."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from detente.models.analogues.measures import COLUMNS, MEASURES
from detente.models.analogues.record import method
from detente.models.analogues.search import OWN, analogues
from detente.models.features.outcomes import AHEAD
from detente.store.catalog import Catalog
from tests.invented import write


def test_analogues_leave_out_their_own_neighbouring_years(catalog: Catalog) -> None:
    found = analogues(catalog, (2, 365), 2013)
    assert found is not None and len(found.nearest) == 50
    assert all(one.codes != (2, 365) or one.year <= 2013 - OWN for one in found.nearest)
    assert all(one.year <= 2013 - AHEAD for one in found.nearest)
    assert len({one.codes for one in found.nearest}) == 50
    steps = [one.steps[-1] for one in found.nearest]
    assert steps == sorted(steps)
    assert found.quiet is not None and found.quiet.known <= 50


def test_a_pair_without_border_or_major_power_has_none(catalog: Catalog) -> None:
    assert analogues(catalog, (145, 712), 2010) is None


def likeness() -> pl.DataFrame:
    """Twelve pairs like the case but for their capability ratio; half of them have a dispute."""
    rows = range(13)
    alike = {name: [1] * 13 for name in COLUMNS}
    alike["ratio"] = list(rows)
    years = [2000] + [1990] * 12
    later = {"disputes": [None] + [row % 2 for row in range(12)], "moved": [None] + [-40] * 12}
    keys = {"ccode1": [2] * 13, "ccode2": [20 + row for row in rows], "year": years}
    return pl.DataFrame({**keys, **alike, **later, "pact": [None] * 13})


def test_the_nearest_by_hand(tmp_path: Path) -> None:
    write(tmp_path, "likeness", likeness())
    found = analogues(Catalog(tmp_path), (2, 20), 2000, nearest=10)
    assert found is not None and [one.codes[1] for one in found.nearest] == list(range(21, 31))
    assert found.quiet is not None and (found.quiet.count, found.quiet.known) == (5, 10)
    assert found.nearer is not None and found.nearer.share == 1.0
    assert found.farther is not None and found.farther.count == 0
    assert found.pact is None, "it is known of none"


def test_every_measure_is_written() -> None:
    texts = [measure.write(1.0) for measure in MEASURES]
    assert all(texts) and texts[0].endswith("to 1") and texts[-1] == "yes"
    assert MEASURES[8].write(60) == "50 or more"


def test_counting_is_not_a_forecast() -> None:
    assert method().mark == "untested"


@pytest.mark.parametrize("as_of", [1952, 1900])
def test_too_early_a_view_has_none(catalog: Catalog, as_of: int) -> None:
    assert analogues(catalog.as_of(as_of), (2, 365), as_of) is None
