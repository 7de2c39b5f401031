"""The small paper edited and saved in LibreOffice, as files of the tests and anew.

``python -m tests.editions.libreoffice`` writes the files of ``saved/`` again; it needs ``soffice``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from tests.editions.edition import edition, paragraph_with, word_with
from tests.editions.word_files import deleted, inserted, linked, run, xml_of

FOLDER = Path(__file__).parent / "saved"
"""Files that LibreOffice 7.4 saved."""
PROGRAM = shutil.which("soffice")
SECONDS = 240
WORD = "docx:MS Word 2007 XML"
WAYS: dict[str, tuple[str, ...]] = {"docx": (), "odt": ("odt",), "rtf": ("rtf",)}
"""Formats in which a file is kept before it is a Word file again."""
UNEDITED = "as it was"


def with_docx(edit: Callable[[WordDocument], None]) -> bytes:
    """Edit the small paper with a library for Word files."""
    read = docx.Document(BytesIO(edition()[2]))
    edit(read)
    buffer = BytesIO()
    read.save(buffer)
    return buffer.getvalue()


def said(read: WordDocument, words: str) -> Paragraph:
    return next(one for one in read.paragraphs if words in one.text)


def words(read: WordDocument) -> None:
    one = next(run for run in said(read, "The two talk").runs if "The" in run.text)
    one.text = one.text.replace("The", "As ever the", 1)


def bold(read: WordDocument) -> None:
    for link in said(read, "In 2013 the share").hyperlinks:
        for one in link.runs:
            one.bold = True


def table(read: WordDocument) -> None:
    cell = read.tables[0].rows[1].cells[0].paragraphs[0]
    cell.add_run(" and friends")


def moved(read: WordDocument) -> None:
    end = said(read, "Accounting. Shares")
    end._p.addnext(said(read, "The Treaty of May")._p)


def without_figure(read: WordDocument) -> None:
    paragraph = said(read, "The Treaty of May")
    link = next(one for one in paragraph.hyperlinks if one.text == "3")
    paragraph._p.remove(link._hyperlink)


def typed(read: WordDocument) -> None:
    said(read, "The two talk").add_run(" of 77.")


def tracked(change: Callable[[str], str], words: str = "NATO held") -> bytes:
    """Put a tracked change into the first paragraph that is a sentence."""
    paragraph = paragraph_with(xml_of(), "NATO held 31 per cent in")
    before = linked(paragraph, words) if words[0].isdigit() else run(words)
    inner = re.sub(r"</?w:hyperlink[^>]*>", "", before)
    edited = paragraph.replace(inner, change(inner), 1)
    return word_with(lambda xml: xml.replace(paragraph, edited))


EDITS: Mapping[str, Callable[[], bytes]] = {
    UNEDITED: lambda: edition()[2],
    "words": lambda: with_docx(words),
    "bold": lambda: with_docx(bold),
    "table": lambda: with_docx(table),
    "moved": lambda: with_docx(moved),
    "a figure deleted": lambda: with_docx(without_figure),
    "tracked words": lambda: tracked(lambda old: deleted(old) + inserted(run("The Allies held"))),
}
"""Edits that are printed."""
REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a typed numeral": (lambda: with_docx(typed), "'77' is bound to no figure"),
    "a tracked figure": (
        lambda: tracked(deleted, "31 per cent"),
        "an unresolved tracked change touches the figure '31 per cent'",
    ),
}
"""Edits that are refused, and why."""


def every() -> dict[str, bytes]:
    """Give the edited files by name."""
    return {name: make() for name, make in EDITS.items()} | {
        name: make() for name, (make, _) in REFUSED.items()
    }


def saved(files: Mapping[str, bytes], way: str, folder: Path) -> dict[str, bytes]:
    """Save Word files in LibreOffice, all in one run of it for each format.

    Parameters
    ----------
    files : mapping of str to bytes
        Name to file.
    way : str
        One of `WAYS`.
    folder : pathlib.Path
        Where to work.
    """
    current = folder / "0"
    current.mkdir(parents=True)
    names = {f"{place}": name for place, name in enumerate(files)}
    for stem, name in names.items():
        (current / f"{stem}.docx").write_bytes(files[name])
    for step, kind in enumerate((*WAYS[way], WORD), start=1):
        target = folder / str(step)
        convert(sorted(current.iterdir()), kind, target, folder / "profile")
        current = target
    return {name: (current / f"{stem}.docx").read_bytes() for stem, name in names.items()}


def convert(files: list[Path], kind: str, target: Path, profile: Path) -> None:
    assert PROGRAM is not None
    options = ("--headless", "--convert-to", kind, "--outdir", str(target), *map(str, files))
    command = [PROGRAM, f"-env:UserInstallation=file://{profile}", *options]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)


def file_of(name: str, way: str) -> Path:
    """Give the file of the tests that holds an edit saved in a way."""
    return FOLDER / f"{name.replace(' ', '-')}.{way}.docx"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for way in WAYS:
        # one format shows every edit; in the others the whole paper is enough
        files = every() if way == "docx" else {UNEDITED: edition()[2]}
        with TemporaryDirectory() as folder:
            for name, data in saved(files, way, Path(folder)).items():
                file_of(name, way).write_bytes(data)


if __name__ == "__main__":
    main()
