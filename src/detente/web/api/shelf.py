"""Routers of the API."""

from detente.web.api import actors

ROUTERS = (actors.router,)
