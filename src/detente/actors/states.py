"""States: one named actor with its codes in both systems, true by year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from detente.actors.designations import designations, name_on
from detente.actors.systems import is_member, members_on, spans_of
from detente.frame_files import read_csv
from detente.span import OPEN_END, Span, as_day, year_end

FIRST_DAY = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Identity:
    """One row of the crosswalk: a name that was used for a code over a span.

    Attributes
    ----------
    key : str
        Unique: ISO 3166-1 alpha-3, or a letter code of ours for vanished states.
    ccode, gwcode : int or None
        COW and Gleditsch-Ward code; None where the state is not in that system.
    iso3, name : str
        ISO 3166 letters (empty where there are none) and the short English name.
    article : bool
        Whether a sentence says "the".
    span : Span
        Days for which the name holds.
    aliases : tuple of str
        What else people type.
    """

    key: str
    ccode: int | None
    gwcode: int | None
    iso3: str
    name: str
    article: bool
    span: Span
    aliases: tuple[str, ...]

    def alive(self, day: date) -> bool:
        """Tell whether the name holds and its code is in a system on `day`.

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        if not self.span.covers(day):
            return False
        if self.ccode is not None:
            return is_member(self.ccode, day)
        return self.gwcode is not None and is_member(self.gwcode, day, "gw")

    def years(self) -> str:
        """Write the years in which it was a member, as text."""
        spans = spans_of(self.ccode) if self.ccode is not None else ()
        shown = []
        for span in spans:
            start, end = max(span.start, self.span.start), min(span.end, self.span.end)
            if start <= end:
                shown.append(f"{start.year}-{'' if end == OPEN_END else end.year}")
        return ", ".join(shown) or "not in the Correlates of War system"


@cache
def identities() -> tuple[Identity, ...]:
    """Read the crosswalk of names and codes.

    Examples
    --------
    >>> next(i for i in identities() if i.key == "DDR").ccode
    265
    """
    text = files("detente.actors").joinpath("tables/identities.csv").read_bytes()
    types = {"from": pl.Date, "to": pl.Date, "iso3": pl.String, "key": pl.String}
    frame = read_csv(text, schema_overrides=types)
    return tuple(_identity(row) for row in frame.iter_rows(named=True))


def _identity(row: dict[str, Any]) -> Identity:
    """Build the identity of one row of the crosswalk."""
    aliases = [alias.strip() for alias in (row["aliases"] or "").split(";")]
    span = Span(row["from"] or FIRST_DAY, row["to"] or OPEN_END)
    return Identity(
        **{field: row[field] for field in ("key", "ccode", "gwcode", "name")},
        iso3=row["iso3"] or "",
        article=bool(row["article"]),
        span=span,
        aliases=tuple(alias for alias in aliases if alias),
    )


@cache
def _by_letters() -> dict[str, tuple[Identity, ...]]:
    known: dict[str, list[Identity]] = {}
    for identity in identities():
        for letters in {identity.key, identity.iso3} - {""}:
            known.setdefault(letters, []).append(identity)
    return {letters: tuple(rows) for letters, rows in known.items()}


@cache
def ccode_on(letters: str, day: date) -> int | None:
    """Give the COW code that letters mean on a day.

    Parameters
    ----------
    letters : str
        ISO 3166-1 alpha-3 or a key of the crosswalk.
    day : datetime.date
        The day.

    Returns
    -------
    int or None
        None where the letters name no member of the system on that day.

    Examples
    --------
    >>> ccode_on("DEU", date(1985, 12, 31)), ccode_on("DEU", date(1990, 12, 31))
    (260, 255)
    """
    codes = {
        i.ccode
        for i in _by_letters().get(letters, ())
        if i.ccode is not None and is_member(i.ccode, day)
    }
    return min(codes) if codes else None


