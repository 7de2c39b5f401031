"""Blocs: alliances and organisations with dated membership and the ladder that leads to it.

Each bloc is one file of `tables/blocs`, made by hand, each row with its public source. The ladder's
rungs, from below: partner, observer, associate, applicant, candidate, member; exits, promises of
membership and the conditions of a rung (suspended, frozen, dormant) are dated with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from detente.actors.hand_made import names_in, table_of
from detente.actors.own_rows import NO_FACTS, OwnFacts, row_id
from detente.actors.row_sources import SOURCE_KEYS, Sourced, read_source
from detente.actors.states import ccode_on
from detente.errors import DateError
from detente.span import OPEN_END, Span, as_day

RUNGS = ("partner", "observer", "associate", "applicant", "candidate", "member")
"""The ladder, from below."""
GRANTED = tuple(rung for rung in RUNGS if rung != "applicant")
"""The rungs that a bloc grants; an application is the state's own act."""
BESIDE = ("left", "suspended", "promised")
"""What is dated with the ladder and is no rung of it."""
DAYS_KEPT = 4096
"""Members of a bloc on a day that are remembered."""
KEPT = 8
"""Files of own facts with which the blocs are kept in memory."""
CONDITIONS = ("suspended", "frozen", "dormant")
"""What a row with the rung ``suspended`` says of the form, or of the rungs, that it names."""


ROW_KEYS = {
    *("rung", "form", "states", "from", "to", "last", "precision", "to_precision", "state"),
    *("covers", "part", "source", "document", "note", *SOURCE_KEYS),
}
"""What a row of a table may say."""


