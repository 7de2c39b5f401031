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

WINDOW = 3
"""Sessions pooled, ending with the year that names them: one speech a year says little."""
LEAST = 3
"""Fewest mentions from which a tone is given."""
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
    return one_way(catalog, pair.first, pair.second), one_way(catalog, pair.second, pair.first)


def one_way(catalog: Catalog, speaker: Actor, other: Actor, kind: str = "hostile") -> Series:
    """Measure how one party speaks of the other over the years.

    Parameters
    ----------
    catalog : Catalog
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
    pooled = _pooled(counted(catalog, speaker, other), kind)
    intervals = [wilson(share, mentions) for share, mentions in pooled.values()]
    low = _rounded([bound for bound, _ in intervals])
    high = _rounded([bound for _, bound in intervals])
    own, named = short(speaker), short(other)
    label = f"{kind.capitalize()} part of what {own} says of {named}"
    rule = RULE.replace("hostile", kind)
    keys = (("speaker", speaker.key), ("object", other.key))
    values = tuple(share for share, _ in pooled.values())
    return Series(
        id=f"identity.{kind}_speech",
        label=label,
        of=f"{own} on {named}",
        unit="part of mentions",
        table="speech",
        column=kind,
        keys=keys,
        years=tuple(pooled),
        values=values,
        low=low,
        high=high,
        sources=("ungdc",),
        rule=rule,
        method="stance",
    )


def _pooled(yearly: pl.DataFrame, kind: str) -> dict[int, tuple[float, int]]:
    """Give share and mentions of each year with enough, over the window that ends with it."""
    rows = {
        year: (said, part) for year, said, part in yearly.select("year", "mentions", kind).rows()
    }
    pooled = {}
    for last in rows:
        window = [rows[year] for year in range(last - WINDOW + 1, last + 1) if year in rows]
        mentions = sum(said for said, _ in window)
        if mentions >= LEAST:
            share = sum(part for _, part in window) / mentions
            pooled[last] = (min(max(share, 0.0), 1.0), mentions)
    return pooled


def _rounded(bounds: list[float]) -> tuple[float, ...]:
    """Round bounds of intervals to what they are worth."""
    return tuple(round(bound, 4) for bound in bounds)


def counted(catalog: Catalog, speaker: Actor, other: Actor) -> pl.DataFrame:
    """Count a party's mentions of the other by year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    speaker, other : State or Bloc
        Who speaks, and of whom.

    Returns
    -------
    polars.DataFrame
        ``year``, ``mentions``, ``hostile``, ``friendly``.
    """
    speakers = actual(speaker).rename({"ccode": "ccode1"})
    spoken = catalog.frame("speech").filter(
        pl.col("ccode1").is_in(speakers["ccode1"].unique().to_list())
    )
    if _has_name(other):
        named = spoken.filter(pl.col("target") == other.key)
    else:
        members = actual(other).select("year", pl.col("ccode").cast(pl.String).alias("target"))
        named = spoken.join(members, on=["target", "year"])
    sums = (
        pl.col("mentions").cast(pl.Int64).sum(),
        pl.col("hostile", "friendly").cast(pl.Float64).sum(),
    )
    said = named.join(speakers, on=["ccode1", "year"])
    return said.group_by("year").agg(sums).sort("year")


def _has_name(actor: Actor) -> bool:
    """Tell whether speeches are searched for the actor's own name, not for its members'."""
    return isinstance(actor, Bloc) and actor.id in SPOKEN_OF


def network(catalog: Catalog, first: int, last: int, *, least: int = 3) -> pl.DataFrame:
    """Give who names whom, and how, over some years.

    Parameters
    ----------
    catalog : Catalog
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
    spoken = catalog.frame("speech").filter(pl.col("year").is_between(first, last))
    tones = pl.col("hostile", "friendly")
    edges = spoken.group_by("ccode1", "target").agg(
        pl.col("mentions").cast(pl.Int64).sum(), tones.sum()
    )
    kept = edges.filter(pl.col("mentions") >= least).with_columns(tones / pl.col("mentions"))
    return kept.sort(["mentions", "ccode1", "target"], descending=[True, False, False])


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
    by_speaker = (pl.col("ccode1") == ccode1) & pl.col("year").is_between(first, last)
    own = judged.filter(by_speaker)
    naming = own.filter(pl.col("target") == target).select("speech", "sentence").unique()
    others = own.join(naming, on=["speech", "sentence"]).filter(
        ~pl.col("target").is_in([target, str(ccode1)])
    )
    counts = others.group_by("target").agg(pl.len().alias("sentences"), pl.col("hostile").mean())
    return counts.sort(["sentences", "target"], descending=[True, False])


def quoted(
    judged: pl.DataFrame,
    speaker: Actor,
    other: Actor,
    as_of: int,
    count: int,
    *,
    years: int = 10,
) -> list[dict[str, object]]:
    """Give the most hostile sentences in which one party names the other before the view.

    Parameters
    ----------
    judged : polars.DataFrame
        The index of mentions, from `speech.index.indexed`.
    speaker, other : State or Bloc
        Who speaks, and of whom.
    as_of : int
        The view.
    count, years : int
        Most sentences, and from how many years.

    Returns
    -------
    list of dict
        ``id`` (speech and sentence), ``hostile`` (chance), ``words``.
    """
    speakers = actual(speaker).with_columns(pl.all().cast(pl.Int64)).rename({"ccode": "ccode1"})
    targets = [other.key]
    if not _has_name(other):
        codes = actual(other, as_of - years, as_of)["ccode"].unique().to_list()
        targets = [str(code) for code in codes]
    recent = pl.col("year").is_between(as_of - years + 1, as_of)
    rows = (
        judged.filter(recent & pl.col("target").is_in(targets))
        .join(speakers, on=["ccode1", "year"])
        .sort("hostile", "speech", "sentence", descending=[True, False, False])
        .head(count)
    )
    return [
        {
            "id": f"{row['speech']}:{row['sentence']}",
            "hostile": round(float(row["hostile"]), 3),
            "words": row["words"],
        }
        for row in rows.iter_rows(named=True)
    ]
