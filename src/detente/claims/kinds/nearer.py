"""Who is nearer to whom."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import concept
from detente.claims.lines import between, nearest, newest
from detente.claims.measure import Yearly
from detente.claims.question import BETWEEN, MEASURE, YEAR, YEARS, Field, Question
from detente.phrasing import number


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Say whether two sides are nearer than one of them and a third, or two others."""
    what = concept(question.fields["measure"])
    first, second = question.fields["between"], question.fields["than"]
    these, those = view.pair(first).words, view.pair(second).words
    if view.closed(question):
        return
    compared = zip(between(what, first, view), between(what, second, view), strict=True)
    for left, right in compared:
        year = _year(left.values, right.values, question=question, view=view)
        if year is None:
            continue
        near, far = left.values[year], right.values[year]
        text = f"{number(near)} between {these}, {number(far)} between {those} ({year})"
        yield Answer(
            left.label,
            text,
            met=near > far if what.more_is_nearer else near < far,
            sources=left.sources,
            years=(year,),
        )


def _year(left: Yearly, right: Yearly, *, question: Question, view: View) -> int | None:
    """Find the newest year asked for that both have."""
    common = {year: value for year, value in left.items() if year in right}
    if view.looks_back:
        return newest(common, view)
    return max(nearest(common, *view.span(question)), default=None)


KIND = Kind(
    "nearer",
    "who is nearer to whom",
    fields=(MEASURE, BETWEEN, Field("than", named="and "), YEAR, YEARS),
    answer=answer,
)
