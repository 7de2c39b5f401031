"""Limits of Stata and SPSS: names and numbers are met openly, and nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.columns import Column
from detente.errors import PanelError
from detente.panel.create import state_years
from detente.panel.formats import SPSS, STATA, Format, labels, too_large
from detente.store.home import Store
from tests.panel.world_of_five import store


@pytest.fixture
def five(tmp_path: Path) -> Store:
    return store(tmp_path / "five")


OWN = pl.DataFrame(
    {
        "ccode": [2, 20],
        "long": [1.5, 2.5],
        "int": pl.Series([2_147_483_645, 1], dtype=pl.Int32),
        "gdp.pc": [3.0, 4.0],
        "2013gdp": ["a", "b" * 3000],
        "gdp_pc": [5, 6],
        "größe": [7, 8],
    }
)
LABELS = {"long": "My label", "gdp.pc": "GDP per head"}


def test_own_columns_keep_label_and_value_in_stata(
    tmp_path: Path, five: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """The field case: renamed in silence, label lost, and a value that became missing."""
    pyreadstat = pytest.importorskip("pyreadstat")
    pytest.importorskip("pandas")
    panel = state_years(years=1999, states=[2, 20], store=five)
    whole = panel.add_frame(OWN, keys="ccode", labels=LABELS)
    frame, described = pyreadstat.read_dta(str(whole.write(tmp_path / "own.dta")))
    said = described.column_names_to_labels
    assert said["_long"] == "My label (as given) [long]"
    assert said["gdp_pc_2"] == "GDP per head (as given) [gdp.pc]"
    assert said["gdp_pc"] == "gdp_pc (as given)", "who has a legal name keeps it"
    assert frame["_int"].to_list() == [2_147_483_645.0, 1.0]
    assert frame["_2013gdp"].to_list() == ["a", "b" * 3000]
    assert frame["gr__e"].to_list() == [7, 8]
    assert "Stata has no name 'long': it is written as '_long'" in caplog.messages
    assert "'int' is widened to a double in Stata" in caplog.messages


def test_own_columns_keep_their_names_in_spss_where_it_has_them(
    tmp_path: Path, five: Store, caplog: pytest.LogCaptureFixture
) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    pytest.importorskip("pandas")
    mine = OWN.with_columns(pl.lit(1).alias("With"))
    panel = state_years(years=1999, states=[2, 20], store=five)
    path = panel.add_frame(mine, keys="ccode", labels=LABELS).write(tmp_path / "own.sav")
    frame, described = pyreadstat.read_sav(str(path))
    assert {"long", "int", "gdp.pc", "gdp_pc", "v_2013gdp", "v_With"} <= set(frame.columns)
    assert described.column_names_to_labels["v_With"] == "With (as given) [With]"
    assert frame["int"].to_list() == [2_147_483_645.0, 1.0]
    assert "SPSS has no name '2013gdp': it is written as 'v_2013gdp'" in caplog.messages


def test_a_number_that_no_type_holds_is_refused(tmp_path: Path, five: Store) -> None:
    pytest.importorskip("pyreadstat")
    panel = state_years(years=1999, states=[2, 20], store=five)
    huge = panel.add_frame(pl.DataFrame({"ccode": [2], "n": [2**53 + 1]}), keys="ccode")
    for ending in ("dta", "sav"):
        with pytest.raises(PanelError, match="'n' has whole numbers beyond"):
            huge.write(tmp_path / f"huge.{ending}")
        assert not list(tmp_path.glob("*huge*"))
    assert huge.write(tmp_path / "huge.csv").is_file()


def test_the_largest_whole_number_of_stata() -> None:
    """From its manual: 2,147,483,620; the 27 above it stand for missing values."""
    edges = pl.DataFrame({"in": [2_147_483_620, -2_147_483_647], "out": [2_147_483_621, 0]})
    assert too_large(edges) == ("out",)
    assert too_large(pl.DataFrame({"none": pl.Series([None], dtype=pl.Int64)})) == ()


ODD = {
    "empty": pl.Series([None, None]),
    "endless": [1.0, float("inf")],
    "kind": pl.Series(["a", None], dtype=pl.Categorical),
    "day": pl.Series(["1.50", None]).str.to_decimal(scale=2),
    "größe": [7, 8],
    "älter": [1, 2],
}


@pytest.mark.parametrize("ending", ["dta", "sav"])
def test_odd_columns_are_written_and_what_is_lost_is_said(
    tmp_path: Path, five: Store, caplog: pytest.LogCaptureFixture, ending: str
) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    panel = state_years(years=1999, states=[2, 20], store=five)
    whole = panel.add_frame(pl.DataFrame({"ccode": [2, 20], **ODD}), keys="ccode")
    path = str(whole.write(tmp_path / f"odd.{ending}"))
    frame, described = (pyreadstat.read_dta if ending == "dta" else pyreadstat.read_sav)(path)
    assert frame["empty"].isna().all() and frame["endless"].isna().to_list() == [False, True]
    assert frame["kind"].to_list() == ["a", ""] and frame["day"][0] == 1.5
    assert any("'endless' has 1 number that" in line for line in caplog.messages)
    (older,) = [n for n, said in described.column_names_to_labels.items() if "[älter]" in said]
    assert frame[older].to_list() == [1, 2]


@pytest.mark.parametrize(
    ("values", "held"),
    [
        (pl.Series([1, 2]).cast(pl.Duration("ms")), "spans of time"),
        ([b"a", b"b"], "bytes"),
        (["a\0b", "c"], "U\\+0000"),
        ([[1], [2]], "lists"),
    ],
)
def test_a_type_without_room_is_refused_in_one_line(
    tmp_path: Path, five: Store, values: object, held: str
) -> None:
    panel = state_years(years=1999, states=[2, 20], store=five)
    whole = panel.add_frame(pl.DataFrame({"ccode": [2, 20], "odd": values}), keys="ccode")
    for ending in ("dta", "sav"):
        with pytest.raises(PanelError, match=held):
            whole.write(tmp_path / f"odd.{ending}")


def test_a_label_is_shortened_and_the_name_is_not() -> None:
    column = Column("a.b", "word " * 40, unit="dollars")
    (found,) = labels([column], {"a.b": "a_b"}).values()
    assert len(found) <= 80 and found.endswith("... [a.b]")
    (far,) = labels([Column("x" * 90, "word", unit="")], {"x" * 90: "x"}).values()
    assert len(far) == 80


NAMES = st.lists(st.text(st.sampled_from("aA1_.é $N"), max_size=40), unique=True, max_size=8)


@pytest.mark.parametrize("kind", [STATA, SPSS], ids=["stata", "spss"])
@given(names=NAMES)
def test_names_in_the_file_are_legal_and_all_different(kind: Format, names: list[str]) -> None:
    called = kind.legal(names)
    assert list(called) == names
    made = list(called.values())
    assert all(kind.is_legal(name) for name in made)
    folded = [name.upper() if kind.folds else name for name in made]
    assert len(set(folded)) == len(folded)
    for own, name in called.items():
        assert own == name or not kind.is_legal(own) or kind.folds
