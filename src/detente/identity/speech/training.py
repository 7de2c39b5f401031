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

from detente.frame_files import read_csv
from detente.identity.speech.mentions import mentions
from detente.identity.speech.sentences import sentences
from detente.identity.speech.stance import WEIGHTS, ZONES, places

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
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
    frame = read_csv(files("detente.identity.speech").joinpath("labels.csv").read_bytes())
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

    split = pl.col("words").str.to_lowercase().str.extract_all(r"\p{L}+").alias("word")
    tokens = cut.select("words").with_row_index("sentence").select("sentence", split)
    tokens = tokens.explode("word").drop_nulls()
    counts = tokens["word"].value_counts().sort(["count", "word"], descending=[True, False])
    words = counts.head(WORDS)["word"]
    rows, columns, association = _associations(tokens, words)
    left, size, _ = svds(
        csr_matrix((association, (rows, columns)), shape=(words.len(), words.len())),
        k=DIMENSIONS,
        rng=1,
    )
    vector = left * np.sqrt(size)
    return words, vector / np.linalg.norm(vector, axis=1, keepdims=True)


def _associations(tokens: pl.DataFrame, words: pl.Series) -> tuple[Ints, Ints, Floats]:
    """Measure which words stand together more often than chance would have them.

    Returns
    -------
    tuple of ndarray, shape (A,)
        Places of both words, and their positive pointwise mutual information.
    """
    from scipy.sparse import csr_matrix

    known = pl.DataFrame({"word": words, "place": np.arange(words.len(), dtype=np.int32)})
    placed = tokens.join(known, on="word", how="left", maintain_order="left")
    place, sentence = placed["place"].fill_null(-1).to_numpy(), tokens["sentence"].to_numpy()
    together = csr_matrix((words.len(), words.len()))
    for step in range(1, WINDOW + 1):
        first, second = place[:-step], place[step:]
        both = (first >= 0) & (second >= 0) & (sentence[:-step] == sentence[step:])
        weight = np.full(int(both.sum()), 1.0 / step)
        together = together + csr_matrix(
            (weight, (first[both], second[both])), shape=together.shape
        )
    together = (together + together.T).tocoo()
    mass = np.bincount(together.row, weights=together.data, minlength=words.len())
    # raised to 3/4, so that rare words do not seem bound to all their neighbours
    smooth = mass**0.75 / (mass**0.75).sum()
    expected = mass[together.row] * smooth[together.col]
    value = np.log(np.maximum(together.data / expected, 1e-12))
    kept = value > 0
    return together.row[kept], together.col[kept], value[kept]


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


def fit(features: Floats, label: NDArray[np.int64], ridge: float = RIDGE) -> tuple[Floats, Floats]:
    """Fit a multinomial logit against the middle class by ridge.

    Parameters
    ----------
    features : ndarray, shape (N, K)
    label : ndarray of int, shape (N,)
        -1, 0 or 1.
    ridge : float
        Weight of the squared coefficients.

    Returns
    -------
    tuple of ndarray
        Coefficients, shape (K, 2), and constants, shape (2,), of -1 and 1 against 0.
    """
    from scipy.optimize import minimize

    shape = (features.shape[1] + 1, 3)
    observed = np.stack([label == -1, label == 0, label == 1], axis=1).astype(float)

    def loss(flat: Floats) -> tuple[float, Floats]:
        slope, constant = flat.reshape(shape)[:-1], flat.reshape(shape)[-1]
        logits = features @ slope + constant
        top = logits.max(axis=1, keepdims=True)
        raised = np.exp(logits - top)
        total = raised.sum(axis=1, keepdims=True)
        likelihood = np.sum(observed * (logits - top - np.log(total)))
        gap = raised / total - observed
        gradient = [features.T @ gap + ridge * slope, gap.sum(axis=0, keepdims=True)]
        value = -likelihood + 0.5 * ridge * np.sum(slope**2)
        return float(value), np.concatenate(gradient).ravel()

    start = np.zeros(shape[0] * shape[1])
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    coefficients = fitted.x.reshape(shape)
    relative = coefficients[:, [0, 2]] - coefficients[:, [1]]
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
    labelled = known.select("speech", "sentence").unique()
    named = mentions(cut.join(labelled, on=["speech", "sentence"], how="semi"))
    rows = named.join(known, on=["speech", "sentence", "object"])
    rarity = np.log(2.0 + np.arange(words.len())) / 4
    zones = features(places(rows, words), rows.height, rarity, vector)
    slope, constant = fit(zones, rows["label"].to_numpy())
    by_zone = slope.reshape(len(ZONES), DIMENSIONS, -1)
    # the logit is linear in the vectors: a word's weight is its vector times the coefficients
    parts = [
        (vector * (rarity[:, None] if zone == 0 else 1.0)) @ by_zone[zone]
        for zone in range(len(ZONES))
    ]
    return _table(words, np.concatenate(parts, axis=1), constant)


def _table(words: pl.Series, weights: Floats, constant: Floats) -> pl.DataFrame:
    """Lay the weights out as they are shipped: the constant first, under the empty word."""
    table = pl.DataFrame(weights, schema=list(WEIGHTS))
    zeros = pl.DataFrame({"word": [""], **{name: [0.0] for name in WEIGHTS}})
    head = zeros.with_columns(
        pl.lit(constant[0]).alias("all_hostile"), pl.lit(constant[1]).alias("all_friendly")
    )
    stacked = pl.concat([head, table.select(words.alias("word"), *WEIGHTS)])
    return stacked.with_columns(pl.col(*WEIGHTS).cast(pl.Float32).round(4))


if __name__ == "__main__":
    from detente.files import write_whole
    from detente.store.home import default_store
    from detente.store.read_back import parquet_holds

    learned = train(default_store().get("speeches").frame)
    write_whole(
        Path(__file__).with_name("stance.parquet"),
        lambda staged: learned.write_parquet(staged, compression="zstd"),
        lambda staged: parquet_holds(staged, learned),
    )
