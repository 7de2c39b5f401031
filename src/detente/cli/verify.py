"""``detente verify``: a bundle's digests, and its paper written once more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson

if TYPE_CHECKING:
    from detente.editions.bundle.verify import Verified

EXAMPLE = "Needs a bundle.\n\nExample: detente verify brief-nato-rus/brief.bundle.zip"


def run(
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE.ZIP", help="The bundle of a paper.")],
    *,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Write the paper once more into this folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Verify a bundle: every digest, then its paper, written once more from the bundle alone."""
    from detente.editions.bundle.verify import verify
    from detente.paper.folder import prepare, write_files

    with progress(quiet=as_json):
        found = verify(bundle)
    if folder is not None:
        prepare(folder)
        write_files(folder, found.files)
    if as_json:
        out_json(found.plain())
        return
    _print(found)
    if folder is not None:
        out(f"written to {folder}")


def _print(found: Verified) -> None:
    """Print the verdict first, then what it rests on."""
    edition = found.edition
    same = [name for name in found.files if name not in found.changed]
    if found.holds:
        out(f"verified: {len(found.files)} files come out byte for byte")
    elif found.changed:
        out(f"the bundle is sound; {len(found.changed)} files come out differently here")
    out(f"{edition.document.title.title} {edition.document.title.subtitle}")
    out(f"identifier:  {edition.identifier}, made on {edition.made.isoformat()}")
    made_with = "; ".join(f"{name} {value}" for name, value in edition.made_with.items())
    out(f"made with:  {made_with}")
    members = len(found.manifest["members"])
    out(f"members:  {members}, each with its digest")
    out(f"figures:  {found.figures}, each with its cells in the bundle")
    out(f"same:  {', '.join(same) or 'none'}")
    if found.changed:
        out(f"differ:  {', '.join(found.changed)}")
    for name, (was, here) in found.other_versions.items():
        out(f"version:  {name} is {was} in the bundle, {here} here")
    if found.changed:
        out("next: install the versions of the bundle, and run it again")
