"""Roll calls: filters and bridges, users' files, published counts, votes that cannot be read."""

from __future__ import annotations

import gzip
import logging
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.errors import DetenteError, EstimateError, RequestError
from detente.estimators.ideal_points.choices import arrange
from detente.estimators.ideal_points.estimate import Plan
from detente.identity import resolutions
from detente.identity.ideal_points import ideal_points
from detente.identity.roll_calls import (
    LONGEST,
    TABLES,
    arrays,
    collapse,
    of_tables,
    read_votes,
    repeated_titles,
    roll_calls,
)
from detente.store.home import Store
from tests.conftest import mirror_folder

SHORT = Plan(60, 20, 2, 1)


def assembly(
    sessions: int = 2,
    items: int = 8,
    actors: tuple[str, ...] = ("north", "east", "middle", "west", "south"),
) -> pl.DataFrame:
    """Another assembly: five parties in a row, one of them between."""
    rng = np.random.default_rng(8)
    rows = [
        (name, t, f"bill {t}-{j}", 1 if z < -0.5 else 2 if z < 0.5 else 3)
        for t in range(sessions)
        for j in range(items)
        for place, name in enumerate(actors)
        for z in [(1.5 if j % 2 else -1.5) * (place - 2) + rng.normal() * 0.7]
    ]
    return pl.DataFrame(rows, schema=["actor", "session", "item", "choice"], orient="row")


def tables() -> dict[str, pl.DataFrame]:
    """Six roll calls of the UN with what the filters ask for."""
    calls = pl.DataFrame(
        {
            "rcid": [1, 2, 3, 4, 5, 6],
            "year": [1964, 1989, 1990, 1990, 1991, 1993],
            "date": [date(y, 11, 1) for y in (1964, 1989, 1990, 1990, 1991, 1993)],
            "amend": [None, 1, None, 0, 0, 0],
            "para": [None, None, 1, 0, 0, 0],
            "short": ["x"] * 6,
            "unres": ["r"] * 6,
        }
    )
    votes = pl.DataFrame(
        [(r, c, 1 if c == 2 else 3) for r in range(1, 7) for c in (2, 365, 511, 560)],
        schema=["rcid", "ccode", "vote"],
        orient="row",
    )
    return {
        "un_votes": votes,
        "un_roll_calls": calls,
        "un_vote_matches": pl.DataFrame({"row": [0], "rcid1": [4], "rcid2": [5]}),
        "un_roll_call_issues": pl.DataFrame({"rcid": [4, 6], "issue": ["hr", "me"]}),
    }


def test_the_authors_filters_by_hand() -> None:
    found = of_tables(tables(), "voeten").frame
    assert sorted(set(found["call"])) == [2, 4, 5, 6], (
        "session 19 and post-1989 paragraphs are out, an amendment of 1989 stays"
    )
    assert 511 not in found["actor"] and (560, 6) not in set(found.select("actor", "call").rows())
    assert dict(found.select("call", "item").iter_rows()) == {2: 2, 4: 4, 5: 4, 6: 6}, (
        "what is repeated is one item"
    )
    assert sorted(set(of_tables(tables(), "voeten", paragraphs=True).frame["call"])) == [
        2,
        3,
        4,
        5,
        6,
    ]
    human = of_tables(tables(), "voeten", issue="hr")
    assert set(human.frame["call"]) == {4} and human.name == "voeten_hr"
    with pytest.raises(RequestError, match="no vote set is called 'unga'"):
        of_tables(tables(), "unga")
    with pytest.raises(RequestError, match="issues are coded for Voeten's votes only"):
        of_tables({}, "adopted", issue="hr")


def test_chains_collapse_on_their_first_roll_call() -> None:
    pairs = pl.DataFrame({"rcid1": [1, 4, 2, 9], "rcid2": [4, 9, 4, 12]})
    assert collapse(pairs) == {4: 1, 9: 1, 12: 1}


