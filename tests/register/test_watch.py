"""Watching a pair: what is announced, once, by feed and by mail."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from detente.actors.relation_key import pair
from detente.errors import LedgerError
from detente.evaluation.ledger.condition import Condition
from detente.evaluation.ledger.entry import Entry, Stated
from detente.evaluation.ledger.file import append
from detente.evaluation.ledger.outcome import Outcome
from detente.register import watching
from detente.register.links import JOIN, UNWATCH, WATCH, token_of
from detente.register.mailing import Post, send_due
from detente.register.models import Happening, Letter, Watch
from detente.register.people import erase, kept_of
from detente.register.publishing import Filing, move, publish
from detente.register.watching import News, look, look_at_all, pair_of, watchable
from detente.store.catalog import default_catalog
from detente.store.home import Store
from tests.register.conftest import taken
from tests.register.post import Box

pytestmark = pytest.mark.xdist_group("register")
SLUG = Filing(slug="nato-russia")
PAIR = ("NATO", "RUS")
AT = "/pairs/NATO/RUS/"
ASKED = "2026-01-01T00:00:00Z"
NOWHERE = Path("/nowhere/ledger.jsonl")


def window(year: int = 2022) -> News:
    """A window that is open."""
    mark, title = "window quiet identity", f"A window opened, in data to {year}"
    key = f"window NATO RUS quiet identity {year}"
    return News(mark=mark, kind="window", key=key, title=title, text="It adds +.05.")


def watcher(mail: str = "a@example.org", *, is_confirmed: bool = True) -> Watch:
    """Somebody who watches the pair."""
    first, second = PAIR
    said = {"first": first, "second": second, "mail": mail, "asked_at": ASKED}
    return Watch.objects.create(is_confirmed=is_confirmed, **said)


def test_what_is_new_is_announced_once(reader: Any) -> None:
    publish(taken(), SLUG, who="test")
    watcher()
    watcher("waits@example.org", is_confirmed=False)
    first = look(PAIR, [window()])
    assert first.is_first and not first.happened and not Happening.objects.exists()
    assert look(PAIR, []).happened == ()
    again = look(PAIR, [window(2023)])
    assert again.happened == ("A window opened, in data to 2023",)
    assert [one.to for one in Letter.objects.all()] == ["a@example.org"]
    for _ in range(3):
        assert look(PAIR, [window(2023)]).happened == ()
    look(PAIR, [])
    assert look(PAIR, [window(2023)]).happened == (), "announced before: closed and open again"
    assert look(PAIR, [window(2023), window(2024)]).happened == ()
    look(PAIR, [])
    assert look(PAIR, [window(2024)]).happened and Letter.objects.count() == 2


def test_a_feed_and_a_page_have_what_happened(reader: Any) -> None:
    publish(taken(), SLUG, who="test")
    look(PAIR, [])
    look(PAIR, [window()])
    space = "{http://www.w3.org/2005/Atom}"
    atom = ElementTree.fromstring(reader.get("/feeds/pairs/RUS/NATO.atom").content)
    (entry,) = atom.findall(f"{space}entry")
    link = f"http://127.0.0.1:8000{AT}#news-{Happening.objects.get().pk}"
    assert entry.findtext(f"{space}id") == link and "opened" in entry.findtext(f"{space}title", "")
    assert atom.findtext(f"{space}id") == "http://127.0.0.1:8000/feeds/pairs/NATO/RUS.atom"
    page = reader.get(AT).content.decode()
    assert "It adds +.05." in page and "/papers/nato-russia/" in page
    turned = reader.get("/pairs/RUS/NATO/")
    assert turned.status_code == 302 and turned["Location"] == AT
    for path in ("/pairs/NATO/CHN/", "/feeds/pairs/NATO/CHN.atom", "/pairs/NATO/%ff/"):
        assert reader.get(path).status_code == 404, path
    assert f'href="{AT}"' in reader.get("/papers/nato-russia/").content.decode()


def test_a_pair_is_watched_with_a_button_only_and_left_with_one_click(
    reader: Any, box: tuple[Box, Post], post_file: Callable[[str], None]
) -> None:
    kept, post = box
    publish(taken(), SLUG, who="test")
    assert reader.get(f"{AT}watch/").status_code == 404
    post_file('server = "127.0.0.1"\nsender = "site@example.org"\n')
    assert reader.get(f"{AT}watch/").status_code == 200
    assert reader.post(f"{AT}watch/", {"mail": "nowhere"}).status_code == 422
    for _ in range(2):
        asked = reader.post(f"{AT}watch/", {"mail": "Reader@example.org", "website": ""})
        assert asked.status_code == 200 and not asked.cookies
    assert send_due(post) == 1 and send_due(post) == 0
    words = kept.taken[0].get_body().get_content().split()
    path = next(one for one in words if "/confirm/" in one).removeprefix("http://127.0.0.1:8000")
    assert all(reader.get(path).status_code == 200 for _ in range(3))
    assert not Watch.objects.get().is_confirmed
    assert b"gets a letter" in reader.post(path).content and Watch.objects.get().is_confirmed
    look(PAIR, [])
    look(PAIR, [window()])
    assert send_due(post) == 1
    letter = kept.taken[1]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = str(letter["List-Unsubscribe"]).strip(" <>").removeprefix("http://127.0.0.1:8000")
    look(PAIR, [window(), News(mark="m", kind="forecast", key="m", title="More", text="x")])
    assert reader.get(leave).status_code == 200 and Watch.objects.exists()
    gone = reader.post(leave, {"List-Unsubscribe": "One-Click"})
    assert gone.status_code == 200 and not Watch.objects.exists() and send_due(post) == 0
    assert reader.post(leave).status_code == 200
    assert reader.post(path).status_code == 404, "the first link serves no more"


def test_tokens_of_a_watch_serve_for_it_alone(reader: Any) -> None:
    publish(taken(), SLUG, who="test")
    watch = watcher(is_confirmed=False)
    subject = f"NATO RUS {watch.mail}"
    for token in ("forged", token_of(UNWATCH, subject), token_of(JOIN, subject)):
        assert reader.post(f"/watch/confirm/{token}/").status_code == 404
    for token in ("forged", token_of(WATCH, subject), token_of(UNWATCH, subject)[:-3] + "AAA"):
        assert reader.post(f"/watch/leave/{token}/").status_code == 404
    assert not Watch.objects.get().is_confirmed


def test_a_figure_that_changed_is_announced_with_its_edition(reader: Any) -> None:
    watcher()
    publish(figured("one", ".2"), SLUG, who="test")
    publish(figured("two", ".2"), SLUG, who="test")
    assert not Happening.objects.exists(), "nothing is printed otherwise"
    draft = publish(figured("three", ".3"), SLUG, who="test", to="review")
    assert not Happening.objects.exists()
    move(draft, "published", who="test")
    found = Happening.objects.get()
    assert found.kind == "figures" and "1 of 1 figures moved" in found.text
    assert Letter.objects.get().to == "a@example.org" and "edition 3" in found.title


def figured(identifier: str, text: str) -> Any:
    """A paper that prints one figure."""
    figure = {"id": "gap.2013", "kind": "gap", "unit": "", "value": float(text)}
    figure |= {"low": None, "high": None, "said": f"They are {text} apart.", "method": ""}
    figure |= {"texts": {"plain": text}, "cells": []}
    paper = taken(identifier=f"detente-{identifier}")
    record = json.loads(paper.files["brief.json"])
    record["printed"] = {"cells": [], "figures": [figure]}
    paper.files["brief.json"] = json.dumps(record).encode()
    return paper


def entry(**more: Any) -> Entry:
    """A forecast on the pair."""
    given = {"table": "windows", "column": "gain", "where": {"year": [2024]}}
    asked = Condition.from_plain({**given, "way": "above", "threshold": 0.5})
    days = {"view": date(2024, 1, 1), "made_on": date(2024, 1, 2)}
    days |= {"deadline": date(2024, 12, 31), "void_after": date(2025, 12, 31)}
    fixed: dict[str, Any] = {"id": "own.one", "kind": "own", "rule": "as asked", "method": "m"}
    fixed |= {"question": "Does it come?", "decided_by": asked, "forecast": Stated(0.3)}
    return Entry(**fixed | days | {"first": "RUS", "second": "NATO"} | more)


def outcome(value: float | None = 1.0, void: str = "") -> Outcome:
    """What became of it."""
    days = {"on": date(2025, 1, 1), "view": date(2025, 1, 1)}
    return Outcome(of="own.one", value=value, void=void, editions={}, **days)


def test_a_forecast_that_is_decided_is_announced(
    reader: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(taken(), SLUG, who="test")
    monkeypatch.setattr(watching, "_windows", lambda *_: [])
    path = tmp_path / "ledger.jsonl"
    other = entry(id="own.other", first="CHN")
    append(path, lambda _: (entry(), other))
    catalog = default_catalog(Store(Path("/nowhere")))
    assert look_at_all(catalog, path)[0].is_first
    append(path, lambda _: (outcome(),))
    (found,) = look_at_all(catalog, path)
    assert found.happened == ("A forecast was decided: yes (own.one)",)
    said = Happening.objects.get().text
    assert said.split("\n") == [
        "Does it come?",
        "Outcome: yes.",
        "Chance that was given on 2024-01-02: 30%.",
    ]
    assert look_at_all(catalog, path)[0].happened == ()
    append(path, lambda _: (outcome(None, "the table ended"),))
    assert "void: the table ended" in look_at_all(catalog, path)[0].happened[0]
    path.write_text(path.read_text().replace("Does it come", "Did it come"))
    with pytest.raises(LedgerError):
        look_at_all(catalog, path)


@pytest.mark.slow
def test_windows_are_those_of_which_a_paper_may_speak(
    reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(taken(), SLUG, who="test")
    catalog = default_catalog(Store(Path("/nowhere")))
    look(PAIR, [])
    monkeypatch.setattr(watching, "named_pair", partial(pair, as_of=2021))
    (then,) = look_at_all(catalog, NOWHERE)
    assert then.happened == ("A window opened: no new dispute, through power (NATO and Russia)",)
    assert "In data to 2021, power adds +.06 [+.02, +.10]" in Happening.objects.get().text
    monkeypatch.setattr(watching, "named_pair", pair)
    (today,) = look_at_all(catalog, NOWHERE)
    assert not today.left_out and not today.happened, "windows that are over are not announced"


def test_a_pair_that_cannot_be_looked_at_holds_nobody_up(site: Any, monkeypatch: Any) -> None:
    from detente.errors import RequestError

    def fails(*_: Any) -> Any:
        raise RequestError("a table is missing")

    publish(taken(), SLUG, who="test")
    monkeypatch.setattr(watching, "_windows", fails)
    (found,) = look_at_all(default_catalog(Store(Path("/nowhere"))), NOWHERE)
    assert "a table is missing" in found.left_out and not Happening.objects.exists()


def test_pairs_are_those_of_papers_that_readers_reach(site: Any) -> None:
    publish(taken(), SLUG, who="test", to="review")
    assert watchable() == {}
    publish(taken("Two", "detente-2"), SLUG, who="test")
    assert watchable() == {PAIR: "NATO and Russia"} and pair_of("RUS", "NATO") == PAIR


def test_a_watch_is_given_out_and_erased_with_its_person(site: Any) -> None:
    watcher()
    assert kept_of("A@example.org") == [{"watches": "NATO and RUS", "since": kept_since()}]
    assert erase("a@example.org", who="test") == 1 and not Watch.objects.exists()


def kept_since() -> str:
    return str(Watch.objects.get().asked_at.isoformat())
