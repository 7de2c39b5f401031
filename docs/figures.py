"""Draw the pictures of the documents from the starter: curves of docs/identity.md, and page 1.

python docs/figures.py                 draws them into docs/
python docs/figures.py --workbench     and the picture of the workbench (needs the extra `web`
                                       and Chromium)

The build of the site draws all but the picture of the workbench.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import polars as pl
import typst
import vl_convert

import detente as dt
from detente.actors.relation_key import pair
from detente.files import write_bytes
from detente.identity.distance import distance
from detente.identity.drift import drift
from detente.paper.fonts import font_folders
from detente.store.catalog import default_catalog

FOLDER = Path(__file__).parent
STATES = {
    2: ("United States", "#1f6fa8"),
    365: ("Russia (Soviet Union)", "#c4541b"),
    710: ("China", "#8a1c3b"),
    200: ("United Kingdom", "#3c7a3c"),
}
SHEET = """#set page(width: 595.28pt, height: 841.89pt, margin: 0pt)
#image("brief.pdf", width: 100%, alt: "first page")
"""
"""A page that shows the first one of a paper."""
PORT, PATIENCE = 8137, 120
"""Where the workbench listens for its picture, and seconds until it answers."""
AXIS: dict[str, Any] = {"grid": False, "title": None, "format": "d", "tickCount": 10}


def base(layers: list[dict[str, Any]], title: str, height: int) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "width": 680,
        "height": height,
        "title": {"text": title, "anchor": "start", "fontSize": 15},
        "layer": layers,
        "config": {
            "font": "Source Sans Pro",
            "view": {"stroke": None},
            "axis": {"gridColor": "#e6e6e6", "labelFontSize": 11},
        },
    }


def curve(
    rows: list[dict[str, Any]],
    colour: str,
    *,
    label: str = "",
    dash: list[int] | None = None,
    width: float = 2,
) -> list[dict[str, Any]]:
    x = {"field": "year", "type": "quantitative", "axis": AXIS, "scale": {"domain": [1945, 2026]}}
    y = {"field": "value", "type": "quantitative", "axis": {"title": "ideal-point units"}}
    layers: list[dict[str, Any]] = []
    if "low" in rows[0]:
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "area", "color": colour, "opacity": 0.18},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            }
        )
    line = {
        "type": "line",
        "color": colour,
        "strokeWidth": width,
        **({"strokeDash": dash} if dash else {}),
    }
    layers.append({"data": {"values": rows}, "mark": line, "encoding": {"x": x, "y": y}})
    if label:
        words = {
            "type": "text",
            "align": "left",
            "dx": 6,
            "color": colour,
            "fontSize": 12,
            "fontWeight": 600,
        }
        layers.append(
            {
                "data": {"values": [rows[-1] | {"label": label}]},
                "mark": words,
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            }
        )
    return layers


def trajectories() -> dict[str, Any]:
    table = default_catalog().frame("positions")
    layers: list[dict[str, Any]] = []
    for code, (label, colour) in STATES.items():
        rows = (
            table.filter((pl.col("ccode") == code) & pl.col("adopted").is_not_null())
            .sort("year")
            .select(
                "year",
                pl.col("adopted").alias("value"),
                pl.col("adopted_low").alias("low"),
                pl.col("adopted_high").alias("high"),
            )
        )
        layers += curve(rows.to_dicts(), colour, label=label)
    return base(
        layers, "Positions in UN votes on adopted resolutions, 1946-2025, with 90 % bands", 360
    )


def nato_russia() -> dict[str, Any]:
    catalog, view = default_catalog(), pair("NATO", "Russia", 2025)
    layers: list[dict[str, Any]] = []
    for series, colour, label in (
        ("voeten", "#9a9a9a", ""),
        ("published", "#c79a3b", ""),
        ("adopted", "#6a3d9a", "headline"),
    ):
        cells = [
            {"year": c.year, "value": c.value, "low": c.low, "high": c.high}
            for c in distance(catalog, view, series).cells()
        ]
        if series != "adopted":
            cells = [{k: v for k, v in c.items() if k in ("year", "value")} for c in cells]
        layers += curve(cells, colour, label=label, width=2.4 if series == "adopted" else 1.3)
    level = drift(distance(catalog, view)).level
    layers += curve(
        [{"year": c.year, "value": c.value} for c in level.cells()],
        "#6a3d9a",
        dash=[5, 3],
        width=1.2,
    )
    title = (
        "Distance of Russia to NATO's founding core, 1949-2025 (dashes: level; grey: votes of all "
        "kinds; ochre: published)"
    )
    return base(layers, title, 320)


def curves(folder: Path) -> None:
    """Draw the curves of docs/identity.md."""
    for fonts in font_folders():
        vl_convert.register_font_directory(fonts)
    for name, spec in (("trajectories", trajectories()), ("nato-russia", nato_russia())):
        write_bytes(folder / f"{name}.png", vl_convert.vegalite_to_png(spec, scale=1.5))


def first_page(folder: Path) -> None:
    """Write the paper on NATO and Russia, and draw its first page."""
    with tempfile.TemporaryDirectory() as made:
        dt.relation("NATO", "Russia", as_of=2013).brief(made)
        sheet = Path(made) / "sheet.typ"
        sheet.write_text(SHEET, encoding="utf-8")
        write_bytes(folder / "first-page.png", typst.compile(sheet, format="png", ppi=80.0))


def workbench(folder: Path) -> None:
    """Draw the workbench as a browser shows it."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("the picture of the workbench needs Chromium")
    command = [sys.executable, "-m", "detente", "serve", "--port", str(PORT), "--workers", "1"]
    server = subprocess.Popen([*command, "--quiet"])
    try:
        _await(f"http://127.0.0.1:{PORT}/healthz")
        target = folder / "workbench.png"
        options = ["--headless", "--no-sandbox", "--window-size=1200,900", "--hide-scrollbars"]
        page = f"http://127.0.0.1:{PORT}/relation/NATO/RUS?as_of=2013"
        subprocess.run([browser, *options, f"--screenshot={target}", page], check=True)
    finally:
        server.terminate()
        server.wait(timeout=30)


def _await(address: str) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    sys.exit("the workbench did not answer")


def draw(folder: Path) -> None:
    """Draw what needs the package alone."""
    curves(folder)
    first_page(folder)


def main() -> None:
    draw(FOLDER)
    if "--workbench" in sys.argv[1:]:
        workbench(FOLDER)


if __name__ == "__main__":
    main()
