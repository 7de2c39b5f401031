"""Trade after 2014: parsers on invented rows in the layouts that public code documents."""

from __future__ import annotations

import zipfile
from pathlib import Path

import polars as pl
import pytest

from detente.errors import CheckError, ParseError
from detente.sources import ingest
from detente.sources.shelf import source

USA, CAN, TAW = 2, 20, 713
IMTS = (
    "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
    "IMF.STA:IMTS(1.0.0),USA,MG_CIF_USD,CAN,A,2015,3000000,6\n"
    "IMF.STA:IMTS(1.0.0),CAN,MG_CIF_USD,USA,A,2015,2500000,6\n"
    "IMF.STA:IMTS(1.0.0),USA,MG_CIF_USD,TWN,A,2015,NaN,6\n"
    "IMF.STA:IMTS(1.0.0),USA,MG_CIF_USD,G001,A,2015,9000000,6\n"
    "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,CAN,A,2015,7000000,6\n"
    "IMF.STA:IMTS(1.0.0),USA,MG_CIF_USD,CAN,M,2015,1,6\n"
    "IMF.STA:IMTS(1.0.0),KOS,MG_CIF_USD,USA,A,2015,1000000,6\n"
)
GRAVITY = (
    "year,country_id_o,country_id_d,iso3_o,iso3_d,country_exists_o,country_exists_d,dist,"
    "tradeflow_comtrade_d,tradeflow_baci,tradeflow_imf_o,tradeflow_imf_d\n"
    "2015,CAN,USA,CAN,USA,1,1,1,9,9,9,3000\n"
    "2015,USA,CAN,USA,CAN,1,1,1,9,9,9,\n"
    "2014,USA,CAN,USA,CAN,1,1,1,9,9,9,250\n"
    "1985,DDR,USA,DDR,USA,1,1,1,9,9,9,500\n"
    "2015,DDR,USA,DDR,USA,0,1,1,9,9,9,7\n"
)
COUNTRIES = (
    "country_code,country_name,country_iso2,country_iso3\n"
    '842,USA,US,USA\n124,Canada,CA,CAN\n490,"Other Asia, nes",,S19\n251,France,FR,FRA\n'
)


def zipped(path: Path, members: dict[str, str]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def parsed(name: str, path: Path) -> pl.DataFrame:
    """Parse the one file of a source and check its table."""
    found = source(name)
    (table,) = ingest.read(found, {found.files[0].name: path}).values()
    return table.frame


def test_the_funds_answer_is_in_dollars_whatever_its_scale_says(tmp_path: Path) -> None:
    path = tmp_path / "imts_imports.csv"
    path.write_text(IMTS, encoding="utf-8")
    assert parsed("imf_trade", path).rows() == [
        (USA, CAN, 2015, 3.0, 2.5),
        (USA, 347, 2015, None, 1.0),
    ], "millions; no month, no export, no world, no value that is not there"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ParseError, match="has no column 'COUNTRY'"):
        parsed("imf_trade", path)


def test_gravity_reads_what_the_destination_reports_in_thousands(tmp_path: Path) -> None:
    members = {"Gravity_csv_V202211/Gravity_V202211.csv": GRAVITY, "Countries_V202211.csv": "x\n"}
    frame = parsed("cepii_gravity", zipped(tmp_path / "g.zip", members))
    assert frame.rows() == [
        (USA, CAN, 2014, None, 0.25),
        (USA, CAN, 2015, 3.0, None),
        (USA, 265, 1985, 0.5, None),
    ], "the destination imports; a state that is over has no row"
    with pytest.raises(ParseError, match="lacks 'Gravity_V202211.csv'"):
        parsed("cepii_gravity", zipped(tmp_path / "h.zip", {"other.csv": ""}))


def test_baci_is_added_up_over_products_and_other_asia_is_taiwan(tmp_path: Path) -> None:
    members = {
        "BACI_HS92_Y2014_V202401b.csv": "t,i,j,k,v,q\n2014,124,842,010111,1500.5,3\n",
        "BACI_HS92_Y2015_V202401b.csv": "t,i,j,k,v,q\n"
        "2015,124,842,010111,1000,         NA\n"
        "2015,124,842,9999AA,500,1\n"
        "2015,842,124,020110,250,1\n"
        "2015,490,842,020110,4000,1\n"
        "2015,999,842,020110,4000,1\n",
        "country_codes_V202401b.csv": COUNTRIES,
        "product_codes_HS92_V202401b.csv": "code,description\n010111,x\n",
    }
    frame = parsed("baci", zipped(tmp_path / "b.zip", members))
    assert frame.rows() == [
        (USA, CAN, 2014, 1.5005, None),
        (USA, CAN, 2015, 1.5, 0.25),
        (USA, TAW, 2015, 4.0, None),
    ], "i sells to j, in thousands; a code that is not listed is no state"
    with pytest.raises(ParseError, match="no yearly file"):
        parsed("baci", zipped(tmp_path / "c.zip", {"country_codes_V202401b.csv": COUNTRIES}))
    broken = tmp_path / "d.zip"
    broken.write_bytes(b"PK nothing")
    with pytest.raises(ParseError, match="is broken"):
        parsed("baci", broken)


def test_archives_of_the_world_bank_are_read_whatever_the_number_in_their_names(
    tmp_path: Path,
) -> None:
    head = '"Data Source","x",\n\n"Country Name","Country Code","Indicator Name","Code","2015",\n'
    text = head + '"Canada","CAN","x","y","66.5",\n"World","WLD","x","y","65",\n'
    names = {"API_X_DS2_en_csv_v2_7.csv": text, "Metadata_Country_API_X.csv": "x\n"}
    found = source("wdi_more")
    paths = {file.name: zipped(tmp_path / file.name, names) for file in found.files}
    table = ingest.read(found, paths)["wdi_more"]
    assert table.frame.rows() == [(CAN, 2015, 66.5, 66.5, 66.5)]
    paths["EG.IMP.CONS.ZS.zip"] = zipped(tmp_path / "x.zip", {"Metadata.csv": ""})
    with pytest.raises(ParseError, match="archive of 'EG.IMP.CONS.ZS' has no data"):
        ingest.read(found, paths)


def test_a_negative_or_enormous_flow_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "imts_imports.csv"
    for value in ("-3000000", "9e18"):
        path.write_text(IMTS.replace("3000000", value), encoding="utf-8")
        with pytest.raises(CheckError, match="'flow1' lie outside"):
            parsed("imf_trade", path)


def test_what_was_never_tried_says_so() -> None:
    for name in ("imf_trade", "cepii_gravity", "baci", "wdi_more"):
        found = source(name)
        assert found.layout_seen and not any(file.has_digest for file in found.files)
        assert found.files[0].is_declared("any digest"), "its own digest is recorded instead"
    assert not source("cow_trade").layout_seen
