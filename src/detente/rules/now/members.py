"""BY-MEMBER: what holds between single members of a bloc and the other side."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HOSTILE, Condition
from detente.analysis.state.words import label_of
from detente.evidence.figure import counted, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.row_words import filled
from detente.rules.now.state_words import (
    Parts,
    begun,
    brief,
    is_last_record,
    land_held,
    land_of,
    over,
    started,
)
from detente.rules.now.steps import newest_naming, told
from detente.rules.rule import Rule

ID = "by_member"
ABOUT = "what holds with single members"
SHOWN = ("war", "armed conflict", "truce", "occupation", "rupture", "crisis", "disputed line")
"""Headlines that are said of members, the gravest first."""
CLAIM = "disputed line"
MOST = 3
"""Headlines that are said of one relation."""
MOST_NAMED = 4
"""Members that are named one by one; more are counted."""
INSIDE_A_TIE = 1.0
AMONG_OTHERS = 0.8
"""How unexpected a quarrel with a member is where the bloc itself is tied to the other side."""
LARGEST = 40
"""Members of a bloc above which a quarrel of one of them is no message of page 1."""
TIED = ("partners", "allied", "integrated", "halted")


def say(relation: Relation) -> Iterator[Line]:
    """Say the gravest conditions of members, a line each."""
    if relation.pair.bloc_and_state is None:
        return
    own = [one for one in relation.state.conditions if one.by_member]
    found = [name for name in SHOWN if any(one.headline == name for one in own)]
    for headline in found[:MOST]:
        group = [one for one in own if one.headline == headline]
        # a claim that nobody has verified is no news of a whole bloc
        if headline == CLAIM and not any(one.checked for one in group):
            continue
        yield _line(relation, headline, group)


def _line(relation: Relation, headline: str, group: list[Condition]) -> Line:
    sentence = Sentence("{said}.", {"said": _said(relation, headline, group)})
    body = (sentence, *_what(group))
    tied = relation.state.headline in TIED
    grave = headline in HOSTILE
    known = grave and all(it.checked for it in group) and _members(relation) <= LARGEST
    page = _page(relation, headline, group) if known else None
    reason = (INSIDE_A_TIE if tied else AMONG_OTHERS) if grave else 0.5
    variant = f"{ID}.unexpected.{headline.replace(' ', '_')}.{_size(relation, group)}"
    return line(
        variant,
        body,
        about=ABOUT,
        reasons=Reasons(unexpected=reason),
        page=page,
        cells=tuple(cell for one in group for cell in begun(one).cells),
    )


def _size(relation: Relation, group: list[Condition]) -> str:
    """Say whether one member, some, or most of them are concerned."""
    count = len(_letters(relation, group))
    members = _members(relation)
    if count == 1:
        return "one"
    return "most" if 2 * count >= members else "some"


def _members(relation: Relation) -> int:
    sides = relation.pair.bloc_and_state
    return len(sides[0].member_letters(relation.pair.day)) if sides else 0


def _bloc(relation: Relation) -> str:
    sides = relation.pair.bloc_and_state
    return sides[0].label if sides else ""


def _letters(relation: Relation, group: list[Condition]) -> tuple[str, ...]:
    """Give the letters of the members concerned, each once, A to Z by name."""
    inside = isinstance(relation.pair.first, Bloc)
    keys = {one.first if inside else one.second for one in group}
    return tuple(sorted(keys, key=lambda key: label_of(key).removeprefix("the ")))


def _who(relation: Relation, group: list[Condition]) -> Phrase | str:
    """Name the members concerned, or count them."""
    letters = _letters(relation, group)
    if len(letters) <= MOST_NAMED:
        return listed([label_of(key) for key in letters])
    cells = tuple(cell for one in group for cell in begun(one).cells)
    headline = group[0].headline
    if len(letters) == _members(relation):
        id = figure_id("now", ID, headline)
        every = counted(id, len(letters), "members", *cells)
        return Phrase("all {count} members of {bloc}", {"count": every, "bloc": _bloc(relation)})
    of = Phrase(
        "{count} of {of} members of {bloc}",
        {
            "bloc": _bloc(relation),
            "count": counted(figure_id("now", ID, headline), len(letters), "members", *cells),
            "of": counted(
                figure_id("now", ID, headline, "of"), _members(relation), "members", *cells
            ),
        },
    )
    return of


def _said(relation: Relation, headline: str, group: list[Condition]) -> Phrase:
    """Say what holds with the members."""
    one = group[0]
    sides = relation.pair.bloc_and_state
    state = sides[1].label if sides else ""
    several = len(_letters(relation, group)) > 1
    parts: Parts = {"who": _who(relation, group), "state": state}
    if headline == "occupation" and not several:
        return land_held(one, relation.pair)
    if headline == "armed conflict":
        return _fought(group, parts)
    if headline == "crisis" and all(it.end is not None for it in group):
        newest = max(group, key=lambda it: it.end or it.start)
        last = over(newest)
        if last is not None and is_last_record(newest):
            words = "{who} were in crises with {state} as late as {last}"
            one_only = "{who} was in a crisis with {state} as late as {last}"
            return Phrase(words if several else one_only, {**parts, "last": last})
        if last is not None:
            return Phrase("{who} had a crisis with {state} until {last}", {**parts, "last": last})
    if headline == "disputed line" and not several:
        land: Parts = {**parts, "land": land_of(one), "day": begun(one)}
        return Phrase("{who} and {state} have disputed {land} since {day}", land)
    if several:
        return Phrase(MANY[headline], parts)
    oldest = min(group, key=lambda it: it.start)
    return Phrase(SINGLE[headline], {**parts, "day": begun(oldest)})


SINGLE = {
    "war": "{who} has been at war with {state} since {day}",
    "truce": "{who} has had a ceasefire with {state} since {day}",
    "rupture": "{who} has had no diplomatic relations with {state} since {day}",
    "crisis": "{who} has been in a crisis with {state} since {day}",
}
MANY = {
    "war": "{who} are at war with {state}",
    "truce": "{who} have ceasefires with {state}",
    "occupation": "{who} have an occupation between them and {state}",
    "rupture": "{who} have no diplomatic relations with {state}",
    "crisis": "{who} are in a crisis with {state}",
    "disputed line": "{who} each have an open claim that concerns {state}",
}
"""What holds with one member, and with several."""


def _fought(group: list[Condition], parts: Parts) -> Phrase:
    """Say until when members fought the other side."""
    newest = max(group, key=lambda one: (one.end is None, one.end or one.start))
    last = over(newest)
    if last is None:
        return Phrase("{who} and {state} have fought since {day}", {**parts, "day": begun(newest)})
    return Phrase("{who} and {state} fought each other until {last}", {**parts, "last": last})


def _page(relation: Relation, headline: str, group: list[Condition]) -> Page | None:
    """Give what page 1 may print: the member is named."""
    sides = relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    several = len(_letters(relation, group)) > 1
    words = headline
    if headline == "crisis" and all(one.end is not None for one in group):
        words = "crisis on record" if any(map(is_last_record, group)) else "crisis over"
    if headline == "occupation" and group[0].holder in state.letters:
        words = "occupied"
    message = (MANY_ON_PAGE if several else ONE_ON_PAGE)[words]
    parts: Parts = {"who": _who(relation, group), "bloc": brief(bloc), "state": state.label}
    said = Sentence("{said}.", {"said": _said(relation, headline, group)})
    below = _what(group) or (_newest_act(relation, group) or said,)
    return Page(filled(message, parts), below, gist=said)


def _newest_act(relation: Relation, group: list[Condition]) -> Sentence | None:
    """Say the newest act of the last year that names the one member concerned."""
    letters = _letters(relation, group)
    act = newest_naming(relation, label_of(letters[0])) if len(letters) == 1 else None
    return Sentence("{act}.", {"act": told(act)}) if act is not None else None


def _what(group: list[Condition]) -> tuple[Sentence, ...]:
    """Say what happened, where it is one thing and the row says it."""
    newest = sorted(group, key=lambda one: one.start, reverse=True)
    told = [one for one in newest if one.headline in ("crisis", "armed conflict") and not one.cells]
    # two members may have a crisis each: the newest two are said
    by_day = sorted(told[:TOLD], key=lambda one: one.start)
    return tuple(Sentence("{what}.", {"what": started(one)}) for one in by_day)


TOLD = 2
"""Beginnings that are said of one line."""


ONE_ON_PAGE = {
    "war": "{who}, a member of {bloc}, is at war with {state}.",
    "armed conflict": "{who}, a member of {bloc}, has just fought {state}.",
    "truce": "{who}, a member of {bloc}, has only a ceasefire with {state}.",
    "occupation": "{who}, a member of {bloc}, holds territory of {state}.",
    "occupied": "{state} holds territory of {who}, a member of {bloc}.",
    "rupture": "{who}, a member of {bloc}, has no relations with {state}.",
    "crisis": "{who}, a member of {bloc}, is in a crisis with {state}.",
    "crisis over": "{who}, a member of {bloc}, is just out of a crisis with {state}.",
    "crisis on record": "{who}, a member of {bloc}, has had a crisis with {state}.",
}
MANY_ON_PAGE = {
    "war": "{who} are at war with {state}; {bloc} as such is not.",
    "armed conflict": "{who} have just fought {state}.",
    "truce": "{who} have only ceasefires with {state}.",
    "occupation": "{who} hold territory of {state}.",
    "occupied": "{state} holds territory of {who}.",
    "rupture": "{who} have no relations with {state}.",
    "crisis": "{who}, inside {bloc}, are in a crisis with {state}.",
    "crisis over": "{who}, inside {bloc}, are just out of crises with {state}.",
    "crisis on record": "{who}, inside {bloc}, have had crises with {state}.",
}
"""Messages of page 1, for one member and for several."""

RULE = Rule(
    id=ID,
    section="now",
    place=3,
    paragraph="members",
    say=say,
    condition="a war, fighting, ceasefire, occupation, break, crisis or claim between single "
    "members of a bloc and the other side holds",
    topics=("standing", "history"),
)
"""The rule."""
