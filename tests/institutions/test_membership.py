"""Joint bodies, memberships, overlap, conduct and convergence."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from detente.actors.joint_bodies import bodies, relations
from detente.actors.names import actor, bloc
from detente.actors.relation_key import pair
from detente.institutions import conduct, networks
from detente.institutions.convergence import convergence
from detente.store.catalog import Catalog
from detente.store.home import Store


def test_joint_bodies_as_a_day_knew_them() -> None:
    early = bodies("NATO", "RUS", date(1999, 6, 1))
    assert (
        [b.id for b in early] == ["PJC"]
        and early[0].suspended is not None
        and early[0].ended is None
    )
    council = next(b for b in bodies("RUS", "NATO", date(2013, 12, 31)) if b.id == "NRC")
    assert (
        council.suspended is None
        and 30 <= len(council.meetings) <= 40
        and council.meetings[-1].date.year == 2013
    )
    assert (
        next(b for b in bodies("RUS", "NATO", date(2024, 12, 31)) if b.id == "NRC").suspended
        is not None
    )
    assert bodies("NATO", "IND", date(2020, 1, 1)) == ()


def test_every_joint_body_is_whole() -> None:
    for keys in relations():
        for key in keys:
            assert actor(key, 2020).key == key, key
        first, second = sorted(keys)
        for body in bodies(first, second, date(2025, 12, 31)):
            assert body.founding_act and body.id and body.founded.year > 1945
            for event in body.event:
                assert (
                    event.source
                    and event.what
                    and event.kind in ("meeting", "suspended", "resumed", "ended")
                ), (body.id, event)
                assert event.date.year >= body.founded.year and (
                    body.ended is None or event.date <= body.ended
                ), (body.id, event)
                assert event.level in ("", "summit", "ministers", "ambassadors", "officials"), (
                    body.id,
                    event,
                )


def seats(organisation: str, *states: int) -> pl.DataFrame:
    """Make every state a full member of an organisation in 1990."""
    return pl.DataFrame(
        {
            "ccode": states,
            "year": [1990] * len(states),
            "igo": [organisation] * len(states),
            "membership": [1] * len(states),
        }
    )


def seats_of_four_states() -> pl.DataFrame:
    """Four states of the Americas and Russia: one organisation of all, two of some."""
    observer = seats("nafta", 365).with_columns(pl.lit(3).cast(pl.Int64).alias("membership"))
    return pl.concat(
        [seats("un", 2, 20, 70, 365), seats("nafta", 2, 20, 70), seats("club", 2, 365), observer]
    )


def counts_of(table: pl.DataFrame) -> dict[int, dict[str, Any]]:
    """Count the memberships of every state of a table."""
    counted = networks.memberships({"cow_igo": table})
    return {row["ccode"]: row for row in counted.iter_rows(named=True)}


def test_memberships_by_hand() -> None:
    states = counts_of(seats_of_four_states())
    counts = [states[2][kind] for kind in ("full", "universal", "regional", "between")]
    assert counts == [3, 3, 0, 0], "half of four states make the club universal"
    assert states[365]["observer"] == 1 and states[365]["full"] == 2
    assert states[2]["centrality"] == pytest.approx(6 / 20), "3 + 2 + 1 of all joint memberships"


def test_regional_memberships_by_hand() -> None:
    apart = counts_of(pl.concat([seats_of_four_states(), seats("far", 700, 710, 732)]))
    assert (apart[2]["regional"], apart[2]["between"], apart[710]["regional"]) == (1, 1, 1), (
        "nafta, the club, and the far one"
    )
    africa = counts_of(pl.concat([seats_of_four_states(), seats("au", 404, 475, 560)]))
    assert africa[475]["regional"] == 1, "west and south are one Africa"


def test_overlap_and_who_stands_between(catalog: Catalog) -> None:
    found = networks.overlap(catalog.as_of(2010), pair("France", "Germany", 2010))
    assert (
        found is not None
        and found.year == 2010
        and found.jaccard > 0.6
        and found.joint == int(found.joint)
    )
    assert networks.overlap(catalog.as_of(1930), pair("France", "Germany", 1930)) is None
    brokers = networks.brokers(catalog.as_of(2013), pair("NATO", "Russia", 2013))
    assert {"Finland", "Sweden"} <= {b.label for b in brokers} and all(
        min(b.first, b.second) == b.cell.value for b in brokers
    )
    assert ("the European Union", 22, 28) in networks.gains(
        pair("NATO", "Russia", 2013)
    ) and networks.gains(pair("France", "Germany")) == ()


def test_conduct_knows_no_later_member(catalog: Catalog) -> None:
    known = conduct.rates(catalog.as_of(1985), bloc("NATO"), 1985)
    found = {rate.group: rate for rate in known}
    assert found["inside"].last <= 1985
    table = catalog.frame("conduct").filter(pl.col("bloc").cast(pl.String) == "NATO")
    begun = table.filter(pl.col("year").is_between(1939, 1985))
    assert (
        found["before"].pairs
        == begun.filter(pl.col("known").is_between(1, 1985))["pairs"].cast(pl.Int64).sum()
    )
    assert sum(r.pairs for r in found.values()) == begun["pairs"].cast(pl.Int64).sum(), (
        "who was to join later stands where it stood"
    )
    later = (
        begun.filter((pl.col("known") > 1985) & (pl.col("group").cast(pl.String) == "across"))[
            "pairs"
        ]
        .cast(pl.Int64)
        .sum()
    )
    assert later > 0 and found["across"].pairs > later
    assert (
        found["inside"].rate < found["neighbours"].rate
        and found["inside"].low < found["inside"].rate < found["inside"].high
    )
    assert conduct.rates(catalog, bloc("AUKUS"), 2024) == () or all(
        r.last <= 2010 for r in conduct.rates(catalog, bloc("AUKUS"), 2024)
    )


def test_conduct_by_hand() -> None:
    near = pl.DataFrame(
        {
            "ccode1": [200, 2],
            "ccode2": [220, 20],
            "conttype": [2, 1],
            "start": [date(1946, 1, 1)] * 2,
            "end": [date(2016, 12, 31)] * 2,
        }
    )
    fights = pl.DataFrame(
        {
            "ccode1": [2, 200],
            "ccode2": [20, 220],
            "year": [1950, 1948],
            "gmlmidonset": [1, 1],
            "hostlev": [4, 2],
            "fatality": [0, 0],
        }
    )
    pacts = pl.DataFrame({"ccode1": [2], "ccode2": [20], "year": [1946], "atop_defense": [1]})
    table = conduct.conduct({"cow_contiguity": near, "gml_mid": fights, "atop": pacts}).filter(
        pl.col("bloc").cast(pl.String) == "NATO"
    )
    before = table.filter(pl.col("known") > 0)
    by = {
        g: part
        for (g,), part in table.filter(pl.col("known") == 0)
        .with_columns(pl.col("group").cast(pl.String))
        .group_by("group")
    }
    assert (
        by["inside"]["pairs"].cast(pl.Int64).sum() == 2 * (2010 - 1949 + 1)
        and by["inside"]["force"].cast(pl.Int64).sum() == 1
    )
    assert (
        before["begun"].cast(pl.Int64).sum() == 1
        and set(before["known"].to_list()) == {1949}
        and before["pairs"].cast(pl.Int64).sum() == 6
    )


def test_convergence_by_hand() -> None:
    years = range(1990, 2000)
    points = pl.DataFrame(
        [
            (c, y, v * (1 if y < 1995 else 0.5))
            for c, v in ((2, 2.0), (20, 1.0), (200, 0.0))
            for y in years
        ],
        schema=["ccode", "year", "legacy"],
        orient="row",
    )
    igo = pl.DataFrame(
        [
            (c, y, g, 1)
            for y in years
            for g, who in (("un", (2, 20, 200)), ("nato", (2, 20)))
            for c in who
        ],
        schema=["ccode", "year", "igo", "membership"],
        orient="row",
    )
    states = pl.DataFrame(
        [(c, y) for y in years for c in (2, 20, 200)], schema=["ccode", "year"], orient="row"
    )
    found = convergence({"cow_igo": igo, "cow_igo_states": states, "un_ideal_points": points})
    plain = found.filter(
        (pl.col("span") == "all years")
        & (pl.col("outcome") == "level")
        & (pl.col("organisations") == "full")
        & (pl.col("effects") == "none")
    )
    assert plain["slope"][0] == pytest.approx(0.5 - 0.75), (
        "the pair with one more organisation is .5 apart, the others .5 and 1"
    )
    assert found.filter(pl.col("effects") == "pair")["slope"].is_nan().all(), (
        "nothing varies inside a pair"
    )


def test_the_sign_of_convergence_depends_on_the_specification(catalog: Catalog) -> None:
    slopes = catalog.frame("convergence")["slope"]
    assert slopes.len() == 32 and slopes.min() < 0 < slopes.max() and not slopes.is_nan().any()


@pytest.mark.mirror
def test_the_tables_of_the_starter(mirrored: Store, catalog: Catalog) -> None:
    frames = {
        t: mirrored.get(t).frame
        for t in (
            "cow_igo",
            "cow_igo_states",
            "un_ideal_points",
            "cow_contiguity",
            "gml_mid",
            "atop",
        )
    }
    assert networks.memberships(frames).equals(catalog.frame("memberships"))
    assert conduct.conduct(frames).height == catalog.frame("conduct").height
    # the starter keeps seven significant digits
    kept = catalog.frame("convergence")["slope"].to_list()
    assert convergence(frames)["slope"].to_list() == pytest.approx(kept, rel=1e-6)
