"""Every text of the site goes through the catalogue of messages, and each language has them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from django.template.base import Lexer, TokenType
from django.utils import translation

from detente.errors import RequestError
from detente.register.configured import settings_of
from detente.register.forms import CommentForm, NewsletterForm
from detente.register.publishing import Filing, publish
from detente.register.site import Site
from detente.register.states import NAMES, STATES
from detente.register.themes import read_theme
from detente.register.views.desk import UploadForm
from detente.register.views.entry import FirstForm
from tests.register.conftest import taken
from tests.register.messages import LANGUAGES, messages, path_of, read, templates

pytestmark = pytest.mark.xdist_group("register")
SAME = frozenset(("PDF", "DOI", "BibTeX", "CSL-JSON", "DataCite", "SHA-256"))
"""Names that no language changes."""
SAID = ("alt", "title", "placeholder", "aria-label")
"""Attributes that a reader is given."""
PLACE = re.compile(r"%\([a-z_]+\)[ds]")
LETTER = re.compile(r"[^\W\d_]{2}")


class Bare(HTMLParser):
    """Collects the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.found.append(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an attribute says."""
        self.found += [value or "" for name, value in attrs if name in SAID]


def bare_texts(source: str) -> list[str]:
    """The texts of a template that no message holds."""
    page = Bare()
    page.feed("".join(_outside(source)))
    page.close()
    said = (text.strip(" .,:·()\n") for text in page.found)
    return [text for text in said if LETTER.search(text) and text not in SAME]


def _outside(source: str) -> Iterator[str]:
    """The parts of a template that are neither code nor in a message."""
    is_inside = False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            word = token.split_contents()[0]
            is_inside = word == "blocktranslate" or (is_inside and word != "endblocktranslate")
        elif token.token_type == TokenType.TEXT and not is_inside:
            yield token.contents


def test_a_bare_text_is_found() -> None:
    assert bare_texts("<p>Bare {{ x }}</p>") == ["Bare"]
    assert bare_texts('<a aria-label="Bare">{% translate "No" %}</a>') == ["Bare"]
    assert bare_texts("{% blocktranslate %}Not {{ x }}{% plural %}N{% endblocktranslate %}") == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_template_has_a_bare_text(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert bare_texts(source) == []
    # a day that a reader reads is written as the language writes it
    assert 'date:"j' not in source


def test_no_template_hides_where_a_form_comes_from() -> None:
    # a page without a referrer has its forms refused: the browser names no origin for them
    assert not [one for one in templates() if "no-referrer" in one.read_text(encoding="utf-8")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(site: Site, language: str) -> None:
    kept = {one.id: one.string for one in read(language) if one.id}
    assert set(kept) == set(messages()), "write them with: python -m tests.register.messages"
    for message, said in kept.items():
        texts = (said,) if isinstance(said, str) else said
        assert all(texts), f"{language} does not say {message!r}"
        wanted = set(PLACE.findall(message if isinstance(message, str) else message[1]))
        assert all(set(PLACE.findall(text)) <= wanted for text in texts), message
        assert set(PLACE.findall(texts[-1])) == wanted, message
        assert language != "en" or said == message


def first(name: str | tuple[str, str] | list[str]) -> str:
    """The name of a message: of one with a plural, the singular."""
    return name if isinstance(name, str) else name[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_what_translators_wrote(language: str) -> None:
    with path_of(language, "mo").open("rb") as file:
        compiled = {first(one.id): tuple(one.string) for one in read_mo(file) if one.id}
    assert compiled == {first(one.id): tuple(one.string) for one in read(language) if one.id}


def test_the_czech_catalogue_says_that_it_is_a_draft() -> None:
    assert "draft" in path_of("cs", "po").read_text(encoding="utf-8").partition("msgid")[0]


@pytest.mark.parametrize("kind", [CommentForm, NewsletterForm, UploadForm, FirstForm])
def test_labels_of_forms_are_messages(site: Site, kind: Callable[[], Any]) -> None:
    words = {name: (str(one.label), str(one.help_text)) for name, one in kind().fields.items()}
    with translation.override("cs"):
        for name, one in kind().fields.items():
            label, help_text = words[name]
            assert one.widget.is_hidden or str(one.label) != label, name
            assert not help_text or str(one.help_text) != help_text, name


def test_states_and_their_steps_are_messages() -> None:
    with translation.override("cs"):
        assert all(translation.gettext(state) != state for state in STATES)
        assert {str(name) for name in NAMES.values()} >= {"Zveřejnit", "Stáhnout z oběhu"}


def test_a_site_in_czech_sets_no_cookie_and_keeps_papers_as_they_are(
    site: Site, reader: Any, theme: Callable[[str], None]
) -> None:
    theme('language = "cs"')
    assert settings_of(site)["LANGUAGE_CODE"] == "cs"
    publish(taken(), Filing(slug="one", project="Alliances"), who="test")
    with translation.override("cs"):
        page = reader.get("/papers/one/", headers={"accept-language": "en"})
        wrong = reader.post("/papers/one/comment/", {})
        missing = reader.get("/none/")
    text = page.content.decode()
    assert '<html lang="cs">' in text and '<h1 lang="en">One</h1>' in text
    assert "Líbil se vám článek?" in text and "Did you like" not in text
    assert not page.cookies and "Vary" not in page.headers
    assert "Vyplňte zvýrazněná pole." in wrong.content.decode()
    assert "Taková stránka tu není" in missing.content.decode()


def test_a_language_without_a_catalogue_is_refused(
    site: Site, theme: Callable[[str], None]
) -> None:
    theme('language = "de"')
    with pytest.raises(RequestError, match="'de' is no language of the site"):
        read_theme(site)
