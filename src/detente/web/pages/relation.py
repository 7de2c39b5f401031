"""The page of a relation, its pictures, tables, citation and frames."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from detente.actors.view import view_day
from detente.span import last_full_year
from detente.web.cache import rendered
from detente.web.cited import citation_of, cite_as
from detente.web.desk import (
    FOREVER,
    HTML,
    SVG,
    Kept,
    asked_view,
    keep,
    kept_file,
    kept_page,
    nothing_of_that_name,
    page,
    service_of,
)
from detente.web.guard import FRAMED
from detente.web.pictures import shown_tables, svg_policy
from detente.web.problems import Refused
from detente.web.views import View

router = APIRouter(include_in_schema=False)
Edition = Annotated[str, Query(max_length=40, pattern="^[0-9a-f]*$")]
FIRST_YEAR = 1816
Asked = Annotated[View, Depends(asked_view)]
NARROW = "narrow"
"""How the picture for a phone is named."""
PICTURES = ("svg", "png")


def canonical(request: Request, view: View, end: str = "") -> RedirectResponse | None:
    """Lead to the address under which a view is kept; None where the request has it.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    view : View
        What was asked for.
    end : str
        What follows the path.
    """
    more = {key: value for key, value in request.query_params.items() if key != "as_of"}
    wanted = view.part(end, **more)
    is_same = request.query_params.get("as_of", "") == view.as_of
    if is_same and request.url.path == wanted.partition("?")[0]:
        return None
    return RedirectResponse(wanted, status_code=307)


@router.get("/relation/{first}/{second}")
async def relation(request: Request, view: Asked) -> Response:
    """Show a relation: the answer first."""
    elsewhere = canonical(request, view)
    if elsewhere is not None:
        return elsewhere
    service = service_of(request)
    data = await service.relation(view)
    first = data["doc"]["picture"]
    # the first picture is part of the page; the one for a phone has its own address, as all others
    inline = await service.svg(data["pictures"][first["id"]]["wide"]) if first else ""
    today = view_day()
    years = {"first_year": FIRST_YEAR, "last_year": last_full_year(today)}
    given = {"view": view, "data": data, "doc": data["doc"], "newest": today.isoformat(), **years}
    given |= {"inline": inline, "tables": shown_tables(data)}
    cited = citation_of(view, data, service)
    return kept_page(request, "relation.html", here="/", cited=cited, **given)


@router.get("/relation/{first}/{second}/figures/{name}")
async def figure(request: Request, view: Asked, name: str) -> Response:
    """Give a picture or the cells of it: SVG, PNG, CSV, Excel workbook, Parquet."""
    data = await service_of(request).relation(view)
    stem, _, end = name.rpartition(".")
    if end not in PICTURES:
        return await _table(request, view, data["tables"], stem, end)
    id, _, shape = stem.partition(".")
    picture = data["pictures"].get(id)
    if picture is None:
        raise nothing_of_that_name(id, data["pictures"], "picture")
    chosen = picture["narrow"] if shape == NARROW and picture["narrow"] else picture["wide"]
    return await picture_answer(request, chosen, end, name=f"{file_stem(view)}-{stem}")


async def picture_answer(request: Request, picture: Any, end: str, *, name: str) -> Kept:
    """Give a picture as SVG that carries its fonts, or as PNG.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    picture : dict or str
        A specification, or SVG.
    end : {"svg", "png"}
        The format.
    name : str
        What the file is called.
    """
    service = service_of(request)
    svg = await service.svg(picture)
    if end == "png":
        data = await service.draw.run("picture", {"svg": svg})
        return kept_file(request, data, f"{name}.png")
    alone = await service.standalone(svg)
    headers = [("content-security-policy", svg_policy(alone))]
    headers.append(("content-disposition", f'inline; filename="{name}.svg"'))
    return keep(request, rendered(alone, SVG, headers=tuple(headers)))


@router.get("/relation/{first}/{second}/tables/{name}")
async def table(request: Request, view: Asked, name: str) -> Response:
    """Give a table as a page, or as CSV, Excel workbook or Parquet."""
    data = await service_of(request).relation(view)
    stem, dot, end = name.rpartition(".")
    if dot:
        return await _table(request, view, data["tables"], stem, end)
    found = data["tables"].get(name)
    if found is None:
        raise nothing_of_that_name(name, data["tables"], "table")
    title = data["pictures"].get(name, {}).get("title") or found["title"]
    return kept_page(
        request, "table.html", here="/", view=view, data=data, table=found, id=name, title=title
    )


async def _table(request: Request, view: View, tables: dict[str, Any], id: str, end: str) -> Kept:
    found = tables.get(id)
    if found is None:
        raise nothing_of_that_name(id, tables, "table")
    asked = {"columns": found["columns"], "rows": found["rows"], "form": end}
    data = await service_of(request).measure.run("table", {**asked, "title": found["title"]})
    return kept_file(request, data, f"{file_stem(view)}-{id}.{end}")


def file_stem(view: View) -> str:
    """Give the begin of the name of a file of a view.

    Parameters
    ----------
    view : View
        The view.
    """
    return f"detente-{view.first}-{view.second}-{view.as_of}".lower()


@router.get("/relation/{first}/{second}/cite.{form}")
async def cite(request: Request, view: Asked, form: str) -> Kept:
    """Give the citation of a view: text, BibTeX, CSL-JSON."""
    service = service_of(request)
    data = await service.relation(view)
    text, end = cite_as(citation_of(view, data, service), form)
    return kept_file(request, text.encode(), f"{file_stem(view)}.{end}")


@router.get("/embed/{first}/{second}/{id}")
async def embed(request: Request, view: Asked, id: str, edition: Edition = "") -> Response:
    """Give a picture in a frame of another site, fixed to its edition."""
    service = service_of(request)
    if edition != service.edition:
        raise Refused(
            f"this frame shows edition {edition or '(none named)'}, the workbench has "
            f"{service.edition}",
            HTTPStatus.GONE,
            next_step="copy the frame again from the page of the relation",
        )
    data = await service.relation(view)
    picture = data["pictures"].get(id)
    if picture is None:
        raise nothing_of_that_name(id, data["pictures"], "picture")
    shown = page(request, "embed.html", view=view, data=data, picture=picture, id=id)
    headers = (("content-security-policy", FRAMED), FOREVER)
    return keep(request, rendered(shown, HTML, headers=headers))
