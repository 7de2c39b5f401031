"""The application: every command, one line each; the one that is asked for is loaded alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from typing import Any

import typer
from typer.core import TyperGroup

from detente.letters import visible

COMMANDS = (
    "brief",
    "render",
    "verify",
    "publish",
    "changes",
    "relation",
    "panel",
    "ideal-points",
    "votes",
    "speech",
    "events",
    "study",
    "event-study",
    "check",
    "windows",
    "scan",
    "scenario",
    "backtest",
    "score",
    "actors",
    "schema",
    "serve",
    "mcp",
)
"""Commands, in the order of the help; each is the ``run`` of a module of this package."""
GROUPS = ("ledger", "sources", "facts", "starter", "site")
"""Groups of commands; each is the ``app`` of a module of this package."""


class VisibleGroup(TyperGroup):
    """Repeats what was typed wrongly with letters that steer a terminal as escapes."""

    def make_context(self, *given: Any, **named: Any) -> Any:
        """Read the options of the application."""
        with _visible_usage():
            return super().make_context(*given, **named)

    def invoke(self, *given: Any, **named: Any) -> Any:
        """Read the arguments of a command, and run it."""
        with _visible_usage():
            return super().invoke(*given, **named)


@contextmanager
def _visible_usage() -> Iterator[None]:
    """Rewrite the message of a wrong usage, whose class is not typer's to name."""
    try:
        yield
    except Exception as error:
        message = getattr(error, "message", None)
        if isinstance(message, str):
            vars(error)["message"] = visible(message)
        raise


def application(asked: str = "") -> typer.Typer:
    """Build the application.

    Parameters
    ----------
    asked : str
        What the user typed first: where it names a command, no other is loaded, so that a relation
        does not wait for a command that nobody asked for.

    Examples
    --------
    >>> len(application("relation").registered_commands), len(application().registered_commands)
    (1, 23)
    """
    app = typer.Typer(
        name="detente",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="The relation of two states or alliances, measured: power, identity, institutions.",
        epilog="Example: detente brief NATO Russia --as-of 2013 --out paper",
        # a group whatever the number of its commands
        callback=_root,
        cls=VisibleGroup,
    )
    is_known = asked in COMMANDS + GROUPS
    for name in COMMANDS:
        if name == asked or not is_known:
            command = _module(name)
            app.command(name=name, epilog=command.EXAMPLE)(command.run)
    for name in GROUPS:
        if name == asked or not is_known:
            app.add_typer(_module(name).app, name=name)
    return app


def _print_version(is_asked: bool) -> None:
    if is_asked:
        print(f"detente {version('detente')}")
        raise typer.Exit


def _root(
    is_asked: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Take the options of no command."""


def _module(command: str) -> Any:
    return import_module(f"detente.cli.{command.replace('-', '_')}")


def __getattr__(name: str) -> Any:
    """Give the application with every command as ``app``."""
    if name == "app":
        return application()
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
