"""Sanctions after the Global Sanctions Data Base: who sanctions whom, how, and in which year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import polars as pl

from detente.actors.names import actor
from detente.errors import DetenteError
from detente.sources.years import each_year

KINDS = ("trade", "arms", "military", "financial", "travel", "other")
AFTER_A_COMMA = ("The", "North", "South", "Arab Rep.", "Democratic Republic of the")
"""What the file writes behind the name it belongs to: "Korea, North"."""
NEEDED_AFTER_A_COMMA = tuple(word for word in AFTER_A_COMMA if word not in ("The", "Arab Rep."))
"""Those without which the name would mean another state."""
SPELLED = {
    "Congo": "Republic of the Congo",
    "Ethiopia (excludes Eritrea)": "Ethiopia",
    "FRY": "Yugoslavia",
    "Ceylon": "Sri Lanka",
    "Malagasy Republic": "Madagascar",
    "Malaya": "Malaysia",
    "Transjordan": "Jordan",
    "EEC": "EU",
    "EEU": "EAEU",
    "Organisation of African Unity": "AU",
    "African Union": "AU",
    "Organization of American States": "OAS",
    "League of Arab States": "AL",
    "CSCE": "OSCE",
    "Congo (Brazzaville)": "Republic of the Congo",
}
UNITED_NATIONS = "UN"


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Spread each case over its years, its senders and its targets.

    An organisation means its members of the year where the project's table of blocs holds it. The
    United Nations have a table of their own; groups without a known membership are left out.
    """
    raw = pl.read_csv(paths["GSDB_V3.csv"], infer_schema_length=None)
    rows: list[tuple[int, ...]] = []
    under_un: set[tuple[int, int]] = set()
    for case in raw.iter_rows(named=True):
        flags = [case[kind] for kind in KINDS]
        senders = list(_names(case["sanctioning_state"]))
        targets = list(_names(case["sanctioned_state"]))
        for year in each_year(case["begin"], case["end"], where="GSDB"):
            target_codes = _codes_of_all(targets, year)
            if UNITED_NATIONS in senders:
                under_un |= {(code, year) for code in target_codes}
            for sender in _codes_of_all(senders, year):
                rows += [(sender, code, year, *flags) for code in target_codes - {sender}]
    names = [f"sanction_{kind}" for kind in KINDS]
    keys = dict.fromkeys(("ccode1", "ccode2", "year"), pl.Int64)
    pairs = pl.DataFrame(rows, schema={**keys, **dict.fromkeys(names, pl.Int8)}, orient="row")
    of_un = pl.DataFrame(
        sorted(under_un), schema={"ccode": pl.Int64, "year": pl.Int64}, orient="row"
    )
    return {
        "gsdb": pairs.group_by("ccode1", "ccode2", "year").agg(pl.col(names).max()),
        "gsdb_un": of_un.with_columns(pl.lit(1, dtype=pl.Int8).alias("sanction_un")),
    }


def _names(cell: str) -> Iterator[str]:
    """Split a list of names, putting back together what a comma parts inside a name."""
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if part in AFTER_A_COMMA:
            continue
        yield f"{following} {part}" if following in NEEDED_AFTER_A_COMMA else part


def _codes_of_all(names: Iterable[str], year: int) -> set[int]:
    """Give the codes of several names in a year."""
    return {code for name in names for code in _codes(name, year)}


@cache
def _codes(name: str, year: int) -> tuple[int, ...]:
    """Give the codes that a name means in a year: a state's, or those of a bloc's members."""
    try:
        return actor(SPELLED.get(name, name), year).members(year)
    except DetenteError:
        return ()
