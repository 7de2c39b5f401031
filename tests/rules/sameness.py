"""Sameness: how far papers on different pairs say the same, names and figures masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import tomli
from rapidfuzz import fuzz, process

from detente.actors.blocs import blocs
from detente.actors.relation_key import RelationKey, pair, short
from detente.actors.states import identities
from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement, figures, render
from detente.rules.argument import Argument
from detente.store.catalog import Catalog

TEST_SET = Path(__file__).with_name("test_set.toml")
NEAR = 80
"""Fuzzy ratio from which two masked sentences are near twins."""
OTHERS = 4
"""Papers in which a sentence needs a near twin to count as repeated."""
GRAM = 4
"""Words of a fragment."""
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.,]*|<\w+>")
NAMES = re.compile(
    r"\b(?:"
    + "|".join(
        sorted(
            {re.escape(one.name) for one in identities()}
            | {re.escape(alias) for one in identities() for alias in one.aliases}
            | {re.escape(one.label) for one in blocs().values()}
            | {re.escape(one.short) for one in blocs().values()},
            key=len,
            reverse=True,
        )
    )
    + r")\b(?:['’]s)?"
)
"""Names of states and blocs."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is compared of one paper.

    Attributes
    ----------
    name : str
        The pair.
    sentences : tuple of str
        Sentences of page 1 and of the section why, masked.
    variants : tuple of str
        Rule and variant of every line on page 1 and in that section.
    """

    name: str
    sentences: tuple[str, ...]
    variants: tuple[str, ...]


def pairs_of(file: Path = TEST_SET) -> list[RelationKey]:
    """Read a set of pairs."""
    rows = tomli.loads(file.read_text(encoding="utf-8"))["pair"]
    return [_key(row["first"], row["second"], row["day"]) for row in rows]


def _key(first: str, second: str, day: date) -> RelationKey:
    return pair(first, second, day)


def masked(sentence: Statement, names: Iterable[str]) -> str:
    """Write a sentence with its figures and names masked."""
    text = "".join(
        f"<{run.figure.kind}>" if run.figure is not None else run.text for run in sentence.runs()
    )
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b(?:['’]s)?", "<name>", text, flags=re.IGNORECASE)
    text = NAMES.sub("<name>", text)
    return re.sub(r"(?:the )?<name>", "<name>", re.sub(r"\d+", "<n>", text)).strip()


def names_of(key: RelationKey) -> set[str]:
    """Name both parties as sentences do."""
    return {
        name
        for actor in (key.first, key.second)
        for name in (actor.label, actor.name, short(actor), actor.label.removeprefix("the "))
    }


def paper(catalog: Catalog, key: RelationKey, *, sentences: Sequence[Statement] = ()) -> Paper:
    """Give what is compared of a paper; more sentences of page 1 may be added."""
    argument = Argument(Relation(catalog, key))
    lines = [one for one in argument.key_findings if not one.rule.exempt]
    why = [one for part in argument.section("why") for one in part if not one.rule.exempt]
    said: list[Statement] = [*sentences]
    for one in lines:
        said += [s for s in (one.line.headline, *one.line.key) if s is not None]
    for one in why:
        said += one.line.finding.sentences
    names = names_of(key)
    return Paper(
        name=f"{key.first.key}-{key.second.key}",
        sentences=tuple(masked(sentence, names) for sentence in said),
        variants=tuple(dict.fromkeys(one.line.id for one in (*lines, *why))),
    )


def repeated(papers: Sequence[Paper]) -> float:
    """Give the part of sentences that have a near twin in at least `OTHERS` other papers."""
    owned = [(place, text) for place, one in enumerate(papers) for text in one.sentences]
    if not owned:
        return 0.0
    texts = [text for _, text in owned]
    owner = np.array([place for place, _ in owned])
    ratios = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=NEAR)
    counts = [
        len(set(owner[row >= NEAR].tolist()) - {int(owner[i])}) for i, row in enumerate(ratios)
    ]
    return float(np.mean(np.array(counts) >= OTHERS))


def grams(one: Paper) -> set[tuple[str, ...]]:
    """Give every fragment of a paper."""
    found: set[tuple[str, ...]] = set()
    for text in one.sentences:
        words = [word.lower() for word in WORD.findall(text)]
        found |= {tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)}
    return found


def overlaps(papers: Sequence[Paper]) -> np.ndarray:
    """Give, for each two papers, the part of the smaller one's fragments that the other has."""
    sets = [grams(one) for one in papers]
    return np.array(
        [
            len(one & other) / min(len(one), len(other))
            for one, other in combinations([known for known in sets if known], 2)
        ]
    )


def holders(papers: Sequence[Paper]) -> Counter[str]:
    """Count the papers that have each variant on page 1 or in the section why."""
    return Counter(variant for one in papers for variant in one.variants)


def figure_counts(sentences: Iterable[Statement]) -> list[int]:
    """Count the figures of sentences; dates do not count."""
    return [sum(f.kind != "dated" for f in figures(one)) for one in sentences]


def lengths(sentences: Iterable[Statement]) -> list[int]:
    """Count the words of sentences."""
    return [len(render(one).split()) for one in sentences]
