"""The index of the debates: every mention with its stance, and its sums by pair and year."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import date

import polars as pl

from detente.actors.states import ccode_on
from detente.actors.year_end_codes import to_year_end
from detente.errors import MissingTable
from detente.grain import Grain
from detente.identity.speech.mentions import mentions, names
from detente.identity.speech.sentences import sentences
from detente.identity.speech.stance import stance, weights
from detente.sources.ensure import ensure
from detente.store.home import Store
from detente.store.starter import DerivedTable, combine
from detente.store.table import Table

logger = logging.getLogger(__name__)

ALWAYS = {
    "RUS": 365,
    "YUG": 345,
    "SRB": 345,
    "CHN": 710,
    "TWN": 713,
    "KOR": 732,
    "PRK": 731,
    "BLR": 370,
    "UKR": 369,
    "IND": 750,
}
"""Keys that mean one code whatever the year."""
TABLE = "mentions"
RULE = (
    "sentences of the General Debate that name an actor, with the stance model's chances; "
    "names and weights"
)


def index(speeches: pl.DataFrame) -> pl.DataFrame:
    """Find and judge every mention.

    Parameters
    ----------
    speeches : polars.DataFrame
        The source's table.

    Returns
    -------
    polars.DataFrame
        ``speech``, ``sentence``, ``object`` (keys), ``year``, ``ccode1`` (null for observers),
        ``target`` (COW code by year as text, or a bloc's id; null for a state that was in no
        system), ``hostile``, ``friendly``, ``stance``, ``words``.
    """
    cut = sentences(speeches)
    found = mentions(cut)
    judged = found.drop("marked").hstack(stance(found))
    pairs = judged.select("object", "year").unique()
    named = pairs.with_columns(
        pl.Series("target", [_target(o, y) for o, y in pairs.iter_rows()], dtype=pl.String)
    )
    return (
        judged.join(named, on=["object", "year"], how="left")
        .join(cut.select("speech", "sentence", "words"), on=["speech", "sentence"], how="left")
        .select(
            "speech",
            "sentence",
            "object",
            "year",
            pl.col("ccode").alias("ccode1"),
            "target",
            "hostile",
            "friendly",
            "stance",
            "words",
        )
        .sort("speech", "sentence", "object")
    )


def _target(key: str, year: int) -> str | None:
    if key.startswith("bloc:"):
        return key.removeprefix("bloc:")
    code = ALWAYS.get(key) or ccode_on(key, date(year, 12, 31)) or ccode_on(key, date(year, 9, 1))
    return str(code) if code else None


def by_year(judged: pl.DataFrame) -> pl.DataFrame:
    """Add up mentions by speaker, object and year.

    Parameters
    ----------
    judged : polars.DataFrame
        As `index` gives it.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``target``, ``year``, ``mentions``, ``hostile`` and ``friendly`` (expected
        numbers).
    """
    of_others = pl.col("target") != pl.col("ccode1").cast(pl.String)
    kept = judged.drop_nulls(["ccode1", "target"]).filter(of_others)
    sums = (
        pl.len().cast(pl.Int16).alias("mentions"),
        pl.col("hostile", "friendly").sum().cast(pl.Float32).round(2),
    )
    yearly = to_year_end(kept, "ccode1").group_by("ccode1", "target", "year").agg(sums)
    keys = pl.col("ccode1", "year").cast(pl.Int16)
    return yearly.with_columns(keys).sort("target", "ccode1", "year")


def indexed(store: Store, *, offline: bool | None = None) -> pl.DataFrame:
    """Give the index of mentions, kept in the store and remade where the speeches are newer.

    Raises
    ------
    MissingTable
        Where the speeches are neither in the store nor available.
    """
    rule = f"{RULE} {_digest()}"
    if store.has(TABLE) and _is_newer(store) and store.provenance(TABLE).rule == rule:
        return store.get(TABLE).frame
    reason = ensure(("speeches",), store, offline=offline)
    if reason:
        raise MissingTable(
            f"the speeches are not available: {reason}",
            next_step="'detente sources show ungdc' says where they are",
        )
    logger.info("indexing the debates: 1.2 million sentences, about half a minute")
    table = store.get("speeches")
    judged = index(table.frame)
    store.put(
        Table(
            id=TABLE,
            frame=judged,
            grain=Grain.MENTION,
            provenance=combine([table.provenance], rule, judged),
        )
    )
    return judged


def _is_newer(store: Store) -> bool:
    """Tell whether the stored index is not older than the speeches that the store holds."""
    if not store.has("speeches"):
        return True
    index_made, speeches_made = (store.path(name).stat().st_mtime for name in (TABLE, "speeches"))
    return index_made >= speeches_made


def _digest() -> str:
    """Digest names and weights: an index made with others is made again."""
    inputs = names().write_csv() + weights().write_csv()
    return hashlib.sha256(inputs.encode()).hexdigest()[:12]


def speech(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute the starter's table from the speeches."""
    return by_year(index(tables["speeches"]))


DERIVED_TABLES = (
    DerivedTable(
        id="speech",
        grain=Grain.SPEECH_YEAR,
        needs=("speeches",),
        make=speech,
        rule=(
            "sentences of the General Debate in which a state names another actor; expected "
            "numbers that are hostile and friendly by a word-weight model (decision 0010)"
        ),
    ),
)
