"""Search: one function over SQLite's index of words and PostgreSQL's, accents folded, prefixes."""

from __future__ import annotations

import re
import unicodedata

from django.db import connection

from detente.register.models import Edition, Paper

MOST_WORDS = 8
"""Words of a question that are read."""
SHOWN = 20
"""Results of a page."""
LETTERS = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
"""Letters that no accent is taken from, as they are typed without them."""


def folded(text: str) -> str:
    """Give a text in small letters without accents, so that both databases find the same.

    Parameters
    ----------
    text : str
        Any text.

    Examples
    --------
    >>> folded("Česko a Türkiye")
    'cesko a turkiye'
    """
    lower = "".join(LETTERS.get(letter, letter) for letter in text.lower())
    parts = unicodedata.normalize("NFKD", lower)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def words_of(question: str) -> list[str]:
    """Give the words that are looked for; everything else of a question is left out.

    Parameters
    ----------
    question : str
        As a reader typed it.

    Examples
    --------
    >>> words_of('NATO" OR (x*) --')
    ['nato', 'or', 'x']
    """
    return re.findall(r"[^\W_]+", folded(question))[:MOST_WORDS]


def index(paper: Paper) -> None:
    """Put the newest edition of a paper into the index; one that no reader reaches is taken out.

    Parameters
    ----------
    paper : Paper
        The paper.
    """
    edition = paper.newest
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_search WHERE paper = %s", [paper.pk])
        if edition is None or edition.is_withdrawn:
            return
        title, text = folded(edition.whole_title), folded(_text(edition))
        if connection.vendor == "postgresql":
            cursor.execute(
                "INSERT INTO register_search (paper, words) VALUES (%s, "
                "setweight(to_tsvector('simple', %s), 'A') || to_tsvector('simple', %s))",
                [paper.pk, title, text],
            )
            return
        cursor.execute(
            "INSERT INTO register_search (title, text, paper) VALUES (%s, %s, %s)",
            [title, text, paper.pk],
        )


def _text(edition: Edition) -> str:
    """Give the words under which a paper is found."""
    about, paper = edition.about, edition.paper
    findings = [f"{one['message']} {one['text']}" for one in about.get("findings", ())]
    tags = [tag.name for tag in paper.tags.all()]
    people = [f"{one.name} {one.role}" for one in paper.people]
    project = [paper.project.title] if paper.project else []
    own = [edition.abstract, *findings, *about.get("advice", ()), about.get("label", "")]
    return " ".join([*own, *tags, *people, *project, paper.series])


def search(question: str, *, most: int = SHOWN, after: int = 0) -> tuple[list[int], int]:
    """Look for papers that have every word; the last letters of a word may be missing.

    Parameters
    ----------
    question : str
        As a reader typed it.
    most, after : int
        How many are given, and how many of the best are passed over.

    Returns
    -------
    list of int
        Keys of papers, the best first.
    int
        How many there are in all.
    """
    words = words_of(question)
    if not words:
        return [], 0
    if connection.vendor == "postgresql":
        asked = " & ".join(f"{word}:*" for word in words)
        where, rank = (
            "words @@ to_tsquery('simple', %s)",
            "ts_rank(words, to_tsquery('simple', %s))",
        )
        given, order = [asked], f"{rank} DESC, paper DESC"
        more = [asked]
    else:
        asked = " ".join(f'"{word}"*' for word in words)
        # a word of the title weighs eight times one of the text
        where, order, given = "register_search MATCH %s", "bm25(register_search, 8.0, 1.0)", [asked]
        more = []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM register_search WHERE {where}", given)
        total = int(cursor.fetchone()[0])
        query = (
            f"SELECT paper FROM register_search WHERE {where} ORDER BY {order} LIMIT %s OFFSET %s"
        )
        cursor.execute(query, [*given, *more, most, after])
        found = [int(row[0]) for row in cursor.fetchall()]
    return found, total
