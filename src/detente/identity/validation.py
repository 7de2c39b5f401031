"""Figures that compare our identity measures with published ones or with human readers."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.identity.positions import VOTES, estimates
from detente.identity.speech.mentions import mentions
from detente.identity.speech.sentences import sentences
from detente.identity.speech.stance import stance
from detente.identity.speech.training import labels

R_HAT = 1.05
"""Split R-hat below which the chains of a cell have converged."""
NEEDED = (*VOTES, "un_ideal_points")


def check_ideal_points(tables: Mapping[str, pl.DataFrame]) -> dict[str, float | int]:
    """Correlate our compat estimates with the published legacy series, overall and by session."""
    ours = estimates(tables)
    published = tables["un_ideal_points"].select("ccode", "year", "legacy").drop_nulls()
    both = ours["voeten"].frame().join(published, on=["ccode", "year"])
    correlation = pl.corr("ideal_point", "legacy").alias("r")
    by_session = both.group_by("year").agg(correlation)["r"].to_numpy()
    met = {
        f"r_hat_met_{name}": round(float((estimate.points.r_hat < R_HAT).mean()), 3)
        for name, estimate in ours.items()
    }
    return {
        "cells": both.height,
        "r": round(float(both.select(correlation).item()), 4),
        "worst_session": round(float(by_session.min()), 4),
        **met,
    }


def check_stance(tables: Mapping[str, pl.DataFrame]) -> dict[str, float | int]:
    """Judge the held-out labelled sentences and compare the model with the readers."""
    known = labels().filter(pl.col("part") == "test")
    of_speech, of_sentence = known.select("speech"), known.select("speech", "sentence")
    cut = sentences(tables["speeches"].join(of_speech.unique(), on="speech", how="semi"))
    labelled = cut.join(of_sentence.unique(), on=["speech", "sentence"], how="semi")
    named = mentions(labelled)
    judged = named.hstack(stance(named)).join(known, on=["speech", "sentence", "object"])
    twice_read = judged.filter(pl.col("second").is_not_null())
    clear = judged.filter(pl.col("label") != 0)
    says_hostile, is_hostile = clear["hostile"] > clear["friendly"], clear["label"] == -1
    commonest = int(judged["label"].value_counts()["count"].to_numpy().max())
    return {
        "labels": judged.height,
        "accuracy": _part_equal(judged["stance"], judged["label"]),
        "majority": round(commonest / judged.height, 3),
        "sign": _part_equal(says_hostile, is_hostile),
        "readers_agree": _part_equal(twice_read["first"], twice_read["second"]),
    }


def _part_equal(one: pl.Series, other: pl.Series) -> float:
    """Give the part of rows in which two columns say the same."""
    return round(float((one == other).to_numpy().mean()), 3)


CHECKS = {"ideal_points": (NEEDED, check_ideal_points), "stance": (("speeches",), check_stance)}
"""Name to the tables that are needed and the check."""
