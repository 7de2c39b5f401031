"""Briefly: names as a text writes them once the reader has met them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.actors.blocs import Bloc
from detente.actors.relation_key import RelationKey
from detente.evidence.sentence import AnyFigure, Phrase, PlainSentence, Sentence, Statement

UNION = " Union"
"""End of the names of blocs that are "the Union" once they have been named."""


def briefly(sentence: Statement, pair: RelationKey) -> Statement:
    """Write "the two" for both parties, and "the Union" for a bloc of such a name.

    Parameters
    ----------
    sentence : Sentence or PlainSentence
        A sentence that follows one in which both parties are named.
    pair : RelationKey
        The relation.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.evidence.sentence import render
    >>> said = Sentence("{both} met.", {"both": "Serbia and the European Union"})
    >>> render(briefly(said, pair("Serbia", "EU", 2024)))
    'The two met.'
    """
    names = _names(pair)
    if isinstance(sentence, PlainSentence):
        return PlainSentence(_shortened(sentence.text, names))
    short = _phrase(sentence, names, pair)
    return Sentence(short.template, short.parts)


def after_first(sentences: Iterable[Statement], pair: RelationKey) -> Iterator[Statement]:
    """Write all sentences but the first briefly.

    Parameters
    ----------
    sentences : iterable of Sentence or PlainSentence
        Sentences that follow each other.
    pair : RelationKey
        The relation.
    """
    for place, sentence in enumerate(sentences):
        yield briefly(sentence, pair) if place else sentence


def _names(pair: RelationKey) -> dict[str, str]:
    """Give what stands for what, the longer first."""
    names = {f"both {pair.words}": "both", pair.words: "the two"}
    for party in (pair.first, pair.second):
        if isinstance(party, Bloc) and party.label.endswith(UNION):
            names[party.label.removeprefix("the ")] = "Union"
    return names


def _shortened(text: str, names: dict[str, str]) -> str:
    for long, short in names.items():
        text = text.replace(long, short)
        # at the beginning of a sentence a name has its capital already
        opening = long[:1].upper() + long[1:]
        if text.startswith(opening):
            text = short[:1].upper() + short[1:] + text[len(opening) :]
    return text


def _phrase(phrase: Phrase, names: dict[str, str], pair: RelationKey) -> Phrase:
    parts: dict[str, str | AnyFigure | Phrase] = dict(phrase.parts)
    template = _shortened(_without_both(phrase.template, parts, pair), names)
    for name, part in parts.items():
        if isinstance(part, str):
            parts[name] = _shortened(part, names)
        elif isinstance(part, Phrase):
            parts[name] = _phrase(part, names, pair)
    return Phrase(template, parts)


def _without_both(
    template: str, parts: dict[str, str | AnyFigure | Phrase], pair: RelationKey
) -> str:
    """Replace "{one} and {other}", where they are the parties, and drop the parts."""
    labels = {pair.first.label: "", pair.second.label: ""}
    for name, part in parts.items():
        if isinstance(part, str) and part in labels:
            labels[part] = name
    one, other = labels.values() if len(labels) > 1 else ("", "")
    named = (f"{{{one}}}", f"{{{other}}}")
    if not one or not other or any(template.count(name) != 1 for name in named):
        return template
    for two in (" and ".join(named), " and ".join(reversed(named))):
        if two in template:
            del parts[one], parts[other]
            # "a rival of both India and China" is a rival of both
            return template.replace(f"both {two}", "both").replace(two, "the two")
    return template
