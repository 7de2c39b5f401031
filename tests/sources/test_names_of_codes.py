"""Codes beside names: no source attaches a row to a state of another name, or outside its years.

One table of cases: where a file of the mirror has names or letters beside a code, or beside a key
of the producer's own, each is compared with the names that the code has in the crosswalk. What a
producer spells in its own way is in ``names_of_codes.toml``, each with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import pytest
import tomli

from detente.actors.matching import match_states
from detente.actors.names import fold
from detente.actors.states import identities
from detente.actors.systems import System, code_name, spells
from detente.sources.dialects import dialect
from detente.sources.parsers.rdata import read_rda
from tests.conftest import mirror_folder

SPELLED = tomli.loads(Path(__file__).with_name("names_of_codes.toml").read_text(encoding="utf-8"))
"""By case: name and code, and why the code is right although the crosswalk lacks the name."""
FIRST_YEAR = 1816
Columns = dict[str, pl.Expr]
Reader = Callable[[Path], pl.DataFrame]


@dataclass(frozen=True)
class Case:
    """A file with names beside codes.

    Attributes
    ----------
    id : str
        Name of the case, and of its table of spellings.
    file : str
        Where it lies in the mirror.
    name, code, year : polars.Expr
        Its columns: a code of the system, or a key that the dialect or the letters turn into one.
    system : {"cow", "gw"}
        The state system.
    own : str
        Dialect by which the key is read; ``"letters"`` for ISO letters; empty where the file has
        codes.
    """

    id: str
    file: str
    name: pl.Expr
    code: pl.Expr
    year: pl.Expr
    system: System = "cow"
    own: str = ""


def column(name: str) -> pl.Expr:
    return pl.col(name)


def year_of(day: str) -> pl.Expr:
    """Take the year of a day written with its year first."""
    return pl.col(day).cast(pl.String).str.slice(0, 4).cast(pl.Int64)


def each_year(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Take every year of a spell."""
    return pl.int_ranges(first.cast(pl.Int64), last.cast(pl.Int64) + 1)


def one_number(code: str) -> pl.Expr:
    """Take codes from a cell that may hold a list; a list is null."""
    return pl.col(code).cast(pl.String).str.strip_chars().cast(pl.Int64, strict=False)


def written(name: str, code: str, year: str = "year") -> Columns:
    """Name the three columns of a file that has one row a state and year."""
    return {"name": column(name), "code": column(code), "year": column(year)}


