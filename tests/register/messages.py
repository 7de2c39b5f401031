"""The catalogue of messages: every text of templates, forms and letters, in each language.

``python -m tests.register.messages`` writes the catalogues anew; translations that are there stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOM = Path(__file__).parents[2] / "src" / "detente" / "register"
TEMPLATES, LOCALE = ROOM / "templates", ROOM / "locale"
LANGUAGES = ("en", "cs")
WORDS = {"_": None, "gettext": None, "gettext_lazy": None, "named": None}
WORDS |= {"ngettext": (1, 2), "ngettext_lazy": (1, 2)}
"""Functions that mark a text in a program."""
ARGUMENT = re.compile(r'_\("([^"]+)"\)')
"""A text that is marked in the argument of a filter."""
DAY = datetime(2026, 11, 28, tzinfo=UTC)
HEAD = "# Messages of the register; the texts of papers are not among them."
DRAFT = f"{HEAD}\n# This translation is a draft: nobody has read it over."
Message = str | tuple[str, str]


def messages() -> list[Message]:
    """Every message, once, in alphabetical order; one with a plural is a pair."""
    found = {*_of_templates(), *_of_programs()}
    return sorted(found, key=str)


def _of_programs() -> Iterator[Message]:
    for path in sorted(ROOM.rglob("*.py")):
        with path.open("rb") as file:
            for _, message, _, _ in extract("python", file, keywords=WORDS):
                yield tuple(message) if isinstance(message, tuple) else message


def _of_templates() -> Iterator[Message]:
    from django.template.engine import Engine
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    engine = Engine.get_default()
    for path in templates():
        source = path.read_text(encoding="utf-8")
        yield from ARGUMENT.findall(source)
        for node in _nodes(engine.from_string(source).nodelist, TranslateNode):
            literal = node.filter_expression.var.literal
            if literal is not None:
                yield str(literal)
        for node in _nodes(engine.from_string(source).nodelist, BlockTranslateNode):
            yield _of_block(node)


def _nodes(nodes: Any, kind: type) -> Iterator[Any]:
    """Nodes of a kind; those of a child template are inside its blocks."""
    yield from nodes.get_nodes_by_type(kind)


def _of_block(node: Any) -> Message:
    one, _ = node.render_token_list(node.singular)
    if not node.plural:
        return str(one)
    many, _ = node.render_token_list(node.plural)
    return (str(one), str(many))


def templates() -> list[Path]:
    """Every template."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def path_of(language: str, ending: str) -> Path:
    """Where a catalogue is."""
    return LOCALE / language / "LC_MESSAGES" / f"django.{ending}"


def read(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    path = path_of(language, "po")
    if not path.exists():
        return Catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def made(language: str) -> Catalog:
    """The catalogue of a language with the messages of today: English ones say what they say."""
    before = read(language)
    head = HEAD if language == "en" else DRAFT
    catalog = Catalog(
        language,
        header_comment=head,
        project="detente",
        version="register",
        creation_date=DAY,
        revision_date=DAY,
        last_translator="The project",
        msgid_bugs_address="",
        language_team=language,
        fuzzy=False,
    )
    for message in messages():
        kept = before.get(message if isinstance(message, str) else message[0])
        text = kept.string if kept is not None else ""
        catalog.add(message, message if language == "en" else text)
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def written(catalog: Catalog) -> bytes:
    """A catalogue as translators read it."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=100, no_location=True)
    return buffer.getvalue()


def main() -> None:
    """Write every catalogue anew."""
    from tests.register.scratch import set_up

    set_up()
    for language in LANGUAGES:
        catalog = made(language)
        path_of(language, "po").parent.mkdir(parents=True, exist_ok=True)
        path_of(language, "po").write_bytes(written(catalog))
        path_of(language, "mo").write_bytes(compiled(catalog))


if __name__ == "__main__":
    main()
