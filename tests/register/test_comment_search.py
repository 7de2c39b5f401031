"""Search of comments: what is found is what readers see."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.register.comment_words import forget, index_comments, index_shown, search_comments
from detente.register.models import APPROVED, WAITING, Comment, Paper
from detente.register.people import erase
from detente.register.publishing import Filing, move, publish
from tests.register.conftest import taken

pytestmark = pytest.mark.xdist_group("register")
SLUG = Filing(slug="nato-russia")
AT = "2026-01-01T00:00:00Z"


def written(paper: Paper, text: str, state: str = APPROVED) -> Comment:
    """A comment of a reader."""
    said = {"name": "Řehoř", "mail": "r@example.org", "text": text, "state": state}
    return Comment.objects.create(paper=paper, sent_at=AT, **said)


def test_a_comment_is_found_once_an_editor_shows_it(reader: Any, signed_in: Any) -> None:
    paper = publish(taken(), SLUG, who="test").paper
    one = written(paper, "Žluťoučký <b>kůň</b> in Türkiye", WAITING)
    assert index_shown() == 0 and search_comments("kun") == ([], 0)
    signed_in("editor").post("/desk/comments/", {"comment": one.pk, "to": "shown"})
    for question in ("kun", "ZLUT", "rehor", "turk kun"):
        assert search_comments(question) == ([one.pk], 1), question
    for question in ("kone", "kun absent", "", '"', "*", "a OR b", "kun NOT", "NEAR(kun)"):
        assert search_comments(question) == ([], 0), question
    page = reader.get("/search/?q=kun").content.decode()
    assert "1 comment</h2>" in page and "&lt;b&gt;kůň" in page
    assert 'href="/papers/nato-russia/#comments"' in page and "r@example.org" not in page
    assert "1 comment</h2>" not in reader.get("/search/?q=kun&page=2").content.decode()


def test_what_is_refused_withdrawn_or_erased_is_not_found(signed_in: Any) -> None:
    edition = publish(taken(), SLUG, who="test")
    refused = written(edition.paper, "refused words", WAITING)
    signed_in("editor").post("/desk/comments/", {"comment": refused.pk, "to": "refused"})
    shown = written(edition.paper, "shown words")
    index_comments([shown])
    assert search_comments("words") == ([shown.pk], 1)
    move(edition, "withdrawn", who="test", reason="why")
    assert search_comments("words") == ([], 0) and index_shown() == 0
    publish(taken("Two", "detente-2"), SLUG, who="test")
    assert search_comments("words") == ([shown.pk], 1)
    assert erase("r@example.org", who="test") == 2 and search_comments("words") == ([], 0)


def test_the_newest_comes_first_and_pages_go_on(site: Any) -> None:
    paper = publish(taken(), SLUG, who="test").paper
    keys = [written(paper, f"word number {number}").pk for number in range(25)]
    assert index_shown() == 25 and index_shown() == 25
    found, total = search_comments("word")
    assert total == 25 and found == keys[:-11:-1]
    assert search_comments("word", after=20) == (keys[4::-1], 25)
    forget(Comment.objects.filter(pk=keys[-1]))
    assert search_comments("word")[0][0] == keys[-2]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=80), question=st.text(max_size=40))
def test_any_text_is_searched_without_a_fault(site: Any, text: str, question: str) -> None:
    paper, _ = Paper.objects.get_or_create(slug="any")
    one = Comment(pk=1, paper=paper, name="R", text=text, sent_at=AT, state=APPROVED)
    index_comments([one])
    found, total = search_comments(question)
    assert len(found) == total <= 1
