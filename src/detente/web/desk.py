"""What every route uses: the service of a request, templates, and answers that are kept."""

from __future__ import annotations

import json
import re
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from detente.errors import DetenteError
from detente.letters import visible
from detente.web.assets import style
from detente.web.cache import Rendered, rendered
from detente.web.config import Config
from detente.web.guard import OWN_ONLY, Message, Receive, Send, send_rendered, target_of
from detente.web.problems import MEDIA, Refused, problem, problem_text, status_of
from detente.web.service import Service
from detente.web.views import View, view_of

HTML = "text/html; charset=utf-8"
JSON = "application/json"
SVG = "image/svg+xml"
MEDIA_OF = {
    "svg": SVG,
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": JSON,
    "bib": "application/x-bibtex; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "html": HTML,
    "pdf": "application/pdf",
    "dta": "application/x-stata-dta",
    "sav": "application/x-spss-sav",
}
"""Kinds of content by the end of a file's name."""
FOREVER = ("cache-control", "public, max-age=31536000, immutable")
"""Header of what never changes under its address."""
EDITION = re.compile("[0-9a-f]{6,40}")
"""How an edition is named."""
START = "/"
"""Address of the first page, where the workbench stands alone."""
PAPERS = ("/papers/", "Papers")
"""Section of the site beside which a workbench stands."""
SECTIONS = (
    (START, "Relations"),
    ("/compare", "Compare"),
    ("/scenario", "Scenarios"),
    ("/claims", "Claims"),
    ("/panels", "Panels"),
    ("/map", "Map"),
    ("/ledger", "Ledger"),
    ("/sources", "Sources"),
    ("/docs", "API"),
)
"""Sections of the workbench, in the order of its menu."""


def sections_of(config: Config) -> tuple[tuple[str, str], ...]:
    """Give the sections of a workbench: one that stands beside a site leads to its papers too.

    Parameters
    ----------
    config : Config
        How it is run.

    Examples
    --------
    >>> sections_of(Config(home="/workbench"))[:2]
    (('/papers/', 'Papers'), ('/workbench', 'Relations'))
    """
    if config.home == START:
        return SECTIONS
    return (PAPERS, (config.home, SECTIONS[0][1]), *SECTIONS[1:])


class Kept(Response):
    """An answer that was made before, or is kept for the next one.

    Parameters
    ----------
    found : Rendered
        The answer.
    """

    def __init__(self, found: Rendered) -> None:
        super().__init__(status_code=found.status, media_type=found.media)
        self.found = found

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Send it."""
        await send_rendered(self.found, dict(scope["headers"]), send)


def service_of(request: Request) -> Service:
    """Give the service that answers a request.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    """
    service: Service = request.app.state.service
    return service


async def asked_view(
    first: str, second: str, as_of: Annotated[str, Query(max_length=20)] = ""
) -> View:
    """Read the view of an address.

    Parameters
    ----------
    first, second : str
        Parts of the path.
    as_of : str
        Part of the query.
    """
    return view_of(first, second, as_of)


def keep(request: Request, found: Rendered) -> Kept:
    """Keep an answer under its address, and give it.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    found : Rendered
        The answer.
    """
    scope: Message = request.scope
    service_of(request).pages.put(target_of(scope), found)
    return Kept(found)


def kept_file(request: Request, data: bytes, name: str) -> Kept:
    """Keep a file, and give it as a download.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    data : bytes
        The file.
    name : str
        What it is called.
    """
    headers = [("content-disposition", f'attachment; filename="{name}"')]
    end = name.rpartition(".")[2]
    return keep(request, rendered(data, MEDIA_OF[end], headers=tuple(headers)))


def kept_json(request: Request, value: Any) -> Kept:
    """Keep plain data as JSON, and give it.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    value : object
        Plain data.
    """
    return keep(request, rendered(json_text(value), JSON))


def json_text(value: Any) -> str:
    """Write plain data as JSON.

    Parameters
    ----------
    value : object
        Plain data; dates are written as text.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str) + "\n"


def page(request: Request, template: str, *, here: str = "", **given: Any) -> str:
    """Write a page.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    template : str
        Name of the template.
    here : str
        Section of the menu that is marked.
    **given
        What the template takes.
    """
    service = service_of(request)
    named = request.query_params.get("edition", "")
    is_other = bool(EDITION.fullmatch(named)) and named != service.edition
    home = service.config.home
    menu = {"sections": sections_of(service.config), "home": home}
    around = {
        "here": home if here == START else here,
        "edition": service.edition,
        "other_edition": named if is_other else "",
        "own_address": service.config.own_address,
        "read_only": service.config.read_only,
        "path": request.url.path,
    }
    around |= menu | {"assets": request.app.state.assets, "style": style()}
    return visible(templates().get_template(template).render(**around, **given))


def kept_page(request: Request, template: str, *, here: str = "", **given: Any) -> Kept:
    """Write a page, keep it under its address, and give it.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    template : str
        Name of the template.
    here : str
        Section of the menu that is marked.
    **given
        What the template takes.
    """
    return keep(request, rendered(page(request, template, here=here, **given), HTML))


@cache
def templates() -> Environment:
    """Open the templates, once."""
    return Environment(
        loader=PackageLoader("detente.web", "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def is_for_programs(request: Request) -> bool:
    """Tell whether an answer goes to a program.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    """
    accepted = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or "text/html" not in accepted


def answer_of(request: Request, error: DetenteError) -> Response:
    """Answer with an error: a page for readers, a problem for programs.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    error : DetenteError
        What was raised.
    """
    status = status_of(error)
    said = problem(error, instance=request.url.path)
    headers = {"cache-control": "no-store", "content-security-policy": OWN_ONLY}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = "5"
    if is_for_programs(request):
        return Response(problem_text(said), status, media_type=MEDIA, headers=headers)
    shown = page(request, "error.html", problem=said)
    return Response(shown, status, media_type=HTML, headers=headers)


def refuse_where_read_only(request: Request, what: str) -> None:
    """Refuse what takes long where the workbench is for reading alone.

    Parameters
    ----------
    request : fastapi.Request
        The request.
    what : str
        What was asked for.

    Raises
    ------
    Refused
        Where nothing may be computed.
    """
    if service_of(request).config.read_only:
        raise Refused(
            f"{what} is not computed here: this workbench is for reading",
            HTTPStatus.FORBIDDEN,
            next_step="run 'detente serve' on your own machine",
        )


def nothing_of_that_name(name: str, known: Any, what: str) -> Refused:
    """Refuse a name that a page does not have.

    Parameters
    ----------
    name : str
        What was asked for.
    known : iterable of str
        Names that there are.
    what : str
        What they are names of.
    """
    from difflib import get_close_matches

    names = list(known)
    near = tuple(get_close_matches(name, names, n=4, cutoff=0.5)) or tuple(names[:6])
    return Refused(f"there is no {what} '{name[:60]}'", HTTPStatus.NOT_FOUND, near=near)
