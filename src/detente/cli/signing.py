"""Options with which a paper is signed and set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from detente.paper.signature import Signature

Author = Annotated[str | None, typer.Option(help="Who signs the paper.")]
Institution = Annotated[str | None, typer.Option(help="For whom.")]
Series = Annotated[str | None, typer.Option(help="Series and number.")]
Title = Annotated[str | None, typer.Option(help="A title of your own.")]
Foreword = Annotated[Path | None, typer.Option(help="A text file.")]
Disclaimer = Annotated[str | None, typer.Option(help="A sentence below page 1.")]
Logo = Annotated[Path | None, typer.Option(help="A PNG or JPEG file.")]
Identifier = Annotated[str | None, typer.Option(help="DOI or address of the paper.")]
SignedBy = Annotated[
    Path | None, typer.Option("--signature", help="A paper.toml that says all of these.")
]
WithEvidence = Annotated[
    bool, typer.Option("--evidence", help="Print tables and cells of evidence in the PDF too.")
]
PaperSize = Annotated[str, typer.Option("--paper", help="a4 or letter.")]
Pages = Annotated[int | None, typer.Option(help="2 for the two pages that stand alone.")]


def signed_with(file: Path | None, **given: str | Path | None) -> Signature:
    """Read the file of a signature, and put what is given on the command line over it.

    Parameters
    ----------
    file : pathlib.Path or None
        A ``paper.toml``.
    **given : str, pathlib.Path or None
        By name of an attribute of `detente.paper.signature.Signature`.
    """
    from detente.paper.signature import read_signature, signature

    base = None if file is None else read_signature(file)
    texts = {name: str(value) for name, value in given.items() if value is not None}
    return signature(base, **texts)
