"""Counts of UN votes: the figures they give, and that no single vote follows from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.names import bloc
from detente.actors.relation_key import pair
from detente.errors import DateError, RequestError
from detente.identity.profile import IdentityProfile
from detente.identity.topics import TOPICS, WORDS, topic
from detente.identity.vote_counts import (
    DERIVED_TABLES,
    LEAST,
    LEAST_MEMBERS,
    cast_votes,
    pair_counts,
    same_votes,
    same_votes_by_topic,
    united_votes,
    with_united,
)
from detente.identity.voting import same_series, topic_counts, topic_series, united_series
from detente.identity.voting import same_votes as same_votes_of
from detente.identity.voting import united_votes as united_votes_of
from detente.store.build import SourceTables, build, derive
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from detente.store.schema import schema_of
from tests.invented import write

INDIA, CHINA, SERBIA, TURKEY, NORWAY = 750, 710, 345, 640, 385
TITLES = ("Nuclear disarmament", "The occupied Syrian Golan", "Oceans and the law of the sea")


def assembly(
    votes: dict[int, list[int]], years: list[int], titles: list[str] | None = None
) -> dict[str, pl.DataFrame]:
    """Make the source's tables of an invented assembly: a list of votes a state, one a resolution.

    A vote of 8 is an absence.
    """
    calls = range(1, len(years) + 1)
    roll_calls = pl.DataFrame(
        {
            "rcid": list(calls),
            "year": years,
            "date": [date(year, 12, 1) for year in years],
            "resolution": [f"A/RES/{call}" for call in calls],
            "title": titles or ["Oceans"] * len(years),
            "special": pl.Series([0] * len(years), dtype=pl.Int8),
        }
    )
    cast = pl.DataFrame(
        [
            (call, code, vote)
            for code, row in votes.items()
            for call, vote in zip(calls, row, strict=True)
        ],
        schema={"rcid": pl.Int64, "ccode": pl.Int64, "vote": pl.Int64},
        orient="row",
    )
    return {"un_votes_undl": cast, "un_roll_calls_undl": roll_calls}


def test_the_same_vote_by_hand() -> None:
    years = [2001] * 12 + [2002] * 9
    india = [1, 2, 3, 1, 1, 1, 1, 1, 1, 1, 8, 1] + [1] * 9
    china = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] + [1] * 9
    frame = same_votes(assembly({INDIA: india, CHINA: china}, years))
    assert frame.rows() == [(CHINA, INDIA, 2001, 11, 9)], (
        "an absence is no vote, abstaining twice is the same vote, and nine votes are too few"
    )


def test_a_vote_counts_in_the_calendar_year_of_its_day() -> None:
    """A session goes on after the year in which it began: its votes of May count in the next."""
    tables = assembly({INDIA: [1] * 20, CHINA: [1] * 20}, [2001] * 20)
    resumed = pl.when(pl.col("rcid") > 10).then(date(2002, 5, 1)).otherwise("date").alias("date")
    calls = tables["un_roll_calls_undl"].with_columns(resumed)
    frame = same_votes({**tables, "un_roll_calls_undl": calls})
    assert frame["year", "votes"].rows() == [(2001, 10), (2002, 10)]


def nordics(year: int) -> tuple[int, ...]:
    return bloc("NORDIC").members(year)


def test_a_united_bloc_by_hand() -> None:
    members = nordics(2001)
    assert len(members) == 5
    united, split = [1] * 12, [2] + [1] * 11
    with_abstention = [*united]
    votes = dict.fromkeys(members, with_abstention) | {members[0]: split}
    outsider = [1, 3] + [1] * 10
    tables = assembly({**votes, INDIA: outsider}, [2001] * 12)
    counts = with_united(cast_votes(tables), bloc("NORDIC"))
    assert counts.rows() == [(INDIA, 2001, 11, 10)], (
        "the vote on which one of them abstained does not count; members have no row"
    )
    absent = {code: [8] * 12 for code in members[: 5 - LEAST_MEMBERS + 1]}
    few = assembly({**votes, **absent, INDIA: outsider}, [2001] * 12)
    assert with_united(cast_votes(few), bloc("NORDIC")).is_empty(), "three members are no bloc"


def test_topics_are_the_first_whose_words_a_title_holds() -> None:
    titles = {
        "The risk of nuclear proliferation in the Middle East": "me",
        "Nuclear disarmament": "nu",
        "The arms trade treaty": "di",
        "Implementation of the Convention on anti-personnel mines": "di",
        "Determination of the powers": "ot",
        "Question of Namibia": "co",
        "The right to development and human rights": "hr",
        "Unilateral economic measures": "ec",
        "Oceans and the law of the sea": "ot",
        "": "ot",
    }
    found = pl.DataFrame({"title": list(titles)}).select(topic())["topic"].to_list()
    assert found == list(titles.values())
    assert list(TOPICS) == [*(code for code in ("me", "nu", "di", "hr", "co", "ec")), "ot"]
    assert set(WORDS) | {"ot"} == set(TOPICS)
    nothing = pl.DataFrame({"title": [None]}, schema={"title": pl.String})
    assert nothing.select(topic())["topic"].to_list() == ["ot"]


choices = st.sampled_from([1, 2, 3, 8])
STATES = (2, 20, 200, 220, *bloc("NORDIC").members(2001))


@st.composite
def assemblies(draw: st.DrawFn) -> dict[str, pl.DataFrame]:
    """Draw the votes of nine states, four of them Nordic, on up to forty resolutions."""
    size = draw(st.integers(1, 40))
    years = [draw(st.sampled_from([2001, 2002, 2003])) for _ in range(size)]
    votes = {code: [draw(choices) for _ in range(size)] for code in STATES}
    titles = [draw(st.sampled_from(TITLES)) for _ in range(size)]
    return assembly(votes, years, titles)


def shipped(tables: dict[str, pl.DataFrame]) -> list[list[tuple[object, ...]]]:
    made = [same_votes(tables), united_votes(tables), same_votes_by_topic(tables)]
    return [frame.rows() for frame in made]


@settings(max_examples=25, deadline=None)
@given(assemblies(), st.integers(0, 2**32 - 1))
def test_no_single_vote_follows_from_the_counts(tables: dict[str, pl.DataFrame], seed: int) -> None:
    """Other votes give the same counts: yes, abstention and no change places within a resolution,
    and the resolutions of a year and topic change places. So nothing says what anyone chose.
    """
    before = shipped(tables)
    votes, calls = tables["un_votes_undl"], tables["un_roll_calls_undl"]
    draws = np.random.default_rng(seed)
    renamed = {call: [0, *draws.permutation([1, 2, 3]).tolist()] for call in calls["rcid"]}
    other = [
        (call, code, renamed[call][vote] if vote <= 3 else vote)
        for call, code, vote in votes.iter_rows()
    ]
    relabelled = pl.DataFrame(other, schema=votes.schema, orient="row")
    assert shipped({**tables, "un_votes_undl": relabelled}) == before
    shuffled = pl.col("rcid").shuffle(seed=seed).over("year", "title")
    moved = calls.with_columns(shuffled)
    assert shipped({"un_votes_undl": relabelled, "un_roll_calls_undl": moved}) == before


@settings(max_examples=25, deadline=None)
@given(assemblies())
def test_no_count_and_no_difference_of_counts_is_of_few_votes(
    tables: dict[str, pl.DataFrame],
) -> None:
    """Neither a count, nor all votes less the topics, nor the topics less the years."""
    by_year, by_topic = same_votes(tables), same_votes_by_topic(tables)
    united = united_votes(tables)
    for frame in (by_year, by_topic, united):
        assert (frame["votes"] >= LEAST).all() and (frame["same"] <= frame["votes"]).all()
    cast = cast_votes(tables)
    window = ["ccode1", "ccode2"]
    true = pair_counts(cast).select(*window, pl.col("votes").alias("all"))
    topics = by_topic.group_by(window).agg(pl.col("votes").cast(pl.Int64).sum().alias("topics"))
    years = by_year.group_by(window).agg(pl.col("votes").cast(pl.Int64).sum().alias("years"))
    sums = topics.cast(dict.fromkeys(window, pl.Int64)).join(true, on=window)
    sums = sums.join(years.cast(dict.fromkeys(window, pl.Int64)), on=window, how="left")
    rests = sums.fill_null(0).select(
        of_topics=pl.col("all") - pl.col("topics"), of_years=pl.col("all") - pl.col("years")
    )
    assert not rests.filter(pl.col("of_topics").is_between(1, LEAST - 1)).height
    whole = rests.filter(pl.col("of_topics") == 0)
    assert not whole.filter(pl.col("of_years").is_between(1, LEAST - 1)).height


def test_a_topic_that_leaves_a_small_rest_is_left_out() -> None:
    """Twelve votes on one topic, eleven on another and one on a third: the sum of all would give
    the one away.
    """
    titles = [TITLES[0]] * 12 + [TITLES[1]] * 11 + [TITLES[2]]
    tables = assembly({INDIA: [1] * 24, CHINA: [1] * 24}, [2001] * 24, titles)
    assert same_votes(tables)["votes"].to_list() == [24]
    assert same_votes_by_topic(tables)["topic", "votes"].rows() == [("nu", 12)]
    even = assembly({INDIA: [1] * 23, CHINA: [1] * 23}, [2001] * 23, titles[:23])
    assert same_votes_by_topic(even).height == 2, "no rest, nothing to hide"


def test_a_year_that_the_topics_would_give_away_is_kept_back() -> None:
    """Twelve votes in one year and nine in the next: the topics of both less the one year."""
    years = [2001] * 12 + [2002] * 9
    titles = [TITLES[0]] * 11 + [TITLES[1]] * 10
    tables = assembly({INDIA: [1] * 21, CHINA: [1] * 21}, years, titles)
    assert same_votes(tables)["year", "votes"].rows() == [(2001, 12)]
    assert same_votes_by_topic(tables)["topic", "votes"].rows() == [("nu", 11)]


@pytest.fixture
def counted(tmp_path: Path) -> Catalog:
    """A starter with invented counts."""
    years = list(range(2016, 2026))
    pairs = {"ccode1": [CHINA] * 10, "ccode2": [INDIA] * 10, "year": years}
    frame = pl.DataFrame({**pairs, "votes": [90] * 9 + [30], "same": [72] * 5 + [60] * 4 + [27]})
    write(tmp_path, "same_votes", frame)
    eu = {"bloc": ["EU"] * 20, "ccode": [SERBIA] * 10 + [TURKEY] * 10, "year": years * 2}
    united = pl.DataFrame({**eu, "votes": [50] * 20, "same": [45] * 5 + [40] * 5 + [44] * 10})
    write(tmp_path, "united_votes", united)
    topics = {"ccode1": [CHINA] * 3, "ccode2": [INDIA] * 3, "year": [2020, 2020, 2025]}
    by_topic = {**topics, "topic": ["nu", "me", "nu"], "votes": [90, 50, 60], "same": [45, 48, 24]}
    write(tmp_path, "same_votes_by_topic", pl.DataFrame(by_topic))
    return Catalog(tmp_path)


def test_counts_are_added_up_over_years(counted: Catalog) -> None:
    key = pair("India", "China", 2025)
    count = same_votes_of(counted.as_of(2025), key, 2016, 2020)
    assert count is not None and (count.same, count.votes, count.share) == (360, 450, 0.8)
    assert count.years == (2016, 2017, 2018, 2019, 2020) and count.changed == ()
    low, high = count.interval
    assert 0.76 < low < 0.8 < high < 0.84
    assert [cell.value for cell in count.cells] == [0.8] * 5
    assert {cell.table for cell in count.cells} == {"same_votes"}
    turned = same_votes_of(counted.as_of(2025), pair("China", "India", 2025), 2016, 2020)
    assert turned is not None and turned.same == count.same, "either way"


def test_a_view_does_not_see_the_votes_of_a_year_that_is_not_over(counted: Catalog) -> None:
    key = pair("India", "China", 2022)
    for day in (2022, date(2023, 12, 30)):
        catalog = counted.as_of(day)
        assert same_series(catalog, key).years[-1] == 2022
        count = same_votes_of(catalog, key, 2020, 2025)
        assert count is not None and count.last == 2022 and count.years == (2020, 2021, 2022)
        assert [series.years for series in topic_series(catalog, key)] == [(2020,), (2020,)]
    serbia = pair("Serbia", "EU", 2022)
    assert united_series(counted.as_of(2022), serbia).years[-1] == 2022
    count = united_votes_of(counted.as_of(2022), serbia)
    assert count is not None and count.votes == 7 * 50


def test_a_count_says_that_the_members_of_a_bloc_changed(counted: Catalog) -> None:
    profile = IdentityProfile(counted.as_of(2025), pair("Serbia", "EU", 2025))
    with_britain, without = profile.united_votes_in(2018, 2022), profile.united_votes_in(2021, 2025)
    assert with_britain is not None and with_britain.changed == ("EU",)
    assert without is not None and without.changed == () and without.share == 0.8


def test_what_is_not_counted_is_none_and_never_zero(counted: Catalog) -> None:
    catalog = counted.as_of(2025)
    assert same_votes_of(catalog, pair("India", "Bhutan", 2025)) is None
    assert united_votes_of(catalog, pair("Germany", "EU", 2025)) is None, "a member"
    assert not united_series(catalog, pair("India", "China", 2025))
    empty = Catalog(counted.starter / "nowhere")
    for of in (same_series, united_series):
        assert not of(empty, pair("Serbia", "EU", 2025)), "a starter of an earlier version"
    assert topic_series(empty, pair("India", "China", 2025)) == ()


def test_the_window_that_fits_the_years_best_is_taken(counted: Catalog) -> None:
    key, catalog = pair("India", "China", 2025), counted.as_of(2025)
    counts = topic_counts(catalog, key, 2018, 2021)
    assert [(count.first, count.last, count.same, count.votes) for count in counts] == [
        (2016, 2020, 48, 50),
        (2016, 2020, 45, 90),
    ]
    (newest,) = topic_counts(catalog, key, 2018, 2025, topic="nu")
    assert (newest.first, newest.last, newest.share) == (2021, 2025, 0.4)
    assert topic_counts(catalog, key, 1990, 1995) == ()


def test_questions_without_an_answer_are_refused(counted: Catalog) -> None:
    catalog = counted.as_of(2025)
    with pytest.raises(RequestError, match="not a bloc and a state"):
        united_votes_of(catalog, pair("India", "China", 2025))
    with pytest.raises(DateError, match="2020 to 2016 run backwards"):
        same_votes_of(catalog, pair("India", "China", 2025), 2020, 2016)
    for first, last in ((2026, 2030), (1900, 1910)):
        with pytest.raises(DateError, match="no vote of"):
            same_votes_of(catalog, pair("India", "China", 2025), first, last)
    for year in (2015.5, "2015", True):
        with pytest.raises(DateError, match="is not a year"):
            same_votes_of(catalog, pair("India", "China", 2025), year, 2020)
    with pytest.raises(DateError, match="known at the end of 2013"):
        same_votes_of(counted.as_of(2013), pair("India", "China", 2013), 2014, 2016)


def test_the_tables_hold_counts_and_their_keys_only() -> None:
    """No column could name a resolution or a choice."""
    for derived in DERIVED_TABLES:
        schema = schema_of(derived.id)
        assert schema is not None and derived.estimated
        columns = {column.name for column in schema.columns}
        assert columns - {"ccode", "ccode1", "ccode2", "bloc", "year", "topic"} == {"votes", "same"}


@pytest.mark.mirror
def test_words_of_titles_agree_with_the_codes_of_the_literature(mirrored: Store) -> None:
    """Of resolutions that have a code and a topic, how many have the topic among their codes."""
    calls = mirrored.get("un_roll_calls").frame.drop_nulls("unres")
    symbol = pl.col("unres").str.replace(r"^R/", "A/RES/").alias("resolution")
    titled = mirrored.get("un_roll_calls_undl").frame.select("resolution", topic())
    both = calls.select("rcid", symbol).join(titled, on="resolution")
    issues = mirrored.get("un_roll_call_issues").frame.group_by("rcid").agg("issue")
    coded = both.join(issues, on="rcid").filter(pl.col("topic") != "ot")
    among = pl.col("issue").list.contains(pl.col("topic").cast(pl.String))
    agreed = coded.group_by("topic").agg(among.mean().alias("part")).sort("topic")
    parts = {code: round(part, 2) for code, part in agreed.iter_rows()}
    assert (both.height, parts) == (4156, PARTS)


PARTS = {"me": 0.95, "nu": 0.98, "di": 0.88, "co": 0.92, "hr": 0.93, "ec": 0.94}
FIGURES = {
    ("India", "China", 2015, 2019): (362, 453, 0.799),
    ("India", "China", 2022, 2024): (180, 268, 0.672),
    ("Liechtenstein", "Switzerland", 2002, 2012): (802, 828, 0.969),
    ("China", "Russia", 2022, 2024): (183, 269, 0.680),
}
UNITED = {
    ("Serbia", "EU", 2022, 2025): (144, 178, 0.809),
    ("Turkey", "EU", 2022, 2025): (172, 203, 0.847),
    ("Liechtenstein", "EU", 2021, 2025): (269, 269, 1.0),
    ("Switzerland", "EU", 2021, 2025): (250, 269, 0.929),
}


def check_figures(catalog: Catalog) -> None:
    for asked, of in ((FIGURES, same_votes_of), (UNITED, united_votes_of)):
        for (first, second, start, end), (same, votes, share) in asked.items():
            key = pair(first, second, 2025)
            count = of(catalog.as_of(2025), key, start, end)
            assert count is not None
            found = (count.same, count.votes, round(count.share, 3))
            assert found == (same, votes, share), (first, second, start, end)


def test_figures_from_the_starter_alone() -> None:
    check_figures(default_catalog())


@pytest.mark.mirror
def test_figures_and_size_from_the_source(mirrored: Store, tmp_path: Path) -> None:
    manifest = build(DERIVED_TABLES, mirrored, tmp_path)
    check_figures(Catalog(tmp_path))
    assert sum(table["bytes"] for table in manifest["tables"].values()) < 3_000_000


@pytest.mark.mirror
def test_the_starter_says_what_the_store_says(mirrored: Store) -> None:
    """Single votes of the store, counted anew, give the counts of the tables."""
    tables = {name: mirrored.get(name).frame for name in ("un_votes_undl", "un_roll_calls_undl")}
    calls = tables["un_roll_calls_undl"].filter(pl.col("date").dt.year() == 2023)
    votes = tables["un_votes_undl"].filter(pl.col("vote") <= 3).join(calls, on="rcid", how="semi")
    sources = SourceTables.read(mirrored, DERIVED_TABLES, {})
    same, _, united = (derive(derived, sources).frame for derived in DERIVED_TABLES)
    for one, other in ((INDIA, CHINA), (SERBIA, NORWAY), (2, 20)):
        both = votes.filter(ccode=one).join(votes.filter(ccode=other), on="rcid")
        alike = both.filter(pl.col("vote") == pl.col("vote_right")).height
        row = same.filter(ccode1=min(one, other), ccode2=max(one, other), year=2023).row(0)
        assert row[3:] == (both.height, alike)
    members = votes.filter(pl.col("ccode").is_in(bloc("EU").members(2023)))
    agreed = (
        members.group_by("rcid").agg(pl.col("vote").unique()).filter(pl.col("vote").list.len() == 1)
    )
    serbia = votes.filter(ccode=SERBIA).join(agreed, on="rcid")
    alike = serbia.filter(pl.col("vote") == pl.col("vote_right").list.first()).height
    kept = pl.col("bloc").cast(pl.String) == "EU"
    assert united.filter(kept, ccode=SERBIA, year=2023).row(0)[3:] == (serbia.height, alike)
