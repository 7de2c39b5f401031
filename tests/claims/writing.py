"""Claims as files, for the tests: one good claim beside the one that is tried."""

from __future__ import annotations

from pathlib import Path

from detente.claims.check import Verdict, check
from detente.claims.document import read
from detente.store.catalog import Catalog

GOOD = """
[[claim]]
id = "good"
text = "China has more people than Russia"
kind = "ratio"
measure = "people"
of = "China"
to = "Russia"
year = 2012
expect = "> 5"
"""
RATIO = {
    "kind": "ratio",
    "measure": "people",
    "of": "China",
    "to": "India",
    "year": 2012,
    "expect": "> 1",
}


def claim(**fields: object) -> str:
    """Write the claim that is tried, with the id "tried"."""
    lines = ["[[claim]]", 'id = "tried"', 'text = "It is said"']
    for name, value in fields.items():
        written = list(value) if isinstance(value, tuple) else repr(value)
        lines.append(f"{name} = {written}".replace("'", '"'))
    return "\n".join(lines)


def ratio(**changed: object) -> str:
    """Write a claim on a ratio with some fields changed."""
    return claim(**{**RATIO, **changed})


def verdicts(
    catalog: Catalog, folder: Path, body: str, *, as_of: int = 2013, until: int | None = None
) -> dict[str, Verdict]:
    """Check a good claim and those of a body, by id."""
    path = folder / "claims.toml"
    path.write_text(f"[document]\nas_of = {as_of}\n{GOOD}\n{body}", encoding="utf-8")
    checked = check(catalog, read(path), until)
    return {verdict.claim.id: verdict for verdict in checked}


def verdict(
    catalog: Catalog, folder: Path, body: str, *, as_of: int = 2013, until: int | None = None
) -> Verdict:
    """Check the claim that is tried."""
    return verdicts(catalog, folder, body, as_of=as_of, until=until)["tried"]


def years(answered: Verdict, *, later: bool = False) -> list[int]:
    """Give every year of the answers, of the claim's day or of what came after."""
    asked = answered.since if later else answered.then
    return [year for each in asked for answer in each.answers for year in answer.years]
