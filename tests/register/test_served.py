"""The site as it is served: one process with the workbench, headers, limits, and the tables."""

from __future__ import annotations

import asyncio
from io import StringIO
from typing import Any

import pytest

from detente.register.mount import Mounted, folders, mounted
from detente.register.publishing import Filing, publish
from detente.register.site import Site
from detente.web.config import Config
from tests.register.conftest import taken

pytestmark = pytest.mark.xdist_group("register")
CONFIG = Config(log_requests=False)


async def workbench(scope: Any, receive: Any, send: Any) -> None:
    """Stands for the workbench: answers with the path that it was asked for."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(scope["path"]).encode()})


def ask(app: Mounted, path: str, **more: Any) -> tuple[int, dict[str, str], bytes]:
    """Send a request into an application."""
    headers = {"host": "127.0.0.1", **more.get("headers", {})}
    body = more.get("body", b"")
    scope = {
        "type": "http",
        "method": more.get("method", "GET"),
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 9),
        "http_version": "1.1",
        "root_path": "",
        "extensions": {},
    }
    sent: list[Any] = []
    given = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Any:
        found = next(given, None)
        if found is None:
            await asyncio.sleep(60)
        return found

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:])


def test_both_are_one_application(site: Site) -> None:
    app = mounted(workbench, CONFIG)
    assert ask(app, "/relation/NATO/RUS")[2] == b"/relation/NATO/RUS"
    assert ask(app, "/workbench")[2] == b"/"
    assert ask(app, "/healthz")[2] == b"/healthz"
    status, _, page = ask(app, "/nothing-here")
    assert status == 404 and b"site.css" in page, "who mistypes stays on the site"
    assert set(folders(site)) == {"/files", "/theme"}


def test_pages_have_strict_headers_and_limits(site: Site) -> None:
    app = mounted(workbench, CONFIG)
    status, headers, _ = ask(app, "/enter/")
    assert status == 200
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    names = {name.lower(): value for name, value in headers.items()}
    assert names["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in names["content-security-policy"]
    assert ask(app, "/", headers={"host": "evil.example.org"})[0] == 421
    large = {"method": "POST", "headers": {"content-length": "10000000"}}
    assert ask(app, "/papers/x/comment/", **large)[0] == 413
    huge = {"method": "POST", "headers": {"content-length": "40000000"}}
    assert ask(app, "/desk/upload/", **huge)[0] == 413


def test_what_another_site_sends_is_refused(site: Site) -> None:
    app = mounted(workbench, CONFIG)
    for path in ("/papers/x/comment/", "/enter/", "/desk/upload/", "/admin/login/"):
        headers = {"origin": "https://evil.example.org", "sec-fetch-site": "cross-site"}
        assert ask(app, path, method="POST", headers=headers)[0] == 403, path


def test_tables_are_what_the_models_say(opened: Site) -> None:
    from django.core.management import call_command

    said = StringIO()
    call_command("makemigrations", "register", check=True, dry_run=True, stdout=said, verbosity=1)
    assert "No changes detected" in said.getvalue()
    call_command("check", fail_level="WARNING")


def test_a_commit_is_on_the_disk_before_it_is_answered(opened: Site) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == wanted, pragma


def test_a_process_serves_one_site(opened: Site, tmp_path: Any) -> None:
    from detente.errors import RequestError
    from detente.register.configured import configure

    configure(opened)
    with pytest.raises(RequestError, match="serves another site already"):
        configure(Site(folder=tmp_path))


def test_broken_letters_are_no_fault(reader: Any) -> None:
    publish(taken(), Filing(slug="one"), who="test")
    assert reader.get("/search/", query_string="q=%ff%fe%00").status_code == 200
    assert reader.get("/papers/%ff/").status_code == 404
    data = b"name=%ff&text=%fe&stamp=%00"
    form = "application/x-www-form-urlencoded"
    assert reader.post("/papers/one/comment/", data, content_type=form).status_code == 422
