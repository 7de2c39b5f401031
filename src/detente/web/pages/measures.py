"""Every measure of a relation: the list, each with its curve and cells, and files of all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from detente.web.cited import citation_at
from detente.web.desk import asked_view, kept_file, kept_page, service_of
from detente.web.pages.relation import canonical, file_stem, picture_answer
from detente.web.spark import spark_path
from detente.web.views import View

router = APIRouter(include_in_schema=False)
Asked = Annotated[View, Depends(asked_view)]
TABLES = ("csv", "parquet", "xlsx")
STRUCTURES = ("power", "identity", "institutions")


@router.get("/relation/{first}/{second}/measures")
async def every(request: Request, view: Asked) -> Response:
    """List every measure with its last value and a small curve."""
    elsewhere = canonical(request, view, "measures")
    if elsewhere is not None:
        return elsewhere
    data = await service_of(request).data("measures", **view.arguments)
    rows = [{**one, "spark": spark_path(one["newest"])} for one in data["measures"]]
    groups = {name: [one for one in rows if one["structure"] == name] for name in STRUCTURES}
    given = {"view": view, "data": data, "groups": groups}
    title = f"Measures: {data['view']['label']}, {data['view']['on']}"
    cited = citation_at(title, view.part("measures"), service_of(request))
    return kept_page(request, "measures.html", here="/", cited=cited, **given)


@router.get("/relation/{first}/{second}/measures.{form}")
async def files(request: Request, view: Asked, form: str) -> Response:
    """Give every measure as a file, one row a year."""
    asked = {**view.arguments, "form": form}
    data = await service_of(request).measure.run("measures_file", asked)
    return kept_file(request, data, f"{file_stem(view)}-measures.{form}")


@router.get("/relation/{first}/{second}/measures/{name}")
async def one(request: Request, view: Asked, name: str) -> Response:
    """Show a measure with its curve and cells; as SVG, PNG or a table where the name ends so."""
    stem, _, end = name.rpartition(".")
    service = service_of(request)
    if end in ("svg", "png"):
        is_narrow = stem.endswith(".narrow")
        stem = stem.removesuffix(".narrow")
        data = await service.data("measure", **view.arguments, name=stem)
        picture = data["narrow"] if is_narrow else data["wide"]
        return await picture_answer(request, picture, end, name=f"{file_stem(view)}-{stem}")
    if end in TABLES:
        data = await service.data("measure", **view.arguments, name=stem)
        columns = ["year", "value", "low", "high", "known"]
        rows = [
            ["" if row[head] is None else str(row[head]) for head in columns]
            for row in data["cells"]
        ]
        table = {"columns": columns, "rows": rows, "form": end, "title": data["label"]}
        made = await service.measure.run("table", table)
        return kept_file(request, made, f"{file_stem(view)}-{stem}.{end}")
    data = await service.data("measure", **view.arguments, name=name)
    whose = data["of"].replace(" | ", " and ")
    title = f"{data['label']}: {whose}, {data['first_year']} to {data['last_year']}"
    cited = citation_at(title, view.part(f"measures/{name}"), service)
    return kept_page(request, "measure.html", here="/", view=view, data=data, cited=cited)
