"""A world of five states with invented rows, in a store of its own: every cell can be checked by
hand.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from detente.sources.shelf import source_of_table
from detente.store.home import Store
from detente.store.table import Provenance, Table

USA, CAN, UKG, FRN, RUS = 2, 20, 200, 220, 365
DAY = date


def table(name: str, rows: list[dict[str, object]]) -> Table:
    """Give a table of the declared columns; a column that a row does not name is null."""
    found = source_of_table(name)
    rule = found.tables[name]
    frame = pl.DataFrame(
        [{c: row.get(c) for c in rule.columns} for row in rows], schema=dict(rule.columns)
    )
    provenance = Provenance(
        (found.id,),
        found.version,
        found.years[1],
        found.terms,
        found.licence,
        found.citations,
        "{}",
        "invented",
    )
    return Table(name, frame, rule.grain, provenance)


def tables() -> list[Table]:
    """Give the invented tables: a capability or two, one alliance, one rivalry, two disputes, a
    war, a leader each.
    """
    deaths = {
        "fatality": 2,
        "hostlev": 4,
        "mindur": 3,
        "maxdur": 5,
        "recip": 1,
        "stmon": 6,
        "fatality1": -9,
        "fatality2": 1,
    }
    dispute = {"dispnum": 7, "year": 1999, "gmlmidongoing": 1, "gmlmidonset": 1, **deaths}
    leader = {"gender": "M", "entry": "Regular", "exit": "Regular", "exitcode": "Regular"}
    return [
        table(
            "cow_nmc",
            [
                {"ccode": c, "year": y, "cinc": c / 1000, "milex": 9.0}
                for c in (USA, CAN)
                for y in (1998, 1999)
            ],
        ),
        table(
            "cow_majors",
            [
                {"ccode": USA, "start": DAY(1898, 8, 13), "end": DAY(2024, 12, 31)},
                {"ccode": FRN, "start": DAY(1816, 1, 1), "end": DAY(1940, 6, 22)},
            ],
        ),
        table(
            "cow_contiguity",
            [
                {
                    "ccode1": USA,
                    "ccode2": CAN,
                    "start": DAY(1920, 1, 1),
                    "end": DAY(2016, 12, 31),
                    "conttype": 1,
                },
                {
                    "ccode1": UKG,
                    "ccode2": FRN,
                    "start": DAY(1816, 1, 1),
                    "end": DAY(1999, 5, 31),
                    "conttype": 4,
                },
                {
                    "ccode1": UKG,
                    "ccode2": FRN,
                    "start": DAY(1999, 6, 1),
                    "end": DAY(2016, 12, 31),
                    "conttype": 1,
                },
            ],
        ),
        table(
            "atop",
            [
                {
                    "ccode1": a,
                    "ccode2": b,
                    "year": 1999,
                    "atop_defense": d,
                    "atop_offense": 0,
                    "atop_neutral": 0,
                    "atop_nonagg": 0,
                    "atop_consul": 1,
                }
                for a, b, d in ((USA, CAN, 0), (CAN, USA, 1))
            ],
        ),
        table(
            "cow_trade",
            [
                {
                    "ccode1": USA,
                    "ccode2": CAN,
                    "year": 1999,
                    "flow1": 5.0,
                    "flow2": 3.0,
                    "smoothflow1": 5.0,
                    "smoothflow2": 3.0,
                }
            ],
        ),
        table(
            "cow_igo",
            [
                {"ccode": USA, "year": 1999, "igo": "nato", "membership": 1},
                {"ccode": CAN, "year": 1999, "igo": "nato", "membership": 2},
                {"ccode": UKG, "year": 1999, "igo": "nato", "membership": None},
            ],
        ),
        table(
            "cow_igo_states", [{"ccode": c, "year": 1999, "covered": True} for c in (USA, CAN, UKG)]
        ),
        table(
            "cow_igo_pairs",
            [
                {
                    "ccode1": USA,
                    "ccode2": CAN,
                    "year": 1999,
                    "full": 3,
                    "associate": 1,
                    "observer": 0,
                }
            ],
        ),
        table(
            "gml_mid",
            [
                {
                    **dispute,
                    "ccode1": RUS,
                    "ccode2": USA,
                    "sidea1": 1,
                    "sidea2": 0,
                    "orig1": 1,
                    "orig2": 0,
                    "hostlev1": 4,
                    "hostlev2": 1,
                    "fatalpre1": 0,
                    "fatalpre2": 0,
                    "hiact1": 15,
                    "hiact2": 0,
                },
                {
                    **dispute,
                    "ccode1": USA,
                    "ccode2": RUS,
                    "sidea1": 0,
                    "sidea2": 1,
                    "orig1": 0,
                    "orig2": 1,
                    "hostlev1": 1,
                    "hostlev2": 4,
                    "fatalpre1": 0,
                    "fatalpre2": 0,
                    "hiact1": 0,
                    "hiact2": 15,
                },
            ],
        ),
        table(
            "gml_part",
            [
                {
                    "row": n,
                    "dispnum": 7,
                    "ccode": c,
                    "styear": 1999,
                    "stmon": 11,
                    "stday": 2,
                    "endyear": 2000,
                    "endmon": 1,
                    "endday": 5,
                    "obsid_start": o,
                    "obsid_end": o,
                    "dummy_stday": 2,
                    "dummy_endday": 5,
                    "sidea": a,
                    "hiact": 15,
                    "orig": 1,
                    "allmiss_leader_start": m,
                    "allmiss_leader_end": m,
                }
                for n, (c, o, a, m) in enumerate(
                    ((RUS, "RUS-1999", 1, 0), (USA, "USA-1993", 0, 0), (FRN, None, 0, 1))
                )
            ],
        ),
        table(
            "gml_dirdisp",
            [
                {
                    "row": n,
                    "dispnum": d,
                    "ccode1": USA,
                    "ccode2": RUS,
                    "year": 1999,
                    "midonset": o,
                    "fatality": f,
                    "hostlev": h,
                    "mindur": 3,
                    "maxdur": 5,
                    "recip": 1,
                    "stmon": m,
                }
                for n, (d, o, f, h, m) in enumerate(
                    ((7, 0, 6, 5, 1), (8, 1, -9, 4, 4), (9, 1, 0, 4, 2), (10, 1, -9, 4, 3))
                )
            ],
        ),
        table("gml_mid_disps", [{"dispnum": 7, "hostlev": 4}]),
        table(
            "gml_mid_ddlydisps",
            [
                {
                    "row": 0,
                    "dispnum": 7,
                    "ccode1": RUS,
                    "ccode2": USA,
                    "obsid1": "RUS-1999",
                    "obsid2": "USA-1993",
                    "year": 1999,
                    "sidea1": 1,
                    "sidea2": 0,
                    "orig1": 1,
                    "orig2": 1,
                    "gmlmidongoing": 1,
                    "gmlmidonset": 1,
                    "obsid_start1": "RUS-1999",
                }
            ],
        ),
        table(
            "archigos",
            [
                {
                    "obsid": "USA-1993",
                    "gwcode": USA,
                    "leader": "A",
                    "yrborn": 1946,
                    "start": DAY(1993, 1, 20),
                    "end": DAY(2001, 1, 20),
                    **leader,
                },
                {
                    "obsid": "RUS-1991",
                    "gwcode": RUS,
                    "leader": "B",
                    "yrborn": None,
                    "start": DAY(1991, 12, 25),
                    "end": DAY(1999, 12, 31),
                    **leader,
                },
                {
                    "obsid": "RUS-1999",
                    "gwcode": RUS,
                    "leader": "C",
                    "yrborn": 1952,
                    "start": DAY(1999, 11, 1),
                    "end": DAY(2008, 5, 7),
                    **leader,
                },
            ],
        ),
        table("lead", [{"obsid": "USA-1993", "combat": 0, "leveledu": 3}]),
        table(
            "cow_war_inter",
            [
                {
                    "row": n,
                    "warnum": w,
                    "ccode1": a,
                    "ccode2": b,
                    "year": 1999,
                    "cowinterongoing": 1,
                    "cowinteronset": o,
                    "batdeath1": x,
                    "batdeath2": y,
                }
                for n, (w, a, b, o, x, y) in enumerate(
                    ((1, UKG, FRN, 0, 900, 900), (2, UKG, FRN, 1, 10, -9), (3, UKG, FRN, 1, 20, -9))
                )
            ],
        ),
        table(
            "tss_rivalries",
            [
                {
                    "row": 0,
                    "tssr_id": 1,
                    "ccode1": USA,
                    "ccode2": RUS,
                    "start": 1998,
                    "end": 1999,
                    "spatial": 1,
                }
            ],
        ),
        table(
            "ucdp_acd",
            [
                {
                    "row": n,
                    "conflict_id": c,
                    "year": y,
                    "gwcode": RUS,
                    "incompatibility": "territory",
                    "intensity_level": i,
                    "type_of_conflict": t,
                    "side": "b" if t == "interstate" else "a",
                }
                for n, (c, y, i, t) in enumerate(
                    (
                        (401, 1998, 1, "intrastate"),
                        (401, 1999, 2, "intrastate"),
                        (300, 1999, 1, "interstate"),
                    )
                )
            ],
        ),
        table(
            "cow_capitals",
            [
                {
                    "ccode": c,
                    "capital": "x",
                    "start": DAY(1816, 1, 1),
                    "end": DAY(2024, 12, 31),
                    "lat": 0.0,
                    "lng": float(n * 10),
                }
                for n, c in enumerate((USA, CAN, UKG, FRN, RUS))
            ],
        ),
    ]


def store(folder: Path) -> Store:
    """Put the invented tables into a store."""
    found = Store(folder)
    found.put(*tables())
    return found
