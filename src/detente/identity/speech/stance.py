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

from detente.identity.speech.mentions import MARK

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
        return pl.read_parquet(path)


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
    sentence = mentions.select("marked").unique(maintain_order=True).with_row_index("s")
    rows = (
        mentions.select("object", "marked")
        .with_row_index("row")
        .join(sentence, on="marked")
        .select("row", "s", "object")
    )
    tokens = (
        sentence.select("s", pl.col("marked").str.extract_all(r"\S+").alias("token"))
        .explode("token")
        .with_columns(pl.int_range(pl.len(), dtype=pl.Int32).over("s").alias("at"))
    )
    words = (
        tokens.filter(~pl.col("token").str.starts_with(MARK))
        .with_columns(pl.col("token").str.to_lowercase())
        .join(known, on="token")
        .select("s", "at", "word")
    )
    anywhere = (
        rows.select("row", "s")
        .join(words, on="s")
        .select("row", "word", pl.lit(0, dtype=pl.Int8).alias("zone"))
    )
    objects = (
        tokens.filter(pl.col("token").str.starts_with(MARK))
        .with_columns(pl.col("token").str.strip_prefix(MARK).alias("object"))
        .join(rows, on=["s", "object"])
        .select("row", "s", "at")
    )
    near = [
        objects.with_columns(
            (pl.col("at") + d).alias("at"), pl.lit(d, dtype=pl.Int32).alias("d")
        ).join(words, on=["s", "at"])
        for d in range(-REACH, REACH + 1)
        if d
    ]
    beside = (
        pl.concat(near)
        .sort("row", "at", pl.col("d").abs(), "d")
        .unique(["row", "at"], keep="first", maintain_order=True)
    )
    return pl.concat(
        [
            anywhere,
            beside.select(
                "row",
                "word",
                pl.when(pl.col("d") < 0).then(1).otherwise(2).cast(pl.Int8).alias("zone"),
            ),
        ]
    )


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
    vocabulary = table["word"]
    found = places(mentions, vocabulary)
    each = table.select(WEIGHTS).to_numpy().astype(np.float64)
    row, word, zone = (found[c].to_numpy() for c in ("row", "word", "zone"))
    logits = np.tile(
        table.filter(pl.col("word") == "").select("all_hostile", "all_friendly").to_numpy()[:1],
        (mentions.height, 1),
    )
    for z in range(len(ZONES)):
        of = zone == z
        count = np.sqrt(np.maximum(np.bincount(row[of], minlength=mentions.height), 1))
        for k in range(len(CLASSES)):
            logits[:, k] += (
                np.bincount(row[of], weights=each[word[of], 2 * z + k], minlength=mentions.height)
                / count
            )
    raised = np.exp(logits - np.maximum(logits.max(axis=1, keepdims=True), 0.0))
    neither = np.exp(-np.maximum(logits.max(axis=1), 0.0))
    total = raised.sum(axis=1) + neither
    hostile, friendly = raised[:, 0] / total, raised[:, 1] / total
    likeliest = np.where(
        hostile > np.maximum(friendly, neither / total),
        -1,
        np.where(friendly > neither / total, 1, 0),
    )
    return pl.DataFrame(
        {
            "hostile": hostile.astype(np.float32),
            "friendly": friendly.astype(np.float32),
            "stance": likeliest.astype(np.int8),
        }
    )
