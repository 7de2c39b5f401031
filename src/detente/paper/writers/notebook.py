"""A relation as a notebook shows it: question, answer, key findings and the first picture."""

from __future__ import annotations

from html import escape
from typing import Any

from detente.evidence.display import card
from detente.paper.brief import Brief
from detente.paper.compose import lay_out_first_page
from detente.paper.svg import draw
from detente.settings import settings

NOTES = "Numbers in brackets are notes; brief(out=...) writes the paper with their cells."


def page_one(brief: Brief) -> str:
    """Write page 1 of a paper as HTML, the picture inside.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    document = lay_out_first_page(brief, settings())
    said, picture = document.plain("html"), document.title.picture
    answer = _said(said["answer"]) if said["answer"] else ""
    findings = "".join(
        f"<li><strong>{one['message']}</strong> {_said(one)}</li>" for one in said["findings"]
    )
    parts = [f"<p>{answer}</p>", f"<ul>{findings}</ul>"]
    if picture is not None:
        shown = said["picture"]
        caption = f"<p><strong>{shown['title']}</strong> {escape(shown['unit'])}</p>"
        source = f"<p><small>{escape(shown['source'])}</small></p>"
        parts += [caption, picture.svg or draw(picture.spec), source]
    parts += [f"<p><sup>{one['mark']}</sup> {one['text']}</p>" for one in said["footnotes"]]
    head = f"{said['title']} {said['subtitle']}"
    return card(head, *parts, note=f"Data: {said['data_to']}. {NOTES}")


def _said(one: dict[str, Any]) -> str:
    """Give a sentence with the numbers of its notes."""
    notes = "".join(f" [{number}]" for number in one["notes"])
    return f"{one['text']}{notes}"
