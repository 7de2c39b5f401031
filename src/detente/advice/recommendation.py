"""The form of a recommendation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the findings favour.

    Attributes
    ----------
    id, text : str
        Stable name and sentence.
    rests_on : tuple of str
        Ids of findings.
    loses : str
        Who would lose.
    changes : str
        What would change it.
    confidence : str
        ``"high"`` where every finding is arithmetic, ``"moderate"`` or ``"low"`` else.
    advises : bool
        Whether it favours something; False where it says that nothing is favoured.
    """

    id: str
    text: str
    rests_on: tuple[str, ...]
    loses: str
    changes: str
    confidence: str
    advises: bool = True
