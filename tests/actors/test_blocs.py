"""Blocs, their ladder, and their deviations from the data sets that also list members."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import tomli

from detente.actors.blocs import BESIDE, RUNGS, blocs, read_bloc
from detente.actors.composition import actual, core, fixed
from detente.actors.names import bloc, state
from detente.actors.states import ccode_on
from detente.actors.systems import is_member
from detente.errors import DateError
from detente.institutions.ladder import GRANTED_LABELS, LABELS, granted, position, rung
from detente.span import year_end
from detente.store.home import Store

HERE = Path(__file__).parent
WANTED = {
    "NATO",
    "EU",
    "WP",
    "CSTO",
    "CIS",
    "EAEU",
    "SCO",
    "BRICS",
    "OSCE",
    "COE",
    "ASEAN",
    "AL",
    "GCC",
    "AU",
    "OAS",
    "MERCOSUR",
    "G7",
    "ANZUS",
    "WEU",
    "COMECON",
    "GUAM",
    "QUAD",
    "AUKUS",
    "NORDIC",
    "V4",
}

PENCIL = {
    "id": "PAX",
    "name": "The Peace",
    "founded": date(1950, 1, 1),
    "kind": "alliance",
    "core_years": [1950, 1952],
    "sources": {"list": "https://example.org/members"},
    "step": [
        {
            "rung": "member",
            "form": "member",
            "from": date(1950, 1, 1),
            "states": "USA CAN",
            "source": "list",
        },
        {
            "rung": "candidate",
            "form": "candidate",
            "from": date(1951, 6, 1),
            "to": date(1953, 1, 1),
            "states": "MEX",
            "source": "list",
        },
        {
            "rung": "member",
            "form": "member",
            "from": date(1953, 1, 1),
            "to": date(1960, 7, 1),
            "states": "MEX",
            "source": "list",
        },
        {
            "rung": "left",
            "form": "member",
            "from": date(1960, 7, 1),
            "states": "MEX",
            "source": "list",
        },
        {
            "rung": "associate",
            "form": "council",
            "from": date(1955, 1, 1),
            "states": "CUB",
            "source": "list",
        },
        {
            "rung": "suspended",
            "form": "council",
            "from": date(1958, 3, 1),
            "to": date(1959, 2, 1),
            "states": "CUB",
            "source": "list",
        },
    ],
}


def test_the_pencil_bloc() -> None:
    pax = read_bloc(PENCIL)
    assert [pax.member_letters(year_end(y)) for y in (1950, 1952, 1953, 1960)] == [
        ("CAN", "USA"),
        ("CAN", "USA"),
        ("CAN", "MEX", "USA"),
        ("CAN", "USA"),
    ]
    assert pax.core() == ("CAN", "USA")
    mexico, cuba = pax.steps_of(("MEX",)), pax.steps_of(("CUB",))
    assert [LABELS[position(mexico, y)] for y in (1950, 1951, 1952, 1953, 1959, 1960)] == [
        "none",
        "candidate",
        "candidate",
        "member",
        "member",
        "none",
    ]
    years = (1954, 1957, 1958, 1959)
    assert [LABELS[position(cuba, y)] for y in years] == ["none", *["associate"] * 3]
    in_effect = [GRANTED_LABELS[granted(cuba, y)] for y in years]
    assert in_effect == ["none", "associate", "none", "associate"], "suspended in 1958"


@pytest.mark.parametrize(
    "fault", [{"rung": "friend"}, {"source": "nowhere"}, {"to": date(1940, 1, 1)}]
)
def test_a_step_without_rung_source_or_sense_is_refused(fault: dict[str, object]) -> None:
    table = {**PENCIL, "step": [{**PENCIL["step"][0], **fault}]}
    with pytest.raises(DateError, match=r"blocs/pax\.toml"):
        read_bloc(table)


def test_all_blocs_are_there_and_every_row_has_a_source() -> None:
    assert set(blocs()) == WANTED
    for found in blocs().values():
        assert any(step.rung == "member" for step in found.steps), found.id
        for step in found.steps:
            assert step.rung in RUNGS + BESIDE and step.address.startswith(
                ("https://", "http://")
            ), (
                found.id,
                step,
            )
            assert found.span.start <= step.span.start or step.rung != "member", (found.id, step)


def test_members_are_states_on_their_day() -> None:
    for found in blocs().values():
        for step in found.steps:
            if step.rung == "member" and step.letters not in ("PSE", "VAT", "ESH", "COK", "NIU"):
                end = min(step.span.end, date(2026, 1, 1))
                days = [year_end(y) for y in range(step.span.start.year, end.year)]
                assert not days or any(ccode_on(step.letters, d) for d in days), (
                    found.id,
                    step.letters,
                )


def test_known_facts() -> None:
    nato, eu = bloc("NATO"), bloc("European Community")
    assert [len(nato.members(y)) for y in (1949, 1955, 1990, 2013, 2024)] == [12, 15, 16, 28, 32]
    assert [len(eu.members(y)) for y in (1958, 1973, 1995, 2004, 2013, 2020)] == [
        6,
        9,
        15,
        25,
        28,
        27,
    ]
    assert (
        len(bloc("Warsaw Pact", 1960).members(1960)) == 8 and len(bloc("ASEAN").members(1999)) == 10
    )
    russia, serbia, ukraine = state("Russia"), state("Serbia"), state("Ukraine")
    assert [rung(nato, russia, y) for y in (1990, 1995, 2013)] == ["none", "associate", "associate"]
    assert rung(eu, serbia, 2013) == "candidate" and rung(eu, ukraine, 2022) == "candidate"
    assert (
        rung(eu, state("United Kingdom"), 2019) == "member"
        and rung(eu, state("United Kingdom"), 2021) != "member"
    )


def test_compositions() -> None:
    nato, russia = bloc("NATO"), state("Russia", 2013)
    assert actual(nato, 1990, 1990).height == 16
    assert set(fixed(nato, 2013, 1990, 1990)["ccode"]) >= {290, 310, 255}
    assert 255 in set(core(nato, russia, 2000, 2000)["ccode"]) and 260 in set(
        core(nato, russia, 1960, 1960)["ccode"]
    )
    assert 640 not in set(core(nato, state("Turkey"), 2000, 2000)["ccode"])


def deviations() -> list[dict[str, str]]:
    return [
        row
        for path in sorted(HERE.glob("deviations_*.toml"))
        for row in tomli.loads(path.read_text(encoding="utf-8"))["deviation"]
    ]


def spread(rows: list[dict[str, str]], against: str) -> set[tuple[str, int, int]]:
    """Spread the rows to (bloc, code, year): two letters of one state (YUG, SRB) are one code."""
    found = set()
    for row in rows:
        if row["against"] == against:
            first, _, last = str(row["years"]).partition("-")
            for year in range(int(first), int(last or first) + 1):
                codes = {ccode_on(letters, year_end(year)) for letters in row["states"].split()}
                found |= {(row["bloc"], code, year) for code in codes if code is not None}
    return found


def test_every_deviation_has_a_reason() -> None:
    assert deviations() and all(len(row["reason"]) > 15 for row in deviations())


@pytest.mark.mirror
def test_membership_against_the_data_on_organisations(mirrored: Store) -> None:
    listed = spread(deviations(), "cow_igo")
    table = mirrored.get("cow_igo").frame
    covered = {
        (c, y) for c, y in mirrored.get("cow_igo_states").frame.select("ccode", "year").iter_rows()
    }
    names = {"EU": ("eec", "eu"), "AU": ("oau", "au")}
    found: set[tuple[str, int, int]] = set()
    for one in blocs().values():
        if not one.igo:
            continue
        codes = names.get(one.id, (one.igo.lower(),))
        here = table.filter(pl.col("igo").is_in(codes))
        if one.id == "AU":
            here = here.filter((pl.col("igo") == "au") == (pl.col("year") >= 2002))
        if one.id == "EU":
            here = here.filter((pl.col("igo") == "eu") == (pl.col("year") >= 1993))
        if here.is_empty():
            continue
        full = {(c, y): m for c, y, m in here.select("ccode", "year", "membership").iter_rows()}
        first = max(1946, one.span.start.year, min(y for _, y in full))
        for year in range(first, min(2014, one.span.end.year) + 1):
            ours = set(one.members(year))
            theirs = {c for (c, y), kind in full.items() if y == year and kind == 1}
            known = {
                c
                for c in ours | theirs
                if (c, year) in covered and full.get((c, year), 0) is not None
            }
            found |= {
                (one.id, c, year) for c in (ours ^ theirs) & known if is_member(c, year_end(year))
            }
    assert not found - listed, sorted(found - listed)
    assert not listed - found, sorted(listed - found)


@pytest.mark.mirror
def test_alliances_against_the_treaty_data(mirrored: Store) -> None:
    listed = spread(deviations(), "atop")
    table = mirrored.get("atop").frame.filter(
        (pl.col("atop_defense") == 1) | (pl.col("atop_consul") == 1)
    )
    bound = set(table.select("ccode1", "ccode2", "year").iter_rows())
    found: set[tuple[str, int, int]] = set()
    for one in blocs().values():
        if not one.obliges:
            continue
        for year in range(max(1946, one.span.start.year), min(2018, one.span.end.year) + 1):
            here = {
                x: c
                for x in one.member_letters(year_end(year))
                if (c := ccode_on(x, year_end(year)))
            }
            if len(here) < 2:
                continue
            for code in here.values():
                others = [c for c in here.values() if c != code]
                lacking = sum((code, c, year) not in bound for c in others)
                if lacking >= len(others) / 2:
                    found.add((one.id, code, year))
    assert not found - listed, sorted(found - listed)
    assert not listed - found, sorted(listed - found)
