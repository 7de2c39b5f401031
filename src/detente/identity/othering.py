"""Othering in speech: how often, and how, one party names the other in the UN General Debate."""

from __future__ import annotations

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.composition import actual
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey, short
from detente.estimators.proportion import wilson
from detente.evidence.series import Series
from detente.store.catalog import Catalog

FIRST, LAST = 1946, 2024
WINDOW = 3
"""Sessions pooled, ending with the year that names them: one speech a year says little."""
LEAST = 3
"""Fewest mentions from which a tone is told."""
SPOKEN_OF = ("NATO", "EU", "WP", "ASEAN", "AU", "CSTO", "OAS")
"""Blocs that speeches are searched for by name."""
RULE = (
    "expected part of the sentences naming the other that a reader would call hostile "
    "(word-weight model), three sessions pooled; interval after Wilson, from the number of "
    "sentences alone"
)


def othering(catalog: Catalog, pair: RelationKey) -> tuple[Series, Series]:
    """Measure how hostile each party's mentions of the other are, in both directions.

    A bloc speaks through its members of each year; it is spoken of by its own name where it has
    one, by its members' names otherwise.
    """
    return one_way(catalog, pair.a, pair.b), one_way(catalog, pair.b, pair.a)


def one_way(catalog: Catalog, speaker: Actor, other: Actor, kind: str = "hostile") -> Series:
    """Measure how one party speaks of the other over the years.

    Parameters
    ----------
    world : World
        The tables.
    speaker, other : State or Bloc
        Who speaks, and of whom.
    kind : {"hostile", "friendly"}
        Which part of the mentions.

    Returns
    -------
    Series
        Parts of 1 with 90 % intervals; years without a mention of their own, or with fewer than
        three in the window, are absent.
    """
    yearly = counted(catalog, speaker, other)
    years, values, low, high = [], [], [], []
    for last in range(FIRST, LAST + 1):
        part = yearly.filter(pl.col("year").is_between(last - WINDOW + 1, last))
        said = int(part["mentions"].sum())
        if said < LEAST or not part.filter(pl.col("year") == last).height:
            continue
        share = min(max(float(part[kind].sum()) / said, 0.0), 1.0)
        years.append(last)
        values.append(share)
        below, above = wilson(share, said)
        low.append(round(below, 4))
        high.append(round(above, 4))
    return Series(
        id=f"identity.{kind}_speech",
        label=f"{kind.capitalize()} part of what {short(speaker)} says of {short(other)}",
        of=f"{short(speaker)} on {short(other)}",
        unit="part of mentions",
        table="speech",
        column=kind,
        keys=(("speaker", speaker.key), ("object", other.key)),
        years=tuple(years),
        values=tuple(values),
        low=tuple(low),
        high=tuple(high),
        sources=("ungdc",),
        rule=RULE if kind == "hostile" else RULE.replace("hostile", kind),
        method="stance",
    )


def counted(catalog: Catalog, speaker: Actor, other: Actor) -> pl.DataFrame:
    """Count a party's mentions of the other by year.

    Returns
    -------
    polars.DataFrame
        ``year``, ``mentions``, ``hostile``, ``friendly``.
    """
    speakers = actual(speaker, FIRST, LAST).select(
        pl.col("ccode").cast(pl.Int16).alias("ccode1"), pl.col("year").cast(pl.Int16)
    )
    if isinstance(other, Bloc) and other.id in SPOKEN_OF:
        targets = pl.DataFrame({"target": [other.id]})
        rows = catalog.frame("speech").join(targets, on="target")
    else:
        named = actual(other, FIRST, LAST).select(
            pl.col("ccode").cast(pl.String).alias("target"), pl.col("year").cast(pl.Int16)
        )
        rows = catalog.frame("speech").join(named, on=["target", "year"])
    return (
        rows.join(speakers, on=["ccode1", "year"])
        .group_by("year")
        .agg(
            pl.col("mentions").cast(pl.Int64).sum(),
            pl.col("hostile", "friendly").cast(pl.Float64).sum(),
        )
        .sort("year")
    )


def network(catalog: Catalog, first: int, last: int, *, least: int = 3) -> pl.DataFrame:
    """Give who names whom, and how, over some years.

    Parameters
    ----------
    world : World
        The tables.
    first, last : int
        Years.
    least : int
        Fewest mentions of an edge.

    Returns
    -------
    polars.DataFrame
        ``ccode1`` (who speaks), ``target`` (COW code as text, or bloc), ``mentions``, ``hostile``
        and ``friendly`` as parts of 1, most mentions first.
    """
    return (
        catalog.frame("speech")
        .filter(pl.col("year").is_between(first, last))
        .group_by("ccode1", "target")
        .agg(pl.col("mentions").cast(pl.Int64).sum(), pl.col("hostile", "friendly").sum())
        .filter(pl.col("mentions") >= least)
        .with_columns(pl.col("hostile", "friendly") / pl.col("mentions"))
        .sort(["mentions", "ccode1", "target"], descending=[True, False, False])
    )


def company(judged: pl.DataFrame, ccode1: int, target: str, first: int, last: int) -> pl.DataFrame:
    """Give in whose company a speaker names an object: others named in the same sentences.

    Parameters
    ----------
    judged : polars.DataFrame
        The index of mentions, from `speech.index.indexed`.
    ccode1 : int
        Who speaks.
    target : str
        COW code as text, or a bloc's id.
    first, last : int
        Years.

    Returns
    -------
    polars.DataFrame
        ``target``, ``sentences``, ``hostile`` (mean chance for the other named), most frequent
        first.
    """
    own = judged.filter((pl.col("ccode1") == ccode1) & pl.col("year").is_between(first, last))
    there = own.filter(pl.col("target") == target).select("speech", "sentence").unique()
    return (
        own.join(there, on=["speech", "sentence"])
        .filter((pl.col("target") != target) & (pl.col("target") != str(ccode1)))
        .group_by("target")
        .agg(pl.len().alias("sentences"), pl.col("hostile").mean())
        .sort(["sentences", "target"], descending=[True, False])
    )


def quoted(
    judged: pl.DataFrame, speaker: Actor, other: Actor, as_of: int, count: int, years: int = 10
) -> list[dict[str, object]]:
    """Give the most hostile sentences in which one party names the other before the view.

    Returns
    -------
    list of dict
        ``id`` (speech and sentence), ``hostile`` (chance), ``words``.
    """
    speakers = (
        actual(speaker, FIRST, LAST)
        .with_columns(pl.all().cast(pl.Int64))
        .rename({"ccode": "ccode1"})
    )
    named = (
        [other.id]
        if isinstance(other, Bloc) and other.id in SPOKEN_OF
        else [str(c) for c in actual(other, as_of - years, as_of)["ccode"].unique().to_list()]
    )
    rows = (
        judged.filter(
            pl.col("year").is_between(as_of - years + 1, as_of) & pl.col("target").is_in(named)
        )
        .join(speakers, on=["ccode1", "year"])
        .sort("hostile", "speech", "sentence", descending=[True, False, False])
        .head(count)
    )
    return [
        {
            "id": f"{r['speech']}:{r['sentence']}",
            "hostile": round(float(r["hostile"]), 3),
            "words": r["words"],
        }
        for r in rows.iter_rows(named=True)
    ]
