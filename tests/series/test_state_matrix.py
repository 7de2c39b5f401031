"""Series of states as a matrix: successors continue their lineage."""

from __future__ import annotations

import polars as pl

from detente.series.state_matrix import state_matrix


def test_lineages_merge_successors() -> None:
    frame = pl.DataFrame(
        {
            "ccode": [365, 365, 260, 255, 345],
            "year": [1990, 1995, 1989, 1991, 1985],
            "x": [1.0, 2.0, 3.0, 4.0, 5.0],
        }
    )
    letters, values = state_matrix(frame, "x", 1985)
    table = dict(zip(letters, values, strict=True))
    assert table["RUS"][[5, 10]].tolist() == [1.0, 2.0] and table["DEU"][[4, 6]].tolist() == [
        3.0,
        4.0,
    ]
    assert state_matrix(frame.filter(pl.col("year") > 2000), "x", 1985)[0] == ()
