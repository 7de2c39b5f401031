"""Small files in the official layouts, with invented rows."""

from __future__ import annotations

from pathlib import Path

from detente.archive.layouts import GDELT

ICEWS_COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Country",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Country",
    "Latitude",
    "Longitude",
)
POLECAT_COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Actor Name",
    "Actor Country",
    "Recipient Name",
    "Recipient Country",
    "Latitude",
    "Longitude",
    "Publication Date",
)


def gdelt_line(edition: str, **cells: str) -> str:
    """A line of an edition of GDELT: the United States and Russia, unless said otherwise."""
    usual = {
        "GLOBALEVENTID": "1",
        "SQLDATE": "20180105",
        "Actor1Code": "USA",
        "Actor1CountryCode": "USA",
        "Actor2Code": "RUS",
        "Actor2CountryCode": "RUS",
        "EventCode": "190",
        "GoldsteinScale": "-10.0",
        "ActionGeo_Lat": "50.45",
        "ActionGeo_Long": "30.52",
        "DATEADDED": "20180106",
        "SOURCEURL": "https://news.example/1",
    }
    given = {**usual, **cells}
    return "\t".join(given.get(name, "") for name in GDELT[edition])


def icews_line(**cells: str) -> str:
    """A line of ICEWS: Germany and Russia, unless said otherwise."""
    usual = {
        "Event_ID": "7",
        "Event_Date": "2018-01-05",
        "Source_Country": "Germany",
        "Target_Country": "Russian Federation",
        "CAMEO_Code": "112",
        "Intensity": "-2",
        "Latitude": "52.52",
        "Longitude": "13.4",
    }
    given = {name.replace("_", " "): cell for name, cell in {**usual, **cells}.items()}
    return "\t".join(given.get(name, "x") for name in ICEWS_COLUMNS)


def polecat_line(**cells: str) -> str:
    """A line of POLECAT: India and China, unless said otherwise."""
    usual = {
        "Event_ID": "20230105-1-a",
        "Event_Date": "2023-01-05",
        "Event_Type": "CONSULT",
        "Intensity": "1.0",
        "Actor_Country": "IND",
        "Recipient_Country": "CHN",
        "Latitude": "28.6",
        "Longitude": "77.2",
        "Publication_Date": "2023-01-06",
    }
    given = {name.replace("_", " "): cell for name, cell in {**usual, **cells}.items()}
    return "\t".join(given.get(name, "x") for name in POLECAT_COLUMNS)


def write(path: Path, *lines: str) -> Path:
    """Write lines as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


ICEWS_HEAD = "\t".join(ICEWS_COLUMNS)
POLECAT_HEAD = "\t".join(POLECAT_COLUMNS)
OWN_HEAD = "date,ccode1,ccode2,code"
