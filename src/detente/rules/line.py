"""Lines: what a rule has to say of one relation, and why that is worth saying."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence, figures, length, render

LONGEST_HEADLINE = 14
"""Words of the message of a key finding."""
LONGEST_KEY = 35
"""Words of a key finding, its message included."""
LONGEST = 25
"""Words of a sentence on page 1."""
MOST_FIGURES = 2
"""Figures of a sentence."""
Printed = tuple[str, tuple[Cell, ...]]
"""A line wherever it is printed: its rule and variant, and its evidence."""
REASONS = ("unusual", "moved", "unexpected")
"""Why a line may be worth saying."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """How far a line departs from the ordinary, in three ways; each from 0 to 1.

    Attributes
    ----------
    unusual : float
        How near the end of the distribution over all pairs of its form and year.
    moved : float
        How far it changed in ten years, against the interval of the change.
    unexpected : float
        How surprising it is for this kind of relation.

    Examples
    --------
    >>> Reasons(unusual=0.4, moved=0.9).leading, Reasons(unusual=0.4, moved=0.9).strength
    ('moved', 0.9)
    """

    unusual: float = 0.0
    moved: float = 0.0
    unexpected: float = 0.0

    def __post_init__(self) -> None:
        outside = [name for name in REASONS if not 0 <= getattr(self, name) <= 1]
        if outside:
            raise EvidenceError(f"the reason '{outside[0]}' is not between 0 and 1")

    @property
    def leading(self) -> str:
        """Name of the strongest reason."""
        return max(REASONS, key=lambda name: float(getattr(self, name)))

    @property
    def strength(self) -> float:
        """The strongest reason."""
        return max(self.unusual, self.moved, self.unexpected)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a rule says of a relation.

    Attributes
    ----------
    rule : str
        Id of the rule.
    variant : str
        What chose its template: the reason and, where it has several, the form (``"moved.apart"``).
    finding : Finding
        Its sentences as they are printed in its section, with evidence and method.
    reasons : Reasons
        Why it is worth saying.
    headline : Sentence or None
        The message of a key finding; None where it is never one.
    key : tuple of Sentence
        One or two sentences below the message.
    gist : Sentence or None
        The same in one short sentence, for the answer.
    series : str
        What it was measured on: two lines of the same series repeat each other.
    newest : int or None
        Year of its newest datum; None for standing facts and dated events.

    Raises
    ------
    EvidenceError
        Where a sentence for page 1 shows a figure whose cells are not among the evidence.
    """

    rule: str
    variant: str
    finding: Finding
    reasons: Reasons
    headline: Sentence | None = None
    key: tuple[Sentence, ...] = ()
    gist: Sentence | None = None
    series: str = ""
    newest: int | None = None

    def __post_init__(self) -> None:
        for sentence in self.on_first_page:
            if any(
                not set(shown.cells) <= set(self.finding.evidence) for shown in figures(sentence)
            ):
                raise EvidenceError(
                    f"'{render(sentence)}' shows a figure whose cells are not its evidence"
                )

    @property
    def fits_first_page(self) -> bool:
        """Whether page 1 has room for it: a name of six words can make a short message long."""
        if self.headline is None:
            return False
        message = length(self.headline)
        whole = sum(map(length, self.messages))
        short = message <= LONGEST_HEADLINE and whole <= LONGEST_KEY
        return short and all(map(_is_plain, self.on_first_page))

    @property
    def id(self) -> str:
        """Rule and variant."""
        return f"{self.rule}.{self.variant}"

    @property
    def name(self) -> str:
        """What it is by itself: rule, variant and text; a rule may have two of one variant."""
        return f"{self.id}: {self.finding.text}"

    @property
    def printed(self) -> Printed:
        """What is one line wherever it is printed, whatever a place leaves out of it."""
        return self.id, self.finding.evidence

    @property
    def on_first_page(self) -> tuple[Sentence, ...]:
        """Every sentence that page 1 may print."""
        own = (self.headline, *self.key, self.gist)
        return tuple(sentence for sentence in own if sentence is not None)

    @property
    def messages(self) -> tuple[Sentence, ...]:
        """The message and what follows it; empty where it is never a key finding."""
        return () if self.headline is None else (self.headline, *self.key)

    @property
    def sources(self) -> frozenset[str]:
        """Sources of its evidence."""
        return frozenset(self.finding.sources)


def _is_plain(sentence: Sentence) -> bool:
    """Tell whether a sentence is short enough for page 1, and has few enough figures."""
    shown = sum(figure.kind != "dated" for figure in figures(sentence))
    return length(sentence) <= LONGEST and shown <= MOST_FIGURES


def off_first_page(line: Line) -> Line:
    """Keep a line to its section: page 1 has other news.

    Parameters
    ----------
    line : Line
        What a rule says.
    """
    return replace(line, headline=None, key=(), gist=None)