def test_titles_bridge_neighbouring_sessions_only() -> None:
    calls = pl.DataFrame(
        {
            "rcid": [1, 2, 3, 4, 5, 6],
            "year": [2000, 2001, 2002, 2004, 2001, 2002],
            "title": ["On peace", "On Peace.", "on peace", "On peace", "Twice", "Twice"],
        }
    )
    twice = pl.concat(
        [
            calls,
            calls.filter(pl.col("rcid") == 6).with_columns(pl.lit(7, dtype=pl.Int64).alias("rcid")),
        ]
    )
    assert LONGEST == 2 and set(repeated_titles(calls).rows()) == {(1, 2), (5, 6)}
    assert set(repeated_titles(twice).rows()) == {(1, 2)}, (
        "a title that stands twice in a session bridges nothing"
    )


def test_any_assembly_can_be_estimated(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="detente"):
        found = ideal_points(roll_calls(assembly(), "senate"), preset=SHORT, threads=1)
    frame = found.frame()
    assert (
        frame.columns[:2] == ["actor", "session"]
        and found.name == "compat_senate"
        and caplog.messages[0].startswith("anchors: ")
    )
    first = frame.filter(pl.col("session") == 0).sort("ideal_point")["actor"].to_list()
    assert first[2] == "middle" and {first[0], first[-1]} <= {"north", "south", "east", "west"}
    draws = found.draws()
    assert (
        draws.columns == ["chain", "draw", "actor", "session", "theta"] and draws.height == 20 * 10
    )
    one = draws.filter((pl.col("draw") == 3) & (pl.col("actor") == "middle"))["theta"]
    assert (
        one.to_list() == found.points.draws[0, 3][(frame["actor"] == "middle").to_numpy()].tolist()
    )
    path = tmp_path / "senate.csv"
    assembly().write_csv(path)
    again = ideal_points(read_votes(path), preset=SHORT, threads=1)
    assert (again.points.mean == found.points.mean).all() and again.name == "compat_senate"
    look = ideal_points(roll_calls(assembly()), preset="preview")
    assert look.frame()["sd"].null_count() == look.frame().height
    with pytest.raises(EstimateError, match="a preview has no draws"):
        look.draws()


def test_the_three_layouts_give_the_same_votes(tmp_path: Path) -> None:
    undl, voeten, own = tmp_path / "u.csv", tmp_path / "v.csv", tmp_path / "o.parquet"
    rows = [
        (r, c, v)
        for r in range(1, 9)
        for c, v in (("USA", 3 if r % 2 else 1), ("RUS", 1 if r % 2 else 3), ("FRA", 2))
    ]
    codes = {"USA": 2, "RUS": 365, "FRA": 220}
    pl.DataFrame(
        [
            (
                r,
                c,
                {1: "Y", 2: "A", 3: "N"}[v],
                "2010-12-01",
                "65",
                f"A/RES/65/{r}",
                f"Title {chr(64 + r)}",
            )
            for r, c, v in rows
        ],
        schema=["undl_id", "ms_code", "ms_vote", "date", "session", "resolution", "title"],
        orient="row",
    ).write_csv(undl)
    pl.DataFrame(
        [(r, codes[c], 2010, v) for r, c, v in rows],
        schema=["rcid", "ccode", "year", "vote"],
        orient="row",
    ).write_csv(voeten)
    pl.DataFrame(
        [(c, r, 2010, v) for r, c, v in rows],
        schema=["actor", "item", "session", "choice"],
        orient="row",
    ).write_parquet(own)
    frames = [
        read_votes(p).frame.select("actor", "session", "call", "choice").sort("actor", "call")
        for p in (undl, voeten, own)
    ]
    assert frames[0].equals(frames[1]) and frames[0].equals(frames[2]), (
        "letters that are all states become their codes"
    )
    assert [read_votes(p).labels for p in (undl, voeten, own)] == [{}, {}, {}]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"choice": 4},
            "1 votes are none of 1 yes, 2 abstain, 3 no, 8 absent, 9 no member; the first is 4",
        ),
        ({"choice": None}, "column 'choice' has 1 empty cells"),
        ({"item": None}, "column 'call' has 1 empty cells"),
    ],
)
def test_odd_votes_are_told_by_name(change: dict[str, object], message: str) -> None:
    votes = assembly()
    name, value = next(iter(change.items()))
    spoiled = votes.with_columns(
        pl.when(pl.int_range(pl.len()) == 3).then(pl.lit(value)).otherwise(pl.col(name)).alias(name)
    )
    with pytest.raises(EstimateError, match=message):
        roll_calls(spoiled)


