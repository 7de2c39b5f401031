"""Methods: how a number was made, how well that way of making it does, and where it fails.

What a method is stands once, in ``methods.toml``: name, prose, failures, references. The paper and
the page of the docs are both made from it. How well it did is computed by the models.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from detente.errors import EvidenceError

MARKS = ("tested and good", "tested and weak", "untested", "exact")
"""How far a method has been tested; exact is arithmetic on published numbers."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a method is.

    Attributes
    ----------
    id, name : str
        Short name, and what a reader calls it.
    prose : str
        How it works, a paragraph; empty where a related method's says it.
    fails : str
        Where it is known to fail.
    references : tuple of str
        Keys of what it rests on or is criticised by, beside its sources.
    caveats : mapping
        Further failures by name, which hold for some views or relations only.
    """

    id: str
    name: str
    prose: str
    fails: str
    references: tuple[str, ...]
    caveats: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Method:
    """How a number was made and how well that way of making it does.

    Attributes
    ----------
    id, name : str
        Short name, and what a reader calls it.
    mark : str
        One of `MARKS`.
    record : str
        The score beside its baseline, or why there is none.
    fails : str
        Where it is known to fail.
    """

    id: str
    name: str
    mark: str
    record: str
    fails: str

    def __post_init__(self) -> None:
        if self.mark not in MARKS:
            raise EvidenceError(f"method '{self.id}' has the mark '{self.mark}'", near=MARKS)


@cache
def descriptions() -> dict[str, Description]:
    """Give every method by id, in the order of the paper."""
    text = files("detente.evidence").joinpath("methods.toml").read_text(encoding="utf-8")
    return {id: _description(id, entry) for id, entry in tomli.loads(text).items()}


def _description(id: str, entry: Mapping[str, Any]) -> Description:
    return Description(
        id=id,
        name=entry["name"],
        prose=entry.get("prose", ""),
        fails=entry["fails"],
        references=tuple(entry.get("references", ())),
        caveats=entry.get("caveats", {}),
    )


def described(
    id: str,
    *,
    mark: str,
    record: str,
    caveats: tuple[str, ...] = (),
    instead: str = "",
    **values: object,
) -> Method:
    """Give a method with its record.

    Parameters
    ----------
    id : str
        One of `descriptions`.
    mark : str
        One of `MARKS`.
    record : str
        The score beside its baseline, or why there is none.
    caveats : tuple of str
        Names of further failures that hold here.
    instead : str
        Name of a caveat that stands in the place of the failures.
    **values
        What fills the braces of the failures.

    Raises
    ------
    EvidenceError
        Where no such method or caveat is described.

    Examples
    --------
    >>> described("conduct", mark="untested", record="counted", last=2010).fails
    'pairs differ in more than the alliance; the data end in 2010'
    """
    known = descriptions()
    if id not in known:
        raise EvidenceError(f"no method is called '{id}'", near=tuple(known))
    entry = known[id]
    unknown = {*caveats, *((instead,) if instead else ())} - set(entry.caveats)
    if unknown:
        raise EvidenceError(f"method '{id}' has no caveat '{min(unknown)}'")
    first = entry.caveats[instead] if instead else entry.fails
    fails = "; ".join((first, *(entry.caveats[name] for name in caveats)))
    return Method(id, entry.name, mark=mark, record=record, fails=fails.format(**values))