STATES_OF_COW = {
    "name": column("statenme"),
    "code": column("ccode"),
    "year": each_year(column("styear"), column("endyear")),
}
CAPITALS = {
    "name": column("statenme"),
    "year": each_year(year_of("stdate"), year_of("enddate")),
}
UCDP = "ucdp/UcdpPrioConflict_v25_1.csv"
FREEDOM = "freedom_house/freedom_house_1972-2024.csv"
SESSION = {
    "name": column("Countryname"),
    "code": column("ccode"),
    "year": column("session") + 1945,
}
MEMBER = {"name": column("ms_name"), "code": column("ms_code"), "year": year_of("date")}
GOVERNMENT = {
    "name": column("side_a").str.replace("Government of ", ""),
    "code": one_number("gwno_a"),
    "year": column("year"),
}
POLITY = "polity/p5v2018.csv"
VDEM = "vdem/vdem_simple.rda"
ARMS = "sipri_arms/sipri-exports-processed.csv"
DYADS_OF_ICB = "icb/icbdy_v15.csv"
LEADERS = {
    "name": column("idacr"),
    "code": column("ccode"),
    "year": year_of("enddate"),
}
VOTES = "un_votes/ga_voting_reconstructed_undl_layout.csv.gz"
COUNCIL = "un_sc_votes/sc_voting_reconstructed_undl_layout.csv.gz"
LIFE = "wdi/API_SP.DYN.LE00.IN_DS2_EN_csv_v2_257577.csv"
WORLD_BANK = {
    "name": column("Country Name"),
    "code": column("Country Code"),
    "year": pl.int_ranges(1960, 2025),
}
MADDISON = "maddison/Maddison Project Database 2020 (Bolt and van Zanden (2020)).csv"
WARHEADS = "nuclear/Nuclear warhead stockpiles - Federation of American Scientists (2022).csv"
PEOPLE = "gapminder/ddf--datapoints--pop--by--country--time.csv"
IN_WAR = ("ccode", "StartYear1")
CASES = (
    Case("polity", POLITY, **written("country", "ccode"), own="polity"),
    Case("gw_polity", POLITY, **written("country", "ccode"), own="polity", system="gw"),
    Case("vdem", VDEM, **written("vdem_country_name", "country_text_id"), own="vdem"),
    Case(
        "gw_vdem",
        VDEM,
        **written("vdem_country_name", "country_text_id"),
        own="vdem",
        system="gw",
    ),
    Case("icb_actors", "icb/icb2v15.csv", **written("actor", "cracid", "yrtrig"), own="icb"),
    Case("icb_side_a", DYADS_OF_ICB, **written("namea", "statea"), own="icb"),
    Case("icb_side_b", DYADS_OF_ICB, **written("nameb", "stateb"), own="icb"),
    Case("suppliers", ARMS, **written("supplier", "supplier"), own="sipri_arms"),
    Case("recipients", ARMS, **written("recipient", "recipient"), own="sipri_arms"),
    Case("cow_states", "cow_states/states2016.csv", **STATES_OF_COW),
    Case(
        "gw_states",
        "gw_states/gw_states.csv",
        name=column("statename"),
        code=column("gwcode"),
        year=each_year(year_of("startdate"), year_of("enddate")),
        system="gw",
    ),
    Case("cow_nmc", "cow_nmc/NMC-70-abridged.csv", **written("stateabb", "ccode")),
    Case("cow_mid", "cow_mid/MIDB 5.0.csv", **written("stabb", "ccode", "styear")),
    Case("dyadic_mid_a", "cow_mid/dyadic_mid_4.03.csv", **written("namea", "statea")),
    Case("dyadic_mid_b", "cow_mid/dyadic_mid_4.03.csv", **written("nameb", "stateb")),
    Case("cow_trade", "cow_trade/National_COW_4.0.csv", **written("statename", "ccode")),
    Case("system2024", "cow_states/system2024_from_cow_ddy.csv", **written("stateabb", "ccode")),
    Case("agreements_a", "dcad/DCAD-v1.0-main.csv", **written("cowName1", "ccode1", "signYear")),
    Case("agreements_b", "dcad/DCAD-v1.0-main.csv", **written("cowName2", "ccode2", "signYear")),
    Case("archigos", "archigos/Archigos_4.1_stata14.dta", **LEADERS, system="gw"),
    Case("ucdp_location", UCDP, **written("location", "gwno_loc"), system="gw"),
    Case("ucdp_governments", UCDP, **GOVERNMENT, system="gw"),
    Case(
        "ideal_points_2025",
        "un_ideal_points/IdealpointsJuly2025.dta",
        **written("iso3c", "ccode"),
    ),
    Case("ideal_points_2020", "un_ideal_points/IdealpointestimatesAll_Apr2020.csv", **SESSION),
    Case("assembly", VOTES, **MEMBER, own="letters"),
    Case("council", COUNCIL, **MEMBER, own="letters"),
    Case("freedom_cow", FREEDOM, **written("fh_country", "cown")),
    Case("freedom_gw", FREEDOM, **written("fh_country", "GWn"), system="gw"),
    Case("isard_cow", "isard/cw_gw_panel.rda", **written("cw_name", "ccode")),
    Case("isard_gw", "isard/gw_cw_panel.rda", **written("gw_name", "gwcode"), system="gw"),
    Case("cow_capitals", "peacesciencer/cow_capitals.rda", code=column("ccode"), **CAPITALS),
    Case(
        "gw_capitals",
        "peacesciencer/gw_capitals.rda",
        code=column("gwcode"),
        **CAPITALS,
        system="gw",
    ),
    Case("wdi", LIFE, **WORLD_BANK, own="letters"),
    Case("maddison", MADDISON, **written("Entity", "Entity", "Year"), own="maddison"),
    Case("nuclear", WARHEADS, **written("Entity", "Entity", "Year"), own="letters"),
    Case("gapminder", PEOPLE, **written("country", "country", "time"), own="gapminder"),
    Case("wars", "cow_wars/Inter-StateWarData_v4.0.csv", **written("StateName", *IN_WAR)),
    Case("pwt", "pwt/pwt10.01.rda", **written("country", "isocode"), own="letters"),
)


