"""Random edits never let an unbound numeral through and never crash.

``DETENTE_EDITS=10000 pytest tests/editions/test_random_edits.py`` is the long form.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import unescape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.editions.faults import faults_of
from detente.editions.manuscript import Manuscript
from detente.editions.markdown.read import read_markdown
from detente.editions.read_back import read_back
from detente.editions.word.read import read_word
from detente.errors import DetenteError
from detente.paper.document import Document
from tests.editions.edition import edition, word_with

EDITS = int(os.environ.get("DETENTE_EDITS", "200"))
FOREIGN = ("77", "7.7", "77 per cent", "seventy-seven", "٧٧", "½", "7", "%", " per cent", "seven")
"""Numerals that the small paper has nowhere."""
MARKUP = (
    "](fig:",
    "[",
    "](",
    ")",
    "**",
    "*",
    "`",
    "<",
    "|",
    "\n",
    "\n\n",
    "# ",
    "> ",
    "- ",
    "\\",
    "![",
)
MARKUP += ("](said:1)", "](note:1)", "[31%](fig:power.joint.2013)", "[77](fig:now.wars)", "&#55;")
WORDS = ("NATO", " and ", "Article 5", "the two", "G7", "—", "-", "\u00a0", "é", "\u200b")
FRAGMENTS = st.sampled_from((*FOREIGN, *MARKUP, *WORDS)) | st.text(max_size=6)
PLACES = st.floats(0, 1)
Edit = Callable[[str], str]


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Give one edit: put in, take out, copy, move, or write over."""
    kind = draw(st.sampled_from(("in", "out", "copy", "move", "over")))
    first, other, size = draw(PLACES), draw(PLACES), draw(st.integers(0, 80))
    fragment = draw(FRAGMENTS)

    def edit(text: str) -> str:
        start, target = int(first * len(text)), int(other * len(text))
        piece = text[start : start + size]
        without = text[:start] + text[start + size :]
        return {
            "in": text[:start] + fragment + text[start:],
            "out": without,
            "copy": text[:target] + piece + text[target:],
            "move": without[:target] + piece + without[target:],
            "over": text[:start] + fragment + text[start + len(fragment) :],
        }[kind]

    return edit


FIGURE = re.compile(r'<span data-fig="[^"]*">.*?</span>')
OWN = re.compile(r'[^\s<>]*<sup><a href="#own-figures">\w+</a></sup>')
TYPED = re.compile(r"77|7\.7|٧|½|\bseven(?:ty-seven)?\b", re.IGNORECASE)
ARTICLE = re.compile(r"Article\s\d{1,4}(?:\(\d{1,2}\))?[a-z]?")
"""A reference to a law, whose number is free whatever it is."""
PARTS = ("title", "answer", "findings", "advice", "picture", "foreword", "sections")
FREE = {"7"}
"""Digit of the name that is free: the G7."""


def texts_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = list(value.values()) if isinstance(value, dict) else value
    return [text for one in inner for text in texts_of(one)] if isinstance(inner, list) else []


def unbound_in(document: Document) -> set[str]:
    """Give the numerals of a printed paper outside figures, found in another way."""
    plain = document.plain("html")
    for section in plain["sections"]:
        section.pop("id")
    printed = [text for part in PARTS for text in texts_of(plain[part])]
    unbound = (OWN.sub("", FIGURE.sub("", text)) for text in printed)
    texts = [ARTICLE.sub("", unescape(text)) for text in unbound]
    return {numeral for text in texts for numeral in re.findall(r"\d+", text)} | {
        found.group() for text in texts for found in TYPED.finditer(text)
    }


FORMS = {form for binding in edition()[0].figures.values() for form in binding.forms}
BOUND = set(re.findall(r"\d+", " ".join((*FORMS, *edition()[0].said.values()))))
"""Digits of figures and fixed texts: some places print one without its id, notes may be moved."""
KNOWN = unbound_in(edition()[0].document) | FREE | BOUND


def require_bound(read: Callable[[], Manuscript]) -> bool:
    """Refuse in one line, or print nothing that is unbound."""
    sidecar = edition()[0]
    try:
        text = read()
        if tuple(faults_of(text, sidecar)):
            return False
        document = read_back(text, sidecar, "paper")
    except DetenteError as error:
        assert "\n" not in str(error)
        return False
    assert unbound_in(document) <= KNOWN, unbound_in(document) - KNOWN
    for medium in ("text", "html", "typst", "markdown"):
        document.plain(medium)
    return True


WORD_PARTS = (r"(?<=>)[^<>]+(?=</w:t>)", r"<w:hyperlink .*?</w:hyperlink>", r"<w:p>.*?</w:p>")
LOOSE = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(LOOSE, max_examples=EDITS)
@given(st.lists(edits(), min_size=1, max_size=4))
def test_random_edits_of_markdown(made: list[Edit]) -> None:
    text = edition()[1]
    for edit in made:
        text = edit(text)
    require_bound(lambda: read_markdown(text.encode("utf-8", "surrogatepass"), "paper.md"))


@settings(LOOSE, max_examples=max(8, EDITS // 20))
@given(st.lists(st.tuples(PLACES, edits()), min_size=1, max_size=3), st.sampled_from((0, 1, 2)))
def test_random_edits_of_a_word_file(made: list[tuple[float, Edit]], kind: int) -> None:
    """Edit texts of runs, and take out or copy whole runs, links and paragraphs."""
    pattern = (r"(?<=>)[^<>]+(?=</w:t>)", r"<w:hyperlink .*?</w:hyperlink>", r"<w:p>.*?</w:p>")[
        kind
    ]

    def edited(xml: str) -> str:
        for place, edit in made:
            found = list(re.finditer(pattern, xml, flags=re.DOTALL))
            one = found[min(int(place * len(found)), len(found) - 1)]
            plain = edit(one.group()) if kind == 0 else one.group() * (len(edit("a")) % 3)
            safe = re.sub(r"[^\x20-\ud7ff]", "", plain)
            escaped = safe.replace("&", "&amp;").replace("<", "&lt;") if kind == 0 else safe
            xml = xml[: one.start()] + escaped + xml[one.end() :]
        return f"{xml} "

    require_bound(lambda: read_word(word_with(edited), "paper.docx"))


def test_the_check_sees_what_the_product_would_miss() -> None:
    sidecar, text, _ = edition()
    typed = text.replace("The two talk.", "The two talk of 77.")
    read = read_markdown(typed.encode(), "paper.md")
    assert tuple(faults_of(read, sidecar))
    assert not unbound_in(read_back(read, sidecar, "paper")) <= KNOWN


def test_harmless_edits_are_printed() -> None:
    text = edition()[1].replace("The two talk.", "The two do talk.")
    assert require_bound(lambda: read_markdown(text.encode(), "paper.md"))
