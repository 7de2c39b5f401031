"""Time the search of ten thousand papers and a hundred thousand comments, and making the tables.

``python benchmarks/register_search.py [PAPERS] [COMMENTS] [DATABASE]`` prints a line a word: how
common it is, and the slowest of twenty searches. The database is PostgreSQL's address, of one that
is empty; SQLite without it.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import accumulate, cycle
from pathlib import Path

from detente.register.opening import configure, migrate
from detente.register.site import Site

WORDS, LENGTH, COMMENT_LENGTH = 20_000, 400, 60
"""Different words, and words of a text; the first are the most frequent, as in any language."""
ASKED = ("relation", "w30", "w300", "w3000", "w15000", "relation w300")
TIMES = 20


def main(papers: int, comments: int, database: str) -> None:
    """Fill a site and search it."""
    with tempfile.TemporaryDirectory() as name:
        configure(Site(folder=Path(name), database=database))
        began = time.perf_counter()
        migrate()
        print(f"migrate: {time.perf_counter() - began:.2f} s")
        fill(0, papers)
        _fill_comments(comments)
        from detente.register.comment_words import search_comments
        from detente.register.words import search

        _time("papers", papers, search)
        _time("comments", comments, search_comments)


def _time(what: str, of: int, search: Callable[[str], tuple[list[int], int]]) -> None:
    """Search for each word again and again."""
    for question in ASKED:
        seconds = []
        for _ in range(TIMES):
            began = time.perf_counter()
            _, total = search(question)
            seconds.append(time.perf_counter() - began)
        worst = 1000 * max(seconds)
        print(f"{question}: {total} of {of} {what}, slowest of {TIMES} {worst:.1f} ms")


def _fill_comments(comments: int) -> None:
    """Write comments on the papers that are there, with words as frequent as in a language."""
    from django.db import transaction

    from detente.register.comment_words import index_shown
    from detente.register.models import Comment, Paper

    draws = random.Random(2)
    words = [f"w{place}" for place in range(1, WORDS)]
    weights = list(accumulate(1 / place for place in range(1, WORDS)))
    keys = list(Paper.objects.values_list("pk", flat=True))
    fixed = {"name": "Reader", "state": "shown", "sent_at": datetime.now(UTC)}
    texts = (draws.choices(words, cum_weights=weights, k=COMMENT_LENGTH) for _ in range(comments))
    made = (
        Comment(paper_id=key, text=f"relation {' '.join(text)}", **fixed)
        for key, text in zip(cycle(keys), texts, strict=False)
    )
    with transaction.atomic():
        Comment.objects.bulk_create(made, batch_size=5_000)
        began = time.perf_counter()
        index_shown()
    print(f"index of comments: {time.perf_counter() - began:.1f} s")


def fill(first: int, papers: int) -> None:
    """Write papers from a number on, with words as frequent as in a language (Zipf's law)."""
    from django.db import transaction

    from detente.register.models import Edition, Paper
    from detente.register.words import index

    draws = random.Random(1 + first)
    words = [f"w{place}" for place in range(1, WORDS)]
    weights = list(accumulate(1 / place for place in range(1, WORDS)))
    now = datetime.now(UTC)
    fixed = {"state": "published", "number": 1, "made": date(2026, 1, 1), "frozen_at": now}
    with transaction.atomic():
        for number in range(first, papers):
            paper = Paper.objects.create(slug=f"p{number}")
            text = " ".join(draws.choices(words, cum_weights=weights, k=LENGTH))
            about = {"answer": f"relation {text}", "label": "", "author": ""}
            title = " ".join(draws.choices(words, cum_weights=weights, k=8))
            Edition.objects.create(paper=paper, title=title, about=about, published_at=now, **fixed)
            index(paper)


if __name__ == "__main__":
    given = sys.argv[1:]
    counts = [int(one) for one in given[:2]] + [10_000, 100_000][len(given[:2]) :]
    main(*counts, "".join(given[2:]))
