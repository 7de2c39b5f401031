"""Sanctions after the Global Sanctions Data Base: who sanctions whom in which year and how, 1949 to 2022."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import polars as pl

from detente.actors.names import actor
from detente.errors import DetenteError

KINDS = ("trade", "arms", "military", "financial", "travel", "other")
AFTER_A_COMMA = ("The", "North", "South", "Arab Rep.", "Democratic Republic of the")
"""What the file writes behind the name it belongs to: "Korea, North"."""
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

    An organisation stands for its members of the year where the project's table of blocs holds it. The United Nations
    have a table of their own; groups without a known membership are left out.
    """
    raw = pl.read_csv(paths["GSDB_V3.csv"], infer_schema_length=None)
    rows, under = [], set()
    for case in raw.iter_rows(named=True):
        flags = [case[kind] for kind in KINDS]
        senders, targets = (
            list(_names(case["sanctioning_state"])),
            list(_names(case["sanctioned_state"])),
        )
        for year in range(case["begin"], case["end"] + 1):
            aimed = {code for name in targets for code in _codes(name, year)}
            if UNITED_NATIONS in senders:
                under |= {(code, year) for code in aimed}
            sending = {code for name in senders for code in _codes(name, year)}
            rows += [(a, b, year, *flags) for a in sending for b in aimed if a != b]
    names = [f"sanction_{kind}" for kind in KINDS]
    pairs = pl.DataFrame(
        rows,
        schema={
            "ccode1": pl.Int64,
            "ccode2": pl.Int64,
            "year": pl.Int64,
            **dict.fromkeys(names, pl.Int8),
        },
        orient="row",
    )
    return {
        "gsdb": pairs.group_by("ccode1", "ccode2", "year").agg(pl.col(names).max()),
        "gsdb_un": pl.DataFrame(
            sorted(under), schema={"ccode": pl.Int64, "year": pl.Int64}, orient="row"
        ).with_columns(pl.lit(1, dtype=pl.Int8).alias("sanction_un")),
    }


def _names(cell: str) -> Iterator[str]:
    """Split a list of names, putting back together what a comma parts inside a name."""
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        if part not in AFTER_A_COMMA:
            yield (
                f"{after} {part}"
                if after in AFTER_A_COMMA and after not in ("The", "Arab Rep.")
                else part
            )


@cache
def _codes(name: str, year: int) -> tuple[int, ...]:
    """Give the codes that a name means in a year: a state's, or those of an organisation's members; none where unknown."""
    try:
        return actor(SPELLED.get(name, name), year).members(year)
    except DetenteError:
        return ()
