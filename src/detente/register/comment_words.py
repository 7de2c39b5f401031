"""Search of comments: an index of their own, over what readers see of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection

from detente.register.models import APPROVED, Comment, Paper
from detente.register.words import folded, words_of

SHOWN = 10
"""Results that a page has."""
MANY = 1_000
"""Comments that are put into the index with one statement."""
ADD = {
    "sqlite": "INSERT INTO register_comment_search (rowid, text) VALUES (%s, %s)",
    "postgresql": "INSERT INTO register_comment_search (comment, words) "
    "VALUES (%s, to_tsvector('simple', %s))",
}
KEY = {"sqlite": "rowid", "postgresql": "comment"}
"""Column that has the key of a comment."""
HAS = {
    "sqlite": "register_comment_search MATCH %s",
    "postgresql": "words @@ to_tsquery('simple', %s)",
}


def index_comments(comments: Iterable[Comment]) -> int:
    """Put comments into the index; those that are there are written anew.

    Parameters
    ----------
    comments : iterable of Comment
        Comments that are shown.

    Returns
    -------
    int
        How many they are.
    """
    left, count = iter(comments), 0
    with connection.cursor() as cursor:
        while some := list(islice(left, MANY)):
            rows = [(one.pk, folded(f"{one.name} {one.text}")) for one in some]
            _remove([key for key, _ in rows])
            cursor.executemany(ADD[connection.vendor], rows)
            count += len(rows)
    return count


def index_shown(paper: Paper | None = None) -> int:
    """Put every comment that is shown into the index.

    Parameters
    ----------
    paper : Paper, optional
        Only those of a paper.

    Returns
    -------
    int
        How many they are.
    """
    return index_comments(_shown(paper))


def forget(comments: Iterable[Comment]) -> None:
    """Take comments out of the index.

    Parameters
    ----------
    comments : iterable of Comment
        Those that are removed, or whose paper was withdrawn.
    """
    _remove([one.pk for one in comments])


def _shown(paper: Paper | None) -> Iterator[Comment]:
    """Give the comments that are shown, of papers that readers reach."""
    found = Comment.objects.filter(state=APPROVED).select_related("paper")
    if paper is not None:
        found = found.filter(paper=paper)
    hidden = _withdrawn() if paper is None else set()
    yield from (one for one in found.iterator(MANY) if one.paper_id not in hidden)


def _withdrawn() -> set[int]:
    """Give the papers whose newest edition was withdrawn, or that no reader reaches."""
    papers = Paper.objects.filter(comments__state=APPROVED).distinct()
    newest = ((paper.pk, paper.newest) for paper in papers)
    return {key for key, edition in newest if edition is None or edition.is_withdrawn}


def _remove(keys: list[int]) -> None:
    """Remove rows of the index."""
    column = KEY[connection.vendor]
    with connection.cursor() as cursor:
        statement = f"DELETE FROM register_comment_search WHERE {column} = %s"
        cursor.executemany(statement, [(key,) for key in keys])


def search_comments(question: str, *, most: int = SHOWN, after: int = 0) -> tuple[list[int], int]:
    """Look for comments that have every word; the last letters of a word may be missing.

    Parameters
    ----------
    question : str
        As a reader typed it.
    most, after : int
        How many are given, and how many of the newest are passed over.

    Returns
    -------
    list of int
        Keys of comments, the newest first.
    int
        How many there are in all.
    """
    words = words_of(question)
    if not words:
        return [], 0
    vendor = connection.vendor
    if vendor == "postgresql":
        asked = " & ".join(f"{word}:*" for word in words)
    else:
        asked = " ".join(f'"{word}"*' for word in words)
    where, key = HAS[vendor], KEY[vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM register_comment_search WHERE {where}", [asked])
        total = int(cursor.fetchone()[0])
        newest = f"ORDER BY {key} DESC LIMIT %s OFFSET %s"
        query = f"SELECT {key} FROM register_comment_search WHERE {where} {newest}"
        cursor.execute(query, [asked, most, after])
        return [int(row[0]) for row in cursor.fetchall()], total
