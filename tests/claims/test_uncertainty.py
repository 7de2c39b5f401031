"""Claims decide with their uncertainty, by one meaning of every year, and never by rounding."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.claims.check import Verdict
from detente.claims.concepts import concept
from detente.claims.disputes import cow_disputes
from detente.claims.expectation import expect
from detente.claims.kinds.trend import _in_draws, _moved_as
from detente.claims.lines import Line
from detente.claims.measure import DRAWS, draws, every_draw, values
from detente.claims.sides import Sides
from detente.identity.distance import distance, drawn_distance
from detente.phrasing import multiple, number, share
from detente.span import year_end
from detente.store.catalog import Catalog
from tests.claims.writing import claim, ratio, verdict

Fields = dict[str, object]
VOTES = {"kind": "trend", "measure": "distance in votes", "between": ("NATO", "Russia")}
CHINA: Fields = {"kind": "ratio", "measure": "capability", "of": "China", "to": "USA"}


def answers(found: Verdict, *, later: bool = False) -> dict[str, tuple[bool | None, str]]:
    """Give whether each source says so, and its numbers."""
    asked = found.since if later else found.then
    return {answer.label: (answer.met, answer.text) for each in asked for answer in each.answers}


def test_a_change_within_its_error_does_not_decide(catalog: Catalog, tmp_path: Path) -> None:
    """From 2002 to 2012 the distance moved by .08, in votes known to about a tenth."""
    body = claim(**VOTES, years=(2002, 2012), expect="falls")
    found = verdict(catalog, tmp_path, body)
    assert found.verdict == "mixed"
    met, text = answers(found)["adopted resolutions"]
    assert met is None and "of the draws" in text
    assert "of the draws" in found.reason and found.plain()["reason"] == found.reason
    assert "usually decided from a change of ." in text, "what would not have been within it"
    chances = [answer.chance for asked in found.then for answer in asked.answers]
    assert all(each is not None and 0.05 < each < 0.95 for each in chances)


@pytest.mark.parametrize(
    ("direction", "decided"), [("falls", "supported"), ("rises", "contradicted")]
)
def test_a_change_beyond_its_error_decides(
    catalog: Catalog, tmp_path: Path, direction: str, decided: str
) -> None:
    body = claim(**VOTES, years=(1985, 1995), expect=direction)
    found = verdict(catalog, tmp_path, body)
    assert found.verdict == decided and not found.reason
    assert all("draws" not in text for _, text in answers(found).values())


def test_the_draws_are_those_of_the_interval(catalog: Catalog) -> None:
    relation = pair("NATO", "Russia", 2013)
    for series in ("adopted", "voeten"):
        measured, drawn = (
            distance(catalog, relation, series),
            drawn_distance(catalog, relation, series),
        )
        place = measured.years.index(2013)
        high = np.quantile(drawn[2013], 0.95)
        assert high == pytest.approx(measured.high[place], abs=1e-3), series


def test_published_positions_take_the_errors_of_the_headline_series(catalog: Catalog) -> None:
    relation = pair("USA", "Russia", 2013)
    ours, theirs = (drawn_distance(catalog, relation, name) for name in ("adopted", "published"))
    assert ours[2013].size == theirs[2013].size
    assert np.std(theirs[2013]) == pytest.approx(np.std(ours[2013]), rel=1e-6)
    published = distance(catalog, relation, "published")
    value = published.values[published.years.index(2013)]
    assert np.median(theirs[2013]) == pytest.approx(value, abs=0.1)


def test_draws_of_a_comparison_are_joint(catalog: Catalog) -> None:
    """What all positions of a session share drops out of the comparison of two distances."""
    near, far = (
        drawn_distance(catalog, pair(state, "USA", 2013))[2013] for state in ("Belarus", "Russia")
    )
    joint = np.std(near - far)
    apart = np.hypot(np.std(near), np.std(far))
    assert joint < apart


def test_who_is_nearer_is_undecided_where_the_draws_do_not_tell(
    catalog: Catalog, tmp_path: Path
) -> None:
    body = claim(
        kind="nearer",
        measure="distance in votes",
        between=("Poland", "NATO"),
        than=("Moldova", "NATO"),
    )
    found = verdict(catalog, tmp_path, body)
    assert found.verdict == "mixed" and found.reason
    sure = claim(
        kind="nearer",
        measure="distance in votes",
        between=("Belarus", "Russia"),
        than=("Belarus", "NATO"),
    )
    assert verdict(catalog, tmp_path, sure).verdict == "supported"


def test_bounds_of_a_state_and_of_a_blocs_median(catalog: Catalog) -> None:
    """V-Dem: Russia in 2013, bounds of one standard error."""
    indicator = concept("democracy").indicators[0]
    sides = Sides({}, year_end(2013))
    russia, nato = sides.side("Russia"), sides.side("NATO")
    drawn = draws(catalog, indicator, russia)[2013]
    value = values(catalog, indicator, russia, amount=False)[2013]
    row = catalog.frame("regime").filter((pl.col("ccode") == 365) & (pl.col("year") == 2013))
    reach = (row["polyarchy_high"] - row["polyarchy_low"])[0] / 2
    assert drawn.size == DRAWS and np.median(drawn) == pytest.approx(value, abs=0.02)
    assert np.std(drawn) == pytest.approx(reach, rel=0.2)
    assert np.std(draws(catalog, indicator, nato)[2013]) < reach
    assert every_draw(catalog, indicator, 2013)[365] == pytest.approx(drawn)


def test_a_place_is_uncertain_where_regimes_lie_close(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(kind="rank", measure="democracy", of="Russia", expect="<= 125")
    met, text = answers(verdict(catalog, tmp_path, body))["V-Dem polyarchy"]
    assert met is None and "of the draws" in text
    sure = claim(kind="rank", measure="democracy", of="Sweden", expect="<= 50")
    assert answers(verdict(catalog, tmp_path, sure))["V-Dem polyarchy"][0] is True


def test_one_year_that_fails_contradicts_every_year(catalog: Catalog, tmp_path: Path) -> None:
    """China passed the United States on CINC in the 2000s."""
    late = verdict(catalog, tmp_path, claim(**CHINA, years=(2009, 2012), expect="> 1"))
    whole = verdict(catalog, tmp_path, claim(**CHINA, years=(1995, 2012), expect="> 1"))
    assert (late.verdict, whole.verdict) == ("supported", "contradicted")
    assert "not in" in answers(whole)["CINC"][1]
    rung = claim(kind="rung", of="Poland", bloc="NATO", years=(1998, 2005), expect="member")
    assert verdict(catalog, tmp_path, rung).verdict == "contradicted"


def test_since_asks_every_year_after_the_claim_of_years(catalog: Catalog, tmp_path: Path) -> None:
    body = ratio(measure="capability", to="USA", years=(2011, 2012))
    found = verdict(catalog, tmp_path, body, as_of=2012)
    assert found.since[0].answers[0].years[0] == 2013
    assert len(found.since[0].answers[0].years) > 5
    newest = verdict(catalog, tmp_path, claim(**CHINA, expect="> 1"), as_of=2012)
    assert len(newest.since[0].answers[0].years) == 1


def test_a_year_means_that_year_also_since(catalog: Catalog, tmp_path: Path) -> None:
    """The United Kingdom was a member of the European Union in 2019 and left in 2020."""
    rung: Fields = {"kind": "rung", "of": "United Kingdom", "bloc": "EU", "expect": "member"}
    found = verdict(catalog, tmp_path, claim(**rung, year=2019), as_of=2021)
    assert found.verdict == "supported" and found.later in ("", "supported")
    today = verdict(catalog, tmp_path, claim(**rung), as_of=2018)
    assert (today.verdict, today.later) == ("supported", "contradicted")
    people = verdict(catalog, tmp_path, ratio(year=2012))
    assert all(answer.years == (2012,) for each in people.since for answer in each.answers)


def test_a_year_after_the_claim_is_answered_since(catalog: Catalog, tmp_path: Path) -> None:
    found = verdict(catalog, tmp_path, ratio(year=2020))
    assert found.verdict == "untestable" and not found.then[0].answers
    assert found.later and found.since[0].answers[0].years == (2020,)


def test_a_year_that_stands_in_for_another_is_named(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(
        kind="level",
        measure="agreement on human rights",
        between=("USA", "Russia"),
        year=2008,
        expect="< 1",
    )
    assert "(2005; the newest before 2008)" in answers(verdict(catalog, tmp_path, body))["pi"][1]


def test_ends_that_lie_years_apart_are_not_joined(catalog: Catalog, tmp_path: Path) -> None:
    """The long series of GDP ends in 2018, the others in 2024: the verdict says to when it is."""
    body = claim(kind="ratio", measure="GDP", of="China", to="Russia", expect="> 2")
    found = verdict(catalog, tmp_path, body)
    asked = found.since[0]
    ends = {answer.label: answer.years[-1] for answer in asked.answers}
    joined = {answer.label for answer in asked.joined}
    assert ends["Maddison project"] < ends["constant dollars"] - 3
    assert "Maddison project" not in joined and "constant dollars" in joined
    assert found.later_to == (min(ends[name] for name in joined), max(ends.values()))
    assert found.plain()["since_to"] == list(found.later_to)


def test_scales_without_a_zero_move_by_steps(catalog: Catalog, tmp_path: Path) -> None:
    """A step of pi is .07 whatever it began at; a twentieth of .01 would be nothing."""
    steps = {each.label: each.step for each in concept("democracy").indicators}
    assert steps == {"V-Dem polyarchy": 0.05, "Polity": 1.5, "unified democracy scores": 0.2}
    assert concept("agreement").step == 0.07
    ends = np.array([0.01, 0.04])
    assert _moved_as("steady", ends, 0.05, in_units=True)
    assert _moved_as("rises", ends, 0.05, in_units=False)
    assert _moved_as("does not fall", np.array([0.0, 0.0]), 0.05, in_units=False)
    units = claim(
        kind="trend", measure="democracy", of="Norway", years=(1990, 2010), expect="steady", by=0.1
    )
    assert "several units" in verdict(catalog, tmp_path, units).why


@pytest.mark.parametrize(
    ("direction", "ends", "shifts", "part"),
    [
        # it rose by .5 of 1: all rests on the sign, which 3 draws of 4 share
        ("rises", (1.0, 1.5), (-0.6, 0.0, 0.1, 0.2), 0.75),
        ("falls", (1.0, 1.5), (-0.6, 0.0, 0.1, 0.2), 0.25),
        ("steady", (1.0, 1.5), (-0.6, 0.0, 0.1, 0.2), 0.25),
        ("does not fall", (1.0, 1.5), (-0.6, 0.0, 0.1, 0.2), 0.75),
        # it moved by less than a twentieth: in one draw of 4 it rose by more after all
        ("rises", (1.0, 1.02), (-0.05, 0.0, 0.01, 0.2), 0.25),
        ("steady", (1.0, 1.02), (-0.05, 0.0, 0.01, 0.2), 0.75),
        ("does not rise", (1.0, 1.02), (-0.05, 0.0, 0.01, 0.2), 0.75),
    ],
)
def test_a_trend_rests_on_its_sign_where_it_moved(
    direction: str, ends: tuple[float, float], shifts: tuple[float, ...], part: float
) -> None:
    values = np.array(ends)
    drawn = np.stack([np.full(len(shifts), ends[0]), ends[1] + np.array(shifts)])
    assert _in_draws(direction, values, drawn, (0.05, False)).mean() == part


def test_nothing_is_divided_by_an_arbitrary_zero(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(
        kind="ratio", measure="democracy", of="Norway", to="Russia", year=2008, expect="> 1"
    )
    assert list(answers(verdict(catalog, tmp_path, body))) == ["V-Dem polyarchy"]


@given(st.floats(0.001, 1e6), st.sampled_from([multiple, number, share]), st.floats(0.01, 1000))
def test_what_is_read_meets_the_expectation_as_the_number_does(
    value: float, write: object, bar: float
) -> None:
    assert callable(write)
    for sign in (">", ">=", "<", "<="):
        expected = expect(f"{sign} {bar:.6f}")
        text = expected.written(value, write)
        if "under" not in text:
            read = float(text.replace(",", ""))
            assert expected.met(read) == expected.met(value), (text, expected.text)


def test_a_ratio_just_above_its_bar_shows_that_it_is() -> None:
    expected = expect("> 1")
    assert expected.met(1.04) and expected.written(1.04, multiple) == "1.04"
    assert not expected.met(1.0) and expected.written(0.96, multiple) == ".96"
    tenth = expect("<= 0.3")
    assert tenth.met(0.1 + 0.2), "what floating-point sums add decides nothing"


def test_a_trend_shows_the_digits_that_decide(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(
        kind="trend", measure="people", of="Germany", years=(2000, 2013), expect="falls", by=0.0001
    )
    text = answers(verdict(catalog, tmp_path, body))["all sources of people"][1]
    start, end = (part.split(" ")[0] for part in text.split(" to "))
    assert float(start) > float(end)


def test_a_year_without_draws_counts_as_known() -> None:
    line = Line("x", {2000: 1.0, 2001: 2.0}, sources=(), drawn={2001: np.array([1.5, 2.5])})
    drawn = line.in_draws((2000, 2001))
    assert drawn is not None and drawn.tolist() == [[1.0, 1.0], [1.5, 2.5]]
    assert Line("x", {2000: 1.0}, sources=()).in_draws((2000,)) is None


def test_the_list_of_the_correlates_of_war_is_asked_too(tmp_path: Path) -> None:
    """Two disputes of the same pair begun in 2000 and 2005: both count in 2005, one in 2012."""
    onsets = {(2000, 1), (2001, 0), (2005, 1)}
    rows = [
        {"ccode1": one, "ccode2": other, "year": year, "cowmidonset": onset}
        for year, onset in sorted(onsets)
        for one, other in ((2, 365), (365, 2))
    ]
    pl.DataFrame(rows).write_parquet(tmp_path / "cow_mid.parquet")
    series = cow_disputes(Catalog(tmp_path), pair("USA", "Russia", 2013))
    counts = dict(zip(series.years, series.values, strict=True))
    assert (counts[1999], counts[2000], counts[2005], counts[2012]) == (0, 1, 2, 1)
    assert not cow_disputes(Catalog(tmp_path / "empty"), pair("USA", "Russia", 2013))
    labels = [label for label, _ in concept("disputes in ten years").between]
    assert labels == ["Gibler, Miller and Little", "Correlates of War"]


def test_where_no_effect_is_seen_the_smallest_that_would_have_been_is_said(
    catalog: Catalog, tmp_path: Path
) -> None:
    """Joining NATO: an effect of about .13 would have been found, as a referee computed."""
    body = claim(kind="effect", bloc="NATO", event="accession", expect="nearer")
    found = verdict(catalog, tmp_path, body, as_of=2025)
    (met, text), *_ = answers(found).values()
    assert met is None and found.verdict == "mixed"
    least = float(text.rsplit(" ", 1)[-1])
    assert "power of 80 %" in text and least == pytest.approx(0.13, abs=0.02)
    assert "usually found from" in found.reason
