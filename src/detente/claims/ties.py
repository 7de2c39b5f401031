"""Answers about ties: rungs, effects of joining, conduct inside a bloc, neighbours, meetings, turns, the structures together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.blocs import RUNGS, Bloc
from detente.actors.joint_bodies import bodies
from detente.actors.relation_key import RelationKey, short
from detente.actors.states import State, state_on
from detente.analysis.comparison import own_standing
from detente.claims.answers import Answer, View
from detente.claims.concepts import concept, everybody, shares, values
from detente.claims.document import Question, expect
from detente.claims.sides import Side
from detente.errors import ClaimError
from detente.identity.distance import distance
from detente.identity.turning_points import turning
from detente.institutions import ladder, ties
from detente.institutions.conduct import GROUPS, rates
from detente.institutions.disputes import LAST as LAST_DISPUTE
from detente.models.membership.outcomes import OUTCOMES
from detente.models.membership.study import Membership, estimate, laid_out
from detente.phrasing import counted, listed, multiple, number, share, signed
from detente.power.threat import threats
from detente.span import year_end

ORDER = ("none", *RUNGS)
DISPUTES = ("begun", "force", "fatal")
"""Kinds of dispute that are counted inside a bloc and outside."""
APART = 50.0
"""Percentile among all pairs above which a structure speaks for nearness."""


def _bloc(view: View, name: object) -> Bloc:
    found = view.sides.side(name).one
    if not isinstance(found, Bloc):
        raise ClaimError(
            f"'{short(found)}' is no bloc", next_step="'detente actors' lists the blocs"
        )
    return found


def _state(view: View, name: object) -> State:
    found = view.sides.side(name).one
    if not isinstance(found, State):
        raise ClaimError(f"'{short(found)}' is no state")
    return found


def rung(question: Question, view: View) -> Iterator[Answer]:
    """Hold the rung that states hold in a bloc against one: 'at least associate', 'below candidate', 'member'."""
    bloc, words = _bloc(view, question.fields["bloc"]), str(question.fields["expect"]).split()
    if not words or words[-1] not in ORDER or words[:-1] not in ([], ["at", "least"], ["below"]):
        raise ClaimError(
            f"expect = {question.fields['expect']!r} is no rung",
            near=ORDER,
            next_step="write 'at least associate' or 'below member'",
        )
    wanted = ORDER.index(words[-1])
    names = (
        question.fields["of"]
        if isinstance(question.fields["of"], list)
        else [question.fields["of"]]
    )
    first, last = view.span(question)
    for name in names:
        state = _state(view, name)
        years = range(first, last + 1) if not view.since else range(view.asked + 1, view.as_of + 1)
        if view.since and view.over(question):
            continue
        years = range(max(years.start, bloc.span.start.year), years.stop)
        if not years or not all(state.members(y) for y in (years[0], years[-1])):
            continue  # neither was there
        held = [ladder.position(bloc.steps_of(state.letters), y) for y in years]
        met = [
            h >= wanted
            if words[0] == "at"
            else (h < wanted if words[0] == "below" else h == wanted)
            for h in held
        ]
        steps = [
            s
            for s in bloc.steps_of(state.letters)
            if s.rung in RUNGS and years[0] <= s.span.start.year <= years[-1]
        ]
        dated = listed([f"{s.rung} {s.span.start.year}" for s in steps]) if steps else ""
        yield Answer(
            "ladder",
            f"{state.name}: {ORDER[held[-1]]} ({years[-1]})" + (f"; {dated}" if dated else ""),
            all(met),
            ("blocs",),
            (years[0], years[-1]),
        )


def effect(question: Question, view: View) -> Iterator[Answer]:
    """Hold what accession or association is known to have done against a direction: 'nearer', 'farther', or by sign."""
    bloc, event, wanted = (
        _bloc(view, question.fields["bloc"]),
        str(question.fields["event"]),
        str(question.fields["expect"]),
    )
    outcome = str(question.fields.get("outcome", "distance"))
    if (
        event not in ("accession", "association")
        or outcome not in OUTCOMES
        or wanted not in ("nearer", "farther", "rises", "falls")
    ):
        raise ClaimError(
            f"no study of {event!r} on {outcome!r} with expect = {wanted!r}",
            near=("accession", "association", *OUTCOMES, "nearer", "farther", "rises", "falls"),
        )
    laid, letters, matrix = laid_out(view.catalog, bloc, event, outcome, view.as_of)
    found = estimate(laid, outcome, letters, matrix)
    if not found:
        return
    effects = [s.found.effect for s in found]
    known = [s for s in found if s.established]
    told, down = len(known), wanted in ("nearer", "falls")
    met = ((known[0].found.effect < 0) == down) if Membership.told(found) else None
    yield Answer(
        "event studies",
        f"{signed(min(effects))} to {signed(max(effects))} over {len(found)} specifications, {told} told from zero "
        f"({found[0].found.treated} states, to {view.as_of})",
        met,
        OUTCOMES[outcome][2],
        (view.as_of,),
    )


def conduct(question: Question, view: View) -> Iterator[Answer]:
    """Hold how often members of a bloc dispute with each other over how often comparable neighbours do against a number."""
    bloc, wanted = _bloc(view, question.fields["bloc"]), expect(question.fields["expect"])
    against = str(question.fields.get("against", "neighbours"))
    kind = str(question.fields.get("kind_of", "begun"))
    for given, allowed, what in (
        (against, tuple(GROUPS), "group of pairs"),
        (kind, DISPUTES, "kind of dispute"),
    ):
        if given not in allowed:
            raise ClaimError(f"no {what} is called '{given}'", near=allowed)
    if view.since:
        return  # the disputes end in 2010
    known = {
        r.group: 100 * getattr(r, kind) / r.pairs for r in rates(view.catalog, bloc, view.as_of)
    }
    if "inside" not in known or not known.get(against):
        return
    inside, other = known["inside"], known[against]
    yield Answer(
        "Gibler, Miller and Little",
        f"{number(inside)} a hundred pair-years inside, {number(other)} among "
        f"{GROUPS[against]} (to {min(view.as_of, LAST_DISPUTE)})",
        wanted.met(inside / other),
        ("gml_mid",),
        (min(view.as_of, LAST_DISPUTE),),
    )


def neighbours(question: Question, view: View) -> Iterator[Answer]:
    """Tell which land neighbours a bloc would gain with a state, and whether those named are among them."""
    bloc, state = _bloc(view, question.fields["bloc"]), _state(view, question.fields["with"])
    if view.since:
        return  # borders have not moved in the source
    own = set(bloc.members(view.as_of))
    old = ties.land_neighbours(view.catalog, tuple(own), view.as_of)
    new = ties.land_neighbours(view.catalog, (*own, *state.members(view.as_of)), view.as_of) - old
    way = concept("capability").ways[0]
    known = values(view.catalog, way, view.sides.side(question.fields["bloc"]), amount=False)
    capability = everybody(view.catalog, way, max(y for y in known if y <= view.as_of))
    ordered = sorted(new, key=lambda c: -capability.get(c, 0.0))
    names = [state_on(c, year_end(view.as_of)).name for c in ordered]
    for name in question.fields.get("gains", []):
        code = set(_state(view, name).members(view.as_of))
        yield Answer(
            "borders",
            f"{name}: new land neighbours would be {listed(names) if names else 'none'}",
            bool(code & new),
            ("cow_contiguity",),
            (view.as_of,),
        )
    if "first" in question.fields:
        code = set(_state(view, question.fields["first"]).members(view.as_of))
        yield Answer(
            "borders and CINC",
            f"by capability: "
            f"{listed([f'{n} {share(capability.get(c, 0.0))}' for n, c in zip(names, ordered, strict=True)])}",
            bool(ordered) and ordered[0] in code,
            ("cow_contiguity", "cow_nmc"),
            (view.as_of,),
        )


def joined(question: Question, view: View) -> Iterator[Answer]:
    """Hold what a bloc would have with a state, as a share of the system or over a third, against a number."""
    bloc, state = view.sides.side(question.fields["bloc"]), view.sides.side(question.fields["with"])
    what, wanted = concept(question.fields["measure"]), expect(question.fields["expect"])
    if not what.share:
        raise ClaimError(f"nobody has a share of '{what.name}'")
    both = view.sides.side([question.fields["bloc"], question.fields["with"]])
    third: Side | None = view.sides.side(question.fields["to"]) if "to" in question.fields else None
    for way in shares(what) if third is None else what.ways:
        without, after = (values(view.catalog, way, s, amount=False) for s in (bloc, both))
        other = (
            values(view.catalog, way, third, amount=False) if third else dict.fromkeys(after, 1.0)
        )
        years = [
            y
            for y in after
            if y in without
            and other.get(y)
            and y <= view.as_of
            and (y > view.asked or not view.since)
        ]
        if not years:
            continue
        y = max(years)
        write = multiple if third else share
        yield Answer(
            way.label,
            f"{write(without[y] / other[y])} without {state.label}, {write(after[y] / other[y])} with it ({y})",
            wanted.met(after[y] / other[y]),
            way.sources,
            (y,),
        )


def meetings(question: Question, view: View) -> Iterator[Answer]:
    """Hold how many dated meetings of joint bodies two sides had, or how many times as many as before, against a number."""
    pair, wanted = view.pair(question.fields["between"]), expect(question.fields["expect"])
    held = [
        m.date.year
        for body in bodies(pair.a.key, pair.b.key, date(view.as_of, 12, 31))
        for m in body.meetings
    ]
    if not held:
        return
    first, last = view.span(question) if not view.since else (view.asked + 1, view.as_of)
    if first > last:
        return
    now = sum(first <= y <= last for y in held)
    if "before" not in question.fields:
        yield Answer(
            "dated meetings",
            f"{counted(now, 'meeting')} ({first}-{last})",
            wanted.met(now),
            ("blocs",),
            (first, last),
        )
        return
    a, b = question.fields["before"]
    rate, was = now / (last - first + 1), sum(a <= y <= b for y in held) / (b - a + 1)
    if not was:
        raise ClaimError(f"no meeting is known of {a}-{b}: nothing can be divided by it")
    yield Answer(
        "dated meetings",
        f"{number(rate)} a year in {first}-{last}, {number(was)} in {a}-{b}, as far as sourced",
        wanted.met(rate / was),
        ("blocs",),
        (first, last),
    )


def turns(question: Question, view: View) -> Iterator[Answer]:
    """Tell whether the ups and downs of a distance follow dated events more often than random dates would."""
    pair = view.pair(question.fields["between"])
    if str(question.fields["expect"]) != "beyond chance":
        raise ClaimError(f"expect = {question.fields['expect']!r}", near=("beyond chance",))
    found = turning(distance(view.catalog, pair), pair, draws=500)
    if found.against.rate != found.against.rate:
        return
    yield Answer(
        "turns of the distance",
        f"{found.against.rate:.0%} of the turns ({listed([str(y) for y in found.years])}) lie within a year of a dated "
        f"event, of random dates {found.against.null:.0%} (p {number(found.against.p)})",
        True if found.against.p < 0.05 else None,
        ("un_votes_undl", "blocs"),
        (view.as_of,),
    )


def seen(question: Question, view: View) -> Iterator[Answer]:
    """Hold how many times as much of one side's capability as of another's reaches where a third stands against a number."""
    place = view.sides.side(question.fields["towards"]).one
    top, bottom = (view.sides.side(question.fields[f]) for f in ("of", "to"))
    wanted = expect(question.fields["expect"])
    if top.label == bottom.label:
        raise ClaimError(f"'{top.label}' is compared with itself")
    codes = {s.label: tuple(sorted(s.at(view.as_of))) for s in (top, bottom)}
    found = {t.of: t for t in threats(view.catalog, place, codes, view.as_of)}
    if top.label not in found or bottom.label not in found or not found[bottom.label].value:
        return
    a, b = found[top.label], found[bottom.label]
    yield Answer(
        "CINC over distance",
        f"{share(a.value)} of {top.label} and {share(b.value)} of {bottom.label} reach {place.label} "
        f"({a.cell.year})",
        wanted.met(a.value / b.value),
        ("cow_nmc", "capitals", "cow_contiguity"),
        (a.cell.year or view.as_of,),
    )


def structures(question: Question, view: View) -> Iterator[Answer]:
    """Hold in how many structures two sides stand nearer to each other than half of all pairs against a number."""
    pair, wanted = view.pair(question.fields["between"]), expect(question.fields["expect"])
    standing = own_standing(view.catalog, RelationKey(pair.a, pair.b, view.as_of))
    if standing is None:
        return
    ranks = standing.percentiles
    near = {"votes": 100 - ranks["distance"]} if "distance" in ranks else {}
    near |= {"regimes": 100 - ranks["regime"]} if "regime" in ranks else {}
    near |= {"organisations": ranks["organisations"]} if "organisations" in ranks else {}
    near |= {"weight": 100 - ranks["asymmetry"]} if "asymmetry" in ranks else {}
    if len(near) < 2:
        return
    yield Answer(
        "places among all pairs",
        listed([f"{k}: nearer than {v:.0f} %" for k, v in near.items()]),
        wanted.met(sum(v > APART for v in near.values())),
        ("cow_nmc", "vdem", "un_votes_undl", "cow_igo"),
        (view.as_of,),
    )
