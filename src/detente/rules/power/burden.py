"""BURDEN: what part of their product both sides spend on defence, in war and in peace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.names import possessive
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.armed_conflicts import fought_since
from detente.power.yardsticks import yardstick
from detente.rules.line import Line, Reasons
from detente.rules.peers import form_of
from detente.rules.power.made import (
    Figures,
    Measured,
    Page,
    Parts,
    cells_of,
    filled,
    first_page,
    line,
    named,
)
from detente.rules.power.parts_of_product import (
    PRODUCT,
    SPENDING,
    Share,
    part_figure,
    part_in,
    spent_and_made,
)
from detente.rules.power.size_peers import sides, tail
from detente.rules.power.sizes import (
    are_apart,
    are_near,
    may_meet,
    newest_year,
    total_of,
)
from detente.rules.rule import Rule
from detente.store.catalog import Catalog

ID = "burden"
FIGURES = Figures(ID)
TIMES = 2.5
"""How many times the other's part of product one side's is, to be compared in peace."""
FACTOR = 1.8
"""Factor by which one side's own part changed in ten years."""
POINT = 0.01
"""Part of product by which it changed at least."""
BACK = 10
"""Years that are looked back in peace."""
EIGHTH = 0.75
"""|2F - 1| from which a value lies in the upper eighth."""


@dataclass(frozen=True, slots=True)
class Burden:
    """What both sides spend of their product, and what they spent before.

    Attributes
    ----------
    heavier, lighter : Share
        The newest year, the side with the larger part first.
    heavier_then, lighter_then : Share or None
        The year compared with.
    """

    heavier: Share
    lighter: Share
    heavier_then: Share | None
    lighter_then: Share | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What it rests on."""
        known = (self.heavier, self.lighter, self.heavier_then, self.lighter_then)
        return tuple(cell for share in known if share is not None for cell in share.cells)


def burden(relation: Relation, before: int | None = None) -> Burden | None:
    """Divide both sides' spending by their product, in the newest year and ten years before.

    Parameters
    ----------
    relation : Relation
        The relation.
    before : int, optional
        The year compared with; ten years before the newest by default.

    Returns
    -------
    Burden or None
        None where the two share members or either's data are stale.
    """
    if not are_apart(relation):
        return None
    parties = (relation.pair.first, relation.pair.second)
    known = [spent_and_made(relation, party) for party in parties]
    last = newest_year(relation, *known[0], *known[1])
    if last is None:
        return None
    now = [part_in(relation, party, two, last) for party, two in zip(parties, known, strict=True)]
    year = before if before is not None else last - BACK
    then = [part_in(relation, party, two, year) for party, two in zip(parties, known, strict=True)]
    if now[0] is None or now[1] is None:
        return None
    if now[0].value >= now[1].value:
        return Burden(now[0], now[1], heavier_then=then[0], lighter_then=then[1])
    return Burden(now[1], now[0], heavier_then=then[1], lighter_then=then[0])


def say(relation: Relation) -> Iterator[Line]:
    """Say both parts of product at war; in peace the heavier side's, or whose part doubled."""
    at_war = relation.situation.holds("war")
    leading = relation.state.leading
    before = leading.start.year - 1 if at_war and leading is not None else None
    found = burden(relation, before=before)
    if found is None:
        return
    if at_war:
        yield _war(relation, found)
        return
    changed = _changed(relation, found)
    if changed is not None:
        yield changed
    elif found.heavier.value >= TIMES * found.lighter.value and may_meet(relation):
        yield _heavier(relation, found)


