"""Figures that compare our identity measures with published ones or with human readers."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.identity.positions import VOTES, estimates
from detente.identity.speech.mentions import mentions
from detente.identity.speech.sentences import sentences
from detente.identity.speech.stance import stance
from detente.identity.speech.training import labels

NEEDED = (*VOTES, "un_ideal_points")


def check_ideal_points(tables: Mapping[str, pl.DataFrame]) -> dict[str, float | int]:
    """Correlate our compat estimates with the published legacy series, overall and by session."""
    ours = estimates(tables)["voeten"].frame()
    both = ours.join(
        tables["un_ideal_points"].select("ccode", "year", "legacy").drop_nulls(),
        on=["ccode", "year"],
    )
    by_session = (
        both.group_by("year").agg(pl.corr("ideal_point", "legacy").alias("r"))["r"].to_numpy()
    )
    r = both.select(pl.corr("ideal_point", "legacy")).item()
    met = {
        f"r_hat_met_{name}": round(float((found.points.r_hat < 1.05).mean()), 3)
        for name, found in estimates(tables).items()
    }
    return {
        "cells": both.height,
        "r": round(float(r), 4),
        "worst_session": round(float(by_session.min()), 4),
        **met,
    }


def check_stance(tables: Mapping[str, pl.DataFrame]) -> dict[str, float | int]:
    """Judge the held-out labelled sentences and compare the model with the readers."""
    known = labels().filter(pl.col("part") == "test")
    cut = sentences(
        tables["speeches"].join(known.select("speech").unique(), on="speech", how="semi")
    )
    found = mentions(
        cut.join(known.select("speech", "sentence").unique(), on=["speech", "sentence"], how="semi")
    )
    judged = found.hstack(stance(found)).join(known, on=["speech", "sentence", "object"])
    clear = judged.filter(pl.col("label") != 0)
    sign = clear.select(
        ((pl.col("hostile") > pl.col("friendly")) == (pl.col("label") == -1)).mean()
    ).item()
    commonest = judged["label"].value_counts()["count"].to_numpy().max() / judged.height
    two = judged.filter(pl.col("second").is_not_null())
    return {
        "labels": judged.height,
        "accuracy": round(float((judged["stance"] == judged["label"]).to_numpy().mean()), 3),
        "majority": round(float(commonest), 3),
        "sign": round(float(sign), 3),
        "readers_agree": round(float((two["first"] == two["second"]).to_numpy().mean()), 3),
    }


CHECKS = {"ideal_points": (NEEDED, check_ideal_points), "stance": (("speeches",), check_stance)}
"""Name to the tables that are needed and the check."""