def test_doubled_and_absent_votes() -> None:
    votes = assembly()
    with pytest.raises(EstimateError, match="2 votes share a key, the first actor=north"):
        roll_calls(pl.concat([votes, votes.head(1)]))
    absent = roll_calls(
        votes.with_columns(
            pl.when(pl.int_range(pl.len()) < 5).then(8).otherwise(pl.col("choice")).alias("choice")
        )
    )
    assert absent.frame.height == votes.height - 5, "absence is no choice"
    repeated = votes.with_columns(
        pl.lit("one bill").alias("item"), pl.int_range(pl.len()).alias("call")
    )
    assert roll_calls(repeated).frame["item"].n_unique() == 1
    with pytest.raises(EstimateError, match=r"only \d of \d items divide anybody"):
        ideal_points(roll_calls(assembly(1, 3)), preset=SHORT, threads=1, least_items=5)


def test_votes_of_a_foreign_form() -> None:
    votes = assembly()
    with pytest.raises(EstimateError, match="whole numbers"):
        roll_calls(votes.with_columns(pl.lit("spring").alias("session")))
    with pytest.raises(EstimateError, match="whole numbers"):
        roll_calls(votes.with_columns(pl.col("choice").cast(pl.Float64) + 0.9))
    with pytest.raises(RequestError, match="column 'item' is missing"):
        roll_calls(votes.drop("item"))
    assert roll_calls(votes.to_pandas()).frame.equals(roll_calls(votes).frame)
    assert roll_calls(votes.to_arrow()).frame.height == votes.height


def test_files_that_are_no_roll_calls(tmp_path: Path) -> None:
    for name, text in (("a.csv", "x,y\n1,2\n"), ("b.csv", "actor,session,choice\na,1,1\n")):
        (tmp_path / name).write_text(text)
        with pytest.raises(RequestError, match="is missing"):
            read_votes(tmp_path / name)
    (tmp_path / "c.parquet").write_bytes(b"no")
    with pytest.raises(RequestError, match="cannot be read"):
        read_votes(tmp_path / "c.parquet")
    with pytest.raises(RequestError, match="there is no file"):
        read_votes(tmp_path / "d.csv")
    assembly().rename({"actor": "Actor"}).with_columns(pl.lit(1).alias("actor")).write_csv(
        tmp_path / "e.csv"
    )
    with pytest.raises(RequestError, match="two columns have one name"):
        read_votes(tmp_path / "e.csv")


def test_published_votes_of_the_assembly(tmp_path: Path) -> None:
    both = pl.DataFrame(
        {
            "rcid": [1, 1],
            "ccode": [2, 365],
            "vote": [1, 3],
            "session": [65, 65],
            "year": [2010, 2010],
        }
    )
    both.write_csv(tmp_path / "f.csv")
    assert read_votes(tmp_path / "f.csv").frame["session"].to_list() == [2010, 2010]
    undl = pl.DataFrame(
        {
            "undl_id": [1, 1],
            "ms_code": ["USA", "USA"],
            "ms_vote": ["Y", "N"],
            "date": ["2010-12-01"] * 2,
            "session": [65] * 2,
        }
    )
    undl.write_csv(tmp_path / "g.csv")
    with pytest.raises(EstimateError, match="2 votes share a key, the first rcid=1, ccode=2"):
        read_votes(tmp_path / "g.csv")
    undl.head(1).with_columns(pl.lit("hello").alias("date")).write_csv(tmp_path / "h.csv")
    with pytest.raises(DetenteError, match="not a record number with a date"):
        read_votes(tmp_path / "h.csv")


