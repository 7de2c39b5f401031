"""Spoiled texts: seeded, from sound ones, by cuts, repeats, swaps and harmful pieces."""

from __future__ import annotations

from random import Random

PIECES = (
    "²",
    "\x00",
    "\x1b[2J",
    "\u202e",
    "\u200d",
    "\ud800",
    "'",
    '"',
    '"""',
    "'''",
    "\\",
    "\n",
    "\r",
    "\t",
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "=",
    ".",
    ",",
    "#",
    "-",
    "--",
    "%",
    "{0}",
    "$(id)",
    "../",
    "~",
    "*",
    "?",
    "nan",
    "inf",
    "-inf",
    "true",
    "null",
    "None",
    "0",
    "-1",
    "1e300",
    "1e-300",
    "0x10",
    "1979-05-27",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    "9999999999",
    "9" * 400,
    "9" * 5_000,
    "a" * 1_000,
    "[" * 100,
    "{a=" * 50,
    "a." * 100,
    "NATO",
    "Russia",
    "Германия",
    "中国",
    "é",
    "e\u0301",
    "İ",
    "ß",
)
"""What is put in."""
MOST = 20_000
"""Letters of a spoiled text: what is larger is refused by its size, which has tests of its own."""


def spoil(random: Random, text: str) -> str:
    """Spoil a text in one to six ways."""
    for _ in range(random.randint(1, 6)):
        text = _once(random, text)[:MOST]
    return text


def _once(random: Random, text: str) -> str:
    start = random.randint(0, len(text))
    end = min(len(text), start + random.randint(0, 40))
    before, part, after = text[:start], text[start:end], text[end:]
    how = random.randrange(8)
    if how == 0:
        return before + after
    if how == 1:
        return before + part * random.randint(2, 30) + after
    if how == 2:
        return before + part[::-1] + after
    if how == 3:
        return (
            before + chr(random.choice((random.randrange(128), random.randrange(0x3000)))) + after
        )
    if how == 4:
        return after + part + before
    if how == 5:
        return _with_another_word(random, text)
    piece = random.choice(PIECES)
    return before + piece + (part if how == 6 else "") + after


def _with_another_word(random: Random, text: str) -> str:
    """Put one of the text's own words, or a piece, in place of another."""
    words = text.split(" ")
    other = random.choice((random.choice(words), random.choice(PIECES)))
    words[random.randrange(len(words))] = other
    return " ".join(words)
