"""The paper of a relation, written into a folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.archive.accounts import kept_archive
from detente.paper.brief import make
from detente.paper.sections.first_page import question
from detente.paper.write import write
from detente.scenarios.priors import read_prior
from detente.web.tasks.briefs import tables


def paper(
    folder: str, first: str, second: str, as_of: str, options: dict[str, Any]
) -> dict[str, Any]:
    """Write a paper.

    Parameters
    ----------
    folder : str
        Where to; emptied first.
    first, second : str
        Keys of the parties.
    as_of : str
        The view.
    options : dict
        Of `detente.analysis.options.Options`; priors as text.

    Returns
    -------
    dict
        ``title`` and ``files``, each with its size in bytes.

    Raises
    ------
    RequestError
        Where the scenario does not fit the pair.
    """
    given = {name: value for name, value in options.items() if name != "priors"}
    priors = tuple(read_prior(text) for text in options.get("priors", ()))
    asked = Options(**given, priors=priors)
    brief = make(tables(), pair(first, second, as_of), asked, events=kept_archive())
    title = f"{question(brief)} {brief.pair.label}"
    target = Path(folder)
    shutil.rmtree(target, ignore_errors=True)
    written = write(brief, target)
    sizes = {str(path.relative_to(target)): path.stat().st_size for path in written}
    return {"title": title, "files": sizes}
