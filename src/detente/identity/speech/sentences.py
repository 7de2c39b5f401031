"""Sentences of speeches, numbered so that a label made once finds its sentence again."""

from __future__ import annotations

import polars as pl

END = "\u2029"
"""Stands where a sentence ends; no speech holds it."""
DOT = "\u2024"
"""Stands for a full stop that ends no sentence."""


def sentences(speeches: pl.DataFrame) -> pl.DataFrame:
    """Cut speeches into sentences.

    A sentence ends at a full stop, question or exclamation mark that is followed by space, unless
    it follows a title (Mr.), an initial or a number that opens a paragraph. Lines that the printing
    broke are joined.

    Parameters
    ----------
    speeches : polars.DataFrame
        ``speech`` and ``text``; further columns are kept.

    Returns
    -------
    polars.DataFrame
        The columns but ``text``, then ``sentence`` (number within the speech, from 1) and ``words``
        (its text).

    Examples
    --------
    >>> found = sentences(
    ...     pl.DataFrame(
    ...         {"speech": ["a"], "text": ["22. Mr. X spoke. The U.S.S.R.\\nwas silent! Why?"]}
    ...     )
    ... )
    >>> found["words"].to_list()
    ['Mr. X spoke.', 'The U.S.S.R. was silent!', 'Why?']
    """
    plain = (
        pl.col("text")
        .str.replace_all(r"(?m)^\s*\d{1,3}\s*\.\s+", " ")
        .str.replace_all(r"(\p{L})-\s*\n\s*(\p{Ll})", "$1$2")
        .str.replace_all(r"\s+", " ")
        .str.replace_all(
            r"\b(Mr|Mrs|Ms|Messrs|Dr|St|Nos?|art|vol|para|pp?|e\.g|i\.e|cf|Prof|Gen|[A-Z])\.",
            f"${{1}}{DOT}",
        )
        .str.replace_all(r"""([.!?]["”’')\]]*)\s+""", f"${{1}}{END}")
    )
    cut = speeches.with_columns(plain.str.split(END).alias("words")).drop("text").explode("words")
    restored = pl.col("words").str.replace_all(DOT, ".", literal=True).str.strip_chars()
    spoken = cut.with_columns(restored).filter(pl.col("words").str.len_bytes() > 0)
    number = pl.int_range(1, pl.len() + 1).over("speech").cast(pl.Int32).alias("sentence")
    return spoken.with_columns(number).select(pl.exclude("words"), "words")
