"""``detente actors``: states and blocs by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json
from detente.cli.options import AsJson, view
from detente.span import view_fields

if TYPE_CHECKING:
    from datetime import date

    from detente.actors.blocs import Bloc
    from detente.actors.listed import Listed
    from detente.actors.states import State
    from detente.institutions.rung_states import HeldRung
    from detente.span import Span

EXAMPLE = "Example: detente actors Germany --as-of 1985"


def run(
    name: Annotated[
        str | None, typer.Argument(help="A state or bloc; all are listed without one.")
    ] = None,
    other: Annotated[
        str | None, typer.Argument(help="The other party of a pair, with --sources.")
    ] = None,
    *,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="YEAR|YYYY-MM-DD",
            help="Day on which it must exist, or the year whose 31 December is meant.",
        ),
    ] = None,
    rungs: Annotated[
        bool,
        typer.Option("--rungs", help="What each rung of a bloc gives, withholds and demands."),
    ] = False,
    sources: Annotated[
        bool,
        typer.Option("--sources", help="Count the rows about a bloc or a pair by what was read."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show states and blocs, their codes, members and rungs."""
    day = view(as_of)
    if sources or other is not None:
        _sources(name, other, day, asked=sources, as_json=as_json)
        return
    if rungs:
        _rungs(name, day, as_json=as_json)
        return
    if name is None:
        _list(day, as_json=as_json)
        return
    called = _called(name, day)
    if len(called) > 1:
        _show_several(name, called, day, as_json=as_json)
    elif as_json:
        out_json(called[0])
    else:
        _show(called[0])


def _rungs(name: str | None, day: date, *, as_json: bool) -> None:
    """Print what each rung of a bloc means by treaty."""
    from detente.cli.rungs import lines, record, rungs_of
    from detente.errors import RequestError

    if name is None:
        raise RequestError(
            "no bloc is named", where="detente actors", next_step="detente actors EU --rungs"
        )
    bloc, terms = rungs_of(name, day)
    if as_json:
        out_json(record(bloc, terms, day))
        return
    for line in lines(bloc, terms, day):
        out(line)


def _sources(name: str | None, other: str | None, day: date, *, asked: bool, as_json: bool) -> None:
    """Print the counts of rows by class, then the rows that are unverified."""
    from detente.cli.fact_sources import lines, sources_of
    from detente.errors import RequestError

    if name is None or not asked:
        raise RequestError(
            "a second party is of use with --sources only" if name else "no bloc is named",
            where="detente actors",
            next_step="detente actors NATO RUS --sources",
        )
    found = sources_of(name, other, day)
    if as_json:
        out_json(found)
        return
    for line in lines(found, day):
        out(line)


def _called(name: str, day: date) -> list[dict[str, Any]]:
    """Describe the actor of a name; every one where the name fits several states of the day."""
    from detente.actors.blocs import Bloc
    from detente.actors.names import actor, listed_actor
    from detente.actors.states import state_on
    from detente.errors import AmbiguousActor, UnknownActor

    try:
        party = actor(name, day)
    except AmbiguousActor as several:
        return [_state(state_on(code, day), day) for code in several.codes]
    except UnknownActor:
        other = listed_actor(name)
        if other is None:
            raise
        return [_listed(other, day)]
    return [_bloc(party, day) if isinstance(party, Bloc) else _state(party, day)]


def _show_several(name: str, called: list[dict[str, Any]], day: date, *, as_json: bool) -> None:
    """Print every state that a name fits: a look-up need not choose between them."""
    from detente.span import end_words

    if as_json:
        out_json({"name": name, **view_fields(day), "candidates": called})
        return
    out(f"'{name}' fits {len(called)} states {end_words(day)}")
    for described in called:
        out()
        _show(described)


def _show(described: dict[str, Any]) -> None:
    """Print what an actor is, a line for each property."""
    for key, value in described.items():
        text = ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)
        out(f"{key + ':':<14}{text}")


def _list(day: date, *, as_json: bool) -> None:
    """Print every bloc, and every state of a day with its codes."""
    from detente.actors.blocs import blocs
    from detente.actors.states import crosswalk
    from detente.span import end_words

    states = crosswalk(day)
    if as_json:
        out_json({**view_fields(day), "states": states.to_dicts(), "blocs": list(blocs())})
        return
    out(f"blocs: {', '.join(blocs())}")
    out(f"states {end_words(day)} (COW code, Gleditsch-Ward code, ISO letters, name):")
    for ccode, gwcode, iso3, label in states.iter_rows():
        shown_gwcode = "-" if gwcode is None else gwcode
        out(f"  {ccode:>3}  {shown_gwcode:>4}  {iso3:<4} {label}")


def _state(state: State, day: date) -> dict[str, Any]:
    """Describe a state: its names, codes, membership of the system, and rungs in blocs."""
    from detente.actors.naming import names_in
    from detente.actors.states import identity_on
    from detente.actors.systems import spans_of
    from detente.institutions.ladder import held_in

    identity = identity_on(state.ccode, day)
    rungs = held_in(state, day)
    named = names_in([state.label], day, frozenset((state.ccode,)))
    footnotes = [note.text for note in named.footnotes]
    spans = [_dates(span) for span in spans_of(state.ccode)]
    names = {"kind": "state", "name": state.name}
    codes = {"ccode": state.ccode, "gwcode": identity.gwcode, "iso3": identity.iso3}
    return {
        **names,
        **codes,
        "codes": list(state.codes),
        "system": spans,
        "aliases": list(identity.aliases),
        "designations": footnotes,
        "rungs": [f"{bloc} {_rung(held)}" for bloc, held in rungs.items()],
    }


def _listed(actor: Listed, day: date) -> dict[str, Any]:
    """Describe who is no member of the state system: its names, and its places in institutions."""
    places = [
        f"{place.bloc} {place.step.rung} ({place.step.form}) since {place.step.span.start}"
        for place in actor.on(day)
    ]
    return {
        "kind": "listed actor",
        "name": actor.name,
        "letters": actor.key,
        "system": "no member of the Correlates of War state system: no series here has a row of it",
        "aliases": list(actor.aliases),
        "rungs": places,
        "sources": sorted({place.step.address for place in actor.on(day)}),
    }


def _bloc(bloc: Bloc, day: date) -> dict[str, Any]:
    """Describe a bloc: its names, dates, members, and the sources of its ladder."""
    from detente.actors.states import identity_on

    members = [identity_on(code, day).name for code in bloc.members(day)]
    names = {"kind": "bloc", "id": bloc.id, "name": bloc.name}
    return {
        **names,
        "existed": _existed(bloc.span),
        "members": members,
        "core": list(bloc.core()),
        "aliases": list(bloc.aliases),
        "steps": len(bloc.steps),
        "sources": sorted({step.address for step in bloc.steps}),
    }


def _rung(held: HeldRung) -> str:
    """Name a rung, and its state where it is not active."""
    return held.rung if held.condition is None else f"{held.rung} ({held.in_words})"


def _existed(span: Span) -> str:
    """Write from when to when a bloc existed: until the day on which it was over."""
    from datetime import timedelta

    from detente.span import OPEN_END

    if span.end == OPEN_END:
        return _dates(span)
    over = span.end + timedelta(days=1)
    return f"{span.start.isoformat()} until {over.isoformat()}"


def _dates(span: Span) -> str:
    """Write first and last day; what goes on has no last."""
    from detente.span import OPEN_END

    end = "now" if span.end == OPEN_END else span.end.isoformat()
    return f"{span.start.isoformat()} to {end}"
