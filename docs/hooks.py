"""What `mkdocs build` does beside reading the pages: pages from elsewhere, pictures, notebooks.

Pages of the repository outside `docs/`, examples and schemas become a part of the site, pictures
are drawn and the notebook is run. Links that lead out of `docs/` in the repository lead to the same
files on the site.
"""

from __future__ import annotations

import importlib.util
import posixpath
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.structure.files import File, Files, InclusionLevel

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGES = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""Files of the repository that are pages of the site."""
LONG_RUNS = ("attacks.md", "benchmark-results.md")
"""Pages of `docs/` that a long run writes."""
FOLDERS = {
    "examples": "examples",
    "benchmarks": "benchmarks",
    "src/detente/schemas": "schemas",
    "src/detente/scenarios/library": "scenarios",
}
"""Folders of the repository whose files lie on the site, to be fetched."""
FILES = ("*.toml", "*.csv", "*.py", "*.ipynb", "*.json")
PICTURES = ("trajectories.png", "nato-russia.png", "first-page.png")
"""Pictures that the build draws anew."""
DRAWN = "drawn"
"""Said in the settings where the pictures are drawn; else those of the repository are taken."""
LINK = re.compile(r"(?<=\]\()(?P<path>[^)\s#:]+)(?P<anchor>#[^)\s]*)?(?=\))")
NOTEBOOK = "<!-- notebook -->"
EMPTY_HEAD = re.compile(r"<th(?P<rest>[^>]*)></th>")
"""Corner of a table: a heading of nothing, which a screen reader announces."""


def part(name: str) -> ModuleType:
    """Load a file beside this one, which is no part of a package."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", HERE / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def taken() -> dict[str, str]:
    """Give each file of the repository that lies on the site, with its place there."""
    found = {source: target for source, target in PAGES.items() if (ROOT / source).is_file()}
    for folder, target in FOLDERS.items():
        for pattern in FILES:
            for path in sorted((ROOT / folder).rglob(pattern)):
                inside = path.relative_to(ROOT / folder).as_posix()
                found[f"{folder}/{inside}"] = f"{target}/{inside}"
    return found


def relinked(text: str, place: str, page: str) -> str:
    """Write the links of a page as the site has them.

    Parameters
    ----------
    text : str
        Markdown.
    place, page : str
        Where the page lies in the repository, and on the site.
    """
    known = taken()

    def here(found: re.Match[str]) -> str:
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(place), found["path"]))
        target = known.get(wanted) or wanted.removeprefix("docs/")
        if wanted not in known and not wanted.startswith("docs/"):
            return found[0]
        return posixpath.relpath(target, posixpath.dirname(page) or ".") + (found["anchor"] or "")

    # what a long run writes is no link before it has run
    for name in _waiting():
        text = re.sub(rf"\[([^\]]+)\]\([./a-z]*{name}\)", r"\1", text)
    return LINK.sub(here, text)


def on_config(config: Any) -> Any:
    """Leave a page out of the navigation that a long run has not written yet."""
    missing = set(_waiting())
    for section in config["nav"]:
        for name, entries in section.items():
            if isinstance(entries, list):
                kept = [one for one in entries if not missing & set(_targets(one))]
                section[name] = kept
    return config


def _waiting() -> list[str]:
    """Name the pages that a long run has still to write."""
    return [name for name in LONG_RUNS if not (HERE / name).is_file()]


def _targets(entry: Any) -> list[str]:
    """Name the page of an entry of the navigation; none for a group."""
    values = entry.values() if isinstance(entry, dict) else [entry]
    return [one for one in values if isinstance(one, str)]


def on_files(files: Files, config: Any) -> Files:
    """Add what lies elsewhere, and the pictures."""
    for source, target in taken().items():
        if source in PAGES:
            text = relinked((ROOT / source).read_text(encoding="utf-8"), source, target)
            files.append(File.generated(config, target, content=text))
        else:
            data = (ROOT / source).read_bytes()
            made = File.generated(config, target, content=data)
            made.inclusion = InclusionLevel.INCLUDED
            files.append(made)
    if config.extra["pictures"] == DRAWN:
        for name, data in drawn():
            files.remove(files.src_uris[name])
            files.append(File.generated(config, name, content=data))
    return files


def drawn() -> Iterator[tuple[str, bytes]]:
    """Draw the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        part("figures").draw(Path(folder))
        for name in PICTURES:
            yield name, (Path(folder) / name).read_bytes()


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Turn links to the repository into links of the site, and run the notebook."""
    place = page.file.src_uri
    if place not in PAGES.values():
        markdown = relinked(markdown, f"docs/{place}", place)
    if NOTEBOOK in markdown:
        shown = part("notebook").shown(ROOT / "examples" / "notebook_jupyter.ipynb")
        markdown = markdown.replace(NOTEBOOK, shown)
    return markdown


def on_page_content(html: str, **_: Any) -> str:
    """Make the empty corner of a table a cell."""
    return EMPTY_HEAD.sub(r"<td\g<rest>></td>", html)
