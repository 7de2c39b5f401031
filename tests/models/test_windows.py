"""Windows of opportunity: dated from what was known, records from windows whose years were over."""

from __future__ import annotations

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.features.dyad_years import LAST, NEEDS
from detente.models.features.hostile_dyads import window_years
from detente.models.features.outcomes import AHEAD, KNOWN
from detente.models.windows import fit
from detente.models.windows.read import plain, why_none, windows
from detente.models.windows.record import (
    TRUST,
    Decade,
    Record,
    measured,
    method,
    record,
    with_open,
)
from detente.store.catalog import Catalog
from detente.store.home import Store
from detente.store.schema import undo_scale
from tests.models.invented import hostile_years


def test_a_window_is_dated_from_pairs_whose_five_years_were_over() -> None:
    frame, names = hostile_years()
    after = pl.col("year") > 1985 - AHEAD
    changed = pl.when(after).then(1 - pl.col("came_quiet")).otherwise("came_quiet")
    later = frame.with_columns(came_quiet=changed)
    one, other = (
        fit.fitted(each, names, step=5, draws=20).filter(pl.col("year") <= 1985).drop("came")
        for each in (frame, later)
    )
    assert one.equals(other)


def test_windows_find_the_structure_that_tells() -> None:
    frame, names = hostile_years()
    made = fit.fitted(frame, names, step=5, draws=20).filter(pl.col("came").is_not_null())
    quiet = made.filter(pl.col("outcome") == "quiet")
    lifted = quiet.filter((pl.col("structure") == "power") & (pl.col("gain") > 1000))
    assert lifted["came"].to_numpy().mean() > 0.7
    noise = quiet.filter(pl.col("structure") != "power")["gain"].abs().to_numpy()
    assert noise.mean() < 400, "noise lifts nothing"


def test_a_gain_is_shrunk_to_what_came_and_noise_more_than_a_signal() -> None:
    frame, names = hostile_years()
    made = fit.fitted(frame, names, step=5, draws=20).filter(pl.col("outcome") == "quiet")
    last = made.filter(pl.col("year") >= 2000).group_by("structure").agg(pl.col("part").mean())
    parts = dict(last.iter_rows())
    assert parts["power"] > 850 > 600 > max(parts["identity"], parts["institutions"])


def test_the_part_of_a_gain_is_learnt_from_windows_whose_years_are_over() -> None:
    frame, names = hostile_years()
    after = pl.col("year") > 1985 - AHEAD
    changed = pl.when(after).then(1 - pl.col("came_quiet")).otherwise("came_quiet")
    later = frame.with_columns(came_quiet=changed)
    one, other = (
        fit.fitted(each, names, step=5, draws=2, outcomes=("quiet",)) for each in (frame, later)
    )
    of_1985, of_2000 = pl.col("year") == 1985, pl.col("year") == 2000
    assert one.filter(of_1985)["part"].equals(other.filter(of_1985)["part"])
    assert not one.filter(of_2000)["part"].equals(other.filter(of_2000)["part"])


def test_what_is_printed_is_what_comes(catalog: Catalog) -> None:
    """Published slopes of unshrunk gains: .56 for quiet by power, .63 by identity."""
    passed = 0
    for structure in STRUCTURES:
        for outcome in KNOWN:
            one = record(catalog, outcome, structure, LAST)
            if one.trust != "earned" or one.excess is None:
                continue
            passed += 1
            assert one.excess.log_loss > 0 and one.excess.brier > 0, (outcome, structure)
            assert one.excess.realised > 0.7, (outcome, structure)
            assert one.excess.realised_low < 1 < one.excess.realised_high, (outcome, structure)
    assert passed == 5


def kind(rows: int, lift: float) -> pl.DataFrame:
    """Windows of one kind that come true where the forecast rose, in as many pairs as rows."""
    place = [row % 10 for row in range(rows)]
    columns = {
        "outcome": ["quiet"] * rows,
        "structure": ["power"] * rows,
        "ccode1": [2 + row % 50 for row in range(rows)],
        "ccode2": [500 + row % 70 for row in range(rows)],
        "year": [1980 + row % 15 for row in range(rows)],
        "history": [0.5] * rows,
        "gain": [lift * (each - 4.5) for each in place],
        "low": [lift * (each - 4.5) - 0.01 for each in place],
        "came": [1 if each >= 5 else 0 for each in place],
    }
    return with_open(pl.DataFrame(columns).cast(fit.KINDS))


def test_a_kind_that_comes_true_where_it_opens_passes_its_test() -> None:
    good = measured(kind(3000, 0.05), "quiet", "power")
    assert good.trust == "earned" and good.excess is not None and good.excess.value == 1.0
    assert good.total is not None and good.total.hits == good.total.open == 600
    assert good.total.base == pytest.approx(0.5)
    bad = measured(kind(3000, -0.05), "quiet", "power")
    assert bad.trust == "none" and bad.excess is not None and bad.excess.value == -1.0


def test_too_few_outcomes_are_no_record() -> None:
    few = measured(kind(190, 0.05), "quiet", "power")
    assert few.trust == "untested" and few.excess is None and few.total is None


def test_all_decades_together_weigh_by_open_windows() -> None:
    decades = (
        Decade(1980, 10, hits=5, base=0.2, alike=0.3),
        Decade(1990, 30, hits=6, base=0.4, alike=0.5),
    )
    total = Record("quiet", "power", excess=None, decades=decades, trust="weak").total
    assert total is not None and (total.first, total.open, total.hits) == (1980, 40, 11)
    assert total.base == pytest.approx(0.35) and total.alike == pytest.approx(0.45)


