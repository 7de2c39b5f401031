"""Natural Earth, 1:10m: disputed areas with who administers and who claims them, and their lines.

The claims are those of 2017. A sentence such as "Admin. by China; Claimed by Vietnam and Taiwan"
becomes a row a party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from detente.actors.names import state
from detente.errors import DetenteError
from detente.sources.parsers.geojson import Feature, features, points

WHERE = "natural_earth_disputed"
AREAS = "ne_10m_admin_0_disputed_areas.json.gz"
LINES = "ne_10m_admin_0_boundary_lines_disputed_areas.json.gz"
EDITION = 2017
"""Year whose holders and claimants the file names."""
ITSELF = "itself"
ROLES = {
    "administers": re.compile(r"Admin\.? [Bb]y (.+)"),
    "claims": re.compile(r"Claimed by (.+?)(?: after .*)?"),
    "leases": re.compile(r"Leased to (.+) by .+"),
    "lets": re.compile(r"Leased to .+ by (.+)"),
    "ceded": re.compile(r"Ceded to .+ by (.+)"),
    "patrols": re.compile(r".*patrolled by (.+)"),
}
"""What a part of the sentence says of a party."""
SELF_ADMINISTERED = "Self admin."
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
SPELLED = {
    "U.K.": "United Kingdom",
    "U.K": "United Kingdom",
    "U.S.A.": "United States",
    "U.S.A": "United States",
    "UAE": "United Arab Emirates",
    "Azer.": "Azerbaijan",
    "Columbia": "Colombia",
}
"""Names as this file writes them."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the areas, their parties, the points of their outlines, and the disputed lines."""
    areas = features(paths[AREAS], where=WHERE)
    lines = features(paths[LINES], where=WHERE)
    names = [area["properties"]["BRK_A3"] for area in areas]
    numbers = [f"line{place:02d}" for place in range(1, len(lines) + 1)]
    return {
        "disputed_areas_ne": _areas(areas),
        "disputed_area_parties": _parties(areas),
        "disputed_area_points": points(areas, names),
        "disputed_lines": _lines(lines, numbers),
        "disputed_line_points": points(lines, numbers),
    }


def _areas(areas: list[Feature]) -> pl.DataFrame:
    """Read what the file says of each area; its year is one that the sentence names."""
    fields = {
        "shape": "BRK_A3",
        "name": "BRK_NAME",
        "other_name": "NAME_ALT",
        "group": "BRK_GROUP",
        "kind": "TYPE",
        "status": "featurecla",
        "sovereign": "SOVEREIGNT",
        "administration": "ADMIN",
        "said": "NOTE_BRK",
    }
    rows = [{name: area["properties"][field] for name, field in fields.items()} for area in areas]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(fields, pl.String), infer_schema_length=None)
    since = pl.col("said").str.extract(YEAR.pattern).cast(pl.Int64)
    return frame.with_columns(since.alias("since"))


def _parties(areas: list[Feature]) -> pl.DataFrame:
    """Read who administers, claims, leases or gave away each area."""
    rows = [
        (area["properties"]["BRK_A3"], role, party, _code(party))
        for area in areas
        for role, party in _said(area["properties"]["NOTE_BRK"] or "")
    ]
    keys = dict.fromkeys(("shape", "role", "party"), pl.String)
    return pl.DataFrame(rows, schema={**keys, "ccode": pl.Int64}, orient="row")


def _said(sentence: str) -> Iterator[tuple[str, str]]:
    """Take a sentence apart into roles and parties."""
    for part in re.split(r"; |;", sentence):
        if part == SELF_ADMINISTERED:
            yield "administers", ITSELF
        for role, pattern in ROLES.items():
            found = pattern.fullmatch(part.strip())
            if found:
                yield from ((role, name) for name in _names(found[1]))


def _names(text: str) -> Iterator[str]:
    """Read a list of names; who administers for another is named by the other."""
    for name in re.split(r", and |, | and ", text.rpartition(" for ")[2]):
        bare = name.removeprefix("the ").strip()
        yield SPELLED.get(bare, bare)


def _code(name: str) -> int | None:
    """Give the COW code of a party; null where it is no state of the system."""
    try:
        return state(name, EDITION).ccode
    except DetenteError:
        return None


def _lines(lines: list[Feature], numbers: list[str]) -> pl.DataFrame:
    """Read what the file says of each line."""
    fields = {"kind": "featurecla", "name": "name", "left": "adm0_left", "right": "adm0_right"}
    rows = [
        {"shape": number, **{name: line["properties"][field] for name, field in fields.items()}}
        for line, number in zip(lines, numbers, strict=True)
    ]
    schema = dict.fromkeys(("shape", *fields), pl.String)
    return pl.DataFrame(rows, schema=schema, infer_schema_length=None)