def test_five_measures_and_dividing_votes_of_a_pair() -> None:
    calls = pl.DataFrame(
        {
            "rcid": [1, 2, 3],
            "year": [2009, 2010, 2011],
            "date": [date(y, 12, 1) for y in (2009, 2010, 2011)],
            "resolution": ["A", "B", "C"],
            "title": ["x", "y", "z"],
            "special": [0, 0, 0],
        }
    )
    votes = pl.DataFrame(
        [
            (1, 2, 1),
            (1, 365, 3),
            (2, 2, 1),
            (2, 365, 1),
            (3, 2, 3),
            (3, 365, 1),
            (3, 200, 2),
            (1, 200, 8),
        ],
        schema=["rcid", "ccode", "vote"],
        orient="row",
    )
    found = {"un_votes_undl": votes, "un_roll_calls_undl": calls}
    rows = resolutions.shared(found, pair("USA", "Russia", 2010), 2005, 2020)
    assert rows["resolution"].to_list() == ["B", "A"], "nothing after the view"
    assert resolutions.likeness(rows).value["raw"] == 0.5
    late = {
        **found,
        "un_roll_calls_undl": calls.with_columns(pl.lit(date(2011, 3, 1)).alias("date")),
    }
    with pytest.raises(RequestError, match="share no recorded vote"):
        resolutions.shared(late, pair("USA", "Russia", 2010), 2005, 2020)
    best = resolutions.dividing(
        resolutions.shared(found, pair("USA", "Russia", 2013), 2005, 2020), 1
    )[0]
    assert (best.resolution, best.gap, best.yes, best.abstain, best.no) == ("C", 2.0, 1, 1, 1)
    with pytest.raises(RequestError, match="share no recorded vote in 1990 to 1995"):
        resolutions.shared(found, pair("USA", "Russia", 2010), 1990, 1995)


@pytest.mark.mirror
def test_votes_of_every_cell_are_the_published_ones(mirrored: Store) -> None:
    found = of_tables({t: mirrored.get(t).frame for t in TABLES["voeten"]}, "voeten")
    laid = arrange(*arrays(found))
    assert (laid.cell.size, laid.items, laid.cells) == (797_473, 4_784, 10_469)
    folder = mirror_folder()
    assert folder is not None
    path = folder / "un_ideal_points" / "IdealpointestimatesAll_Apr2020.csv"
    published = pl.read_csv(path, infer_schema_length=None, encoding="utf8-lossy").select(
        pl.col("ccode").cast(pl.Int64),
        (pl.col("session").cast(pl.Int64) + 1945).alias("year"),
        pl.col("NVotes").cast(pl.Int64),
    )
    ours = pl.DataFrame({"ccode": laid.actor, "year": laid.session, "votes": laid.votes})
    both = published.join(ours, on=["ccode", "year"], how="full")
    assert both.height == 10_469 and (both["NVotes"] == both["votes"]).all()
    more = of_tables(
        {t: mirrored.get(t).frame for t in TABLES["voeten"]}, "voeten", paragraphs=True
    )
    assert more.frame["call"].n_unique() > found.frame["call"].n_unique(), (
        "the codebook's filter keeps more"
    )


@pytest.mark.mirror
@pytest.mark.parametrize("issue", ["me", "hr"])
def test_positions_by_issue(mirrored: Store, issue: str) -> None:
    tables = {t: mirrored.get(t).frame for t in (*TABLES["voeten"], "un_roll_call_issues")}
    found = ideal_points(
        of_tables(tables, "voeten", issue=issue), preset=Plan(200, 80, 2, 1)
    ).frame()
    last = dict(found.filter(pl.col("year") == 2015).select("ccode", "ideal_point").iter_rows())
    assert last[2] > last[365] and last[666] > last[651], (
        issue,
        "the poles stand where they are known to",
    )


def test_errors_are_of_one_tree() -> None:
    assert issubclass(EstimateError, DetenteError)


def test_a_file_of_votes_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_MAX_MB", "1")
    packed, tiny = tmp_path / "votes.csv", tmp_path / "votes.parquet"
    packed.write_bytes(gzip.compress(b"actor,item,session,choice\n" + b"1,1,1,1\n" * 500_000))
    names = ("actor", "item", "session", "choice")
    pl.DataFrame({name: np.ones(500_000, dtype=np.int64) for name in names}).write_parquet(tiny)
    assert tiny.stat().st_size < 10_000
    for path in (packed, tiny):
        with pytest.raises(DetenteError, match="DETENTE_MAX_MB") as caught:
            read_votes(path)
        assert "\n" not in str(caught.value)
