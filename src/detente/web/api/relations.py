"""``/api/v1/relation`` and its parts: the whole record, measures, windows, risk."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from detente.web.api.schema import PROBLEMS, also_as, example
from detente.web.desk import kept_file, kept_json, service_of
from detente.web.pages.relation import file_stem
from detente.web.views import View, view_of

router = APIRouter(prefix="/api/v1", tags=["relations"], responses=PROBLEMS)
First = Annotated[
    str, Query(alias="a", max_length=120, description="One side: name, letters or code")
]
Second = Annotated[
    str, Query(alias="b", max_length=120, description="The other side: name, letters or code")
]
Day = Annotated[
    str,
    Query(
        max_length=20,
        description="A year from 1816, or a day such as 2014-03-17; the newest by default",
    ),
]
FILES = ("parquet", "csv")


async def asked(first: First, second: Second, as_of: Day = "") -> View:
    """Read the view of a request.

    Parameters
    ----------
    first, second : str
        Names.
    as_of : str
        The view.
    """
    return view_of(first, second, as_of)


Asked = Annotated[View, Depends(asked)]


@router.get(
    "/relation",
    response_model=dict[str, Any],
    summary="A relation as a whole",
    openapi_extra=example("/api/v1/relation?a=NATO&b=Russia&as_of=2013"),
)
async def relation(request: Request, view: Asked) -> Response:
    """Give the record of a relation as `brief.json` has it: state, argument, measures, sources."""
    service = service_of(request)
    found = await service.data("record", **view.arguments)
    return kept_json(request, {"edition": service.edition, **found})


@router.get(
    "/measures",
    response_model=dict[str, Any],
    summary="Every measure of a relation",
    responses=also_as(*FILES),
    openapi_extra=example("/api/v1/measures?a=India&b=China"),
)
async def measures(
    request: Request,
    view: Asked,
    form: Annotated[
        Literal["json", "parquet", "csv"],
        Query(alias="format", description="JSON lists the measures; the others hold every value"),
    ] = "json",
) -> Response:
    """List the measures with their last values, or give all values as a file."""
    service = service_of(request)
    if form in FILES:
        made = await service.measure.run("measures_file", {**view.arguments, "form": form})
        return kept_file(request, made, f"{file_stem(view)}-measures.{form}")
    found = await service.data("measures", **view.arguments)
    return kept_json(request, {"edition": service.edition, **found})


@router.get(
    "/measures/{name}",
    response_model=dict[str, Any],
    summary="One measure with every value",
    openapi_extra=example("/api/v1/measures/identity.same_votes?a=NATO&b=Russia"),
)
async def measure(request: Request, view: Asked, name: str) -> Response:
    """Give a measure with its cells: year, value, interval, and whether the view could see it."""
    found = await service_of(request).data("measure", **view.arguments, name=name)
    plain = {key: value for key, value in found.items() if key not in ("wide", "narrow")}
    return kept_json(request, plain)


@router.get(
    "/windows",
    response_model=dict[str, Any],
    summary="Windows of opportunity",
    openapi_extra=example("/api/v1/windows?a=NATO&b=Russia&as_of=2013"),
)
async def windows(request: Request, view: Asked) -> Response:
    """Give the windows of a relation with hit rates and base rates, or why there are none."""
    return kept_json(request, await service_of(request).data("windows", **view.arguments))


@router.get(
    "/risk",
    response_model=dict[str, Any],
    summary="The risk of a dispute",
    openapi_extra=example("/api/v1/risk?a=India&b=China&as_of=2010"),
)
async def risk(request: Request, view: Asked) -> Response:
    """Give the risk of a militarised dispute with its evidence, or why there is none."""
    return kept_json(request, await service_of(request).data("risk", **view.arguments))
