"""The register as an application of the framework."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Names the application; models and migrations are found from here."""

    name = "detente.register"
    label = "register"
    verbose_name = "Register"
