"""One direction and no circles, type hints and imports inside functions counted."""

from __future__ import annotations

from tests.house.tree import imports, modules

GROUND = {
    "letters",
    "limits",
    "errors",
    "asked",
    "given",
    "frame_files",
    "files",
    "calendar",
    "span",
    "phrasing",
    "evidence",
    "grain",
    "columns",
    "citations",
    "settings",
    "schemas",
    "estimators",
}
LAYERS: list[set[str]] = [
    GROUND,
    {"actors"},
    {"store"},
    {"sources"},
    {"archive"},
    {"panel"},
    {"series"},
    {"power", "identity", "institutions"},
    {"models"},
    {"derived_tables"},
    {"scenarios"},
    {"analysis"},
    {"findings"},
    {"rules"},
    {"claims", "advice", "evaluation"},
    {"paper"},
    {"editions"},
    {"relations"},
    {"web"},
    {"assistants"},
    {"register"},
    {"cli"},
    {"", "__main__"},
]
LEVEL = {room: i for i, rooms in enumerate(LAYERS) for room in rooms}


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def test_every_module_stands_in_a_room() -> None:
    lost = [m for m in modules() if room(m) not in LEVEL]
    assert not lost, f"no layer is declared for {lost}"


def test_imports_point_down() -> None:
    wrong = [
        f"{m} imports {other}"
        for m in modules()
        for other in imports(m)
        if LEVEL[room(other)] > LEVEL[room(m)]
        or (
            LEVEL[room(other)] == LEVEL[room(m)]
            and room(other) != room(m)
            and room(m) not in GROUND
        )
    ]
    assert not wrong, "\n".join(wrong)


def test_the_ground_has_an_order_too() -> None:
    order = [
        "letters",
        "limits",
        "errors",
        "asked",
        "given",
        "frame_files",
        "files",
        "calendar",
        "span",
        "phrasing",
        "evidence",
        "grain",
        "columns",
        "citations",
        "settings",
        "schemas",
        "estimators",
    ]
    wrong = [
        f"{m} imports {other}"
        for m in modules()
        if room(m) in GROUND
        for other in imports(m)
        if room(other) != room(m) and order.index(room(other)) >= order.index(room(m))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_circles() -> None:
    graph = {m: imports(m) for m in modules()}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path[path.index(module) :], module))
        if module in done:
            return
        for other in graph.get(module, ()):
            visit(other, (*path, module))
        done.add(module)

    for module in graph:
        visit(module, ())


def test_nobody_inside_imports_the_face() -> None:
    wrong = [m for m in modules() if "detente" in imports(m)]
    assert not wrong, wrong


def test_estimators_know_arrays_only() -> None:
    import ast

    allowed = {
        "numpy",
        "scipy",
        "numba",
        "lightgbm",
        "statistics",
        "math",
        "dataclasses",
        "__future__",
        "functools",
        "collections",
        "typing",
        "detente",
    }
    # what runs compiled code on threads and stores it; it reads no data
    running = {"concurrent", "contextlib", "enum", "hashlib", "itertools", "logging", "pathlib"}
    running |= {"platformdirs", "atexit", "os", "shutil", "tempfile"}
    plain = allowed
    for name, (_, tree) in modules().items():
        if room(name) != "estimators":
            continue
        stores = ".estimators.futures." in name or name.endswith(".estimators.compiling")
        allowed = plain | (running if stores else set())
        for node in ast.walk(tree):
            roots = (
                [a.name.split(".")[0] for a in node.names]
                if isinstance(node, ast.Import)
                else ([str(node.module).split(".")[0]] if isinstance(node, ast.ImportFrom) else [])
            )
            assert set(roots) <= allowed, f"{name} imports {roots}"
        assert all(room(o) in ("estimators", "errors") for o in imports(name)), name
