"""REC-STEP: the cheapest step that others can count: votes with a united bloc."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.assembly_conflicts import AssemblyText, conflicts, texts_on
from detente.actors.blocs import Bloc
from detente.actors.powers import in_force
from detente.actors.states import State, ccode_on
from detente.advice.course import Course, said
from detente.advice.deadlines import assembly_votes
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.united import Rung, of_rung
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, measured
from detente.identity.episodes import YES, episodes
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "cheap_step"
WORDING = Wording(
    says="In {due} {state} should vote with {bloc} on the yearly text on {text}.",
    reason="It sides with a united {united} in {own:per_cent} of votes, less often than any other "
    "{rung}.",
    changes="{bloc} decides on a next step without it.",
    instead="apart",
    what="go on voting apart",
    against="At {own:per_cent} it is the last of its peers.",
    answers="So the cheapest step of {state} is one vote in New York.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose to catch up with the next peer, where no peer votes less often with the bloc."""
    relation = argument.relation
    # a text that can be named is a cheaper step than a share
    named = said(argument, "yearly_text")
    lines = () if named else said(argument, "with_bloc", "unusual.lowest")
    sides, found = relation.pair.bloc_and_state, of_rung(relation) if lines else None
    if sides is None or found is None or found.mark is None or found.lower:
        return
    text = _yearly(relation)
    if text is not None and not _votes_yes(relation, sides[1], text):
        yield _option(relation, sides, lines, (found, text))


def _yearly(relation: Relation) -> AssemblyText | None:
    """Give the newest yearly text that names the third power, where the bloc and it are rivals."""
    third, day = relation.power.third, relation.pair.day
    sides = relation.pair.bloc_and_state
    if third is None or sides is None:
        return None
    inside = {sides[0].id, *sides[0].member_letters(day)}
    is_rival = any(
        tie.kind == "rivalry"
        and third.key in (tie.power, tie.other)
        and {tie.power, tie.other} & inside
        for tie in in_force(day)
    )
    known = (text for one in conflicts().values() for text in texts_on(one, day))
    named = [text for text in known if text.recurring and text.named == third.key]
    return max(named, key=lambda one: one.on, default=None) if is_rival else None


def _votes_yes(relation: Relation, state: State, text: AssemblyText) -> bool:
    """Tell whether the state voted for the text, where single votes are in the store."""
    for episode in episodes(relation.catalog, relation.pair.day):
        code = ccode_on(state.letters[0], relation.pair.day)
        row = None if code is None else episode.row(code)
        if row is not None and text.symbol in episode.symbols:
            return bool(row[episode.symbols.index(text.symbol)] == YES)
    return False


def _option(
    relation: Relation,
    sides: tuple[Bloc, State],
    lines: tuple[Line, ...],
    step: tuple[Rung, AssemblyText],
) -> Option:
    (bloc, state), (found, text) = sides, step
    due = assembly_votes(relation.pair.day)
    united = bloc.label.removeprefix("the ")
    parts: Parts = {
        "state": state.label,
        "bloc": bloc.label,
        "united": united,
        "text": text.recurring,
        "rung": found.name,
        "own": _share("own", found.own),
    }
    terms = Terms(
        actor=state.label,
        verb=f"vote with {bloc.label} on the yearly text on {text.recurring}",
        instrument="the vote of the General Assembly",
        due=due,
        cost=price(relation, bloc),
        bearer=state.label,
        payer=state.label,
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=relation.pair.as_of)


def price(relation: Relation, bloc: Bloc) -> str:
    """Name who would be displeased: the third power, where it is a rival of the bloc.

    Parameters
    ----------
    relation : Relation
        The relation.
    bloc : Bloc
        The bloc whose side a vote would take.
    """
    third, day = relation.power.third, relation.pair.day
    inside = {bloc.id, *bloc.member_letters(day)}
    rivals = {
        end
        for tie in in_force(day)
        if tie.kind == "rivalry" and {tie.power, tie.other} & inside
        for end in (tie.power, tie.other)
    }
    if third is not None and third.key in rivals - inside:
        return f"displeases {third.label}"
    return "leaves those with whom it votes on such texts"


def _share(name: str, cell: Cell) -> Figure:
    return measured(figure_id("advice", ID, name), cell, way="per_cent")


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a candidate or associate that votes with a united bloc less often than every peer, "
    "and a yearly text of the Assembly that names the bloc's rival",
    propose=propose,
)
