"""Numerals that nothing binds: digits and number words of a line outside its bound pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from detente.editions.manuscript import BOUND, NOTE, SAID, Piece

UNIT = r"(?:\s?(?:%|‰)|\s(?:per\scent|percent|percentage\spoints?)\b)"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
SIGNED = r"(?:[$€£¥]\s?)?[-+−±~<>≤≥]?"
AMOUNT = rf"{SIGNED}\d(?:[\d.,:/  \u202f–-]*\d)?(?:st|nd|rd|th|s)?{UNIT}?"
DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{MONTH}\s\d{{4}}|\d{{1,2}}\s{MONTH}"
NUMERAL = re.compile(rf"{DATE}|{AMOUNT}|\.\d+|[%‰]")
"""A numeral as a reader sees it: a date, or digits with sign, separators, ending and unit."""
SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
LARGE = "hundreds?|thousands?|millions?|billions?|trillions?|dozens?"
PARTS = "half|halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
CHANGES = "twice|thrice|doubl(?:e[ds]?|ing)|tripl(?:e[ds]?|ing)|trebl(?:e[ds]?|ing)"
CHANGES += "|quadrupl(?:e[ds]?|ing)|halv(?:e[ds]?|ing)|zero"
PER_CENT = r"per\scent|percent(?:age\spoints?)?"
ENDINGS = rf"(?:{SMALL}|{TEENS}|{TENS})(?:fold|th)|{TENS[:-1]}ieth"
COUNT = rf"(?:{SMALL}|{TEENS}|{TENS}|{LARGE}|{PARTS}|{CHANGES}|{PER_CENT}|{ENDINGS})"
WORD = re.compile(rf"\b{COUNT}(?:[ -]{COUNT})*\b", re.IGNORECASE)
"""Numbers in words; "one", "first" and "second" are words of the language before all else."""
FREE = re.compile(
    r"\b(?:the|these|those|both|of|between|as)\s(?:other\s)?two\b(?!\s(?:per\scent|percent|%|thirds?|"
    r"hundred|thousand|million|billion|times|in|out|of\s(?:three|four|five|six|seven|eight|nine)))"
    r"|\bthird\s(?:part(?:y|ies)|powers?|countr(?:y|ies)|states?|sides?|persons?)\b"
    r"|\b(?:qualified|double|simple)\smajorit(?:y|ies)\b",
    re.IGNORECASE,
)
"""Phrases in which a number word is no figure: "the two" are the parties of the paper."""
NAME = (
    r"G[- ]?(?:7|8|20|77)|EU[- ]?(?:6|9|10|12|15|25|27|28)|P5(?:\+1)?|E3|D-8|"
    r"5\+2|16\+1|17\+1|14\+1|"
    r"COVID-19|9/11|Nord\sStream\s[12]|Minsk\s[12]|F-(?:16|22|35)|S-[34]00|Su-\d\d|MH17|"
    r"CO2|[Tt]rack\s(?:1\.5|[12])|Group\sof\s77"
)
LEGAL = (
    r"(?:Articles?|Art\.|Chapters?|Protocols?|Resolutions?|Annex(?:es)?|Rules?|Sections?|Decisions?)"
    r"\s(?:No\.?\s)?\d{1,4}(?:\(\d{1,2}\))?[a-z]?|"
    r"(?:Regulation|Directive|Decision)\s\((?:EU|EC|EEC|CFSP)\)\s(?:No\s)?\d{1,4}/\d{1,4}"
)
EXEMPT = re.compile(
    rf"(?<![\w.,/+-])(?:{NAME}|{LEGAL})"
    rf"(?![\w%‰/+]|[.,:(-]\d|\s?[%‰]|\s(?:per\scent|percent|times|{LARGE}|{SMALL}|{PARTS}|\d))"
)
"""Names that hold a digit, and articles of law: the closed list of what needs no binding."""
BEFORE = re.compile(r"(?:\w|[$€£¥+−±~<>≤≥=/:×#^]|(?:^|\s|[(\[])[-–—]|[\w.,][-–.,])$")
"""What may not end right before a bound piece: it would make another number of it."""
AFTER = re.compile(r"^(?:\w|[%‰°^]|[.,:/–-]\d)")
"""What may not begin right after one."""

RANGES = ("-", "–", "—", "/")
"""What may be alone between two bound pieces."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral outside every bound piece.

    Attributes
    ----------
    piece : int
        Place of its piece in the line.
    start, stop : int
        Where it is in the text of the piece.
    text : str
        The numeral.
    """

    piece: int
    start: int
    stop: int
    text: str


def unbound(pieces: tuple[Piece, ...]) -> tuple[Numeral, ...]:
    """Find the numerals of a line that nothing binds.

    Parameters
    ----------
    pieces : tuple of Piece
        The line.

    Returns
    -------
    tuple of Numeral
        In order; none where every numeral is a figure, a fixed text, the editor's own, or exempt.

    Examples
    --------
    >>> [one.text for one in unbound((Piece("In 2013 the two held "), Piece("29%", "fig", "a")))]
    ['2013']
    >>> [one.text for one in unbound((Piece("Twice, with Article 5 and the G7 in half of it."),))]
    ['Twice', 'half']
    >>> [one.text for one in unbound((Piece("1"), Piece("29%", "fig", "a"), Piece("th")))]
    ['1', 'th']
    """
    found: dict[tuple[int, int], Numeral] = {}
    for place, piece in enumerate(pieces):
        if piece.kind in (*BOUND, NOTE):
            continue
        for start, stop in _spans(piece.text):
            found[place, start] = Numeral(place, start, stop=stop, text=piece.text[start:stop])
    for one in _touching(pieces):
        found.setdefault((one.piece, one.start), one)
    return tuple(found[key] for key in sorted(found))


def numerals_in(text: str) -> tuple[str, ...]:
    """Give the numerals of a text in which nothing is bound.

    Parameters
    ----------
    text : str
        Such as the description of a picture.
    """
    return tuple(one.text for one in unbound((Piece(text),)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where numerals and number words are, and single signs of other scripts."""
    masked = FREE.sub(_blank, EXEMPT.sub(_blank, text))
    met = 0
    for match in sorted(
        (*NUMERAL.finditer(masked), *WORD.finditer(masked)),
        key=lambda one: (one.start(), -one.end()),
    ):
        if match.start() < met:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        yield from _others(masked, met, start)
        met = match.end()
        yield start, met
    yield from _others(masked, met, len(masked))