def _war(relation: Relation, found: Burden) -> Line:
    parts = _parts(found)
    body: list[Sentence] = [
        filled(
            "In {year} defence took {now} per cent of {heaviers} product and {other} per cent of "
            "{lighters}.",
            parts,
        )
    ]
    then = [share for share in (found.heavier_then, found.lighter_then) if share is not None]
    if len(then) == 2:
        body.append(
            filled(
                f"In {{before}}, before {_what_began(relation)}, it was {{then}} and "
                "{other_then} per cent.",
                parts,
            )
        )
        body.append(_budgets(found))
    is_uneven = found.heavier.value >= TIMES * found.lighter.value
    page = first_page(
        parts,
        UNEVEN if is_uneven else HEAVIER,
        "In {year} it took {now} per cent there, and {other} per cent of {lighters} product."
        if is_uneven
        else "Defence took {now} per cent of its product in {year}, and {other} per cent of "
        "{lighters}.",
        gist=TAKES,
    )
    reasons = Reasons(unusual=_rank_of_state(relation, found.heavier))
    return _made(found, "unusual.war", tuple(body), reasons, page)


def _what_began(relation: Relation) -> str:
    """Say what began after the last year before a war: the fighting, or the full-scale war."""
    leading = relation.state.leading
    if leading is None:
        return "the war"
    grew = fought_since(relation.catalog, relation.pair, leading.start.year) is not None
    return "the full-scale war" if grew else "the war"


UNEVEN = "Defence takes a far larger part of {heaviers} product than of {lighters}."
HEAVIER = "{heavier} carries the heavier burden of the war."
TAKES = "Defence takes {now} per cent of {heaviers} product."


def _budgets(found: Burden) -> Sentence:
    """Say how the ratio of the two budgets turned."""
    top, bottom = found.lighter.cells[0], found.heavier.cells[0]
    before = (found.lighter_then, found.heavier_then)
    then_top, then_bottom = (share.cells[0] for share in before if share is not None)
    reverse = top.value < bottom.value
    now = (bottom, top) if reverse else (top, bottom)
    then = (then_bottom, then_top) if reverse else (then_top, then_bottom)
    richer = found.heavier if reverse else found.lighter
    poorer = found.lighter if reverse else found.heavier
    ratio_now, ratio_then = (
        Figure(
            figure_id("power", ID, "budgets", name),
            two[0].value / two[1].value,
            unit="ratio",
            cells=two,
            way="multiple",
        )
        for name, two in (("now", now), ("then", then))
    )
    return Sentence(
        "In constant dollars {richers} defence budget was {then} times {poorers} in {before}, and "
        "{now} times in {year}.",
        {
            "richers": possessive(richer.actor.label),
            "poorers": possessive(poorer.actor.label),
            "then": ratio_then,
            "now": ratio_now,
            "before": FIGURES.year("budgets_before", *then),
            "year": FIGURES.year("budgets", *now),
        },
    )


def _heavier(relation: Relation, found: Burden) -> Line:
    parts = _parts(found)
    rank = _rank(relation, found)
    of_state = _rank_of_state(relation, found.heavier)
    is_heavy = of_state >= EIGHTH
    body = [
        filled(
            "In {year} {heavier} spent {now} per cent of its product on defence and {lighter} "
            "{other} per cent.",
            parts,
        )
    ]
    place = _place(found.heavier, of_state) if is_heavy else None
    if place is not None:
        body.append(place)
    form = "heavy" if is_heavy else "light"
    if rank < EIGHTH:
        return _made(found, f"plain.{form}", tuple(body), Reasons(unusual=ORDINARY), None)
    page = first_page(
        parts,
        HEAVY if is_heavy else "{lighter} spends hardly anything on defence beside {heavier}.",
        "Defence took {now} per cent of {heaviers} product in {year}, and {other} per cent of "
        "{lighters}.",
        gist=TAKES,
    )
    return _made(found, f"unusual.{form}", tuple(body), Reasons(unusual=rank), page)


HEAVY = "{heavier} arms at a cost that {lighter} does not know."
ORDINARY = 0.25
"""What an ordinary difference is worth in the section."""


def _place(share: Share, rank: float) -> Sentence:
    """Say how many states spend a smaller part."""
    part = Figure(
        figure_id("power", ID, "place"),
        (1 + rank) / 2,
        unit="part of states",
        cells=share.cells,
        way="per_cent",
    )
    return Sentence(
        "{whos} part exceeds that of {part} of states with data.",
        {"whos": possessive(share.actor.label), "part": part},
    )


