"""Time the search of a site with ten thousand papers, and the making of its tables.

``python benchmarks/register_search.py [PAPERS]`` prints a line a word: how common it is, and the
slowest of twenty searches.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from detente.register.opening import configure, migrate
from detente.register.site import Site

WORDS, LENGTH = 20_000, 400
"""Different words, and words of a text; the first are the most frequent, as in any language."""
ASKED = ("relation", "w30", "w300", "w3000", "w15000", "relation w300")
TIMES = 20


def main(papers: int) -> None:
    """Fill a site and search it."""
    with tempfile.TemporaryDirectory() as name:
        configure(Site(folder=Path(name)))
        began = time.perf_counter()
        migrate()
        print(f"migrate: {time.perf_counter() - began:.2f} s")
        _fill(papers)
        from detente.register.words import search

        for question in ASKED:
            seconds = []
            for _ in range(TIMES):
                began = time.perf_counter()
                _, total = search(question)
                seconds.append(time.perf_counter() - began)
            worst = 1000 * max(seconds)
            print(f"{question}: {total} of {papers} papers, slowest of {TIMES} {worst:.1f} ms")


def _fill(papers: int) -> None:
    """Write papers with words as frequent as in a language (Zipf's law)."""
    from django.db import transaction

    from detente.register.models import Edition, Paper
    from detente.register.words import index

    draws = random.Random(1)
    words = [f"w{place}" for place in range(1, WORDS)]
    weights = [1 / place for place in range(1, WORDS)]
    now = datetime.now(UTC)
    fixed = {"state": "published", "number": 1, "made": date(2026, 1, 1), "frozen_at": now}
    with transaction.atomic():
        for number in range(papers):
            paper = Paper.objects.create(slug=f"p{number}")
            text = " ".join(draws.choices(words, weights, k=LENGTH))
            about = {"answer": f"relation {text}", "label": "", "author": ""}
            title = " ".join(draws.choices(words, weights, k=8))
            Edition.objects.create(paper=paper, title=title, about=about, published_at=now, **fixed)
            index(paper)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
