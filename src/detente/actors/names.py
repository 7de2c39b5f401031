"""Names as people type them: words, letters and codes to one actor at one date."""

from __future__ import annotations

import difflib
import unicodedata
from datetime import date
from functools import cache

from babel import Locale

from detente.actors.belonged import then
from detente.actors.blocs import Bloc, blocs
from detente.actors.counted_names import check_count, in_parts, spans_with
from detente.actors.listed import Listed, listed
from detente.actors.other_names import AREAS, BODIES, letters_of, spelled_out
from detente.actors.states import Identity, State, identities, state_on
from detente.actors.systems import is_member
from detente.actors.view import view_day
from detente.errors import AmbiguousActor, DateError, UnknownActor, quoted
from detente.limits import LARGEST_CODE, LONGEST_NAME
from detente.span import OPEN_END, end_words

Actor = State | Bloc
When = int | str | date | None
"""A view as users give it: a year, a day, or None for the day to which facts are checked."""


def fold(text: str) -> str:
    """Reduce a name to what matters when it is compared.

    Parameters
    ----------
    text : str
        What was typed.

    Examples
    --------
    >>> fold("The  Côte d'Ivoire"), fold("U.S.")
    ('cote divoire', 'us')
    """
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’,()")
    words = kept.replace("-", " ").replace("&", " and ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@cache
def _state_names() -> dict[str, tuple[Identity, ...]]:
    """Give the identities of COW members by every name that people type."""
    known: dict[str, list[Identity]] = {}
    for identity in identities():
        if identity.ccode is None:
            continue
        names = (identity.key, identity.iso3, identity.name, *identity.aliases)
        for name in {fold(name) for name in names} - {""}:
            known.setdefault(name, []).append(identity)
    return {name: tuple(rows) for name, rows in known.items()}


@cache
def _bloc_names() -> dict[str, Bloc]:
    """Give the blocs by every name that people type."""
    known: dict[str, Bloc] = {}
    for bloc in blocs().values():
        for name in (bloc.id, bloc.name, bloc.label, *bloc.aliases):
            known.setdefault(fold(name), bloc)
    return known


def _bloc_called(folded: str) -> Bloc | None:
    """Give the bloc of a name, with or without a number of members that it once had."""
    known = _bloc_names()
    parts = None if folded in known else in_parts(folded)
    if parts is None:
        return known.get(folded)
    named = known.get(parts[0])
    return named if named and spans_with(named, parts[1]) else None


def is_bloc_name(text: str) -> bool:
    """Tell whether a text is a name of a bloc, at any time.

    Parameters
    ----------
    text : str
        The name.

    Examples
    --------
    >>> is_bloc_name("Comecon"), is_bloc_name("Germany")
    (True, False)
    """
    return _bloc_called(fold(text)) is not None


def near_names(text: str) -> tuple[str, ...]:
    """Give up to four known names that resemble a text.

    Parameters
    ----------
    text : str
        What was typed.

    Examples
    --------
    >>> near_names("Rusia")[0]
    'Russia'
    """
    shown = {fold(name.name): name.name for name in identities() if name.ccode is not None}
    shown |= {fold(bloc.id): bloc.id for bloc in blocs().values()}
    known = [*_state_names(), *_bloc_names()]
    names: list[str] = []
    for key in difflib.get_close_matches(fold(text), known, n=8, cutoff=0.72):
        if key in shown:
            names.append(shown[key])
        elif key in _state_names():
            names.append(_state_names()[key][0].name)
        else:
            names.append(_bloc_names()[key].id)
    return tuple(dict.fromkeys(names))[:4]


def state(name: str | int, as_of: When = None) -> State:
    """Find the state that a name or a COW code means on a day.

    Parameters
    ----------
    name : str or int
        A name, an alias, ISO 3166 letters or a COW code.
    as_of : int, str or datetime.date, optional
        The day, or the year whose 31 December is meant; the day to which facts are checked by
        default.

    Returns
    -------
    State

    Raises
    ------
    UnknownActor
        Where no state was ever called so.
    AmbiguousActor
        Where several were members at that date (Germany in 1985).
    DateError
        Where the state existed, but not then.

    Examples
    --------
    >>> state("Russia", 1985).name, state("RUS", 2013).name, state(365).ccode
    ('Soviet Union', 'Russia', 365)
    """
    return _state_called(_text(name), view_day(as_of), kinds="state")


def _state_called(text: str, day: date, *, kinds: str) -> State:
    """Give the state of a name or code, or refuse it as one of the kinds that were asked for."""
    is_code = text.isascii() and text.isdigit()
    rows = _rows_of_code(int(text)) if is_code else _rows_called(fold(text))
    if not rows:
        raise _unknown(text, kinds)
    codes = {row.ccode for row in rows if row.ccode is not None and row.alive(day)}
    if not codes and is_code and is_member(int(text), day):
        codes = {int(text)}
    if len(codes) > 1:
        candidates = ", ".join(f"{state_on(code, day).name} ({code})" for code in sorted(codes))
        raise AmbiguousActor(
            f"'{text}' fits several states {end_words(day)}: {candidates}",
            codes=sorted(codes),
            next_step="name one of them or give its code",
        )
    if not codes:
        raise _not_then(text, rows, day)
    return state_on(codes.pop(), day)


def _not_then(text: str, rows: tuple[Identity, ...], day: date) -> DateError:
    """Say when a state was a member, and what it was on the day asked for."""
    known = "; ".join(dict.fromkeys(f"{row.name} {row.years()}" for row in rows))
    otherwise = then(rows, day)
    was = f"; it was then {' and '.join(otherwise.values())}" if otherwise else ""
    offered = f"ask for {' or '.join(otherwise)}, or " if otherwise else ""
    return DateError(
        f"'{text}' was not a member of the state system {end_words(day)} (it was: {known}){was}",
        next_step=f"{offered}choose another day with --as-of",
    )


def _rows_called(folded: str) -> tuple[Identity, ...]:
    """Give what a name means: one of ours, a short form of one, or a name in another language."""
    ours = _state_names()
    rows = ours.get(folded) or ours.get(spelled_out(folded))
    by_letters = [_rows_of_letters(letters) for letters in letters_of(folded)]
    if rows:
        codes = {row.ccode for row in rows}
        # an old name of a state may be its present name elsewhere: Servia, Sérvia
        return (*rows, *(row for found in by_letters for row in found if row.ccode in codes))
    # a name that means a territory, too, is not taken for the state
    return tuple(row for rows in by_letters for row in rows) if all(by_letters) else ()


def _rows_of_letters(letters: str) -> tuple[Identity, ...]:
    """Give the names that were ever used for the state of some letters."""
    return tuple(
        name for name in identities() if name.ccode is not None and letters in (name.key, name.iso3)
    )


def _rows_of_code(code: int) -> tuple[Identity, ...]:
    """Give the names that were ever used for a COW code."""
    return tuple(name for name in identities() if name.ccode == code)


def _unknown(text: str, kinds: str) -> UnknownActor:
    """Say that nobody is called so, or that it is not in the system of Correlates of War."""
    for name in identities():
        called = {fold(known) for known in (name.key, name.name, *name.aliases)}
        if name.ccode is None and fold(text) in called:
            return UnknownActor(
                f"'{text}' is not a member of the Correlates of War state system",
                next_step=_where_shown(name.key),
            )
    letters = () if _bloc_called(fold(text)) else letters_of(fold(text))
    areas = [one for one in letters if one not in BODIES]
    if areas:
        return UnknownActor(
            f"'{text}' means {_areas(areas)}, not a member of the Correlates of War state system",
            next_step=_where_shown(*areas),
        )
    return UnknownActor(
        f"no {kinds} is called '{text}'",
        near=near_names(text),
        next_step="'detente actors' lists all names",
    )


def _where_shown(*letters: str) -> str:
    """Say where somebody is shown who is no member of the state system."""
    placed = [listed()[one] for one in letters if one in listed()]
    if not placed:
        return "'detente actors' lists all that are"
    return f"'detente actors {placed[0].key}' shows its places in institutions"


def listed_actor(name: str) -> Listed | None:
    """Find who is meant of those that institutions list and the state system does not.

    Parameters
    ----------
    name : str
        A name in any language, or letters.

    Returns
    -------
    Listed or None
        None where the name means nobody else, or several.

    Examples
    --------
    >>> found = listed_actor("Vatikanstadt"), listed_actor("State of Palestine")
    >>> [one.key for one in found if one], listed_actor("Greenland")
    (['VAT', 'PSE'], None)
    """
    folded = fold(_text(name))
    own = [
        one
        for one in listed().values()
        if folded in {fold(known) for known in (one.key, one.name, *one.aliases)}
    ]
    letters = letters_of(folded)
    if not own and len(letters) == 1 and letters[0] in listed():
        own = [listed()[letters[0]]]
    return own[0] if len(own) == 1 else None


def _areas(letters: list[str]) -> str:
    """Name territories by their letters and English names."""
    english = Locale("en").territories
    two = {three: short for short, three in AREAS.items()}
    return " or ".join(f"{english.get(two[one], one)} ({one})" for one in letters)


def _body(folded: str) -> str:
    """Give the id of the bloc that a name in another language means; empty where it means none."""
    letters = letters_of(folded)
    is_body = len(letters) == 1 and letters[0] in BODIES and folded not in _state_names()
    return letters[0] if is_body and fold(letters[0]) in _bloc_names() else ""


def bloc(name: str, as_of: When = None) -> Bloc:
    """Find the bloc that a name means, and check that it existed on a day.

    Parameters
    ----------
    name : str
        Id, name or alias.
    as_of : int, str or datetime.date, optional
        The day, or the year whose 31 December is meant; the day to which facts are checked by
        default.

    Returns
    -------
    Bloc
        With its ladder.

    Raises
    ------
    UnknownActor
        Where no bloc is called so.
    DateError
        Where it was not yet founded, or dissolved.

    Examples
    --------
    >>> bloc("North Atlantic Alliance").id
    'NATO'
    """
    text = _text(name)
    known_bloc = _bloc_called(fold(text))
    if known_bloc is None:
        raise UnknownActor(
            f"no bloc is called '{text}'",
            near=near_names(text),
            next_step="'detente actors' lists all names",
        )
    day = view_day(as_of)
    if not known_bloc.span.covers(day):
        end = "" if known_bloc.span.end == OPEN_END else known_bloc.span.end.year
        raise DateError(
            f"{known_bloc.id} did not exist {end_words(day)} "
            f"(it existed {known_bloc.span.start.year}-{end})",
            next_step="choose another day with --as-of",
        )
    parts = in_parts(fold(text))
    own = {fold(name) for name in (known_bloc.id, known_bloc.name, known_bloc.label)}
    if parts and fold(text) not in own:
        check_count(text, known_bloc, parts[1], day)
    return known_bloc.named(day)


def actor(name: str | int | State | Bloc, as_of: When = None) -> Actor:
    """Find the state or bloc that a name means on a day.

    Parameters
    ----------
    name : str, int, State or Bloc
        A name or a code; an actor is given back.
    as_of : int, str or datetime.date, optional
        The day, or the year whose 31 December is meant; the day to which facts are checked by
        default.

    Raises
    ------
    UnknownActor, AmbiguousActor, DateError
        As `state` and `bloc` do.

    Examples
    --------
    >>> actor("EU").kind, actor("Serbia").kind
    ('bloc', 'state')
    """
    if isinstance(name, State | Bloc):
        return name
    text = _text(name)
    if _bloc_called(fold(text)):
        return bloc(text, as_of)
    if fold(text) not in _state_names() and (body := _body(fold(text))):
        return bloc(body, as_of)
    return _state_called(text, view_day(as_of), kinds="state or bloc")


def _text(name: object) -> str:
    """Accept a name or a code, and nothing else."""
    if isinstance(name, int) and not isinstance(name, bool) and abs(name) < LARGEST_CODE:
        return str(name)
    fault = ""
    if not isinstance(name, str):
        fault = f"{quoted(name)} is not an actor's name"
    elif not name.strip():
        fault = "an actor's name is empty"
    elif len(name) > LONGEST_NAME:
        fault = f"'{name[:20]}...' has {len(name):,} letters, more than any actor's name"
    if fault:
        raise UnknownActor(fault, next_step="'detente actors' lists all names")
    return str(name).strip()


def possessive(name: str) -> str:
    """Give a name in the possessive.

    Parameters
    ----------
    name : str
        As a sentence has it.

    Examples
    --------
    >>> possessive("Serbia"), possessive("the United States")
    ("Serbia's", "the United States'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"
