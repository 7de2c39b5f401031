"""Scores: three entries by hand, deadlines, retrospective ones apart, quantiles, calibration."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.errors import LedgerError
from detente.evaluation.ledger.chain import link
from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.entry import Entry, Stated
from detente.evaluation.ledger.file import Ledger
from detente.evaluation.ledger.outcome import Outcome
from detente.evaluation.ledger.score import KindScore, calibration, score
from tests.evaluation.ledger.made import FREE, came, chance

ON = date(2020, 1, 1)


def ledger(*things: Entry | Outcome) -> Ledger:
    kinds = {Entry: "entry", Outcome: "outcome"}
    return Ledger(link({"type": kinds[type(one)], **one.plain()} for one in things))


def only(parts: tuple[KindScore, ...]) -> KindScore:
    [part] = parts
    return part


def test_three_entries_by_hand() -> None:
    entries = [chance("q1", 0.8), chance("q2", 0.4), chance("q3", 0.1, second="UKR")]
    outcomes = [came("q1", 1.0), came("q2", 1.0), came("q3", 0.0)]
    found = only(score(ledger(*entries, *outcomes), ON)).chances
    assert found is not None and (found.count, found.came) == (3, 2)
    assert found.brier == pytest.approx((0.04 + 0.36 + 0.01) / 3)
    assert found.brier_base == pytest.approx(0.25)
    assert found.log == pytest.approx(-(math.log(0.8) + math.log(0.4) + math.log(0.9)) / 3)
    assert found.log_base == pytest.approx(math.log(2))
    assert found.gain == pytest.approx(0.25 - 0.41 / 3)
    assert found.gain_low < found.gain < found.gain_high


def test_what_is_open_void_early_or_without_a_chance_is_counted_and_not_scored() -> None:
    late = {"deadline": date(2030, 12, 31), "void_after": date(2031, 12, 31)}
    entries = [
        chance("open"),
        chance("void"),
        chance("early", **late),
        chance("bare", forecast=None, baseline=None),
        chance("scored", 0.5),
    ]
    outcomes = [came("void", None, "so"), came("early", 1.0), came("bare", 1.0)]
    held = ledger(*entries, *outcomes, came("scored", 1.0))
    part = only(score(held, ON))
    counts = (part.entries, part.open, part.void, part.early, part.unscored)
    assert counts == (5, 1, 1, 1, 1) and part.chances is not None and part.chances.count == 1
    # the day after its own deadline the early one counts too
    later = only(score(held, date(2031, 1, 1))).chances
    assert later is not None and later.count == 2
    assert part.plain()["chances"]["gain_low"] is None


def test_retrospective_entries_are_scored_apart() -> None:
    back = chance("q2", 0.9, made_on=date(2013, 1, 1))
    held = ledger(chance("q1", 0.2), back, came("q1", 0.0), came("q2", 1.0))
    ahead, retrospective = score(held, ON)
    assert (ahead.made, retrospective.made) == ("ahead", "retrospective")
    assert ahead.entries == retrospective.entries == 1
    assert ahead.chances is not None and ahead.chances.brier == pytest.approx(0.04)


def test_the_last_outcome_counts() -> None:
    held = ledger(chance(), came("q1", 1.0), came("q1", None, "the data were wrong"))
    part = only(score(held, ON))
    assert (part.void, part.chances) == (1, None)


def test_quantiles_by_hand() -> None:
    levels = (0.1, 0.5, 0.9)
    asked = Condition(table="t", column="c", where={"year": [2012]})
    stated = {
        "forecast": Stated(None, levels, values=(1.0, 2.0, 3.0)),
        "baseline": Stated(None, levels, values=(0.0, 1.0, 2.0)),
    }
    entries = [chance(name, decided_by=asked, **stated) for name in ("q1", "q2")]
    found = only(score(ledger(*entries, came("q1", 2.0), came("q2", 4.0)), ON)).quantiles
    assert found is not None and found.count == 2 and found.inside == 0.5
    ours = 2 / 3 * ((0.1 + 0.1) + (0.3 + 1.0 + 0.9)) / 2
    base = 2 / 3 * ((0.2 + 0.5 + 0.0) + (0.4 + 1.5 + 1.8)) / 2
    assert found.loss == pytest.approx(ours) and found.loss_base == pytest.approx(base)
    assert found.inside_low < 0.5 < found.inside_high


def test_quantiles_without_the_ends_of_the_band_are_refused() -> None:
    asked = Condition(table="t", column="c", where={"year": [2012]})
    half = Stated(None, (0.5,), values=(2.0,))
    entry = chance(decided_by=asked, forecast=half, baseline=half)
    with pytest.raises(LedgerError, match="no quantiles at"):
        score(ledger(entry, came("q1", 2.0)), ON)


def test_an_empty_ledger_has_no_scores() -> None:
    assert score(Ledger(), ON) == ()
    assert FREE.is_yes_or_no


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
@example([(0.0, False)] * 7)  # rounding once put the lower end above a share of 0
def test_bins_hold_every_forecast_once(cases: list[tuple[float, bool]]) -> None:
    said = np.array([one for one, _ in cases])
    outcome = np.array([float(one) for _, one in cases])
    bins = calibration(said, outcome)
    assert sum(one.count for one in bins) == len(cases)
    assert sum(one.came * one.count for one in bins) == pytest.approx(outcome.sum())
    for one in bins:
        assert one.low <= one.said <= one.high and one.came_low <= one.came <= one.came_high
