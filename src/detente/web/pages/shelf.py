"""Routers of pages, in the order in which addresses are looked up."""

from detente.web.pages import relation, start, static

ROUTERS = (start.router, relation.router, static.router)
