"""Routers of pages, in the order in which addresses are looked up."""

from detente.web.pages import (
    claims,
    compare,
    docs,
    holdings,
    jobs,
    measures,
    panels,
    relation,
    scan,
    scenario,
    start,
    static,
)

ROUTERS = (
    start.router,
    relation.router,
    measures.router,
    compare.router,
    scan.router,
    scenario.router,
    claims.router,
    panels.router,
    holdings.router,
    docs.router,
    jobs.router,
    static.router,
)
