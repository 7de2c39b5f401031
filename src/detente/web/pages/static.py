"""Files that pages load, all of them from this server: the script, fonts, the icon."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.web.assets import asset
from detente.web.cache import rendered
from detente.web.desk import FOREVER, Kept, keep, nothing_of_that_name, service_of

router = APIRouter(include_in_schema=False)
MEDIA = {"js": "text/javascript; charset=utf-8"}
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" '
    'rx="6" fill="#5b2f8a"/><path d="M6 21c6 0 7-9 20-9" fill="none" stroke="#fff" '
    'stroke-width="3.2" stroke-linecap="round"/><path d="M6 11c6 0 7 9 20 9" fill="none" '
    'stroke="#fff" stroke-opacity=".55" stroke-width="3.2" stroke-linecap="round"/></svg>'
)
"""Two lines that come near."""


@router.get("/static/fonts/{name}")
async def font(request: Request, name: str) -> Kept:
    """Give a font with the letters that pages use."""
    found = await service_of(request).fonts()
    if name not in found:
        raise nothing_of_that_name(name, found, "font")
    return keep(request, rendered(found[name], "font/woff", headers=(FOREVER,)))


@router.get("/static/{name}")
async def file(request: Request, name: str) -> Kept:
    """Give the script."""
    addresses = request.app.state.assets
    by_address = {address.rpartition("/")[2]: known for known, address in addresses.items()}
    if name not in by_address:
        raise nothing_of_that_name(name, by_address, "file")
    data = asset(by_address[name])
    return keep(request, rendered(data, MEDIA[name.rpartition(".")[2]], headers=(FOREVER,)))


@router.get("/favicon.ico")
@router.get("/icon.svg")
async def icon(request: Request) -> Kept:
    """Give the icon."""
    return keep(request, rendered(ICON, "image/svg+xml"))


@router.get("/robots.txt")
async def robots() -> Response:
    """Ask crawlers to leave what is computed on demand."""
    text = "User-agent: *\nDisallow: /api/\nDisallow: /jobs/\nDisallow: /scenario\n"
    return Response(text, media_type="text/plain")


@router.get("/healthz")
async def health(request: Request) -> dict[str, object]:
    """Say that the server answers, and how its workers are."""
    service = service_of(request)
    crews = (service.measure, service.draw, service.long)
    workers = {crew.kind: crew.plain() for crew in crews}
    return {"status": "ok", "edition": service.edition, "workers": workers}
