"""Packed files: what they hold is bounded before it is kept, whatever they declare."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import DetenteError, ParseError, RequestError
from detente.files import CHUNK
from detente.settings import settings
from detente.sources import archives
from detente.sources.archives import extract, require_modest
from detente.sources.ingest import parse
from detente.sources.shelf import source

LIMIT = 1_000_000
BOMB = 50 * LIMIT
"""Bytes of the zeros that are packed here: small packed, far over the limit unpacked."""


def zipped(data: bytes, name: str = "data.csv") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def lying(data: bytes) -> bytes:
    """Pack data into a zip archive that declares to hold ten bytes."""
    packed = zipped(data)
    directory = packed.index(b"PK\x01\x02")
    small = struct.pack("<L", 10)
    packed = packed[: directory + 24] + small + packed[directory + 28 :]
    return packed[:22] + small + packed[26:]


def tarred(data: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("SWE_70_2015.txt")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def many(count: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(count):
            archive.writestr(str(number), b"")
    return packed.getvalue()


ZEROS = bytes(BOMB)
BOMBS = {
    "zip": zipped(ZEROS),
    "zip that lies": lying(ZEROS),
    "zip in a zip": zipped(zipped(ZEROS)),
    "zip in a gzip": gzip.compress(zipped(ZEROS)),
    "gzip in a zip": zipped(gzip.compress(ZEROS)),
    "gzip": gzip.compress(ZEROS),
    "gzip of many parts": gzip.compress(bytes(LIMIT // 2)) * 9,
    "bzip2": bz2.compress(ZEROS),
    "bzip2 of many parts": bz2.compress(bytes(LIMIT // 2)) * 9,
    "xz": lzma.compress(ZEROS),
    "xz of many parts": lzma.compress(bytes(LIMIT // 2)) * 9,
    "tar": tarred(ZEROS),
    "plain": ZEROS,
    "two halves": zipped(zipped(bytes(LIMIT * 2 // 3)) + b"", "a"),
}


@pytest.mark.parametrize("kind", [kind for kind in BOMBS if kind != "two halves"])
def test_a_bomb_is_refused_before_it_fills_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "DirectContiguity320.zip"
    path.write_bytes(BOMBS[kind])
    tracemalloc.start()
    try:
        with pytest.raises(ParseError) as caught:
            require_modest(path, LIMIT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    said = str(caught.value)
    assert "\n" not in said and ("DETENTE_MAX_MB" in said or kind == "zip that lies")
    assert peak < BOMB / 4, "nothing is unpacked into memory: xz keeps a dictionary of 8 MB"
    with pytest.raises(ParseError):
        parse(source("cow_contiguity"), {path.name: path}, LIMIT)


def test_what_fits_passes_and_inner_archives_count_into_one_sum(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for pack in (zipped, gzip.compress, bz2.compress, lzma.compress, tarred, bytes):
        path.write_bytes(pack(bytes(LIMIT // 2)))
        require_modest(path, LIMIT)
    path.write_bytes(BOMBS["two halves"])
    require_modest(path, LIMIT)
    require_modest(path, LIMIT * 2 // 3 + 2000)
    with pytest.raises(ParseError, match="MB when it is unpacked"):
        require_modest(path, LIMIT * 2 // 3 + 10)


@given(st.binary(max_size=300), st.sampled_from([gzip.compress, bz2.compress, lzma.compress]))
def test_any_stream_counts_its_bytes(data: bytes, pack: object) -> None:
    assert callable(pack)
    # a letter in front: what is packed is no archive itself
    packed = pack(b"a" + data)
    pieces = archives._unpacked(io.BytesIO(packed + packed + b"rest"))
    assert b"".join(pieces) == (b"a" + data) * 2


def test_a_part_whose_mark_is_cut_in_two_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "PIECE", 7)
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        packed = b"".join(pack(bytes([65 + number]) * number) for number in range(1, 20))
        unpacked = b"".join(archives._unpacked(io.BytesIO(packed)))
        assert unpacked == b"".join(bytes([65 + number]) * number for number in range(1, 20))


def test_too_many_members_and_too_deep_archives_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(many(archives.MOST_MEMBERS + 1))
    with pytest.raises(ParseError, match="10,001 members"):
        require_modest(path, LIMIT)
    deep = b"a"
    for _ in range(archives.DEEPEST + 1):
        deep = zipped(deep)
    path.write_bytes(deep)
    with pytest.raises(ParseError, match="inside each other"):
        require_modest(path, LIMIT)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 not at all",
        zipped(b"abc" * 99)[:-30],
        zipped(b"abc" * 99).replace(b"\x01\x00", b"\x63\x00", 1),
        gzip.compress(b"abc" * 999)[:12] + b"\xff" * 40,
        bz2.compress(b"abc" * 999)[:20] + b"\xff" * 40,
        lzma.compress(b"abc" * 999)[:20] + b"\xff" * 40,
        b"\x28\xb5\x2f\xfd zstd",
    ],
    # packed bytes hold the time of packing, and names of tests are the same in every process
    ids=["no zip", "zip cut off", "zip damaged", "gzip", "bzip2", "xz", "zstd"],
)
def test_a_broken_archive_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "DirectContiguity320.zip"
    path.write_bytes(data)
    with pytest.raises(DetenteError) as caught:
        parse(source("cow_contiguity"), {path.name: path}, LIMIT)
    assert "\n" not in str(caught.value)


def workbook(cell: str) -> bytes:
    sheet = f'<worksheet><sheetData><row r="1"><c r="{cell}"><v>1</v></c></row></sheetData>'
    return zipped(sheet.encode(), "xl/worksheets/sheet1.xml")


def test_a_sheet_that_spans_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook("C99"))
    require_modest(path, LIMIT)
    path.write_bytes(workbook("XFD1048576"))
    with pytest.raises(ParseError, match="1,048,576 rows and 16,384 columns"):
        require_modest(path, LIMIT)


def test_a_member_is_taken_out_in_pieces(tmp_path: Path) -> None:
    path, target = tmp_path / "a.zip", tmp_path / "data.csv"
    path.write_bytes(zipped(b"abc" * CHUNK))
    extract(path, "data.csv", target, 4 * CHUNK)
    assert target.read_bytes() == b"abc" * CHUNK
    for fault, data in (
        ("MB when it is unpacked", zipped(ZEROS)),
        ("broken", lying(ZEROS)),
        ("lacks 'data.csv'", zipped(b"a", "other.csv")),
        ("broken", b"no archive"),
    ):
        path.write_bytes(data)
        with pytest.raises(ParseError, match=fault) as caught:
            extract(path, "data.csv", target, LIMIT)
        assert "\n" not in str(caught.value)


def test_the_limit_is_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "DirectContiguity320.zip"
    path.write_bytes(zipped(ZEROS))
    monkeypatch.setenv("DETENTE_MAX_MB", "10")
    assert settings().limit == 10_000_000
    with pytest.raises(ParseError, match="more than 10 MB"):
        parse(source("cow_contiguity"), {path.name: path})
    monkeypatch.delenv("DETENTE_MAX_MB")
    with pytest.raises(ParseError, match="lacks|cannot be read"):
        parse(source("cow_contiguity"), {path.name: path})
    for wrong in ("-1", "much", "²", "1" * 5000):
        monkeypatch.setenv("DETENTE_MAX_MB", wrong)
        with pytest.raises(RequestError, match="megabytes") as caught:
            settings()
        assert len(str(caught.value)) < 200


def test_a_sparse_member_of_a_tar_is_refused(tmp_path: Path) -> None:
    packed, member = io.BytesIO(), tarfile.TarInfo("SWE_70_2015.txt")
    member.size = 10**15
    packed.write(gzip.compress(member.tobuf(tarfile.GNU_FORMAT) + b"a short text"))
    path = tmp_path / "UNGDC_1946-2024.tgz"
    path.write_bytes(packed.getvalue())
    with pytest.raises(ParseError) as caught:
        parse(source("ungdc"), {path.name: path}, LIMIT)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("spoiled", [0, 1])
def test_a_tar_with_a_spoiled_header_is_refused(spoiled: int, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("SWE_70_2015.txt", "NOR_70_2015.txt"):
            member = tarfile.TarInfo(name)
            member.size = 12
            archive.addfile(member, io.BytesIO(b"a short text"))
    data = bytearray(packed.getvalue())
    each = 2 * tarfile.BLOCKSIZE  # a header and its block of text
    data[spoiled * each + 110] ^= 1  # within the owner's number
    path = tmp_path / "UNGDC_1946-2024.tgz"
    path.write_bytes(gzip.compress(bytes(data)))
    with pytest.raises(ParseError, match="bad checksum|spoiled header") as caught:
        parse(source("ungdc"), {path.name: path}, LIMIT)
    assert "\n" not in str(caught.value)