@cache
def crosswalk(when: int | date) -> pl.DataFrame:
    """Give COW code, Gleditsch-Ward code and ISO letters of each COW member on a day.

    Parameters
    ----------
    when : int or datetime.date
        The day; of a year its 31 December counts.

    Returns
    -------
    polars.DataFrame
        Columns ``ccode``, ``gwcode`` (null where there is none), ``iso3``, ``name``.

    Examples
    --------
    >>> crosswalk(2010).filter(pl.col("ccode") == 255).row(0)
    (255, 260, 'DEU', 'Germany')
    """
    day, rows = as_day(when), []
    for code in members_on(day):
        identity = identity_on(code, day)
        rows.append((code, identity.gwcode, identity.iso3, identity.name))
    schema = {"ccode": pl.Int64, "gwcode": pl.Int64, "iso3": pl.String, "name": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


@cache
def identity_on(ccode: int, day: date) -> Identity:
    """Give the name in use for a COW code on a day, the narrowest that covers it.

    Where the table of designations has another name for that day, the identity bears it.

    Parameters
    ----------
    ccode : int
        A COW code.
    day : datetime.date
        The day.

    Raises
    ------
    KeyError
        For a code that the crosswalk does not hold.

    Examples
    --------
    >>> identity_on(365, date(1985, 12, 31)).name, identity_on(365, date(2013, 12, 31)).name
    ('Soviet Union', 'Russia')
    """
    found = _row_on(ccode, day)
    designation = name_on(found.key, day)
    if designation is None:
        return found
    return replace(found, name=designation.called, article=False)


@cache
def _by_ccode() -> dict[int, list[Identity]]:
    """Give the rows of the crosswalk by COW code."""
    found: dict[int, list[Identity]] = {}
    for row in identities():
        if row.ccode is not None:
            found.setdefault(row.ccode, []).append(row)
    return found


def _row_on(ccode: int, day: date) -> Identity:
    """Give the row of the crosswalk for a COW code on a day."""
    rows = _by_ccode()[ccode]
    covering = [i for i in rows if i.span.covers(day)] or rows
    return min(covering, key=lambda i: (i.span.end - i.span.start, i.key))


@cache
def codes_of(letters: str) -> tuple[int, ...]:
    """Give all COW codes that ISO letters had over time (Germany: 255 and 260).

    Parameters
    ----------
    letters : str
        ISO 3166 letters.

    Examples
    --------
    >>> codes_of("DEU"), codes_of("YEM")
    ((255, 260), (678, 679))
    """
    return tuple(sorted({i.ccode for i in _by_letters().get(letters, ()) if i.ccode is not None}))


@cache
def code_at_year_end(ccode: int, year: int) -> int:
    """Give the code that a state holds on 31 December where it changed during the year (260 in
    1990: 255).

    Parameters
    ----------
    ccode : int
        A COW code.
    year : int
        The year.

    Examples
    --------
    >>> (
    ...     code_at_year_end(260, 1990),
    ...     code_at_year_end(678, 1990),
    ...     code_at_year_end(265, 1990),
    ...     code_at_year_end(260, 1989),
    ... )
    (255, 679, 265, 260)
    """
    day = year_end(year)
    if is_member(ccode, day) or not spans_of(ccode):
        return ccode
    letters = {name.iso3 for name in identities() if name.ccode == ccode} - {""}
    codes = {code for name in letters for code in codes_of(name)}
    later = [code for code in codes if is_member(code, day)]
    return later[0] if len(later) == 1 else ccode


REGIONS = {
    0: "Americas",
    1: "Americas",
    2: "Europe",
    3: "Europe",
    4: "Africa",
    5: "Africa",
    6: "Middle East",
    7: "Asia",
    8: "Asia",
    9: "Oceania",
}
"""Regions by the first digit of a COW code of three digits."""


@dataclass(frozen=True, slots=True)
class State:
    """A state as seen from a date, with the codes it had before.

    Attributes
    ----------
    key : str
        Its letters (``"RUS"``).
    name : str
        Short name (``"Russia"``).
    label : str
        What a sentence calls it (``"the United States"``).
    ccode : int
        COW code at the date.
    codes : tuple of int
        COW codes of the same state over time.
    letters : tuple of str
        Letters under which the ladder tables may hold it.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> state("Russia", 1985).name, state("Russia", 2013).ccode
    ('Soviet Union', 365)
    """

    key: str
    name: str
    label: str
    ccode: int
    codes: tuple[int, ...]
    letters: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Say ``"state"``."""
        return "state"

    def members(self, when: int | date) -> tuple[int, ...]:
        """Give its COW code on a day as a tuple.

        Empty where it was not in the system.

        Parameters
        ----------
        when : int or datetime.date
            The day; of a year its 31 December counts.
        """
        day = as_day(when)
        return tuple(code for code in self.codes if is_member(code, day))[:1]


def state_on(ccode: int, day: date) -> State:
    """Build the state that holds a COW code on a day.

    Parameters
    ----------
    ccode : int
        A COW code.
    day : datetime.date
        The day.

    Examples
    --------
    >>> state_on(255, date(2013, 12, 31)).codes
    (255, 260)
    """
    identity = identity_on(ccode, day)
    letters = {i.key for i in identities() if i.ccode == ccode} | {identity.iso3} - {""}
    codes = tuple(sorted({ccode, *codes_of(identity.iso3)}))
    designation = name_on(identity.key, day)
    name = f"the {identity.name}" if identity.article else identity.name
    label = name if designation is None else designation.label
    return State(
        key=identity.iso3 or identity.key,
        name=identity.name,
        label=label,
        ccode=ccode,
        codes=codes,
        letters=tuple(sorted(letters)),
    )


SINCE = {
    "DEU": 1991,  # both German states
    "ETH": 1994,  # with Eritrea
    "PAK": 1972,  # with Bangladesh
    "RUS": 1992,  # the Soviet Union
    "SDN": 2012,  # with South Sudan
    "SRB": 2007,  # Yugoslavia, then with Montenegro
    "VNM": 1977,  # two states
    "YEM": 1991,  # two states
}
"""First whole year in which a state has the extent that it has now, where it had another before."""


def as_now_since(state: State, year: int) -> int:
    """Give the first whole year from which a state is comparable with itself at a view.

    Parameters
    ----------
    state : State
        The state.
    year : int
        The year of the view: a change of extent after it was not known.

    Returns
    -------
    int
        Zero where its extent did not change.

    Examples
    --------
    >>> russia = state_on(365, year_end(2013))
    >>> as_now_since(russia, 2013), as_now_since(russia, 1985)
    (1992, 0)
    """
    since = SINCE.get(state.key, 0)
    return since if since <= year else 0


def predecessor(state: State, year: int) -> str:
    """Name the state that held a state's codes in an earlier year, where people knew it under
    another name.

    Parameters
    ----------
    state : State
        The state.
    year : int
        The earlier year.

    Returns
    -------
    str
        As a sentence has it (``"the Soviet Union"``); empty where the name was the same, or there
        was no such state.

    Examples
    --------
    >>> (
    ...     predecessor(state_on(365, year_end(2013)), 1985),
    ...     predecessor(state_on(365, year_end(2013)), 2000),
    ... )
    ('the Soviet Union', '')
    """
    codes = state.members(year)
    then = state_on(codes[0], year_end(year)) if codes else state
    return "" if then.name == state.name or _renamed(then, state) else then.label


def _renamed(then: State, now: State) -> bool:
    """Tell whether only the designation of one and the same state has changed."""
    return then.key == now.key and any(
        row.state == now.key and row.called for row in designations()
    )
