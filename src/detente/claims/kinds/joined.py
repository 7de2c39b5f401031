"""What a bloc would have with a state, as a share of the system or over a third."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import Indicator, concept
from detente.claims.expectation import expect
from detente.claims.measure import Yearly, values
from detente.claims.question import BLOC, EXPECT, MEASURE, TO, WITH, Question, optional
from detente.claims.sides import Side
from detente.errors import ClaimError
from detente.phrasing import multiple, share


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare what a bloc would have with a state with a number."""
    names = [question.fields["bloc"], question.fields["with"]]
    bloc, state, both = (view.sides.side(name) for name in (*names, names))
    what, expected = concept(question.fields["measure"]), expect(question.fields["expect"])
    if not what.shares:
        raise ClaimError(f"nobody has a share of '{what.name}'")
    third = view.sides.side(question.fields["to"]) if "to" in question.fields else None
    write = multiple if third else share
    for indicator in what.indicators if third else what.shares:
        without = _over(indicator, bloc, third, view)
        joined = _over(indicator, both, third, view)
        year = _newest(without, joined, view)
        if year is None:
            continue
        alone, together = (expected.written(one[year], write) for one in (without, joined))
        yield Answer(
            indicator.label,
            f"{alone} without {state.label}, {together} with it ({year})",
            met=expected.met(joined[year]),
            sources=indicator.sources,
            years=(year,),
        )


def _over(indicator: Indicator, side: Side, third: Side | None, view: View) -> Yearly:
    """Measure a side, over a third if there is one."""
    series = values(view.catalog, indicator, side, amount=False)
    if third is None:
        return series
    other = values(view.catalog, indicator, third, amount=False)
    return {year: value / other[year] for year, value in series.items() if other.get(year)}


def _newest(without: Yearly, joined: Yearly, view: View) -> int | None:
    """Find the newest year that both have; after the claim in a look back."""
    common = [year for year in joined if year in without]
    if view.looks_back:
        common = [year for year in common if year > view.asked]
    return max(common, default=None)


KIND = Kind(
    "joined",
    "what a bloc would hold with a state, or over a third",
    fields=(MEASURE, optional(TO), BLOC, WITH, EXPECT),
    answer=answer,
)