def _changed(relation: Relation, found: Burden) -> Line | None:
    """Say whose part of product rose or fell most, where it did so by far."""
    pairs = ((found.heavier, found.heavier_then), (found.lighter, found.lighter_then))
    moves = [
        (log(now.value / then.value), now, then)
        for now, then in pairs
        if then is not None and then.value > 0 and abs(now.value - then.value) >= POINT
    ]
    if not moves:
        return None
    change, now, then = max(moves, key=lambda one: abs(one[0]))
    rank = _rank_of_change(relation, change, then.year, now.year)
    if abs(change) < log(FACTOR) or rank < EIGHTH:
        return None
    other = found.lighter if now is found.heavier else found.heavier
    return _change_line(relation, found, (now, then, other), rank)


def _change_line(
    relation: Relation, found: Burden, shares: tuple[Share, Share, Share], rank: float
) -> Line | None:
    """Say how one side's part changed, beside the other's now."""
    now, then, other = shares
    wars = (one for one in relation.state.other_wars if one.side == now.actor.name)
    war = next(wars, None) if now.value > then.value else None
    # how one side arms is no news of two that lie far apart, a war is
    if war is None and not are_near(relation):
        return None
    parts: Parts = named(who=now.actor.label, other=other.actor.label)
    parts["now"], parts["then"] = part_figure(ID, now, "now"), part_figure(ID, then, "then")
    parts["its"] = part_figure(ID, other, "other")
    parts["year"] = FIGURES.year("year", *now.cells)
    parts["before"] = FIGURES.year("before", *then.cells)
    body = (filled(TOOK, parts), filled("In {other} it is {its} per cent.", parts))
    form = "rose.war" if war is not None else _way(found, shares)
    if war is not None:
        parts["enemy"] = war.enemy
    headline = CHANGES[form]
    detail, gist = DETAILS.get(form, WENT), GISTS.get(form, NOW)
    if form in DOUBLED and now.value >= TWICE * then.value:
        headline, detail = DOUBLED[form]
        form = f"{form}.doubled"
    page = first_page(parts, headline, detail, gist=gist)
    return _made(found, f"moved.{form}", body, Reasons(moved=rank), page)


def _way(found: Burden, shares: tuple[Share, Share, Share]) -> str:
    """Tell whether a side's part fell, rose past the other's, with it, or alone."""
    now, then, other = shares
    if now.value < then.value:
        return "fell"
    past = found.lighter_then if now is found.heavier else found.heavier_then
    if past is None:
        return "rose"
    if then.value < past.value and now.value > other.value:
        return "rose.past"
    return "rose.both" if other.value >= BESIDE * past.value else "rose"


BESIDE = 1.25
"""Factor by which the other side's part grew where both are said to arm."""
TOOK = "Defence took {then} per cent of {whos} product in {before} and {now} per cent in {year}."
NOW = "Defence takes {now} per cent of {whos} product, after {then} in {before}."
WENT = "From {before} to {year} defence went from {then} to {now} per cent of its product."
CHANGES = {
    "rose.war": "The war with {enemy} sets what {who} can afford.",
    "rose.past": "{who} now spends a larger part on defence than {other}.",
    "rose.both": "{who} and {other} both arm, {who} faster.",
    "rose": "{who} is arming at a pace that few states match.",
    "fell": "{who} has cut what it spends on defence.",
}
"""Message by how the part changed."""
DETAILS = {
    "rose.past": "Of its product it spends {now} per cent, {other} {its}.",
    "rose.both": "{who} gave {then} per cent of its product in {before}, and {now} in {year}.",
}
TWICE = 2.0
"""Factor by which a part grew that has doubled."""
DOUBLED = {
    "rose.past": (
        "{who} has doubled its effort in arms, and passed {other}.",
        "The {then} per cent of its product of {before} are {now} in {year}.",
    ),
    "rose.both": (
        "{who} has doubled what it gives for arms; {other} follows.",
        "In {year} it was {now} per cent of its product, where it had been {then} in {before}.",
    ),
    "rose": (
        "Defence takes twice as much of {whos} product as in {before}.",
        "They took {then} per cent in {before}, {now} in {year}, and in {other} {its}.",
    ),
}
"""Message and detail where the part doubled."""
GISTS = {
    "rose.past": "In arms, {who} has passed {other} by what it spends of its product.",
    "rose.both": "Both are arming: {who} from {then} to {now} per cent of its product.",
}
"""Detail and short sentence of forms that need their own."""


