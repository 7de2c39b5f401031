"""Parity with R's peacesciencer: every output that comes with the mirror, every difference a row
of docs/parity.md.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import polars as pl
import pytest
import tomli

from detente.actors.systems import SYSTEMS
from detente.panel.create import dyad_years, dyadic_dispute_years, state_days, state_years
from detente.sources.shelf import SHELF
from detente.store.home import Store
from tests.conftest import mirror_folder
from tests.parity.calls import CALLS, IN_YS, TABLES, UNUSED, Inputs
from tests.parity.compare import Difference, compared, read

HERE = Path(__file__).parent
DEVIATIONS = tomli.loads((HERE / "deviations.toml").read_text(encoding="utf-8"))
ELSEWHERE = {
    "codes-and-zeros-for-missing": 59_618,
    "both-sides-of-conflicts": 85,
    "contiguity-zeros": 1_380,
    "relevance-after-2016": 3_622,
    "spells-are-years": 14_175,
    "division-by-own-number": 70,
    "rivals-by-name": 180,
    "states-of-the-producers": 4_515,
    "trade-of-west-germany": 60,
}
"""Deviations that tests of their own count."""


def truth_folder() -> Path:
    folder = mirror_folder()
    truth = folder.parent / "truth" if folder else Path("/nowhere")
    if not (truth / "index.csv").is_file():
        pytest.skip("what the reference returns is not beside the mirror (../shared/truth)")
    return truth


@pytest.fixture(scope="session")
def inputs(mirrored: Store) -> Inputs:
    return Inputs(mirrored)


@pytest.fixture(scope="session")
def differences(inputs: Inputs) -> Callable[[str], Difference]:
    """Compare one output with ours, once a run."""

    @cache
    def of(label: str) -> Difference:
        return compared(CALLS[label](inputs).to_polars(), truth_folder(), label)

    return of


def named(label: str, column: str, year: object) -> str | None:
    """Name the deviation that explains a cell; None where none does."""
    for name, rule in DEVIATIONS.items():
        if (
            any(fnmatch(label, pattern) for pattern in rule["labels"])
            and any(fnmatch(column, p) for p in rule["columns"])
            and (not isinstance(year, int) or rule["years"][0] <= year <= rule["years"][1])
        ):
            return str(name)
    return None


def unexplained(found: Difference, tally: Counter[str]) -> list[str]:
    """Count what deviations explain, and give the rest."""
    left = [f"missing {row}" for row in found.missing.head(5).rows()]
    cells = [("keys", row.get("year"), "extra") for row in found.extra.rows(named=True)]
    cells += [(row["column"], row["year"], "cell") for row in found.odd.rows(named=True)]
    cells += [
        (column, None, "absent")
        for column in found.absent
        if column not in ("ccode1", "ccode2", "gwcode")
    ]
    cells += [(row["column"], row["year"], "sum") for row in found.sums.rows(named=True)]
    for column, year, kind in cells:
        name = named(found.label, column, year)
        if name is None:
            left.append(f"{kind} {column} {year}")
        else:
            tally[f"{name} {'column-years' if kind == 'sum' else 'cells'}"] += 1
    return left[:8]


@pytest.mark.mirror
@pytest.mark.parametrize("label", CALLS)
def test_the_same_cells(label: str, differences: Callable[[str], Difference]) -> None:
    difference = differences(label)
    assert difference.cells or label.startswith("create_"), "something was compared"
    assert unexplained(difference, Counter()) == []


@pytest.mark.mirror
def test_every_deviation_is_counted(differences: Callable[[str], Difference]) -> None:
    tally: Counter[str] = Counter()
    for label in CALLS:
        unexplained(differences(label), tally)
    counted = {name: (tally[f"{name} cells"], tally[f"{name} column-years"]) for name in DEVIATIONS}
    assert counted == {
        name: (rule["cells"], rule["column_years"]) for name, rule in DEVIATIONS.items()
    }


def test_every_deviation_has_its_row() -> None:
    page = (HERE.parents[1] / "docs" / "parity.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert rows == {*DEVIATIONS, *ELSEWHERE}


@pytest.mark.mirror
def test_every_output_is_compared() -> None:
    with (truth_folder() / "index.csv").open(encoding="utf-8") as handle:
        labels = {row["label"] for row in csv.DictReader(handle) if row["status"] == "ok"}
    assert labels - set(CALLS) - set(UNUSED) == {f"DATA_{table}" for table in TABLES}


@pytest.mark.mirror
@pytest.mark.parametrize("table", TABLES)
def test_tables_are_the_same(table: str, mirrored: Store) -> None:
    theirs = read(truth_folder(), f"DATA_{table}", "full")
    assert theirs is not None
    published = f"{table}_published"
    ours = mirrored.get(published if mirrored.has(published) else table).frame
    shared = [c for c in theirs.columns if c in ours.columns]
    assert ours.height == theirs.height and len(shared) >= 11
    for name in shared:
        assert (
            ours[name]
            .cast(pl.String)
            .sort()
            .equals(theirs[name].cast(ours.schema[name]).cast(pl.String).sort())
        ), name


@pytest.mark.mirror
@pytest.mark.parametrize(
    ("source", "table", "shipped"),
    [("gml", "gml_mid", "gml_mid_ddydisps"), ("cow", "cow_mid", "cow_mid_ddydisps")],
)
def test_whittled(source: str, table: str, shipped: str, mirrored: Store) -> None:
    """Our whittling gives the very disputes that the reference ships as one a dyad-year."""
    whittled = (
        dyadic_dispute_years(source, store=mirrored)
        .whittle(
            "onsets", "fatality", "hostility", "mindur", "maxdur", "reciprocation", "startmonth"
        )
        .to_polars()
    )
    keys = ["ccode1", "ccode2", "year", "dispnum"]
    theirs = read(truth_folder(), f"DATA_{shipped}", "full")
    assert theirs is not None and whittled.height == theirs.height
    assert (
        whittled.select(keys)
        .sort(keys)
        .equals(theirs.select(pl.col(keys).cast(pl.Int64)).sort(keys))
    )
    assert (
        mirrored.get(table).frame.select(keys).sort(keys).equals(whittled.select(keys).sort(keys))
    )


@pytest.mark.mirror
@pytest.mark.parametrize(("source", "label"), [("gml", "gml_dirdisp"), ("cow", "cow_mid_dirdisps")])
def test_duplicates(source: str, label: str, mirrored: Store) -> None:
    ours = dyadic_dispute_years(source, store=mirrored).show_duplicates()
    theirs = read(truth_folder(), f"show_duplicates__{label}", "full")
    assert theirs is not None
    keys = ["ccode1", "ccode2", "year", "dispnum"]
    assert (
        ours.select(keys).sort(keys).equals(theirs.select(pl.col(keys).cast(pl.Int64)).sort(keys))
    )


@pytest.mark.mirror
def test_state_days(mirrored: Store) -> None:
    theirs = read(truth_folder(), "create_statedays__cow_BYSTATE", "full")
    assert theirs is not None
    ours = state_days(store=mirrored).to_polars().group_by("ccode").agg(pl.len().alias("days"))
    both = theirs.with_columns(pl.col("ccode").cast(pl.Int64)).join(ours, on="ccode", how="full")
    count = next(
        c
        for c in theirs.columns
        if c not in ("ccode", "first", "last") and theirs[c].dtype.is_numeric()
    )
    assert both.height == 217 and both.filter(pl.col(count) != pl.col("days")).is_empty()


@pytest.mark.mirror
def test_the_official_contiguity_differs_where_the_reference_has_zeros(mirrored: Store) -> None:
    directed = dyad_years(directed=True, store=mirrored)
    official, theirs = (
        directed.add("contiguity", edition=e).data["conttype"] for e in ("official", "reference")
    )
    differ = official.ne_missing(theirs)
    assert differ.sum() == ELSEWHERE["contiguity-zeros"]
    assert (theirs.filter(differ) == 0).all(), (
        "always a zero of theirs that runs across a contiguity"
    )


@pytest.mark.mirror
def test_codes_and_zeros_for_missing_values_are_null(mirrored: Store) -> None:
    """A published cell is either ours, or a code or zero that its source calls missing."""
    tally = 0
    for source in SHELF:
        for twin, rule in source.tables.items():
            if not rule.published:
                continue
            ours, theirs = mirrored.get(rule.published).frame, mirrored.get(twin).frame
            for name in ours.columns:
                differ = ours[name].ne_missing(theirs[name])
                assert ours[name].filter(differ).null_count() == differ.sum(), (twin, name)
                tally += int(differ.sum())
    assert tally == ELSEWHERE["codes-and-zeros-for-missing"]


@pytest.mark.mirror
def test_scores_of_democracy_are_those_of_the_states_that_the_producers_mean(
    mirrored: Store,
) -> None:
    differ = {}
    for system in SYSTEMS:
        states = state_years(system, store=mirrored)
        official, theirs = (
            states.add("democracy", edition=edition).data for edition in ("official", "reference")
        )
        for name in official.columns:
            changed = official[name].ne_missing(theirs[name])
            differ[system, name] = changed.sum()
            assert official[name].filter(changed).null_count() == 0, "no cell is lost"
    assert differ == {
        **{(system, name): 0 for system in SYSTEMS for name in ("euds", "aeuds")},
        ("cow", "polity2"): 418,
        ("cow", "v2x_polyarchy"): 47,
        ("gw", "polity2"): 2_146,
        ("gw", "v2x_polyarchy"): 1_904,
    }
    assert sum(differ.values()) == ELSEWHERE["states-of-the-producers"]


@pytest.mark.mirror
def test_trade_of_west_germany_is_its_own(mirrored: Store) -> None:
    states = state_years(store=mirrored)
    official, theirs = (
        states.add("trade", edition=edition).to_polars() for edition in ("official", "reference")
    )
    differ = {name: official[name].ne_missing(theirs[name]) for name in ("imports", "exports")}
    assert sum(changed.sum() for changed in differ.values()) == ELSEWHERE["trade-of-west-germany"]
    changed = official.filter(differ["imports"])
    assert set(changed["ccode"]) == {260} and changed["imports"].null_count() == 0
    assert (changed["year"].min(), changed["year"].max()) == (1960, 1989)


@pytest.mark.mirror
def test_division_is_that_of_the_state_of_the_producers_number(mirrored: Store) -> None:
    cells = 0
    for system in SYSTEMS:
        states = state_years(system, years=(1945, 2013), store=mirrored)
        official, theirs = (
            states.add("fractionalization", edition=edition).data
            for edition in ("official", "reference")
        )
        for name in official.columns:
            changed = official[name].ne_missing(theirs[name])
            assert official[name].filter(changed).null_count() == 0, "no cell is lost"
            cells += changed.sum()
    assert cells == ELSEWHERE["division-by-own-number"]


@pytest.mark.mirror
def test_rivals_are_the_states_that_the_rivalry_names(mirrored: Store) -> None:
    pairs = dyad_years(store=mirrored)
    official, theirs = (
        pairs.add("rivalries", edition=edition).to_polars() for edition in ("official", "reference")
    )
    differ = official["ongoingrivalry"].ne_missing(theirs["ongoingrivalry"])
    assert differ.sum() == ELSEWHERE["rivals-by-name"]
    changed = official.filter(differ).group_by("ccode1", "ccode2", "ongoingrivalry").len()
    assert set(changed.rows()) == {
        (220, 260, 1, 1),  # France and Germany in 1955
        (255, 300, 1, 55),  # Austria and Prussia
        (411, 481, 1, 49),  # Equatorial Guinea and Gabon,
        (438, 481, 0, 49),  # which is not Guinea
        (663, 678, 1, 2),  # Jordan and North Yemen
        (670, 678, 1, 12),  # Saudi Arabia and North Yemen
        (680, 698, 1, 12),  # South Yemen and Oman
    }


@pytest.mark.mirror
def test_governments_on_side_b_are_in_conflict_too(mirrored: Store) -> None:
    states = state_years("gw", years=(1946, 2024), store=mirrored)
    any_side, side_a = (
        states.add("ucdp_acd", side=side).data["ucdpongoing"] for side in ("any", "a")
    )
    differ = any_side.ne_missing(side_a)
    assert (
        differ.sum() == ELSEWHERE["both-sides-of-conflicts"]
        and any_side.filter(differ).to_list() == [1] * differ.sum()
    )


def by_the_definition(frame: pl.DataFrame, keys: list[str], event: str) -> pl.Series:
    """Count years since the last event slowly, row by row, in the order of the frame."""
    counted: list[int] = []
    unit, origin = None, 0
    ordered = frame.with_row_index("place").sort(*keys, "year")
    for *codes, year, happened in ordered.select(*keys, "year", event).iter_rows():
        if codes != unit:
            unit, origin = codes, year
        counted.append(year - origin)
        origin = year + 1 if happened else origin
    return ordered.with_columns(pl.Series("since", counted)).sort("place")["since"]


@pytest.mark.mirror
def test_spells_are_years(inputs: Inputs) -> None:
    panel = inputs.prd.add("gml_mids", keep=[])
    years = panel.add("spells").data["gmlmidspell"]
    rows = panel.add("spells", edition="reference").data["gmlmidspell"]
    expected = by_the_definition(panel.frame, ["ccode1", "ccode2"], "gmlmidongoing")
    assert (years == expected).all()
    assert (years != rows).sum() == ELSEWHERE["spells-are-years"]


@pytest.mark.mirror
@pytest.mark.parametrize(("source", "restarted"), [("gml_mids", 3_517), ("cow_mids", 2_519)])
def test_peace_is_counted_from_the_event_across_gaps(
    source: str, restarted: int, mirrored: Store
) -> None:
    """All 842,655 dyad-years, some of which were counted from the row after the gap."""
    panel = dyad_years(years=(1816, 2010), store=mirrored).add(source, keep=[])
    event = panel.data.columns[0]
    padded = panel.add("peace_years", pad=True)
    expected = by_the_definition(panel.frame, ["ccode1", "ccode2"], event)
    counted = padded.data.to_series(-1)
    assert counted.len() == 842_655 and (counted == expected).all() and not padded.notes
    # as it was: from the row after an event, whatever its year
    keys = ["ccode1", "ccode2"]
    again = pl.col(event).shift(1).over(keys) == 1
    begins = (again.fill_null(False) | pl.col("year").shift(1).over(keys).is_null()).alias("begins")
    ordered = padded.frame.sort(*keys, "year").with_columns(begins)
    origin = pl.when("begins").then("year").forward_fill().over(keys)
    at_the_row = ordered.select(pl.col("year") - origin).to_series()
    moved = ordered.filter(ordered[counted.name] != at_the_row)
    assert moved.height == restarted and (moved[counted.name] > 0).all()


@pytest.mark.mirror
def test_france_and_germany_in_1990(mirrored: Store) -> None:
    pair = dyad_years(years=(1816, 2010), states=["France", 255], store=mirrored)
    panel = pair.add("gml_mids", keep=[])
    of_1990 = pl.col("year") == 1990
    for counted in (panel.add("peace_years", pad=True), panel.add("spells")):
        assert counted.only(where=of_1990).data["gmlmidspell"].to_list() == [44]
    plain = panel.add("peace_years")
    assert plain.only(where=of_1990).data["gmlmidspell"].to_list() == [0]
    assert "22 cells would differ" in plain.notes[-1]


@pytest.mark.mirror
def test_relevance_goes_on_after_2016(mirrored: Store) -> None:
    late = dyad_years(years=(2017, 2017), directed=True, store=mirrored).relevant()
    assert late.to_polars().height == ELSEWHERE["relevance-after-2016"] and any(
        "2016" in note for note in late.notes
    )


@pytest.mark.mirror
def test_both_directions_say_the_same(mirrored: Store) -> None:
    """Symmetric columns agree whichever way a pair is turned.

    Those of the two sides change places.
    """
    panel = dyad_years(directed=True, years=(1990, 1992), store=mirrored).add(
        "contiguity", "igos", "minimum_distance", "capital_distance", "rivalries", "trade", "nmc"
    )
    frame = panel.to_polars()
    turned = frame.rename({"ccode1": "ccode2", "ccode2": "ccode1"})
    both = frame.join(turned, on=["ccode1", "ccode2", "year"], suffix="_t")
    assert both.height == frame.height
    for name in ("conttype", "dyadigos", "mindist", "ongoingrivalry"):
        assert both[name].eq_missing(both[f"{name}_t"]).all(), name
    assert (both["capdist"] - both["capdist_t"]).abs().to_numpy().max() < 1e-6
    for one, two in (("flow1", "flow2"), ("cinc1", "cinc2"), ("smoothflow1", "smoothflow2")):
        assert both[one].eq_missing(both[f"{two}_t"]).all(), one


@pytest.mark.mirror
def test_cut_and_whole_agree(mirrored: Store) -> None:
    """Adding before cutting and after gives the same cells."""
    whole = (
        state_years(store=mirrored)
        .add("nmc", "majors", "contiguity", "ucdp_acd")
        .only(where=IN_YS)
        .to_polars()
    )
    cut = (
        state_years(store=mirrored)
        .only(where=IN_YS)
        .add("nmc", "majors", "contiguity", "ucdp_acd")
        .to_polars()
    )
    assert whole.equals(cut)
