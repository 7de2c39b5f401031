"""Mentions: which sentences of the General Debate name which actors."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import polars as pl

from detente.actors.hand_made import table_of
from detente.actors.states import identities

MARK = "\u00a7"
"""Stands before the key of an actor that replaces its name in a sentence."""
PASSED = ("PRUS", "BADE", "TUSC", "PAPA", "PARM", "MODE", "DEU1", "KOR1", "SRB1", "OTTO", "AUH")
"""Identities that ended before the first debate and share names with living ones."""
SAME = {"SUN": "RUS", "BRD": "DEU", "SCG": "YUG", "YAR": "YEM"}
"""Keys that speeches do not tell apart."""
UNSAID = frozenset({"America"})
"""Aliases that mean a continent as often as a state."""


@cache
def _table() -> dict[str, Any]:
    return table_of("called.toml")


def bare(name: str) -> str:
    """Reduce a name to words with a space on either side of each, as sentences are reduced.

    Examples
    --------
    >>> bare("Timor-Leste")
    ' Timor  Leste '
    """
    return " " + "  ".join(re.findall(r"[^\W\d_]+", name)) + " "


@cache
def names() -> pl.DataFrame:
    """Give every name that is searched for and whom it means.

    Returns
    -------
    polars.DataFrame
        ``pattern`` (as `bare` writes it) and ``object`` (ISO letters or our key, ``bloc:NATO``, or
        empty for a decoy); longest first, so that the longest name at a place wins.

    Examples
    --------
    >>> names().filter(pl.col("pattern") == " Soviet  Union ")["object"].to_list()
    ['RUS']
    """
    table = _table()
    meant: dict[str, str] = {}
    for identity in identities():
        if identity.ccode is None or identity.key in PASSED:
            continue
        for name in (identity.name, *identity.aliases):
            if len(name) > 3 and name[0].isupper() and name not in UNSAID:
                meant.setdefault(bare(name), SAME.get(identity.key, identity.key))
    for section, prefix in (("states", ""), ("blocs", "bloc:")):
        for key, words in table[section].items():
            meant.update({bare(word): prefix + key for word in words})
    meant.update({bare(word): "" for word in table["decoys"]})
    rows = sorted(meant.items(), key=lambda item: (-len(item[0]), item[0]))
    return pl.DataFrame(rows, schema=["pattern", "object"], orient="row")


def marked(words: pl.Expr) -> pl.Expr:
    """Reduce sentences to words and put marks in the place of names.

    Examples
    --------
    >>> pl.DataFrame({"w": ["The Soviet Union's troops"]}).select(
    ...     marked(pl.col("w")).alias("w")
    ... ).item().split()
    ['The', '§RUS', 's', 'troops']
    """
    named = names()
    marks = [f" {MARK}{key} " for key in named["object"]]
    return _plain(words).str.replace_many(named["pattern"].to_list(), marks, leftmost=True)


def _plain(words: pl.Expr) -> pl.Expr:
    """Reduce sentences to letters with two spaces between words, as `bare` writes names."""
    return pl.lit("  ") + words.str.replace_all(r"[^\p{L}]+", "  ") + pl.lit("  ")


def mentions(sentences: pl.DataFrame) -> pl.DataFrame:
    """Find who is named in which sentence; a speaker's own state is left out.

    Parameters
    ----------
    sentences : polars.DataFrame
        ``speech``, ``speaker``, ``sentence``, ``words``; further columns are kept.

    Returns
    -------
    polars.DataFrame
        One row a sentence and object: the columns but ``words``, then ``object``, ``marked`` (the
        sentence with marks).

    Examples
    --------
    >>> one = pl.DataFrame(
    ...     {
    ...         "speech": ["a"],
    ...         "speaker": ["USA"],
    ...         "sentence": [1],
    ...         "words": ["Soviet aims and American aims."],
    ...     }
    ... )
    >>> mentions(one)["object"].to_list()
    ['RUS']
    """
    patterns = names()["pattern"].to_list()
    words = pl.col("words")
    naming = sentences.filter(_plain(words).str.contains_any(patterns))
    with_marks = naming.with_columns(marked(words).alias("marked")).drop("words")
    marks = pl.col("marked").str.extract_all(rf"{MARK}[A-Z_a-z:0-9]+")
    objects = marks.list.unique(maintain_order=True).alias("object")
    rows = with_marks.with_columns(objects).explode("object").drop_nulls("object")
    rows = rows.with_columns(pl.col("object").str.strip_prefix(MARK))
    of_others = rows.filter(pl.col("object") != pl.col("speaker"))
    return of_others.select(pl.exclude("object", "marked"), "object", "marked")
