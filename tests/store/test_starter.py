"""The starter: what may be in it, what is in it, and that it comes out the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from detente.derived_tables import CHECKS, DERIVED_TABLES
from detente.errors import MissingTable, StoreError, TermsError
from detente.grain import Grain
from detente.identity.ideal_points import ideal_points
from detente.identity.positions import SERIES, by_year_end
from detente.identity.roll_calls import TABLES, of_tables
from detente.sources.shelf import SHELF, source
from detente.store import build as builder
from detente.store.build import build
from detente.store.catalog import Catalog, default_catalog
from detente.store.digest import content_of
from detente.store.home import Store
from detente.store.starter import LIMIT, DerivedTable, manifest, read_manifest, starter_folder
from detente.store.table import FORMAT, Provenance, Table, read_table


def put(store: Store, terms: str) -> None:
    provenance = Provenance(("invented",), "1", 1990, terms, terms, (), "{}", "invented")
    store.put(
        Table(
            "invented",
            pl.DataFrame({"ccode": [2], "year": [1990], "x": [4.0]}),
            Grain.STATE_YEAR,
            provenance,
        )
    )


def double(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return tables["invented"].with_columns(pl.col("x") * 2)


RECIPE = DerivedTable("doubled", Grain.STATE_YEAR, ("invented",), double, "twice x")


def test_a_copied_column_is_found_whatever_it_is_called(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    frame = pl.DataFrame(
        {"ccode": range(1, 41), "year": [1990] * 40, "x": [float(i) ** 2 for i in range(40)]}
    )
    provenance = Provenance(("invented",), "1", 1990, "cite", "cite", (), "{}", "invented")
    store.put(Table("invented", frame, Grain.STATE_YEAR, provenance))
    copy = DerivedTable(
        "copy",
        Grain.STATE_YEAR,
        ("invented",),
        lambda t: t["invented"].rename({"x": "mine"}),
        "x under another name",
    )
    with pytest.raises(TermsError, match="repeats 'mine' of invented"):
        build((copy,), store, tmp_path / "starter")
    assert not (tmp_path / "starter").exists(), "nothing is put in place"
    build((RECIPE,), store, tmp_path / "starter")


def test_a_build_that_fails_leaves_the_old_starter_whole(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    put(store, "open")
    build((RECIPE,), store, tmp_path / "starter")
    before = {p.name: p.read_bytes() for p in (tmp_path / "starter").iterdir()}

    def broken(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        raise ValueError("no")

    later = DerivedTable("later", Grain.STATE_YEAR, ("invented",), broken, "fails")
    changed = DerivedTable(
        "doubled", Grain.STATE_YEAR, ("invented",), lambda t: t["invented"], "not twice"
    )
    with pytest.raises(ValueError, match="no"):
        build((changed, later), store, tmp_path / "starter")
    assert before == {p.name: p.read_bytes() for p in (tmp_path / "starter").iterdir()}
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".part")]


@pytest.mark.parametrize(
    ("terms", "raw", "allowed"),
    [
        ("open", (), True),
        ("open", ("x",), True),
        ("cite", (), True),
        ("cite", ("x",), False),
        ("no", (), False),
        ("no", ("x",), False),
    ],
)
def test_terms_are_enforced(
    tmp_path: Path, terms: str, raw: tuple[str, ...], allowed: bool
) -> None:
    store = Store(tmp_path / "home")
    put(store, terms)
    derived_table = DerivedTable("doubled", Grain.STATE_YEAR, ("invented",), double, "twice x", raw)
    if allowed:
        made = build((derived_table,), store, tmp_path / "starter")
        assert made["tables"]["doubled"]["rows"] == 1
        assert read_table(tmp_path / "starter" / "doubled.parquet").frame["x"][0] == 8.0
    else:
        with pytest.raises(TermsError, match="terms say"):
            build((derived_table,), store, tmp_path / "starter")


def test_the_limit_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "home")
    put(store, "open")
    monkeypatch.setattr(builder, "LIMIT", 10)
    with pytest.raises(StoreError, match="limit"):
        build((RECIPE,), store, tmp_path / "starter")


def test_the_starter_is_what_its_manifest_says() -> None:
    found = manifest()
    tables = found["tables"]
    assert set(tables) == {r.id for r in DERIVED_TABLES}
    assert sum(t["bytes"] for t in tables.values()) < LIMIT
    for name, entry in tables.items():
        table = read_table(starter_folder() / f"{name}.parquet")
        assert (table.frame.height, table.frame.columns) == (entry["rows"], entry["columns"])
        assert content_of(table.frame) == entry["content"], name
        assert table.provenance.licence and table.provenance.version
    assert (
        not {p.name for p in starter_folder().iterdir()}
        - {f"{n}.parquet" for n in tables}
        - {"manifest.json"}
    )


def test_the_starter_holds_nothing_that_may_not_be_passed_on() -> None:
    for name, entry in manifest()["sources"].items():
        assert source(name).terms == entry["terms"] and (
            entry["terms"] in ("open", "cite") or source(name).estimates
        ), name
    forbidden = {s.id for s in SHELF if s.terms == "no"}
    more = {"un_sc_votes", "un_votes_undl"}
    assert forbidden == {"gsdb", "pew", "sipri_arms", "sipri_milex", *more}
    assert forbidden & set(manifest()["sources"]) == {"un_votes_undl"}, (
        "estimates from these votes only (decision 0009)"
    )
    terms = {table: s.terms for s in SHELF for table in s.tables}
    for derived_table in DERIVED_TABLES:
        if derived_table.raw:
            assert {terms[table] for table in derived_table.needs} == {"open"}, derived_table.id


def test_only_estimates_are_made_from_a_source_that_says_no() -> None:
    said_no = {t: s for s in SHELF if s.terms == "no" for t in s.tables}
    for derived_table in DERIVED_TABLES:
        for table in set(derived_table.needs) & set(said_no):
            assert derived_table.estimated and said_no[table].estimates and not derived_table.raw, (
                derived_table.id,
                table,
            )


@pytest.mark.parametrize(
    ("declared", "estimated", "allowed"),
    [(True, True, True), (True, False, False), (False, True, False)],
)
def test_estimates_pass_where_the_declaration_and_the_table_say_so(
    tmp_path: Path, declared: bool, estimated: bool, allowed: bool
) -> None:
    store = Store(tmp_path / "home")
    provenance = Provenance(("invented",), "1", 1990, "no", "no", (), "{}", "invented", declared)
    store.put(
        Table(
            "invented",
            pl.DataFrame({"ccode": [2], "year": [1990], "x": [4.0]}),
            Grain.STATE_YEAR,
            provenance,
        )
    )
    derived_table = DerivedTable(
        "doubled", Grain.STATE_YEAR, ("invented",), double, "twice x", estimated=estimated
    )
    if allowed:
        build((derived_table,), store, tmp_path / "starter")
        assert read_table(tmp_path / "starter" / "doubled.parquet").provenance.terms == "cite"
    else:
        with pytest.raises(TermsError, match="terms say no"):
            build((derived_table,), store, tmp_path / "starter")


def test_content_tells_frames_apart() -> None:
    a = pl.DataFrame({"a": [1, None], "b": ["x", "y"]})
    others = [
        a.with_columns(pl.col("a").fill_null(0)),
        a.with_columns(b=pl.lit("x")),
        a.rename({"a": "c"}),
    ]
    assert len({content_of(f) for f in [a, *others]}) == 4


def test_the_world_sees_the_starter_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    put(store, "no")
    catalog = Catalog(starter_folder(), store)
    assert catalog.has("capability") and catalog.has("invented") and not catalog.has("vdem")
    assert (
        catalog.source("invented")["terms"] == "no"
        and default_catalog().source("nobody")["version"] == ""
    )


QUICK = ("capability", "totals", "borders", "distances", "disputes")
"""Tables that are made in seconds: these are made twice."""


@pytest.mark.mirror
def test_the_starter_comes_out_identical(mirrored: Store, tmp_path: Path) -> None:
    """All but what is sampled for minutes: that is compared with a shorter run below."""
    derived_tables = tuple(r for r in DERIVED_TABLES if not r.slow)
    checks = {name: check for name, check in CHECKS.items() if name != "ideal_points"}
    made = build(derived_tables, mirrored, tmp_path / "one", checks=checks)
    ours = manifest()
    assert {n: t["content"] for n, t in made["tables"].items()} == {
        n: ours["tables"][n]["content"] for n in made["tables"]
    }
    assert made["checks"] == {n: ours["checks"][n] for n in made["checks"]}
    quick = tuple(derived_table for derived_table in derived_tables if derived_table.id in QUICK)
    build(quick, mirrored, tmp_path / "two", checks={})
    for path in (tmp_path / "two").glob("*.parquet"):
        assert path.read_bytes() == (tmp_path / "one" / path.name).read_bytes(), path.name
    import polars

    if (polars.__version__, FORMAT) == (ours["polars"], ours.get("format")):
        for path in (tmp_path / "one").glob("*.parquet"):
            assert path.read_bytes() == (starter_folder() / path.name).read_bytes(), path.name


@pytest.mark.mirror
@pytest.mark.parametrize("name", ["adopted", "voeten"])
def test_a_short_run_comes_near_the_shipped_positions(mirrored: Store, name: str) -> None:
    votes, mode = SERIES[name]
    tables = {t: mirrored.get(t).frame for t in TABLES[votes]}
    found = by_year_end(
        ideal_points(of_tables(tables, votes), mode=mode, preset="quick", seed=5, threads=1).frame()
    )
    shipped = (
        read_table(starter_folder() / "positions.parquet")
        .frame.select("ccode", "year", name, f"{name}_votes")
        .drop_nulls(name)
    )
    both = shipped.join(
        found.with_columns(pl.col("ccode", "year").cast(pl.Int16)), on=["ccode", "year"], how="full"
    )
    assert both.null_count().select(name, "ideal_point").row(0) == (0, 0)
    assert (both[f"{name}_votes"] == both["votes"]).all()
    assert both.select(pl.corr(name, "ideal_point")).item() > 0.985
    assert both.group_by("year").agg(pl.corr(name, "ideal_point").alias("r"))["r"].min() > 0.97


def test_the_manifest_can_be_read_by_others() -> None:
    text = (starter_folder() / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(text)["checks"]["cinc"]["largest_difference"] < 1e-6


def triple(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return tables["invented"].with_columns(pl.col("x") * 3)


TRIPLED = DerivedTable("tripled", Grain.STATE_YEAR, ("invented",), triple, rule="three times x")


def test_one_table_is_computed_and_the_others_stay(tmp_path: Path) -> None:
    store, folder = Store(tmp_path / "home"), tmp_path / "starter"
    put(store, "open")
    checks = {"rows": (("invented",), lambda tables: {"rows": tables["invented"].height})}
    first = build((RECIPE, TRIPLED), store, folder, checks=checks)
    kept = (folder / "doubled.parquet").read_bytes()
    changed = DerivedTable(
        "tripled", Grain.STATE_YEAR, ("invented",), double, rule="twice x after all"
    )
    again = build((RECIPE, changed), store, folder, checks=checks, only=("tripled",))
    assert (folder / "doubled.parquet").read_bytes() == kept
    assert read_table(folder / "tripled.parquet").frame["x"][0] == 8.0
    assert again["tables"]["doubled"] == first["tables"]["doubled"]
    assert again["tables"]["tripled"]["rule"] == "twice x after all"
    assert again["checks"] == first["checks"] == {"rows": {"rows": 1}}
    assert again["sources"] == first["sources"]
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8")) == again


def test_only_a_known_table_into_a_whole_starter(tmp_path: Path) -> None:
    store, folder = Store(tmp_path / "home"), tmp_path / "starter"
    put(store, "open")
    with pytest.raises(MissingTable, match="there is no starter"):
        build((RECIPE, TRIPLED), store, folder, only=("tripled",))
    build((RECIPE,), store, folder)
    with pytest.raises(StoreError, match="no table of the starter is called 'halved'"):
        build((RECIPE,), store, folder, only=("halved",))
    other = DerivedTable("other", Grain.STATE_YEAR, ("invented",), triple, rule="three times x")
    with pytest.raises(StoreError, match="--only tripled"):
        build((RECIPE, TRIPLED, other), store, folder, only=("other",))
    made = build((RECIPE, TRIPLED), store, folder, only=("tripled",))
    assert list(made["tables"]) == ["doubled", "tripled"], "a new table is added"


def test_a_broken_manifest_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="manifest of the starter cannot be read") as caught:
        read_manifest(tmp_path)
    assert "\n" not in str(caught.value)
