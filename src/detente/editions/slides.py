"""The pictures of a paper for slides: SVG and PNG, each with its message and its description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from detente.editions.drawing import to_png
from detente.editions.zipped import pack
from detente.paper.document import Document

WIDE = 1920
"""Width of a PNG in pixels: that of a projector."""


def slides(document: Document, pictures: Mapping[str, str]) -> bytes:
    """Give the pictures of a paper as a zip archive.

    Parameters
    ----------
    document : Document
        The paper.
    pictures : mapping
        Id of a picture to SVG.

    Returns
    -------
    bytes
        Of each picture ``NN-id.svg`` and ``NN-id.png``; ``slides.txt`` and ``slides.json`` with
        message, unit, source and description, in the order of the paper.
    """
    shown = [one for one in document.plain("text")["sections"] for one in one["blocks"]]
    first = document.plain("text")["picture"]
    exhibits = [*([first] if first else []), *(one for one in shown if one["kind"] == "exhibit")]
    records = [_record(place, one) for place, one in enumerate(exhibits, start=1)]
    title = document.title
    head = f"{title.title}\n{title.subtitle}\n{title.cite}".strip()
    texts = {
        "slides.txt": "\n\n".join((head, *map(_described, records))) + "\n",
        "slides.json": json.dumps(records, indent=1, ensure_ascii=False) + "\n",
    }
    files = {name: text.encode() for name, text in texts.items()}
    for record in records:
        svg = pictures[record["id"]]
        files[record["svg"]] = svg.encode()
        files[record["png"]] = to_png(svg, WIDE)
    return pack(files)


def _record(place: int, exhibit: Mapping[str, Any]) -> dict[str, str]:
    name = f"{place:02d}-{exhibit['id']}"
    return {
        "id": exhibit["id"],
        "svg": f"{name}.svg",
        "png": f"{name}.png",
        "message": exhibit["title"],
        "unit": exhibit["unit"],
        "source": exhibit["source"],
        "alt": exhibit["alt"],
    }


def _described(record: Mapping[str, str]) -> str:
    return "\n".join(_lines(record))


def _lines(record: Mapping[str, str]) -> Iterator[str]:
    yield f"{record['svg']}, {record['png']}"
    yield f"Message: {record['message']}"
    if record["unit"]:
        yield f"Shown: {record['unit']}"
    yield f"Alternative text: {record['alt']}"
    if record["source"]:
        yield record["source"]
