"""No letter that steers what shows it leaves by any way: terminal, page, log, error."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.claims.document import parse
from detente.cli import console
from detente.cli.app import application
from detente.errors import DetenteError, RequestError
from detente.letters import UNSEEN, all_visible, visible, visible_json
from detente.paper.signature import signature
from detente.web.server import VisibleLines
from tests.faults.letters import STEERING

EVERY = pytest.mark.parametrize("text", STEERING.values(), ids=STEERING)


@EVERY
def test_a_text_that_steers_becomes_visible(text: str) -> None:
    shown = visible(text)
    assert not UNSEEN.search(shown) and "\\" in shown
    shown.encode()


@pytest.mark.parametrize(
    "text", ["Côte d'Ivoire", "Київ", "中国", "a\tb\nc", "می\u200cخواهم", "क्\u200dष", "10\xa0000"]
)
def test_words_of_any_language_are_kept(text: str) -> None:
    assert visible(text) == text


@given(st.text(st.characters(codec=None)))
def test_what_was_made_visible_stays_as_it_is(text: str) -> None:
    once = visible(text)
    assert visible(once) == once and not UNSEEN.search(once)


@given(st.text(st.characters(codec=None)))
def test_visible_json_has_the_same_value(text: str) -> None:
    written = visible_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text and not UNSEEN.search(written)


def test_nested_data_become_visible() -> None:
    assert all_visible({"a": [("\x1b", 1)], "b": None}) == {"a": [["\\x1b", 1]], "b": None}


@EVERY
def test_the_terminal_shows_it(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    console.out(text)
    console.out_json({"text": text})
    console.beside(text)
    shown = capsys.readouterr()
    assert not UNSEEN.search(shown.out + shown.err)
    assert json.loads(shown.out.partition("\n")[2])["text"] == text


@EVERY
def test_a_log_shows_it(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    # the log that pytest keeps beside ours is raw, and half a letter cannot be sent on by a worker
    monkeypatch.setattr(logging.getLogger("detente"), "propagate", False)
    with console.progress():
        logging.getLogger("detente.faults").info("%s\n%s", text, text)
    record = logging.LogRecord("detente.web", logging.INFO, "", 0, text, None, None)
    assert not UNSEEN.search(written.getvalue() + VisibleLines().format(record))
    assert written.getvalue().count("\n") == 1


@EVERY
def test_an_error_shows_it_on_one_line(text: str) -> None:
    error = DetenteError(text, where=text, near=[text], next_step=text)
    parts = (str(error), error.what, error.where, error.near[0], error.next_step)
    assert not any(UNSEEN.search(part) or "\n" in part for part in parts)


def test_an_error_is_of_bounded_length() -> None:
    assert len(str(DetenteError("9" * 100_000, near=["8" * 100_000]))) < 1_000
    assert len(str(DetenteError("no " * 100_000))) < 2_000


@EVERY
def test_a_wrong_usage_shows_it(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([text], [f"--{text}"], ["serve", f"--{text}"], ["serve", "--port", text]):
        with pytest.raises(SystemExit) as ended:
            application("serve")(arguments)
        assert ended.value.code == 2
    assert not UNSEEN.search("".join(capsys.readouterr()))


@pytest.mark.parametrize("name", sorted(set(STEERING) - {"half"}))  # TOML refuses half a letter
def test_a_claim_shows_it(name: str) -> None:
    quoted = '"{}"'.format("".join(f"\\U{ord(letter):08x}" for letter in STEERING[name]))
    written = f'[[claim]]\nid = {quoted}\ntext = {quoted}\nuntestable = "why"\n'
    claim = parse(written.encode(), where="here", title="it").claims[0]
    assert not UNSEEN.search(claim.text + claim.id) and "\\" in claim.text


@EVERY
def test_a_signature_shows_it_or_is_refused(text: str) -> None:
    try:
        signed = signature(author=text)
    except RequestError as error:
        assert "letters that no font at hand has" in str(error)
        assert not UNSEEN.search(str(error))
    else:
        assert not UNSEEN.search(signed.author)
