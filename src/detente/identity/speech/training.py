"""Learning the word weights of `stance` from labelled sentences and from the debates as a whole.

Run as ``python -m detente.identity.speech.training`` with the speeches in the store; it writes
``stance.parquet`` beside itself. Word vectors come from how often words stand together in the
debates (positive pointwise mutual information, reduced to a hundred dimensions); a multinomial
logit with a ridge is fitted on the training labels; since the logit is linear in the vectors, each
word's weight is its vector times the coefficients, and no vector need be shipped.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.identity.speech.mentions import mentions
from detente.identity.speech.sentences import sentences
from detente.identity.speech.stance import WEIGHTS, ZONES, places

Floats = NDArray[np.float64]
WORDS, DIMENSIONS, WINDOW, RIDGE = 9000, 100, 6, 1 / 0.3


def labels() -> pl.DataFrame:
    """Read the labels: sentence ids and codes, no texts.

    Returns
    -------
    polars.DataFrame
        ``speech``, ``sentence``, ``object``, ``label`` (-1 hostile, 0 neither, 1 friendly),
        ``part`` (train or test), ``drawn`` (random, or case: Russia and NATO members on one
        another), ``first`` and ``second`` reader.

    Examples
    --------
    >>> labels().filter(pl.col("part") == "test").height
    480
    """
    frame = pl.read_csv(files("detente.identity.speech").joinpath("labels.csv").read_bytes())
    parts = pl.col("id").str.splitn(":", 3)
    return frame.with_columns(
        parts.struct.field("field_0").alias("speech"),
        parts.struct.field("field_1").cast(pl.Int32).alias("sentence"),
        parts.struct.field("field_2").alias("object"),
    )


def vectors(cut: pl.DataFrame) -> tuple[pl.Series, Floats]:
    """Learn a vector for each frequent word.

    Parameters
    ----------
    cut : polars.DataFrame
        Sentences with ``words``.

    Returns
    -------
    tuple
        Words, most frequent first, and their vectors, shape (W, D), of length 1.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import svds

    tokens = (
        cut.select("words")
        .with_row_index("s")
        .select("s", pl.col("words").str.to_lowercase().str.extract_all(r"\p{L}+").alias("word"))
        .explode("word")
        .drop_nulls()
    )
    words = (
        tokens["word"]
        .value_counts()
        .sort(["count", "word"], descending=[True, False])
        .head(WORDS)["word"]
    )
    known = pl.DataFrame({"word": words, "i": np.arange(words.len(), dtype=np.int32)})
    i = (
        tokens.join(known, on="word", how="left", maintain_order="left")["i"]
        .fill_null(-1)
        .to_numpy()
    )
    s = tokens["s"].to_numpy()
    together = csr_matrix((words.len(), words.len()))
    for d in range(1, WINDOW + 1):
        both = (i[:-d] >= 0) & (i[d:] >= 0) & (s[:-d] == s[d:])
        together = together + csr_matrix(
            (np.full(int(both.sum()), 1.0 / d), (i[:-d][both], i[d:][both])), shape=together.shape
        )
    together = (together + together.T).tocoo()
    mass = np.bincount(together.row, weights=together.data, minlength=words.len())
    smooth = mass**0.75 / (mass**0.75).sum()
    value = np.log(np.maximum(together.data / (mass[together.row] * smooth[together.col]), 1e-12))
    kept = value > 0
    shape = (words.len(), words.len())
    left, size, _ = svds(
        csr_matrix((value[kept], (together.row[kept], together.col[kept])), shape=shape),
        k=DIMENSIONS,
        rng=1,
    )
    found = left * np.sqrt(size)
    return words, found / np.linalg.norm(found, axis=1, keepdims=True)


