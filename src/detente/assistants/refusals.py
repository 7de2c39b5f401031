"""What a call is refused with: one line in our words, whether the SDK or a tool finds the fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from pydantic import ValidationError

from detente.errors import DetenteError, RequestError

SHOWN = 40
"""Letters of a value, or of a name that a caller gave, in a refusal."""
MOST_FAULTS = 4
"""Faults that one refusal names."""
LISTED = "the list of tools says what each takes"
WORDS = {
    "missing": "is needed",
    "string_type": "is a text",
    "string_unicode": "is a text of sound letters",
    "string_too_long": "has at most {max_length} letters",
    "int_type": "is a whole number",
    "int_parsing": "is a whole number",
    "int_parsing_size": "is a whole number of few digits",
    "int_from_float": "is a whole number",
    "greater_than_equal": "is {ge} or more",
    "less_than_equal": "is {le} or less",
    "bool_type": "is true or false",
    "bool_parsing": "is true or false",
    "literal_error": "is one of {expected}",
    "tuple_type": "is a list",
    "too_long": "has at most {max_length} entries",
    "value_error": "cannot be read",
}
"""What an argument has to be, by the kind of its fault."""
OTHERWISE = "has another form"


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
    kind = str(one["type"])
    name, *inside = (str(part)[:SHOWN] for part in one["loc"])
    entry = f", entry {int(inside[0]) + 1}," if inside and inside[0].isdigit() else ""
    needed = WORDS.get(kind, OTHERWISE).format(**one.get("ctx", {}))
    is_given = kind != "missing"
    shown = f", not {_shown(one['input'])}" if is_given else ""
    return f"argument '{name}'{entry} {needed}{shown}"


def _shown(value: object) -> str:
    """Show a value by its first letters; what is large by what it is."""
    if isinstance(value, str):
        return f"'{value[:SHOWN]}'" if len(value) <= SHOWN else f"{len(value):,} letters"
    if isinstance(value, list | dict | tuple):
        return f"a {'table' if isinstance(value, dict) else 'list'} of {len(value):,}"
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, int) and value.bit_length() > 4 * SHOWN:
        return "a number of so many digits"
    return f"{value}"[:SHOWN]


def _unexpected(tool: str) -> RequestError:
    return RequestError(
        "this could not be answered", where=f"tool '{tool}'", next_step="the log says why"
    )
