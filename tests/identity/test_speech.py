"""Speech: sentences, names and decoys by hand, stance beside its labels, networks."""

from __future__ import annotations

import logging

import numpy as np
import polars as pl
import pytest

from detente.actors.names import bloc, state
from detente.actors.relation_key import pair
from detente.estimators.proportion import wilson
from detente.identity import othering
from detente.identity.speech import index, training
from detente.identity.speech.mentions import bare, mentions, names
from detente.identity.speech.sentences import sentences
from detente.identity.speech.stance import WEIGHTS, places, stance, weights
from detente.models.track_records import stance as record
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from detente.store.starter import manifest

SPEECHES = pl.DataFrame(
    {
        "speech": ["RUS_68_2013", "USA_68_2013", "VAT_68_2013"],
        "speaker": ["RUS", "USA", "VAT"],
        "year": [2013] * 3,
        "ccode": [365, 2, None],
        "text": [
            "1. Mr. President, we strongly condemn the brutal NATO aggression.\nThe United States "
            "and its NATO allies threaten us! Russia is at peace.",
            "We thank Russia warmly for its generous co-\noperation. Latin America is near. The "
            "Soviet Union is gone.",
            "We thank Italy.",
        ],
    }
)


def said(*words: str, speaker: str = "ITA") -> list[set[str]]:
    frame = pl.DataFrame(
        {
            "speech": ["a"] * len(words),
            "speaker": [speaker] * len(words),
            "sentence": list(range(len(words))),
            "words": list(words),
        }
    )
    found = mentions(frame)
    return [set(found.filter(pl.col("sentence") == i)["object"]) for i in range(len(words))]


def test_sentences_are_cut_and_numbered() -> None:
    cut = sentences(SPEECHES)
    assert cut.filter(pl.col("speech") == "RUS_68_2013")["words"].to_list() == [
        "Mr. President, we strongly condemn the brutal NATO aggression.",
        "The United States and its NATO allies threaten us!",
        "Russia is at peace.",
    ]
    assert cut.filter(pl.col("speech") == "USA_68_2013")["words"][0].endswith(
        "generous cooperation."
    )
    assert cut["sentence"].to_list() == [1, 2, 3, 1, 2, 3, 1]


def test_names_decoys_and_the_longest_name() -> None:
    assert said(
        "The Soviet Union and the USSR.",
        "The U.S.S.R. and the U.S. met.",
        "Latin America and Northern Ireland.",
        "Papua New Guinea is not Guinea-Bissau.",
        "The Republic of Korea and the Democratic People's Republic of Korea.",
        "Korea.",
        "Polish workers polish.",
        "Port of Spain.",
        "South Viet-Nam",
        "American States",
        "Türkiye and Turkey",
        "the European Community",
        "We Italians.",
    ) == [
        {"RUS"},
        {"RUS", "USA"},
        set(),
        {"PNG", "GNB"},
        {"KOR", "PRK"},
        set(),
        {"POL"},
        set(),
        {"VDR"},
        set(),
        {"TUR"},
        {"bloc:EU"},
        set(),
    ]
    found = names()
    assert found["pattern"].n_unique() == found.height and bare("U.S.S.R.") == " U  S  S  R "


def test_places_by_hand() -> None:
    one = pl.DataFrame(
        {"object": ["RUS", "USA"], "marked": ["a b \u00a7RUS c d e f g \u00a7USA h"] * 2}
    )
    found = places(one, pl.Series(["a", "c", "g", "h"])).sort("row", "zone", "word")
    by = {
        r: {
            z: part["word"].to_list()
            for (z,), part in rows.partition_by("zone", as_dict=True).items()
        }
        for (r,), rows in found.partition_by("row", as_dict=True).items()
    }
    assert by[0] == {0: [0, 1, 2, 3], 1: [0], 2: [1]} and by[1] == {0: [0, 1, 2, 3], 1: [2], 2: [3]}


def test_the_model_is_linear_in_its_weights() -> None:
    table = pl.DataFrame({"word": ["", "bad"], **{w: [0.0, 0.0] for w in WEIGHTS}}).with_columns(
        pl.Series("all_hostile", [-1.0, 3.0]), pl.Series("all_friendly", [-2.0, 0.0])
    )
    frame = pl.DataFrame({"object": ["RUS", "RUS"], "marked": ["bad \u00a7RUS", "good \u00a7RUS"]})
    found = stance(frame, table)
    total = 1 + np.exp(2.0) + np.exp(-2.0)
    assert found["hostile"][0] == pytest.approx(np.exp(2.0) / total, abs=1e-5) and found[
        "stance"
    ].to_list() == [-1, 0]
    assert weights().height > 8000 and weights()["word"][0] == ""


