"""The trust of a pair's series: agreement, correlation and duplicates known by construction."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.archive.convert import convert
from detente.archive.series import shares, wanted_of
from detente.estimators.rank_correlation import ranks, spearman
from detente.identity.event_trust import agreements, repeated_rows, trust, unseen
from tests.archive import generated, made

MONTHS = pl.date_range(date(2002, 1, 1), date(2013, 12, 1), "1mo", eager=True)
PAIR = ([2], [365])


class Tables:
    """A catalog with the tables that are given."""

    def __init__(self, **tables: pl.DataFrame) -> None:
        self.tables = tables

    def has(self, table: str) -> bool:
        return table in self.tables

    def frame(self, table: str) -> pl.DataFrame:
        return self.tables[table]


def months(source: str, hostile: np.ndarray, volume: int = 1_000) -> pl.DataFrame:
    """Months of an archive with given hostile parts."""
    conflict = np.round(hostile * volume).astype(int)
    return pl.DataFrame(
        {
            "source": [source] * len(hostile),
            "date": MONTHS[: len(hostile)],
            "events": [volume] * len(hostile),
            "reports": [volume + 250] * len(hostile),
            "verbal_conflict": conflict,
            "material_conflict": conflict * 0,
            "hostile": conflict / volume,
        }
    )


def levels(by_year: dict[int, int], onset: dict[int, int] | None = None) -> pl.DataFrame:
    """Disputes of the United States and Russia: level by year, month of the onset."""
    begun = onset or {}
    return pl.DataFrame(
        {
            "ccode1": [365] * len(by_year),
            "ccode2": [2] * len(by_year),
            "year": list(by_year),
            "hostlev": list(by_year.values()),
            "cowmidonset": [int(year in begun) for year in by_year],
            "stmon": [begun.get(year, -9) for year in by_year],
        },
        schema_overrides={"stmon": pl.Int8, "year": pl.Int64},
    )


def test_ranks_and_correlation_of_a_published_example() -> None:
    # the ten intelligence scores and hours of television in the textbook example of Spearman's
    # rank correlation (-29/165)
    scores = np.array([106.0, 100, 86, 101, 99, 103, 97, 113, 112, 110])
    hours = np.array([7.0, 27, 2, 50, 28, 29, 20, 12, 6, 17])
    found = spearman(scores, hours)
    assert found.value == pytest.approx(-29 / 165, abs=1e-4)
    assert found.low < found.value < found.high and found.cells == 10
    assert ranks(np.array([3.0, 1.0, 3.0])).tolist() == [2.5, 1.0, 2.5]


def test_a_correlation_equals_that_of_scipy() -> None:
    from scipy import stats

    draws = np.random.default_rng(5).integers(0, 6, (40, 2)).astype(float)
    assert spearman(*draws.T).value == pytest.approx(stats.spearmanr(*draws.T)[0], abs=1e-4)


@settings(max_examples=50)
@given(values=st.lists(st.integers(-50, 50), min_size=5, max_size=30, unique=True))
def test_a_correlation_follows_order_alone(values: list[int]) -> None:
    one = np.array(values, dtype=float)
    assert spearman(one, np.exp(one / 10)).value == 1.0
    assert spearman(one, -(one**3)).value == -1.0


def test_agreement_of_two_archives_is_what_it_was_made_to_be() -> None:
    rng = np.random.default_rng(7)
    size = len(MONTHS)
    shared, own, other = rng.normal(size=(3, size))
    # two series with a correlation of .45: that of weekly ICEWS and BBC data in Schrodt (2015)
    weight = np.sqrt(0.45)
    rest = np.sqrt(1 - 0.45)
    first = 0.4 + 0.05 * (weight * shared + rest * own)
    second = 0.4 + 0.05 * (weight * shared + rest * other)
    both = pl.concat([months("gdelt", first), months("icews", second)])
    found = list(agreements(both))
    assert [one.period for one in found] == ["2002-2013", "2002-2004", "2005-2009", "2010-2013"]
    whole = found[0].hostile
    assert whole.cells == size and whole.low < 0.43 < whole.high
    assert found[0].volume.why == "one of the two never changes"


def test_correlation_with_disputes_and_what_came_unseen() -> None:
    years = np.arange(2002, 2014)
    level = {2004: 2, 2008: 4, 2011: 3}
    hostile = np.array([0.3 + 0.1 * level.get(year, 0) for year in years]).repeat(12)
    # the months before the onset of May 2008 rise, those before March 2011 do not
    rising = hostile.copy()
    rising[(2008 - 2002) * 12 : (2008 - 2002) * 12 + 4] = 0.9
    disputes = levels(level, onset={2008: 5, 2011: 3})
    (line,) = trust(months("icews", rising), {"icews": 150}, Tables(cow_mid=disputes), PAIR)
    assert line.disputes.value == pytest.approx(1.0)
    assert line.disputes.cells == 12
    assert line.conflicts.why == "the table is not in the store"
    assert (line.unseen.onsets, line.unseen.after_a_rise) == (2, 1 + 1)
    rows = len(MONTHS) * 1_250 + 150
    assert line.merged == pytest.approx((len(MONTHS) * 250 + 150) / rows)
    assert "20 % of" in line.line() and "2 of 2 onsets came after a rise (1 by chance)" in (
        line.line()
    )


def test_a_flat_series_sees_nothing_and_short_ones_say_why() -> None:
    flat = months("icews", np.full(len(MONTHS), 0.4))
    disputes = levels({2008: 4}, onset={2008: 5})
    (line,) = trust(flat, {}, Tables(cow_mid=disputes), PAIR)
    assert line.disputes.why == "one of the two never changes"
    assert (line.unseen.onsets, line.unseen.after_a_rise) == (1, 0)
    (short,) = trust(flat.head(20), {}, Tables(cow_mid=disputes), PAIR)
    assert short.disputes.value is None and "fewer than 5" in short.disputes.why
    assert "no onset to anticipate" in short.line()
    assert unseen(flat.head(20), pl.Series([], dtype=pl.Date)).onsets == 0


def test_armed_conflicts_enter_with_their_onset() -> None:
    conflicts = pl.DataFrame(
        {
            "ccode1": [2, 2],
            "ccode2": [365, 365],
            "year": [2008, 2009],
            "intensity_level": [1, 2],
            "start_date2": ["2008-08-08", "2008-08-08"],
        }
    )
    flat = months("icews", np.linspace(0.2, 0.6, len(MONTHS)))
    (line,) = trust(flat, {}, Tables(armed_conflicts=conflicts), PAIR)
    assert line.conflicts.value is not None
    assert (line.unseen.onsets, line.unseen.after_a_rise) == (1, 1)


def test_duplicates_of_a_generated_archive_are_counted(tmp_path: Path) -> None:
    plan = generated.Plan(4_000, days=60)
    generated.write(plan, tmp_path / "raw")
    convert([tmp_path / "raw"], tmp_path / "out")
    wanted = wanted_of(pair=("USA", "Russia"))
    some = pl.concat([part.collect() for part in shares(tmp_path / "out", wanted, joined=True)])
    part = generated.parts(plan, plan.numbers())
    usa, russia = generated.CODES.index(2), generated.CODES.index(365)
    one, other = part["one"], part["other"]
    own = ((one == usa) & (other == russia)) | ((one == russia) & (other == usa))
    numbers = plan.numbers()[own]
    repeated = repeated_rows(tmp_path / "out", wanted)
    (line,) = trust(some, repeated, Tables(), wanted.pairs)
    assert line.events == len(numbers)
    assert line.reports - line.events == (numbers % generated.TWICE == 0).sum()
    assert line.repeated == (numbers % generated.AGAIN == 0).sum()


def test_months_of_two_layouts_are_compared(tmp_path: Path) -> None:
    lines = [made.icews_line(Event_ID=str(day), Event_Date=f"2018-01-{day:02}") for day in (1, 2)]
    made.write(tmp_path / "raw" / "a.tab", made.ICEWS_HEAD, *lines)
    made.write(tmp_path / "raw" / "b.csv", made.OWN_HEAD, "2018-01-05,Germany,Russia,190")
    convert([tmp_path / "raw"], tmp_path / "out")
    wanted = wanted_of(pair=("Germany", "Russia"))
    some = pl.concat([part.collect() for part in shares(tmp_path / "out", wanted, joined=True)])
    (found,) = agreements(some)
    assert (found.first, found.second, found.hostile.value) == ("icews", "own", None)