def test_windows_of_nato_and_russia(catalog: Catalog) -> None:
    found = windows(catalog.as_of(2013), pair("NATO", "Russia", 2013))
    rungs = [one for one in found.line if (one.outcome, one.structure) == ("rung", "identity")]
    line = {window.year: window for window in rungs}
    assert line[1993].open and line[1993].gain > 0.1
    assert not line[2008].open and line[2008].gain < 0
    assert found.year == 2013 and found.hostile is not None
    assert found.hostile < found.across == 28
    assert {(window.outcome, window.structure) for window in found.now} <= set(found.records)


def test_a_relation_without_hostile_pairs_says_why(catalog: Catalog) -> None:
    peaceful = windows(catalog.as_of(2010), pair("Bolivia", "Mongolia", 2010))
    assert not peaceful.line and not peaceful.records and "hostile" in why_none(peaceful)
    early = windows(catalog.as_of(1938), pair("Poland", "Germany", 1938))
    assert early.hostile is None and "1970" in why_none(early)


def test_plain_data_rounds_and_keeps_names(catalog: Catalog) -> None:
    made = plain(windows(catalog.as_of(2013), pair("USA", "Russia", 2013)))
    first = made["windows"][0]
    assert list(first)[:4] == ["outcome", "structure", "year", "gain"] and "open" in first
    assert all(one["trust"] in TRUST for one in made["records"])


def test_a_record_knows_only_windows_whose_five_years_are_over(catalog: Catalog) -> None:
    then, now = record(catalog, "quiet", "power", 1990), record(catalog, "quiet", "power", 2013)
    assert then.excess is not None and now.excess is not None
    assert then.excess.cases < now.excess.cases
    assert max(decade.first for decade in then.decades) <= 1990 - AHEAD
    assert record(catalog, "quiet", "power", 1972).trust == "untested"
    assert record(catalog, "quiet", "power", 1938).trust == "untested"


@pytest.mark.parametrize("year", [1975, 1976, 1990, 2006, 2013, LAST])
def test_stored_records_are_those_computed_for_the_year(catalog: Catalog, year: int) -> None:
    known = with_open(catalog.as_of(year).frame("windows")).filter(pl.col("came").is_not_null())
    for structure in STRUCTURES:
        of_kind = (pl.col("outcome") == "rung") & (pl.col("structure") == structure)
        fresh = measured(known.filter(of_kind), "rung", structure)
        stored = record(catalog, "rung", structure, year)
        assert (fresh.trust, len(fresh.decades)) == (stored.trust, len(stored.decades))
        for ours, theirs in zip(fresh.decades, stored.decades, strict=True):
            assert (ours.first, ours.open, ours.hits) == (theirs.first, theirs.open, theirs.hits)
            assert (ours.base, ours.alike) == pytest.approx((theirs.base, theirs.alike), rel=1e-6)
        assert (fresh.excess is None) == (stored.excess is None)
        if fresh.excess is not None and stored.excess is not None:
            for name in fresh.excess.__slots__:
                one, other = getattr(fresh.excess, name), getattr(stored.excess, name)
                assert one == pytest.approx(other, rel=1e-6), name


def test_a_view_after_the_last_outcome_has_the_newest_record(catalog: Catalog) -> None:
    assert record(catalog, "pact", "power", 2024) == record(catalog, "pact", "power", LAST)


def test_every_year_and_kind_has_a_record(catalog: Catalog) -> None:
    table = catalog.frame("window_records")
    years = LAST + 1 - fit.DATED - AHEAD
    assert table.height == years * len(KNOWN) * len(STRUCTURES)
    untested = table.filter(pl.col("trust") == "untested")
    assert untested["value"].null_count() == untested.height


def test_the_published_figures_of_windows(catalog: Catalog) -> None:
    for outcome, least in (("quiet", 0.11), ("pact", 0.12)):
        found = record(catalog, outcome, "power", 2024).excess
        assert found is not None and found.value >= least and found.low > 0.05


def test_the_method_of_untested_windows(catalog: Catalog) -> None:
    early = record(catalog, "quiet", "power", 1972)
    assert method({("quiet", "power"): early}, (early,)).mark == "untested"
    now = record(catalog, "quiet", "power", 2013)
    made = method({("quiet", "power"): now}, (now,))
    assert made.mark == ("tested and good" if now.trust == "earned" else "tested and weak")


def test_a_kind_that_passed_says_nothing_for_another(catalog: Catalog) -> None:
    kinds = {("rung", "identity"), ("rung", "power")}
    records = {kind: record(catalog, *kind, LAST) for kind in kinds}
    good, bad = records["rung", "identity"], records["rung", "power"]
    assert (good.trust, bad.trust) == ("earned", "none")
    assert method(records, (good,)).mark == "tested and good"
    assert method(records, (bad,)).mark == "tested and weak"
    assert method(records, (good, bad)).mark == "tested and weak"
    assert "log-loss skill" in method(records, (good,)).record


@pytest.mark.mirror
def test_windows_come_out_as_shipped(mirrored: Store, catalog: Catalog) -> None:
    frame, names = window_years({name: mirrored.get(name).frame for name in NEEDS})
    made = undo_scale(fit.fitted(frame, names, first=2000, outcomes=("rivalry",)), "windows")
    shipped = (pl.col("outcome") == "rivalry") & (pl.col("year") >= 2000)
    held = catalog.frame("windows").filter(shipped)
    keys = ["outcome", "structure", "ccode1", "ccode2", "year"]
    both = made.join(held, on=keys, suffix="_held")
    assert both.height == held.height > 500
    for column in ("gain", "low"):
        largest = (both[column] - both[f"{column}_held"]).abs().to_numpy().max()
        assert largest <= 0.002 + 1e-9, column