def read(path: Path) -> pl.DataFrame:
    """Read a file of the mirror as it is."""
    if path.suffix == ".rda":
        return read_rda(path)
    if path.suffix == ".dta":
        import pyreadstat

        return pl.from_pandas(pyreadstat.read_dta(str(path), encoding="latin1")[0])
    # one file ends its lines in the way of old Macintoshes
    content = path.read_bytes()
    if path.suffix == ".csv":
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return pl.read_csv(content, infer_schema_length=None, encoding="utf8-lossy")


def coded(case: Case, raw: pl.DataFrame) -> pl.DataFrame:
    """Give each name of a case with the code that its rows get, and their years."""
    columns = raw.select(
        case.name.cast(pl.String).alias("name"), case.code.alias("key"), case.year.alias("year")
    )
    by_year = columns.explode("year") if columns.schema["year"] == pl.List else columns
    dated = by_year.drop_nulls().cast({"year": pl.Int64}).filter(pl.col("year") >= FIRST_YEAR)
    rows = dated.filter(pl.col("name") != "")
    each = rows.unique(maintain_order=True)
    if not case.own:
        codes = pl.col("key").cast(pl.String).cast(pl.Float64, strict=False).cast(pl.Int64)
        return each.with_columns(codes.alias("code")).drop_nulls("code")
    own = None if case.own == "letters" else dialect(case.own)
    return match_states(each, {"key": "code"}, system=case.system, dialect=own).frame


@cache
def known_names(system: System) -> dict[int, frozenset[str]]:
    """Collect the names and letters of each code, those of the lists of states among them."""
    names: dict[int, set[str]] = {}
    for identity in identities():
        code = getattr(identity, code_name(system))
        if code is not None:
            own = (identity.name, identity.key, identity.iso3, *identity.aliases)
            names.setdefault(code, set()).update(fold(name) for name in own if name)
    folder = mirror_folder()
    assert folder is not None
    lists = {
        "cow": ("cow_states/states2016.csv", "ccode"),
        "gw": ("gw_states/gw_states.csv", "gwcode"),
    }
    file, code_column = lists[system]
    letters = read(folder / file).select(pl.col(code_column).cast(pl.Int64), "stateabb")
    for code, abbreviation in letters.iter_rows():
        names.setdefault(code, set()).add(fold(abbreviation))
    return {code: frozenset(known) for code, known in names.items()}


def names_beside_codes(frame: pl.DataFrame) -> set[str]:
    """Give every name with its code, as ``names_of_codes.toml`` writes them."""
    return {f"{name.strip()} {code}" for name, code in frame.select("name", "code").iter_rows()}


def of_another_name(case: Case, frame: pl.DataFrame) -> set[str]:
    """Give names and codes of which the crosswalk does not know that they belong together."""
    names = known_names(case.system)
    pairs = frame.select("name", "code").unique()
    return {
        f"{name.strip()} {code}"
        for name, code in pairs.iter_rows()
        if fold(name) not in names.get(code, frozenset())
    }


def outside(case: Case, frame: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of codes that were not in the system on any day of their year."""
    members = spells(case.system).select(
        "code", pl.col("start").dt.year().alias("from"), pl.col("end").dt.year().alias("to")
    )
    held = frame.join(members, on="code").filter(pl.col("year").is_between("from", "to"))
    return frame.join(held, on=["name", "code", "year"], how="anti")


@pytest.mark.mirror
@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_every_name_beside_a_code_is_that_state(case: Case) -> None:
    folder = mirror_folder()
    assert folder is not None
    frame = coded(case, read(folder / case.file))
    assert frame.height > 50, "something was compared"
    within = frame.join(outside(case, frame), on=["name", "code", "year"], how="anti")
    if case.own:
        assert within.height == frame.height, "no row is attached outside a state's years"
    stated = SPELLED.get(case.id, {})
    odd = of_another_name(case, within)
    assert odd - set(stated) == set(), "a state of another name"
    assert set(stated) <= names_beside_codes(within), "stated, but not in the file"
    assert all(stated.values()), "each with its reason"
