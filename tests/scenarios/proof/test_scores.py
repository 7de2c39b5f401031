"""What a record says: on invented records whose answer is known, and on the real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from detente.scenarios.proof import words
from detente.scenarios.proof.cases import SCHEMA
from detente.scenarios.proof.plain_futures import CHANCES
from detente.scenarios.proof.scores import (
    ALL,
    back_test,
    chances,
    membership_effect,
    permuted,
    placebos,
)
from detente.scenarios.proof.tables import Record, packaged


def case(**columns: Any) -> dict[str, Any]:
    """Make an accession to NATO whose forecasts all score the same."""
    scores = {name: 1.0 for name in SCHEMA if name.endswith("_crps")}
    inside = {name: 1.0 for name in SCHEMA if name.endswith("_inside")}
    names = {"test": "backtest", "bloc": "NATO", "kind": "accession", "measure": "gap"}
    where = {"letters": "AAA", "year": 2000, "rung": 4, "region": 3, "horizon": 5}
    return {**scores, **inside, **names, **where, "outcome": 0.0, "plain_mean": 0.0, **columns}


def record_of(rows: list[dict[str, Any]]) -> Record:
    return replace(packaged(), cases=pl.DataFrame(rows, schema=SCHEMA))


def every_accession(ratios: dict[int, float]) -> list[dict[str, Any]]:
    """Make accessions to both blocs whose error is a multiple of that with the rung kept."""
    return [
        case(bloc=bloc, year=year, horizon=horizon, changed_crps=ratio)
        for bloc in ("NATO", "EU")
        for horizon in (5, 10)
        for year, ratio in ratios.items()
    ]


def test_a_gain_in_every_round_is_established() -> None:
    found = membership_effect(record_of(every_accession({2000: 0.8, 2004: 0.9, 2009: 0.7})))
    assert found.established
    assert "membership beats no change is established" in words.membership_words(found)


def test_a_gain_in_some_rounds_is_not() -> None:
    found = membership_effect(record_of(every_accession({2000: 0.8, 2004: 1.3, 2009: 0.7})))
    assert not found.established
    assert "membership beats no change is not established" in words.membership_words(found)


def test_a_gain_for_one_bloc_is_not() -> None:
    rows = every_accession({2000: 0.8, 2004: 0.9})
    rows = [{**row, "changed_crps": 1.0} if row["bloc"] == "EU" else row for row in rows]
    assert not membership_effect(record_of(rows)).established


def test_without_outcomes_nothing_is_said() -> None:
    found = membership_effect(record_of([]))
    assert not found.established
    assert "is not tested" in words.membership_words(found)


def test_coverage_and_ratio_of_invented_events() -> None:
    rows = [case(year=year, changed_inside=float(year > 2000)) for year in range(1997, 2005)]
    rows[0]["smoothed_crps"], rows[1]["smoothed_crps"] = 0.5, 0.5
    one = next(one for one in back_test(record_of(rows)) if one.kind == ALL)
    assert one.inside.value == 0.5 and not one.covers
    assert one.ratio["smoothed"].value == pytest.approx(8 / 7)
    assert not one.keeps_up
    said = words.tested_words(one)
    assert said.startswith("missed: the band is too narrow and no change from five years")


def test_one_event_is_too_few_to_judge() -> None:
    (one, *_) = back_test(record_of([case()]))
    assert words.tested_words(one) == "too few events to tell"


def test_an_effect_that_is_there_has_the_first_rank() -> None:
    numbers = np.random.default_rng(5)
    rows = [
        case(
            test="joiner" if number < 15 else "placebo",
            letters=f"A{number}",
            outcome=(-1.0 if number < 15 else 0.0) + 0.2 * numbers.normal(),
        )
        for number in range(60)
    ]
    found = permuted(record_of(rows))
    assert [one.rank for one in found] == [1]
    assert found[0].effect == pytest.approx(-1.0, abs=0.2)
    assert found[0].joiners == 15


def test_without_an_effect_ranks_are_spread() -> None:
    ranks = []
    for seed in range(12):
        numbers = np.random.default_rng(seed)
        rows = [
            case(test="joiner" if number < 15 else "placebo", outcome=numbers.normal())
            for number in range(60)
        ]
        ranks.append(permuted(record_of(rows))[0].rank)
    assert 100 < np.mean(ranks) < 300


def test_labels_are_permuted_among_their_like_alone() -> None:
    alike = {"outcome": 5.0, "rung": 1}
    rows = [case(test="joiner", **alike), case(test="placebo", **alike)]
    rows += [case(test="placebo", outcome=float(number), rung=2) for number in range(9)]
    (found,) = permuted(record_of(rows))
    assert found.effect == 0.0 and found.joiners == 1


def test_chances_beside_the_plain_rate() -> None:
    names = {"bloc": "EU", "letters": "AAA", "rung": 4, "horizon": 5}
    rows = [
        {**names, "view": view, "chance": 0.9, "plain_rate": 0.5, "came": came}
        for view, came in ((1990, 1), (1995, 1), (2000, None))
    ]
    record = replace(packaged(), chances=pl.DataFrame(rows, schema=CHANCES))
    (found,) = chances(record)
    assert found.candidates and found.came == 2
    assert found.expected == pytest.approx(1.8)
    assert found.brier.value == pytest.approx(0.01 / 0.25)


def test_bands_in_words() -> None:
    assert words.band_words(0.76, (0.76, 0.84)) == "reached"
    assert "wide" in words.band_words(0.85, (0.76, 0.84))


def test_a_view_knows_only_what_was_over() -> None:
    known = packaged().as_of(date(2005, 12, 31))
    assert (known.cases["year"] - 1 + known.cases["horizon"]).max() <= 2005
    assert (known.chances["view"] + known.chances["horizon"]).max() <= 2005
    assert known.published.is_empty() and known.free_runs.is_empty()
    whole = packaged()
    assert known.cases.height < whole.cases.height
    assert whole.as_of(date(2026, 6, 30)) is whole


def test_an_outlook_does_not_know_what_came_later() -> None:
    known = packaged().as_of(date(2018, 12, 31)).outlook
    assert known["view"].unique().to_list() == [2016]
    assert known["came"].null_count() == known.height


def test_the_record_asks_every_question() -> None:
    """Every bloc, both horizons, at least 400 placebos and every measure."""
    record = packaged()
    tested = {(one.bloc, one.horizon) for one in back_test(record)}
    assert tested == {("NATO", 5), ("NATO", 10), ("EU", 5), ("EU", 10)}
    assert {one.measure for one in placebos(record)} == {"gap", "democracy", "share", "disputes"}
    drawn = record.cases.filter(pl.col("test") == "placebo")
    assert drawn.n_unique(["letters", "bloc", "year"]) >= 380
    accessions = record.cases.filter(pl.col("test") == "backtest", pl.col("kind") == "accession")
    assert {"POL", "GRC", "IRL", "HRV"} <= set(accessions["letters"])


def test_membership_is_not_established_on_the_record() -> None:
    """The numbers of today: the sentence follows from them, and changes with them."""
    found = membership_effect(packaged())
    assert found.established == all(one.ratio["stayed"].high < 1 for one in found.of)
    assert len(found.of) == 4