def _others(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Give signs that are numbers and no ordinary digits: raised ones, fractions, other scripts."""
    for place in range(start, stop):
        if unicodedata.category(text[place]).startswith("N"):
            yield place, place + 1


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def _touching(pieces: tuple[Piece, ...]) -> Iterator[Numeral]:
    """Give words that touch a bound piece and would make another number of it."""
    for place, piece in enumerate(pieces):
        if piece.kind not in BOUND or not _is_number(piece.text):
            continue
        if place and _joins(pieces[place - 1]) and not _is_range(pieces, place - 1):
            yield from _end_of(pieces[place - 1], place - 1)
        if place + 1 < len(pieces) and _joins(pieces[place + 1]):
            yield from _beginning_of(pieces[place + 1], place + 1)


def _joins(piece: Piece) -> bool:
    """Tell whether a neighbour could go on with a number: marks of notes and fixed words do not."""
    is_fixed_word = piece.kind == SAID and not _is_number(piece.text)
    return piece.kind != NOTE and not is_fixed_word


def _is_range(pieces: tuple[Piece, ...], place: int) -> bool:
    """Tell whether a piece is the dash between two bound ones."""
    is_dash = pieces[place].text.strip() in RANGES
    return is_dash and place > 0 and pieces[place - 1].kind in BOUND


def _is_number(text: str) -> bool:
    """Tell whether a text holds a digit."""
    return any(unicodedata.category(sign).startswith("N") for sign in text)


def _end_of(piece: Piece, place: int) -> Iterator[Numeral]:
    match = BEFORE.search(piece.text)
    if match is not None:
        start = _word_start(piece.text, match.start())
        yield Numeral(place, start, stop=len(piece.text), text=piece.text[start:])


def _word_start(text: str, start: int) -> int:
    """Go back to where the word begins that touches."""
    while start and text[start - 1].isalnum():
        start -= 1
    return start + (len(text[start:]) - len(text[start:].lstrip()))


def _beginning_of(piece: Piece, place: int) -> Iterator[Numeral]:
    match = AFTER.search(piece.text)
    if match is not None:
        stop = match.end()
        while stop < len(piece.text) and piece.text[stop].isalnum():
            stop += 1
        yield Numeral(place, 0, stop=stop, text=piece.text[:stop])
