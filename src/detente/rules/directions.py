"""Directions: which way a finding and an answer point, and the word that joins the two."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import tomli

from detente.evidence.sentence import Sentence
from detente.rules.line import Line

TOWARD, AWAY, STILL, LIMIT = "toward", "away", "still", "limit"
REASON = "first"
OPPOSITE = {TOWARD: (AWAY,), AWAY: (TOWARD,), STILL: (TOWARD, AWAY)}
"""What is said against each direction."""
AGAINST, WITH, WHO_DECIDES = "Yet", "And", "But"
"""Words that join a finding to what is said before it: against it, with it, or limiting it."""
RANKS = {AGAINST: 2, WITH: 1, WHO_DECIDES: 3}
"""How much a joined finding adds: one that limits an answer most, one that agrees least."""
ARTICLES = ("A ", "An ", "The ")
OF_REASON = 3
"""How much a reason adds."""


def direction_of(line: Line) -> str:
    """Give the direction of a finding; empty for one that says neither.

    Parameters
    ----------
    line : Line
        What a rule says.
    """
    known = _table("finding")
    names = (name for name in (TOWARD, AWAY, LIMIT) if line.id.startswith(known[name]))
    return next(names, "")


def direction_of_answer(angle: str, form: str) -> str:
    """Give the direction of an answer; empty for one that says neither.

    Parameters
    ----------
    angle, form : str
        Id of the angle, and the form of its answer.

    Examples
    --------
    >>> direction_of_answer("suspended", "longest"), direction_of_answer("thaw", "")
    ('away', 'toward')
    """
    asked = f"{angle}.{form}"
    return next((name for name, forms in _table("answer").items() if asked in forms), "")


def word_between(before: str, line: Line) -> str:
    """Give the word by which a finding follows something of a direction; empty for none.

    Parameters
    ----------
    before : str
        Direction of what is said before it.
    line : Line
        The finding.
    """
    own = direction_of(line)
    if own == LIMIT:
        return WHO_DECIDES
    if not before or own not in (TOWARD, AWAY):
        return ""
    return AGAINST if own in OPPOSITE[before] else WITH


def rank_after(before: str, line: Line) -> int:
    """Say how much a finding adds to an answer of a direction.

    Parameters
    ----------
    before : str
        Direction of the answer.
    line : Line
        The finding.
    """
    if line.id.startswith(_table("finding")[REASON]):
        return OF_REASON
    return RANKS.get(word_between(before, line), 0)


def joined(word: str, sentence: Sentence) -> Sentence:
    """Begin a sentence with a word that joins it to the one before.

    Parameters
    ----------
    word : str
        The word; empty to leave the sentence as it is.
    sentence : Sentence
        A sentence that begins with no name of its own: names are parts.

    Examples
    --------
    >>> from detente.evidence.sentence import render
    >>> render(joined("Yet", Sentence("Their claim is still open.", {})))
    'Yet their claim is still open.'
    """
    if not word:
        return sentence
    template, parts = sentence.template, dict(sentence.parts)
    first, _, _ = template.removeprefix("{").partition("}")
    leading = parts.get(first) if template.startswith("{") else None
    if isinstance(leading, str) and leading.startswith(ARTICLES):
        parts[first] = leading[:1].lower() + leading[1:]
    # a name is a part, and keeps its capital; what the template itself begins with is a common word
    small = template if template.startswith("{") else template[:1].lower() + template[1:]
    return Sentence(f"{word} {small}", parts)


@cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    text = files("detente.rules").joinpath("directions.toml").read_text(encoding="utf-8")
    return {key: tuple(values) for key, values in tomli.loads(text)[name].items()}
