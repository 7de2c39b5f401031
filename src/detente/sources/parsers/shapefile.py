"""Shapefiles: the polygons of a .shp file and the attributes of its .dbf file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.errors import ParseError

FILE_HEAD, RECORD_HEAD = 100, 8
"""Bytes before the first record, and before the content of each."""
PARTS_AT, POINTS_AT = 36, 44
"""Where the content of a polygon says how many parts and points it has, and where parts begin."""
NULL_SHAPE, POLYGON = 0, 5
FIELD_SIZE, END_OF_FIELDS = 32, 13


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed ring of a polygon.

    Attributes
    ----------
    record : int
        Number of the polygon in the file, from 0.
    points : numpy.ndarray, shape (n, 2)
        Longitude and latitude in degrees; the last point is the first.
    """

    record: int
    points: NDArray[np.float64]


def rings(shp: bytes) -> Iterator[Ring]:
    """Read the rings of every polygon in turn.

    Parameters
    ----------
    shp : bytes
        A whole .shp file.

    Yields
    ------
    Ring

    Raises
    ------
    ParseError
        Where a record is cut off or is no polygon.
    """
    place, record = FILE_HEAD, 0
    while place < len(shp):
        try:
            _, words = struct.unpack_from(">II", shp, place)
            begin = place + RECORD_HEAD
            yield from _polygon(shp[begin : begin + 2 * words], record)
        except (struct.error, ValueError) as error:
            raise ParseError(f"record {record} of the shapefile is broken") from error
        place, record = begin + 2 * words, record + 1


def _polygon(content: bytes, record: int) -> Iterator[Ring]:
    """Read the rings of one polygon."""
    (kind,) = struct.unpack_from("<I", content)
    if kind == NULL_SHAPE:
        return
    if kind != POLYGON:
        raise ParseError(f"record {record} of the shapefile is of kind {kind}, no polygon")
    parts, points = struct.unpack_from("<II", content, PARTS_AT)
    starts = np.frombuffer(content, dtype="<i4", count=parts, offset=POINTS_AT)
    flat = np.frombuffer(content, dtype="<f8", count=2 * points, offset=POINTS_AT + 4 * parts)
    for ring in np.split(flat.reshape(points, 2), starts[1:]):
        yield Ring(record, points=ring)


def attributes(dbf: bytes) -> pl.DataFrame:
    """Read the attributes as text, a column a field, in the order of the polygons.

    Parameters
    ----------
    dbf : bytes
        A whole .dbf file, in UTF-8.

    Returns
    -------
    polars.DataFrame
        Without outer blanks; what is empty is null.

    Raises
    ------
    ParseError
        Where the file is cut off.
    """
    try:
        count, head, width = struct.unpack_from("<IHH", dbf, 4)
        fields = list(_fields(dbf))
        raw = np.frombuffer(dbf, dtype=np.uint8, count=count * width, offset=head)
    except (struct.error, ValueError, IndexError) as error:
        raise ParseError("the table of the shapefile is broken") from error
    cells = raw.reshape(count, width)
    columns, begin = {}, 1  # the first byte of a row says whether it is deleted
    for name, length in fields:
        field = np.ascontiguousarray(cells[:, begin : begin + length])
        columns[name] = [bytes(cell).decode("utf-8", "replace") for cell in field]
        begin += length
    text = pl.all().str.strip_chars(" \0")
    empty = text.str.len_chars() == 0
    return pl.DataFrame(columns).select(pl.when(~empty).then(text))


def _fields(dbf: bytes) -> Iterator[tuple[str, int]]:
    """Give name and length of each field."""
    place = FIELD_SIZE
    while dbf[place] != END_OF_FIELDS:
        name = dbf[place : place + 11].partition(b"\0")[0].decode("ascii")
        yield name, dbf[place + 16]
        place += FIELD_SIZE
