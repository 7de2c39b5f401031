"""The type of the site's pages: faces with the letters that pages use, and nothing else.

``python -m tests.register.fonts`` writes them anew. The licence of the fonts reserves their names,
so the smaller ones have names of their own; styles give them those by which pages ask for them.
"""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from detente.paper.fonts import font_file, font_subset
from tests.register.messages import ROOM

FOLDER = ROOM / "look" / "fonts"
FACES = {
    "serif-400": "SourceSerifPro-Regular.ttf",
    "serif-700": "SourceSerifPro-Bold.ttf",
    "sans-400": "SourceSansPro-Regular.ttf",
    "sans-600": "SourceSansPro-Semibold.ttf",
}
"""Name of each file to the font that it is of."""
LETTERS = frozenset(
    code
    for some in (
        range(0x20, 0x250),
        range(0x370, 0x530),
        range(0x2010, 0x2050),
        range(0x20A0, 0x2200),
    )
    for code in some
)
"""Latin, Greek, Cyrillic, and the signs of running text."""
COPYRIGHT, FAMILY, ID, FULL, POSTSCRIPT, LICENCE, ADDRESS = 0, 1, 3, 4, 6, 13, 14
KEPT = (COPYRIGHT, LICENCE, ADDRESS)
"""Lines that the licence asks for."""
WINDOWS = (3, 1, 0x409)


def path_of(name: str) -> Path:
    """Where a face is."""
    return FOLDER / f"{name}.woff"


def made(name: str) -> bytes:
    """A face as it is made from its font."""
    with TTFont(BytesIO(b64decode(font_subset(FACES[name], LETTERS)))) as font:
        font.recalcTimestamp = False
        lines = font["name"]
        with TTFont(font_file(FACES[name]), lazy=True) as whole:
            said = {one: str(whole["name"].getDebugName(one)) for one in KEPT}
        own = f"Register {name.replace('-', ' ').title()}"
        said |= {FAMILY: own, FULL: own, ID: own, POSTSCRIPT: own.replace(" ", "")}
        lines.names = []
        for number, text in (said | {2: "Regular"}).items():
            lines.setName(text, number, *WINDOWS)
        written = BytesIO()
        font.save(written)
    return written.getvalue()


def main() -> None:
    """Write every face."""
    FOLDER.mkdir(exist_ok=True)
    for name in FACES:
        path_of(name).write_bytes(made(name))


if __name__ == "__main__":
    main()
