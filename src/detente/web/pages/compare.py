"""Compare: up to four relations on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.errors import RequestError
from detente.web.desk import kept_file, kept_page, service_of
from detente.web.pages.relation import picture_answer
from detente.web.views import View, view_of

router = APIRouter(include_in_schema=False)
MEASURES = {
    "distance": "Distance of positions in UN votes",
    "agreement": "Agreement in UN votes",
    "regime": "Distance of regimes",
    "disputes": "Militarised disputes",
}
"""What may be compared, as the form names it."""
Relations = Annotated[Sequence[str], Query(alias="r", max_length=8)]
Day = Annotated[str, Query(max_length=20)]
Measure = Annotated[str, Query(max_length=40)]


def views_of(relations: Sequence[str], as_of: str) -> list[View]:
    """Read relations as an address names them: two names with a comma.

    Parameters
    ----------
    relations : sequence of str
        Such as ``"NATO,RUS"``.
    as_of : str
        The view of all of them.

    Raises
    ------
    RequestError
        Where one is not two names.
    """
    found = []
    for text in relations:
        if not text.replace(",", "").strip():
            continue
        names = [name.strip() for name in text.split(",")]
        if len(names) != 2 or not all(names):
            raise RequestError(
                f"'{text[:80]}' is not two names with a comma", next_step="write NATO, Russia"
            )
        first, second = names
        found.append(view_of(first, second, as_of))
    return found


async def _data(request: Request, views: list[View], measure: str) -> Any:
    pairs = [(one.first, one.second) for one in views]
    asked = {"pairs": pairs, "as_of": views[0].as_of, "measure": measure}
    return await service_of(request).data("compare", **asked)


@router.get("/compare")
async def compare(
    request: Request, relations: Relations = (), as_of: Day = "", measure: Measure = "distance"
) -> Response:
    """Show relations beside each other."""
    views = views_of(relations, as_of)
    data = await _data(request, views, measure) if views else None
    query = request.url.query
    typed = [f"{one.first}, {one.second}" for one in views] or [""]
    typed += [""] * (4 - len(typed))
    given = {"views": views, "typed": typed, "data": data, "query": query, "as_of": as_of}
    return kept_page(
        request, "compare.html", here="/compare", measure=measure, measures=MEASURES, **given
    )


@router.get("/compare/figure.{form}")
async def figure(
    request: Request,
    form: str,
    *,
    relations: Relations = (),
    as_of: Day = "",
    measure: Measure = "distance",
    narrow: bool = False,
) -> Response:
    """Give the picture of a comparison, or its values."""
    views = views_of(relations, as_of)
    if not views:
        raise RequestError("no relation is named", next_step="add r=NATO,RUS")
    data = await _data(request, views, measure)
    name = f"detente-compare-{measure}"
    if form in ("svg", "png"):
        picture = data["narrow" if narrow else "wide"]
        if picture is None:
            raise RequestError(f"none of these relations has data for '{measure}'")
        return await picture_answer(request, picture, form, name=name)
    asked = {name: data["cells"][name] for name in ("columns", "rows")}
    table = {**asked, "form": form, "title": data["title"]}
    made = await service_of(request).measure.run("table", table)
    return kept_file(request, made, f"{name}.{form}")
