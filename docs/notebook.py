"""Run a notebook cell by cell in this process, and write code and results as Markdown."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any


def result(code: str, names: dict[str, Any]) -> str:
    """Run a cell; give the HTML of its last expression, empty where it has none."""
    tree = ast.parse(code)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "<cell>", "exec"), names)
        return ""
    before = ast.Module(body=tree.body[:-1], type_ignores=[])
    exec(compile(before, "<cell>", "exec"), names)
    value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    return str(value._repr_html_()) if hasattr(value, "_repr_html_") else ""


def shown(path: Path) -> str:
    """Run a notebook, and give it with what its cells show.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.
    """
    names: dict[str, Any] = {}
    parts = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(text.replace("# ", "## ", 1) if text.startswith("# ") else text)
            continue
        parts.append(f"```python\n{text}\n```")
        html = result(text, names)
        if html:
            # one line: a blank one would end the block of HTML
            parts.append('<div class="shown">' + " ".join(html.split("\n")) + "</div>")
    return "\n\n".join(parts)
