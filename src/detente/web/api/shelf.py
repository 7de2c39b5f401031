"""Routers of the API."""

from detente.web.api import actors, holdings, relations, work

ROUTERS = (actors.router, relations.router, work.router, holdings.router)
