"""Blocs: alliances and organisations with dated membership and the ladder that leads to it.

Each bloc is one file of `tables/blocs`, made by hand, each row with its public source. The ladder's
rungs, from below: partner, observer, associate, candidate, member; `left` and `suspended` are dated
beside them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from detente.actors.states import ccode_on
from detente.errors import DateError
from detente.span import OPEN_END, Span, year_end

RUNGS = ("partner", "observer", "associate", "candidate", "member")
"""The ladder, from below."""
BESIDE = ("left", "suspended")
"""Rungs that stand beside the ladder."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rung held by one actor over one span.

    Attributes
    ----------
    rung : str
        One of `RUNGS` or `BESIDE`.
    form : str
        What the bloc calls it (``"Partnership for Peace"``).
    letters : str
        The actor, ISO 3166 letters.
    span : Span
        From the day it began to the day it ended.
    url : str
        Public source.
    precision : str
        ``"day"``, ``"month"`` or ``"year"``: how exactly the beginning is known.
    note : str
        One line, or empty.
    """

    rung: str
    form: str
    letters: str
    span: Span
    url: str
    precision: str = "day"
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Bloc:
    """An alliance or organisation with its dated ladder; there is one object a bloc.

    Attributes
    ----------
    id, name, label, short : str
        Short id, full name, what a sentence calls it, and what a chart has room for.
    former : tuple of (str, str, date)
        Earlier short name and label, and the first day on which they were no longer used.
    aliases : tuple of str
        What else people type.
    group : str
        ``"alliance"``, ``"union"``, ``"organisation"`` or ``"forum"``.
    span : Span
        From founding to dissolution.
    core_years : tuple of int
        Founding window whose members are the fixed core.
    igo : str
        Code in the COW IGO data; empty where absent.
    obliges : bool
        Whether the treaty obliges members to defend or consult each other.
    steps : tuple of Step
        The ladder, all actors.
    """

    id: str
    name: str
    label: str
    short: str
    former: tuple[tuple[str, str, date], ...]
    aliases: tuple[str, ...]
    group: str
    span: Span
    core_years: tuple[int, int]
    igo: str
    obliges: bool
    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        """The id, as `State.key`."""
        return self.id

    @property
    def kind(self) -> str:
        """Say ``"bloc"``."""
        return "bloc"

    def steps_of(self, letters: tuple[str, ...]) -> tuple[Step, ...]:
        """Give the ladder of one actor, by date."""
        return tuple(
            sorted(
                (s for s in self.steps if s.letters in letters),
                key=lambda s: (s.span.start, s.form),
            )
        )

    def member_letters(self, day: date) -> tuple[str, ...]:
        """Give the letters of all members on a day."""
        return tuple(
            sorted({s.letters for s in self.steps if s.rung == "member" and s.span.covers(day)})
        )

    def named(self, day: date) -> Bloc:
        """Give the bloc under the name that it had on a day (the European Community before the
        Union).
        """
        for short, label, until in self.former:
            if day < until:
                return replace(self, short=short, label=label)
        return self

    def members(self, year: int) -> tuple[int, ...]:
        """Give the COW codes of all members on 31 December of `year`, ascending.

        Members outside the state system (a micro-state before its entry) are not among them.
        """
        return _members(self.id, year)

    def core(self, as_of: int | None = None) -> tuple[str, ...]:
        """Give the letters of the fixed core: all that joined in the founding window, as far as
        `as_of` could know.
        """
        first, last = self.core_years
        last = last if as_of is None else min(last, as_of)
        return tuple(
            sorted(
                {
                    s.letters
                    for s in self.steps
                    if s.rung == "member"
                    and first <= s.span.start.year <= last
                    and s.span.covers(year_end(last))
                }
            )
        )


@cache
def _members(bloc: str, year: int) -> tuple[int, ...]:
    day = year_end(year)
    codes = {ccode_on(letters, day) for letters in blocs()[bloc].member_letters(day)}
    return tuple(sorted(code for code in codes if code is not None))


@cache
def blocs() -> dict[str, Bloc]:
    """Read all blocs, by id.

    Examples
    --------
    >>> len(blocs()["NATO"].members(2013))
    28
    """
    folder = files("detente.actors").joinpath("tables/blocs")
    found = [
        read_bloc(tomllib.loads(f.read_text(encoding="utf-8")))
        for f in folder.iterdir()
        if f.name.endswith(".toml")
    ]
    return {bloc.id: bloc for bloc in sorted(found, key=lambda b: b.id)}


def _last_day(ended: date | None) -> date:
    """Give the last full day before something ended: `to` in the tables is the first day on which
    it is over.
    """
    return OPEN_END if ended is None else ended - timedelta(days=1)


def read_bloc(table: dict[str, Any]) -> Bloc:
    """Build a bloc from its TOML table and refuse one that breaks the rules.

    Raises
    ------
    DateError
        Where a step ends before it begins, or names no rung or no source.
    """
    sources: dict[str, str] = table["sources"]
    closed = _last_day(table.get("ended"))
    steps: list[Step] = []
    for row in table["step"]:
        end = min(_last_day(row.get("to")), closed)
        if row["rung"] not in RUNGS + BESIDE or row["source"] not in sources or end < row["from"]:
            raise DateError(
                f"step '{row['form']}' from {row['from']} has no rung, no source or ends too early",
                where=f"blocs/{table['id'].lower()}.toml",
            )
        steps.extend(
            Step(
                rung=row["rung"],
                form=row["form"],
                letters=letters,
                span=Span(row["from"], end),
                url=sources[row["source"]],
                precision=row.get("precision", "day"),
                note=row.get("note", ""),
            )
            for letters in row["states"].split()
        )
    label = table.get("label", table["id"])
    first, last = table.get("core_years", [table["founded"].year] * 2)
    return Bloc(
        id=table["id"],
        name=table["name"],
        label=f"the {label}" if table.get("article") else label,
        short=table.get("short", table["id"]),
        former=tuple((f["short"], f["label"], f["until"]) for f in table.get("former", ())),
        aliases=tuple(table.get("aliases", ())),
        group=table["kind"],
        span=Span(table["founded"], closed),
        core_years=(first, last),
        igo=table.get("igo", ""),
        obliges=bool(table.get("atop", False)),
        steps=tuple(steps),
    )