def features(found: pl.DataFrame, rows: int, rarity: Floats, vector: Floats) -> Floats:
    """Average the vectors of each zone.

    Parameters
    ----------
    found : polars.DataFrame
        From `stance.places`.
    rows : int
        Number of mentions.
    rarity : ndarray, shape (W,)
        Weight of a word anywhere in the sentence; near the name every word counts alike.
    vector : ndarray, shape (W, D)
        Word vectors.

    Returns
    -------
    ndarray, shape (rows, 3 D)
    """
    from scipy.sparse import csr_matrix

    blocks = []
    for zone in range(len(ZONES)):
        part = found.filter(pl.col("zone") == zone)
        row, word = part["row"].to_numpy(), part["word"].to_numpy()
        weight = rarity[word] if zone == 0 else np.ones(word.size)
        size = np.sqrt(np.maximum(np.bincount(row, minlength=rows), 1))
        blocks.append(
            csr_matrix((weight, (row, word)), shape=(rows, len(vector))) @ vector / size[:, None]
        )
    return np.concatenate(blocks, axis=1)


def fit(x: Floats, y: NDArray[np.int64], ridge: float = RIDGE) -> tuple[Floats, Floats]:
    """Fit a multinomial logit against the middle class by ridge.

    Parameters
    ----------
    x : ndarray, shape (N, K)
        Features.
    y : ndarray of int, shape (N,)
        -1, 0 or 1.
    ridge : float
        Weight of the squared coefficients.

    Returns
    -------
    tuple of ndarray
        Coefficients, shape (K, 2), and constants, shape (2,), of -1 and 1 against 0.
    """
    from scipy.optimize import minimize

    count = x.shape[1]
    seen = np.stack([y == -1, y == 0, y == 1], axis=1).astype(float)

    def loss(flat: Floats) -> tuple[float, Floats]:
        b = flat.reshape(count + 1, 3)
        logits = x @ b[:-1] + b[-1]
        top = logits.max(axis=1, keepdims=True)
        chance = np.exp(logits - top)
        total = chance.sum(axis=1, keepdims=True)
        value = -np.sum(seen * (logits - top - np.log(total))) + 0.5 * ridge * np.sum(b[:-1] ** 2)
        gap = chance / total - seen
        return float(value), np.concatenate(
            [x.T @ gap + ridge * b[:-1], gap.sum(axis=0, keepdims=True)]
        ).ravel()

    b = minimize(
        loss, np.zeros(3 * (count + 1)), jac=True, method="L-BFGS-B", options={"maxiter": 500}
    ).x.reshape(count + 1, 3)
    relative = b[:, [0, 2]] - b[:, [1]]
    return relative[:-1], relative[-1]


def train(speeches: pl.DataFrame) -> pl.DataFrame:
    """Learn the weights.

    Parameters
    ----------
    speeches : polars.DataFrame
        The source's table.

    Returns
    -------
    polars.DataFrame
        As `stance.weights` reads them.
    """
    cut = sentences(speeches)
    words, vector = vectors(cut)
    known = labels().filter(pl.col("part") == "train")
    rows = mentions(
        cut.join(known.select("speech", "sentence").unique(), on=["speech", "sentence"], how="semi")
    ).join(known, on=["speech", "sentence", "object"])
    rarity = np.log(2.0 + np.arange(words.len())) / 4
    x = features(places(rows, words), rows.height, rarity, vector)
    slope, constant = fit(x, rows["label"].to_numpy())
    parts = [
        (vector * (rarity[:, None] if z == 0 else 1.0))
        @ slope[z * DIMENSIONS : (z + 1) * DIMENSIONS]
        for z in range(len(ZONES))
    ]
    table = pl.DataFrame(np.concatenate(parts, axis=1), schema=list(WEIGHTS))
    head = pl.DataFrame({"word": [""], **{name: [0.0] for name in WEIGHTS}}).with_columns(
        pl.lit(constant[0]).alias("all_hostile"), pl.lit(constant[1]).alias("all_friendly")
    )
    return pl.concat([head, table.select(words.alias("word"), *WEIGHTS)]).with_columns(
        pl.col(*WEIGHTS).cast(pl.Float32).round(4)
    )


if __name__ == "__main__":
    from detente.store.home import default_store

    train(default_store().get("speeches").frame).write_parquet(
        Path(__file__).with_name("stance.parquet"), compression="zstd"
    )
