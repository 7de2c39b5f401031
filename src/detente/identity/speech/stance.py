"""Stance: how a sentence presents an actor it names, from a small linear model over word weights.

Every word has weights of its own for standing anywhere in the sentence, just before the name and
just after it. They were learned by `training` from labelled sentences and word vectors of the
debates themselves, so that words no label ever met stand near their like. The measure counts; it
does not understand: irony, quotation and long clauses escape it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.frame_files import read_parquet
from detente.identity.speech.mentions import MARK

Floats = NDArray[np.float64]
REACH = 4
"""Words on either side of a name that stand near it."""
ZONES = ("all", "before", "after")
CLASSES = ("hostile", "friendly")
WEIGHTS = tuple(f"{zone}_{kind}" for zone in ZONES for kind in CLASSES)


@cache
def weights() -> pl.DataFrame:
    """Read the weights of the package, one row a word; the empty word is the constant.

    Examples
    --------
    >>> weights().columns[:3]
    ['word', 'all_hostile', 'all_friendly']
    """
    with as_file(files("detente.identity.speech").joinpath("stance.parquet")) as path:
        return read_parquet(path)


def places(mentions: pl.DataFrame, vocabulary: pl.Series) -> pl.DataFrame:
    """Tell which known words of a sentence stand where beside the named object.

    Parameters
    ----------
    mentions : polars.DataFrame
        ``object`` and ``marked``, as `mentions.mentions` gives them.
    vocabulary : polars.Series of str
        Words that are known.

    Returns
    -------
    polars.DataFrame
        ``row`` (place of the mention), ``word`` (place in the vocabulary), ``zone`` (0 anywhere, 1
        before, 2 after).

    Examples
    --------
    >>> one = pl.DataFrame({"object": ["RUS"], "marked": ["we condemn \u00a7RUS troops"]})
    >>> places(one, pl.Series(["condemn", "troops"])).sort("word", "zone").rows()
    [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 2)]
    """
    known = pl.DataFrame({"token": vocabulary, "word": np.arange(vocabulary.len(), dtype=np.int32)})
    sentence = mentions.select("marked").unique(maintain_order=True).with_row_index("text")
    rows = (
        mentions.select("object", "marked")
        .with_row_index("row")
        .join(sentence, on="marked")
        .select("row", "text", "object")
    )
    split = pl.col("marked").str.extract_all(r"\S+").alias("token")
    position = pl.int_range(pl.len(), dtype=pl.Int32).over("text").alias("at")
    tokens = sentence.select("text", split).explode("token").with_columns(position)
    is_name = pl.col("token").str.starts_with(MARK)
    lower = tokens.filter(~is_name).with_columns(pl.col("token").str.to_lowercase())
    words = lower.join(known, on="token").select("text", "at", "word")
    named = pl.col("token").str.strip_prefix(MARK).alias("object")
    objects = tokens.filter(is_name).with_columns(named).join(rows, on=["text", "object"])
    zone = pl.lit(0, dtype=pl.Int8).alias("zone")
    anywhere = rows.select("row", "text").join(words, on="text").select("row", "word", zone)
    return pl.concat([anywhere, _beside(objects.select("row", "text", "at"), words)])


def _beside(objects: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Give the known words just before (zone 1) and just after (zone 2) each named object."""
    steps = [step for step in range(-REACH, REACH + 1) if step]
    near = [
        objects.with_columns(pl.col("at") + step, pl.lit(step, dtype=pl.Int32).alias("step")).join(
            words, on=["text", "at"]
        )
        for step in steps
    ]
    # a word between two names of the same object counts with the nearer one
    ordered = pl.concat(near).sort("row", "at", pl.col("step").abs(), "step")
    nearest = ordered.unique(["row", "at"], keep="first", maintain_order=True)
    zone = pl.when(pl.col("step") < 0).then(1).otherwise(2).cast(pl.Int8).alias("zone")
    return nearest.select("row", "word", zone)


def stance(mentions: pl.DataFrame, table: pl.DataFrame | None = None) -> pl.DataFrame:
    """Judge mentions.

    Parameters
    ----------
    mentions : polars.DataFrame
        ``object`` and ``marked``.
    table : polars.DataFrame, optional
        Weights; those of the package by default.

    Returns
    -------
    polars.DataFrame
        ``hostile`` and ``friendly`` (chances that a reader would say so, the rest is neither) and
        ``stance`` (-1, 0 or 1, the likeliest), row by row.

    Examples
    --------
    >>> from detente.identity.speech.mentions import mentions
    >>> said = [
    ...     "We strongly condemn the brutal aggression by Iraq.",
    ...     "We warmly thank Iraq for its generous support.",
    ... ]
    >>> frame = pl.DataFrame(
    ...     {"speech": ["a", "a"], "speaker": ["X", "X"], "sentence": [1, 2], "words": said}
    ... )
    >>> stance(mentions(frame))["stance"].to_list()
    [-1, 1]
    """
    table = weights() if table is None else table
    chances = _chances(_logits(mentions, table))
    hostile, friendly, neither = chances.T
    likeliest = np.where(
        hostile > np.maximum(friendly, neither), -1, np.where(friendly > neither, 1, 0)
    )
    return pl.DataFrame(
        {
            "hostile": hostile.astype(np.float32),
            "friendly": friendly.astype(np.float32),
            "stance": likeliest.astype(np.int8),
        }
    )


def _logits(mentions: pl.DataFrame, table: pl.DataFrame) -> Floats:
    """Sum the weights of the words of each mention, zone by zone; shape (N, 2)."""
    size = mentions.height
    weight = table.select(WEIGHTS).to_numpy().astype(np.float64)
    constant = table.filter(pl.col("word") == "").select("all_hostile", "all_friendly")
    logits: Floats = np.tile(constant.to_numpy()[:1], (size, 1))
    placed = places(mentions, table["word"])
    row, word, zone_of = (placed[column].to_numpy() for column in ("row", "word", "zone"))
    for zone in range(len(ZONES)):
        inside = zone_of == zone
        count = np.sqrt(np.maximum(np.bincount(row[inside], minlength=size), 1))
        for kind in range(len(CLASSES)):
            of_words = weight[word[inside], len(CLASSES) * zone + kind]
            logits[:, kind] += np.bincount(row[inside], weights=of_words, minlength=size) / count
    return logits


def _chances(logits: Floats) -> Floats:
    """Turn log-odds against neither into chances of hostile, friendly and neither, shape (N, 3)."""
    top = np.maximum(logits.max(axis=1, keepdims=True), 0.0)
    # in the precision of the weights, so that the shipped table can be made again to the last digit
    raised = np.exp(np.hstack([logits, np.zeros_like(logits[:, :1])]) - top)
    total = raised[:, :2].sum(axis=1) + raised[:, 2]
    chances: Floats = raised / total[:, None]
    return chances
