"""The language of claims: what a file may say, and how it is read. A claim that cannot be read spoils no other."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import ClaimError

FIELDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "level": (frozenset({"measure", "expect"}), frozenset({"of", "between", "year", "years"})),
    "ratio": (frozenset({"measure", "of", "to", "expect"}), frozenset({"year", "years"})),
    "share": (frozenset({"measure", "of", "expect"}), frozenset({"year", "years"})),
    "rank": (frozenset({"measure", "of", "expect"}), frozenset({"year", "years", "among"})),
    "trend": (frozenset({"measure", "years", "expect"}), frozenset({"of", "to", "between", "by"})),
    "nearer": (frozenset({"measure", "between", "than"}), frozenset({"year", "years"})),
    "forecast": (frozenset({"measure", "of", "until", "expect"}), frozenset()),
    "threat": (frozenset({"of", "to", "towards", "expect"}), frozenset()),
    "rung": (frozenset({"of", "bloc", "expect"}), frozenset({"year", "years"})),
    "effect": (frozenset({"bloc", "event", "expect"}), frozenset({"outcome"})),
    "conduct": (frozenset({"bloc", "expect"}), frozenset({"against", "kind_of"})),
    "neighbours": (frozenset({"bloc", "with"}), frozenset({"gains", "first"})),
    "joined": (frozenset({"bloc", "with", "measure", "expect"}), frozenset({"to"})),
    "meetings": (frozenset({"between", "years", "expect"}), frozenset({"before"})),
    "turns": (frozenset({"between", "expect"}), frozenset()),
    "structures": (frozenset({"between", "expect"}), frozenset()),
}
"""Kinds of test: the fields that each must have, and may have."""
NUMBER = r"(-?\d+(?:\.\d+)?)"
EXPECT = re.compile(rf"^(?:(>=|<=|>|<|about)\s*{NUMBER}|between\s+{NUMBER}\s+and\s+{NUMBER})$")
WORDS = ("falls", "rises", "steady", "does not fall", "does not rise")
NEAR = 0.1
"""Part by which a value may miss what it is said to be about."""


@dataclass(frozen=True, slots=True)
class Expect:
    """What a statement expects of a number.

    Attributes
    ----------
    text : str
        As written.
    low, high : float
        Ends between which the number has to lie.
    strict : bool
        Whether the ends themselves are outside.
    """

    text: str
    low: float
    high: float
    strict: bool

    def met(self, value: float) -> bool:
        """Tell whether a number is as expected."""
        return self.low < value < self.high if self.strict else self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the data are asked.

    Attributes
    ----------
    kind : str
        Key of `FIELDS`.
    fields : dict
        What was written, by field.
    years : tuple of int or None
        First and last year; None for the view's.
    """

    kind: str
    fields: dict[str, Any]
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement.

    Attributes
    ----------
    id, text : str
        Number or name, and the statement in words.
    tests : tuple of Question
        What the data are asked; empty where the claim cannot be tested.
    untestable : str
        Why no data here can test it; empty where they can.
    note : str
        What a reader has to know of the test.
    error : str
        Why it could not be read; empty where it could.
    """

    id: str
    text: str
    tests: tuple[Question, ...] = ()
    untestable: str = ""
    note: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """Statements of one text.

    Attributes
    ----------
    title, author : str
        What it is, and whose.
    as_of : int
        The year in which it was written.
    groups : dict
        Names of groups of states to how they are made up.
    claims : tuple of Claim
        In order.
    """

    title: str
    author: str
    as_of: int
    groups: dict[str, Any]
    claims: tuple[Claim, ...]


def expect(text: object) -> Expect:
    """Read what a statement expects.

    Raises
    ------
    ClaimError
        Where it is none of the forms, or nothing could meet it.

    Examples
    --------
    >>> expect("> 2").met(2.1), expect("about 2").met(1.7), expect("between 1 and 3").met(3)
    (True, False, True)
    """
    found = EXPECT.match(str(text).strip())
    if found is None:
        raise ClaimError(
            f"expect = {text!r} is not understood",
            next_step="write '> 2', '<= 5', 'about 2', 'between 1 and 3'"
            + (
                "; 'falls', 'rises' and 'steady' go with kind = \"trend\" and \"forecast\""
                if text in WORDS
                else ""
            ),
        )
    sign, value, low, high = found.groups()
    if low is not None:
        if float(low) > float(high):
            raise ClaimError(f"expect = {text!r} contradicts itself: nothing lies between them")
        return Expect(str(text), float(low), float(high), False)
    number = float(value)
    if sign == "about":
        return Expect(str(text), number - abs(number) * NEAR, number + abs(number) * NEAR, False)
    return Expect(
        str(text),
        number if ">" in sign else float("-inf"),
        number if "<" in sign else float("inf"),
        "=" not in sign,
    )


def read(path: Path, *, newest: int) -> Document:
    """Read a file of claims.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    newest : int
        The latest year that can be looked from.

    Raises
    ------
    ClaimError
        Where the file is none, or holds no claim. A claim that cannot be read bears its error and spoils no other.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ClaimError(
            f"there is no file '{path}'", next_step="examples/claims holds one to start from"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ClaimError(
            f"'{path}' cannot be read: {error}", next_step="docs/claims.md describes the language"
        ) from None
    head, listed = table.get("document", {}), table.get("claim", [])
    if not isinstance(listed, list) or not listed or not isinstance(head, dict):
        raise ClaimError(
            f"'{path}' holds no claim",
            next_step="each begins with [[claim]]; docs/claims.md describes the language",
        )
    if not isinstance(table.get("groups", {}), dict):
        raise ClaimError(
            f"groups in '{path}' are no table",
            next_step='write [groups] and "Name" = {of = ["NATO"], without = ["USA"]}',
        )
    as_of = head.get("as_of", newest)
    if not isinstance(as_of, int) or not 1946 <= as_of <= newest:
        raise ClaimError(f"as_of = {as_of!r} is no year from 1946 to {newest}", where=str(path))
    seen: set[str] = set()
    claims = tuple(_claim(entry, i, seen) for i, entry in enumerate(listed, start=1))
    return Document(
        str(head.get("title", path.stem)),
        str(head.get("author", "")),
        as_of,
        dict(table.get("groups", {})),
        claims,
    )


def _claim(entry: object, place: int, seen: set[str]) -> Claim:
    """Read one claim, or say why not."""
    if not isinstance(entry, dict):
        return Claim(str(place), "", error="this is no table")
    id, text = str(entry.get("id", place)), str(entry.get("text", ""))
    twice = id in seen
    seen.add(id)
    try:
        if twice:
            raise ClaimError(f"two claims have the id '{id}'", next_step="give each its own")
        if not text:
            raise ClaimError("it says nothing", next_step='write text = "..."')
        unknown = set(entry) - {"id", "text", "test", "untestable", "note"} - _every()
        if unknown:
            raise ClaimError(
                f"there is no field '{min(unknown)}'",
                near=difflib.get_close_matches(min(unknown), _every()),
            )
        single = {k: v for k, v in entry.items() if k in _every() and k != "note"}
        several = entry.get("test", [])
        if not isinstance(several, list) or not all(isinstance(t, dict) for t in several):
            raise ClaimError(
                "test is no list of tables", next_step="write [[claim.test]], with two brackets"
            )
        tests = [*([single] if single else []), *several]
        reason = str(entry.get("untestable", ""))
        if bool(reason) == bool(tests):
            raise ClaimError(
                "it is said to be untestable and has a test"
                if tests
                else "it has neither a test nor a reason why none is possible",
                next_step="keep one of the two",
            )
        return Claim(
            id, text, tuple(question(t) for t in tests), reason, str(entry.get("note", ""))
        )
    except ClaimError as error:
        return Claim(id, text, error=str(error))


def _every() -> set[str]:
    return {"kind"} | {f for must, may in FIELDS.values() for f in must | may}


def question(entry: dict[str, Any]) -> Question:
    """Read one test.

    Raises
    ------
    ClaimError
        For a kind or a field that is not known, a field that is missing, and years that run backwards.

    Examples
    --------
    >>> question(
    ...     {"kind": "ratio", "measure": "people", "of": "China", "to": "India", "expect": "> 1"}
    ... ).kind
    'ratio'
    """
    kind = entry.get("kind")
    if kind not in FIELDS:
        raise ClaimError(
            f"no kind of test is called {kind!r}",
            near=difflib.get_close_matches(str(kind), FIELDS) or tuple(FIELDS),
            next_step="what none of them can express, name as untestable, with the reason",
        )
    must, may = FIELDS[str(kind)]
    fields = {k: v for k, v in entry.items() if k != "kind"}
    for name in sorted(must - set(fields)):
        raise ClaimError(f"kind = '{kind}' needs the field '{name}'")
    for name in sorted(set(fields) - must - may):
        raise ClaimError(
            f"kind = '{kind}' has no field '{name}'",
            near=difflib.get_close_matches(name, must | may) or sorted(must | may),
        )
    _typed(fields)
    years = fields.get("years", [fields["year"]] * 2 if "year" in fields else None)
    if years is not None and (
        not isinstance(years, list)
        or len(years) != 2
        or not all(isinstance(y, int) and 1816 <= y <= 2075 for y in years)
    ):
        raise ClaimError(
            f"years = {years!r} should be two years from 1816 to 2075, as [1990, 2013]"
        )
    if years is not None and years[0] > years[1]:
        raise ClaimError(f"years {years[0]} to {years[1]} run backwards")
    return Question(str(kind), fields, (years[0], years[1]) if years else None)


def _typed(fields: dict[str, Any]) -> None:
    """Refuse fields of another kind than the language has.

    Raises
    ------
    ClaimError
        Naming the field.
    """
    wanted = {
        "by": (int, float),
        "until": (int,),
        "measure": (str,),
        "bloc": (str,),
        "expect": (str,),
        "towards": (str,),
        "first": (str,),
        "gains": (list,),
        "event": (str,),
        "outcome": (str,),
        "against": (str,),
        "kind_of": (str,),
    }
    for name, kinds in wanted.items():
        if name in fields and (
            not isinstance(fields[name], kinds) or isinstance(fields[name], bool)
        ):
            kind = " or ".join(
                {int: "a whole number", float: "a number", str: "text", list: "a list"}[k]
                for k in kinds
            )
            raise ClaimError(f"{name} = {fields[name]!r} should be {kind}")
    before = fields.get("before")
    if before is not None and (
        not isinstance(before, list)
        or len(before) != 2
        or not all(isinstance(y, int) for y in before)
        or before[0] > before[1]
    ):
        raise ClaimError(f"before = {before!r} should be two years, as [1997, 2001]")