def test_years_add_up_and_observers_are_left_out() -> None:
    judged = index.index(SPEECHES)
    found = {(r["ccode1"], r["target"]): r for r in index.by_year(judged).iter_rows(named=True)}
    assert (
        set(found) == {(365, "NATO"), (365, "2"), (2, "365")}
        and found[365, "NATO"]["mentions"] == 2
    )
    assert (
        found[365, "NATO"]["hostile"] > 1.2
        and found[2, "365"]["mentions"] == 2
        and found[2, "365"]["friendly"] > 0.8
    )
    assert judged.filter(pl.col("ccode1").is_null())["target"].to_list() == ["325"]
    company = othering.company(judged, 365, "NATO", 2000, 2020)
    assert company.select("target", "sentences").rows() == [("2", 1)]
    quoted = othering.quoted(judged, state("Russia"), bloc("NATO"), 2013, 1)
    assert quoted[0]["id"] == "RUS_68_2013:1" and "aggression" in str(quoted[0]["words"])
    assert othering.quoted(judged, state("Russia"), bloc("NATO"), 2012, 1) == [], (
        "nothing after the view"
    )


def test_bands_narrow_with_mentions_and_few_say_nothing(catalog: Catalog) -> None:
    on_russia, on_nato = othering.othering(catalog, pair("NATO", "Russia", 2024))
    assert on_russia.at(2023).value > on_russia.at(2002).value + 0.2, "members on Russia"
    wide, narrow = (s.at(2022).high - s.at(2022).low for s in (on_nato, on_russia))
    assert wide > narrow > 0 and all(
        0 <= c.low <= c.value <= c.high <= 1 for c in (*on_russia.cells(), *on_nato.cells())
    )
    assert not othering.one_way(catalog, state("Bhutan"), state("Paraguay"))
    eu = othering.one_way(catalog, state("Serbia"), bloc("EU"))
    assert eu and eu.sources == ("ungdc",)
    low, high = wilson(0.0, 10)
    assert low == 0 and 0.1 < high < 0.3


def test_the_network_names_the_most_named(catalog: Catalog) -> None:
    found = othering.network(catalog, 1980, 1985, least=10)
    assert (
        found.columns == ["ccode1", "target", "mentions", "hostile", "friendly"]
        and found["mentions"].min() >= 10
    )
    assert found.filter(pl.col("hostile").is_between(0, 1)).height == found.height
    cold = found.filter((pl.col("ccode1") == 365) & (pl.col("target") == "2"))
    assert cold["hostile"][0] > 0.3 > cold["friendly"][0]


def test_labels_are_ids_and_codes_and_the_record_is_printed() -> None:
    found = training.labels()
    assert found["id"].n_unique() == found.height >= 3400 and set(found["label"]) == {-1, 0, 1}
    test = found.filter(pl.col("part") == "test")
    assert (
        test.height >= 400
        and set(test["drawn"]) == {"random", "case"}
        and test["second"].null_count() == 0
    )
    assert not [c for c in found.columns if "word" in c or "text" in c], "labels hold no texts"
    check = manifest()["checks"]["stance"]
    assert (
        f"{check['accuracy']:.0%} of {check['labels']}" in record().record
        and check["labels"] >= 400
    )


@pytest.mark.mirror
def test_accuracy_on_labels_that_the_model_never_saw(mirrored: Store) -> None:
    from detente.identity.validation import check_stance

    found = check_stance({"speeches": mirrored.get("speeches").frame})
    assert found == manifest()["checks"]["stance"] and found["labels"] >= 400
    assert found["accuracy"] > found["majority"] + 0.25 and found["sign"] > 0.78


@pytest.mark.mirror
@pytest.mark.xdist_group("speech")
def test_the_index_is_made_once_and_answers_from_the_store(
    mirrored: Store, caplog: pytest.LogCaptureFixture
) -> None:
    made_before = mirrored.path("mentions").exists()
    with caplog.at_level(logging.INFO, logger="detente.identity"):
        first = index.indexed(mirrored, offline=True)
        again = index.indexed(mirrored, offline=True)
    assert first.height == again.height > 280_000
    assert len(caplog.messages) == (0 if made_before else 1)
    assert index.by_year(first).equals(default_catalog().frame("speech"))
    found = othering.company(first, 365, "NATO", 1946, 2024)
    assert found["target"][0] == "2", "Moscow names NATO with Washington"