@dataclass(frozen=True, slots=True)
class Step(Sourced):
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
    listed : str
        Address of the list that names the step; the page that was read is `url`.
    precision : str
        ``"day"``, ``"month"`` or ``"year"``: how exactly the beginning is known.
    note : str
        One line, or empty.
    document : str
        The treaty, decision or communiqué, with its date; empty where only a list was at hand.
    condition : str
        One of `CONDITIONS` in a row with the rung ``suspended``; empty in all others.
    ends_on : str
        ``"last day"`` where the table dates the last day, ``"change"`` where it dates the day on
        which something else began, ``""`` where the step is open.
    end_precision : str
        How exactly the end is known, as `precision`.
    covers : tuple of str
        Rungs of which a condition concerns every form; empty where it concerns the form it names.
    part : str
        What of the form a condition concerns (``"practical cooperation"``); empty where all of it.
    row : str
        Stable id of the row.
    according : str
        Who states it, where it is a row of a user's file; otherwise empty.
    """

    rung: str
    form: str
    letters: str
    span: Span
    listed: str = ""
    precision: str = "day"
    note: str = ""
    document: str = ""
    condition: str = ""
    ends_on: str = ""
    end_precision: str = "day"
    covers: tuple[str, ...] = ()
    part: str = ""
    row: str = ""
    according: str = ""

    @property
    def address(self) -> str:
        """The page that was read; where none was, the list that names the step."""
        return self.url or self.listed

    def concerns(self, held: Step) -> bool:
        """Tell whether this condition is one of a form that is held.

        Parameters
        ----------
        held : Step
            A step of the same actor with a rung of the ladder.
        """
        is_condition = self.rung == "suspended" and held.rung in RUNGS
        named = held.rung in self.covers if self.covers else self.form == held.form
        return is_condition and named


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
    own : OwnFacts
        The user's file of which steps are among them.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> len(bloc("NATO").members(2013))
    28
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
    own: OwnFacts = NO_FACTS

    @property
    def key(self) -> str:
        """The id, as `State.key`."""
        return self.id

    @property
    def kind(self) -> str:
        """Say ``"bloc"``."""
        return "bloc"

    def steps_of(self, letters: tuple[str, ...]) -> tuple[Step, ...]:
        """Give the ladder of one actor, by date.

        Parameters
        ----------
        letters : tuple of str
            Letters under which the actor may be in the table.
        """
        steps = [step for step in self.steps if step.letters in letters]
        return tuple(sorted(steps, key=lambda step: (step.span.start, step.form)))

    def member_letters(self, day: date) -> tuple[str, ...]:
        """Give the letters of all members on a day.

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        return _letters_on(self, day)

    def _memberships(self) -> list[Step]:
        """Give the steps of members."""
        return [step for step in self.steps if step.rung == "member"]

    def named(self, day: date) -> Bloc:
        """Give the bloc under the name that it had on a day (the European Community before the
        Union).

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        for short, label, until in self.former:
            if day < until:
                return replace(self, short=short, label=label)
        return self

    def members(self, when: int | date) -> tuple[int, ...]:
        """Give the COW codes of all members on a day, ascending.

        Members outside the state system (a micro-state before its entry) are not among them.

        Parameters
        ----------
        when : int or datetime.date
            The day; of a year its 31 December counts.
        """
        return _members(self.id, as_day(when), self.own)

    def core(self, as_of: int | date | None = None) -> tuple[str, ...]:
        """Give the letters of the fixed core: all that joined in the founding window, as far as
        `as_of` could know.

        Parameters
        ----------
        as_of : int or datetime.date, optional
            Last day of which anything is known; every day by default.
        """
        first, last = self.core_years
        known = as_day(last) if as_of is None else min(as_day(last), as_day(as_of))
        core = {
            step.letters
            for step in self._memberships()
            if first <= step.span.start.year and step.span.covers(known)
        }
        return tuple(sorted(core))


@lru_cache(maxsize=65536)
def _members(bloc: str, day: date, own: OwnFacts) -> tuple[int, ...]:
    codes = {ccode_on(letters, day) for letters in blocs(own)[bloc].member_letters(day)}
    return tuple(sorted(code for code in codes if code is not None))


@lru_cache(maxsize=DAYS_KEPT)
def _letters_on(bloc: Bloc, day: date) -> tuple[str, ...]:
    """Give the letters of all members on a day; a bloc is asked for the same day over and over."""
    members = {step.letters for step in bloc._memberships() if step.span.covers(day)}
    return tuple(sorted(members))


def blocs(own: OwnFacts = NO_FACTS) -> dict[str, Bloc]:
    """Read all blocs, by id.

    Parameters
    ----------
    own : OwnFacts
        Steps of a user's file that are added or left out.

    Examples
    --------
    >>> len(blocs()["NATO"].members(2013))
    28
    """
    return _with_own(own) if own else _ours()


@lru_cache(maxsize=KEPT)
def _with_own(own: OwnFacts) -> dict[str, Bloc]:
    """Give the blocs with the steps of a user's file; those without any are the same objects."""
    known = dict(_ours())
    contested = own.withdrawn
    for name, bloc in _ours().items():
        added = own.entries(Step, place=name)
        kept = tuple(step for step in bloc.steps if step.row not in contested)
        if added or len(kept) < len(bloc.steps):
            known[name] = replace(bloc, steps=(*kept, *added), own=own)
    return known


@cache
def _ours() -> dict[str, Bloc]:
    """Read the project's tables of blocs."""
    known = [read_bloc(table_of(name)) for name in names_in("blocs")]
    return {bloc.id: bloc for bloc in sorted(known, key=lambda bloc: bloc.id)}


def _last_day(ended: date | None) -> date:
    """Give the last full day before something ended: `to` in the tables is the first day on which
    it is over.
    """
    return OPEN_END if ended is None else ended - timedelta(days=1)


def _end(row: dict[str, Any], closed: date) -> date:
    """Give the last day of a row: its `last`, or the day before its `to`; the bloc's own end at the
    latest.
    """
    own_end = row["last"] if "last" in row else _last_day(row.get("to"))
    return min(own_end, closed)


def _fault(row: dict[str, Any], table: dict[str, Any], end: date) -> str:
    """Name what is wrong with a row; empty where nothing is."""
    if unknown := sorted(row.keys() - ROW_KEYS):
        return f"has unknown keys: {', '.join(unknown)}"
    if row["rung"] not in RUNGS + BESIDE or row["source"] not in table["sources"]:
        return "has no rung of the ladder or no source of its table"
    if end < row["from"] or ("to" in row and "last" in row):
        return "ends before it begins, or has two ends ('to' and 'last')"
    if "state" in row and (row["rung"] != "suspended" or row["state"] not in CONDITIONS):
        return f"has a state; only suspensions have one, of {', '.join(CONDITIONS)}"
    if "part" in row and row["rung"] != "suspended":
        return "names a part; only suspensions do"
    covered = set(row.get("covers", "").split())
    if covered and (row["rung"] != "suspended" or not covered <= set(RUNGS)):
        return f"covers rungs; only suspensions do, of {', '.join(RUNGS)}"
    return ""


