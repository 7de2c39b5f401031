"""What a call is refused with: one line in our words, whether the SDK or a tool finds the fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from pydantic import ValidationError

from detente.errors import DetenteError, RequestError
from detente.web.wording import SHOWN, fault_of

MOST_FAULTS = 4
"""Faults that one refusal names."""
LISTED = "the list of tools says what each takes"


class Tools(MCPServer[Any]):
    """The server of the SDK, which refuses a faulty call in one line of ours."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """Call a tool.

        Parameters
        ----------
        name : str
            Of the tool.
        arguments : dict
            What it takes.
        context : mcp.server.mcpserver.Context, optional
            Of the call.

        Raises
        ------
        ToolError
            With one line that says what is wrong, where, near names, and the next step.
        """
        try:
            self._require_known(name, arguments)
            return await super().call_tool(name, arguments, context)
        except DetenteError as error:
            raise ToolError(str(error)) from None
        except UnexpectedToolError as error:
            # the type makes the SDK write where it came from to the log, and nothing to the caller
            raise UnexpectedToolError(str(_unexpected(name))) from error.__cause__
        except ToolError as error:
            cause = error.__cause__
            if isinstance(cause, ValidationError):
                raise ToolError(str(refusal(name, cause))) from None
            raise ToolError(str(cause or error)) from None

    def _require_known(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Refuse a tool, or an argument, that there is not; the SDK drops the latter unread."""
        tools = {one.name: one for one in self._tool_manager.list_tools()}
        if name not in tools:
            raise unknown("tool", name, tools)
        known = tools[name].parameters.get("properties", {})
        for given in arguments:
            if given not in known:
                raise unknown("argument", given, known, where=f"tool '{name}'")


def unknown(kind: str, name: str, known: Iterable[str], *, where: str = "") -> RequestError:
    """Refuse a name that nothing has, with those near it.

    Parameters
    ----------
    kind : str
        What it would name.
    name : str
        What was given.
    known : iterable of str
        Names that there are.
    where : str
        Of what.

    Examples
    --------
    >>> str(unknown("tool", "relations", ["relation", "panel"]))
    "there is no tool 'relations'; near: relation; the list of tools says what each takes"
    """
    names = list(known)
    near = get_close_matches(name, names, n=4, cutoff=0.5) or names[:10]
    what = f"there is no {kind} '{name[:SHOWN]}'"
    return RequestError(what, where=where, near=near, next_step=LISTED)


def refusal(tool: str, error: ValidationError) -> RequestError:
    """Say in one line which arguments do not fit.

    Parameters
    ----------
    tool : str
        Its name.
    error : pydantic.ValidationError
        What the SDK found.
    """
    faults = error.errors(include_url=False, include_context=True)
    said = "; ".join(_fault(one) for one in faults[:MOST_FAULTS])
    return RequestError(said, where=f"tool '{tool}'", next_step=LISTED)


def _fault(one: Mapping[str, Any]) -> str:
    """Name an argument, what it has to be, and what it is."""
    name, *inside = (str(part)[:SHOWN] for part in one["loc"])
    entry = f", entry {int(inside[0]) + 1}," if inside and inside[0].isdigit() else ""
    return fault_of(one, f"argument '{name}'{entry}")


def _unexpected(tool: str) -> RequestError:
    return RequestError(
        "this could not be answered", where=f"tool '{tool}'", next_step="the log says why"
    )