def _made(
    found: Burden,
    variant: str,
    body: tuple[Sentence, ...],
    reasons: Reasons,
    page: Page | None,
) -> Line:
    measure = Measured(
        found.heavier.value,
        unit="part of product",
        about="what arms cost both",
        newest=found.heavier.year,
    )
    cells = (*found.cells, *cells_of(body))
    return line(ID, variant, body, cells=cells, measured=measure, reasons=reasons, page=page)


def _parts(found: Burden) -> Parts:
    heavier, lighter = found.heavier, found.lighter
    parts: Parts = named(heavier=heavier.actor.label, lighter=lighter.actor.label)
    parts["now"], parts["other"] = part_figure(ID, heavier, "now"), part_figure(ID, lighter, "now")
    parts["year"] = FIGURES.year("year", *heavier.cells)
    if found.heavier_then is not None and found.lighter_then is not None:
        parts["then"] = part_figure(ID, found.heavier_then, "then")
        parts["other_then"] = part_figure(ID, found.lighter_then, "then")
        parts["before"] = FIGURES.year("before", *found.heavier_then.cells)
    return parts


def _rank(relation: Relation, found: Burden) -> float:
    """Rank how far the two parts differ, among all pairs."""
    pair = relation.pair
    view = (form_of(pair), pair.as_of)
    among = relation.catalog.remember(_differences, pair, view, found.heavier.year)
    return tail(log(found.heavier.value / found.lighter.value), among)


def _differences(
    catalog: Catalog, pair: RelationKey, _view: tuple[str, int], year: int
) -> NDArray[np.float64]:
    """Give how far both sides' parts of product differ in all pairs, as a logarithm."""
    spent, product = (
        sides(catalog, pair, yardstick(name).column, year).log_ratio for name in (SPENDING, PRODUCT)
    )
    differences: NDArray[np.float64] = np.abs(spent - product)
    return differences


def _of_states(catalog: Catalog, year: int) -> pl.DataFrame:
    """Give what every state spends on defence beside its share of product, up to a factor."""
    spent, product = (pl.col(yardstick(name).column) for name in (SPENDING, PRODUCT))
    rows = catalog.frame("capability").filter((pl.col("year") == year) & (product > 0))
    return rows.select("ccode", (spent.cast(pl.Float64) / product).alias("part")).drop_nulls()


def _rank_of_state(relation: Relation, share: Share) -> float:
    """Rank a part of product among all states."""
    states = relation.catalog.remember(_of_states, share.year)
    total = share.cells[2].value
    return tail(share.value, states["part"].to_numpy() / total)


def _rank_of_change(relation: Relation, change: float, first: int, last: int) -> float:
    """Rank a change of the part of product among those of all states, whichever way."""
    then, now = (relation.catalog.remember(_of_states, year) for year in (first, last))
    joined = now.join(then, on="ccode", suffix="_then").filter(
        (pl.col("part") > 0) & (pl.col("part_then") > 0)
    )
    ratios = joined["part"].to_numpy() / joined["part_then"].to_numpy()
    totals = (total_of(relation, PRODUCT, year) for year in (last, first))
    late, early = (total.value if total is not None else 1.0 for total in totals)
    return tail(abs(change), np.abs(np.log(ratios * early / late)))


RULE = Rule(
    id=ID,
    section="power",
    place=52,
    paragraph="arms",
    say=say,
    condition="a fresh year with both sides' spending and product; at war always; in peace where "
    "one side's part of product is 2.5 times the other's, or changed by a factor of 1.8 in ten "
    "years",
    topics=("arms",),
)