def steps_of_row(
    row: dict[str, Any], table: dict[str, Any], closed: date, *, where: str = "", own: bool = False
) -> list[Step]:
    """Build the steps of one row, a step for each state; they end with the bloc at the latest.

    Parameters
    ----------
    row : dict
        The row as a file has it.
    table : dict
        Its table: ``id`` and ``sources``.
    closed : datetime.date
        Last day of the bloc.
    where : str
        File and row, for the error; the file of the bloc by default.
    own : bool
        Whether it is a row of a user's file.

    Raises
    ------
    DateError
        Where the row breaks the rules.
    """
    end = _end(row, closed)
    fault = _fault(row, table, end)
    if fault:
        raise DateError(
            f"step '{row['form']}' from {row['from']} {fault}",
            where=where or _place(row, table),
        )
    said: dict[str, Any] = {
        key: row[key] for key in ("precision", "note", "document", "part") if key in row
    }
    said |= read_source(row, where or _place(row, table), own=own)
    if row["rung"] == "suspended":
        said["condition"] = row.get("state", CONDITIONS[0])
    if end < OPEN_END:
        said["ends_on"] = "last day" if "last" in row else "change"
    said["end_precision"] = row.get("to_precision", "day")
    said["covers"] = tuple(row.get("covers", "").split())
    first = Step(
        rung=row["rung"],
        form=row["form"],
        letters="",
        span=Span(row["from"], end),
        listed=table["sources"][row["source"]],
        **said,
    )
    return [
        replace(first, letters=letters, row=step_id(table["id"], letters, row))
        for letters in row["states"].split()
    ]


def _place(row: Mapping[str, Any], table: Mapping[str, Any]) -> str:
    """Name the file and the row, for an error."""
    return f"blocs/{table['id'].lower()}.toml, '{row['form']}' from {row['from']}"


def step_id(bloc: str, letters: str, row: Mapping[str, Any]) -> str:
    """Give the stable name of a step of one actor.

    Parameters
    ----------
    bloc, letters : str
        Id of the bloc, letters of the actor.
    row : mapping
        The row: its ``rung``, ``form`` and ``from``.

    Examples
    --------
    >>> blocs()["NATO"].steps_of(("TUR",))[0].row
    'step:NATO:TUR:candidate:accession-protocol:1951-10-22'
    """
    named = [] if row["form"] == row["rung"] else [row["form"]]
    return row_id("step", bloc, letters, row["rung"], *named, row["from"])


def read_bloc(table: dict[str, Any]) -> Bloc:
    """Build a bloc from its TOML table and refuse one that breaks the rules.

    Parameters
    ----------
    table : dict
        As the file has it.

    Raises
    ------
    DateError
        Where a step ends before it begins, or names no rung, no source or an unknown state or key.
    """
    span = Span(table["founded"], _last_day(table.get("ended")))
    steps = [step for row in table["step"] for step in steps_of_row(row, table, span.end)]
    first, last = table.get("core_years", [span.start.year] * 2)
    return Bloc(
        **_names(table),
        group=table["kind"],
        span=span,
        core_years=(first, last),
        obliges=bool(table.get("atop", False)),
        steps=tuple(steps),
    )


def _names(table: dict[str, Any]) -> dict[str, Any]:
    """Give the fields of a bloc that say what it is called, now and earlier, here and elsewhere."""
    label = table.get("label", table["id"])
    if table.get("article"):
        label = f"the {label}"
    former = [(name["short"], name["label"], name["until"]) for name in table.get("former", ())]
    return {
        "id": table["id"],
        "name": table["name"],
        "label": label,
        "short": table.get("short", table["id"]),
        "former": tuple(former),
        "aliases": tuple(table.get("aliases", ())),
        "igo": table.get("igo", ""),
    }
