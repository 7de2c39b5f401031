"""The archive that a Word file is: what may be in it, and the parts that are read.

Nothing is unpacked to the disk, pictures are not read, and each part is read up to a limit: a file
that grows without end, or names a place outside, is refused before anything looks into it.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as BrokenStream

from detente.editions.slides import archive
from detente.errors import RequestError

LARGEST = 200_000_000
"""Bytes of a file that is opened."""
LARGEST_PARTS = 48_000_000
"""Bytes of its texts once they are unpacked."""
LARGEST_PICTURES = 40_000_000
"""Bytes of its pictures; a paper of ours has under two million."""
MOST_PARTS = 4_000
MEDIA = "word/media/"
DOCUMENT, PROPERTIES = "word/document.xml", "docProps/custom.xml"
TYPES = "[Content_Types].xml"
MACROS = ("vbaproject", "vbadata", "macroenabled")
"""How parts with macros are named."""
PROTECTED = b"\xd0\xcf\x11\xe0"
"""How an old Word file begins, and one behind a password."""
DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
)
"""A picture of one point, in the place of those of the file."""
OBJECTS = {
    "w:txbxContent": "a text box",
    "c:chart": "a chart",
    "o:OLEObject": "an embedded object",
    "w:altChunk": "an embedded file",
    "dgm:relIds": "a diagram",
    "w:object": "an embedded object",
}
"""What pandoc leaves out: words in it would be lost, and numerals unseen."""
BROKEN = (
    BadZipFile,
    BrokenStream,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What reading a broken archive raises."""
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIMPLE = re.compile(rb'<w:fldSimple\b[^>]*?\bw:instr="([^"]*)"[^>]*?(?<!/)>')
SIMPLE_END = re.compile(rb"</w:fldSimple>")
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
AS_IT_IS = "save it as an ordinary .docx"


def read_archive(data: bytes, name: str) -> tuple[bytes, dict[str, str]]:
    """Read a Word file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for errors.

    Returns
    -------
    bytes
        A file with its texts alone; a dot is in the place of each picture.
    dict of str to str
        Its own properties.

    Raises
    ------
    RequestError
        Where it is no Word file, has macros or objects, or is too large.
    """
    if data.startswith(PROTECTED):
        what = f"'{name}' is an old Word file, or behind a password"
        raise RequestError(what, next_step=AS_IT_IS)
    if len(data) > LARGEST:
        raise RequestError(f"'{name}' is too large for a paper", next_step=AS_IT_IS)
    try:
        with ZipFile(BytesIO(data)) as whole:
            listed = whole.infolist()
            _require_decent(listed, name)
            parts = _parts(whole, listed, name)
    except BROKEN as error:
        raise RequestError(f"'{name}' is no Word file", next_step=AS_IT_IS) from error
    if DOCUMENT not in parts or TYPES not in parts:
        raise RequestError(f"'{name}' is no Word file", next_step=AS_IT_IS)
    _require_plain(parts, name)
    parts[DOCUMENT] = with_whole_fields(parts[DOCUMENT])
    return archive(parts), _properties(parts.get(PROPERTIES, b""))


def with_whole_fields(text: bytes) -> bytes:
    """Write simple fields as whole ones: pandoc leaves out the words of a simple one.

    Parameters
    ----------
    text : bytes
        The text of a Word file.

    Examples
    --------
    >>> b"HYPERLINK" in with_whole_fields(b'<w:fldSimple w:instr="HYPERLINK"></w:fldSimple>')
    True
    """
    return SIMPLE_END.sub(FIELD.format("end").encode(), SIMPLE.sub(_whole_field, text))


def _whole_field(match: re.Match[bytes]) -> bytes:
    code = f'<w:r><w:instrText xml:space="preserve">{match[1].decode()}</w:instrText></w:r>'
    return "".join((FIELD.format("begin"), code, FIELD.format("separate"))).encode()


def document_in(data: bytes) -> bytes:
    """Give the text of a file that `read_archive` gave.

    Parameters
    ----------
    data : bytes
        The file.
    """
    with ZipFile(BytesIO(data)) as whole:
        return whole.read(DOCUMENT)


def paragraphs_of(text: bytes) -> Iterator[str]:
    """Give the words of every paragraph of a Word file, as its own XML has them.

    Parameters
    ----------
    text : bytes
        The text of a Word file.
    """
    for paragraph in ElementTree.fromstring(text).iter(f"{WORDS}p"):
        yield "".join(_words(paragraph))


def _words(node: ElementTree.Element) -> Iterator[str]:
    """Give the words under a node, those that were moved away left out."""
    if node.tag == f"{WORDS}t":
        yield node.text or ""
    elif node.tag != f"{WORDS}moveFrom":
        for inner in node:
            yield from _words(inner)


def _require_decent(listed: list[ZipInfo], name: str) -> None:
    """Refuse macros, names that lead out, a password, and too much of anything."""
    for one in listed:
        parts = one.filename.replace("\\", "/").split("/")
        if one.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise RequestError(f"'{name}' names a place outside itself ({one.filename[:60]})")
        if any(word in one.filename.lower() for word in MACROS):
            raise RequestError(f"'{name}' has macros", next_step=AS_IT_IS)
        if one.flag_bits & 1:
            raise RequestError(f"'{name}' is behind a password", next_step=AS_IT_IS)
    if len(listed) > MOST_PARTS:
        raise RequestError(f"'{name}' has {len(listed):,} parts; a paper has under {MOST_PARTS:,}")
    pictures = sum(one.file_size for one in listed if one.filename.startswith(MEDIA))
    if pictures > LARGEST_PICTURES:
        what = f"'{name}' has {pictures // 1_000_000} MB of pictures"
        raise RequestError(what, next_step="take out those that are not of the paper")


def _parts(whole: ZipFile, listed: list[ZipInfo], name: str) -> dict[str, bytes]:
    """Read the texts, at most as much as a paper has, whatever the archive says of their size."""
    left = LARGEST_PARTS
    parts: dict[str, bytes] = {}
    for one in listed:
        if one.filename.startswith(MEDIA) and not one.is_dir():
            parts[one.filename] = DOT
        if not one.filename.endswith((".xml", ".rels")):
            continue
        with whole.open(one) as part:
            text = part.read(left + 1)
        left -= len(text)
        if left < 0:
            raise RequestError(f"'{name}' grows without end as it is unpacked")
        parts[one.filename] = text
    return parts


def _require_plain(parts: dict[str, bytes], name: str) -> None:
    """Refuse macros that are declared, entities, and what pandoc leaves out."""
    types = parts[TYPES].lower()
    if any(word.encode() in types for word in MACROS):
        raise RequestError(f"'{name}' has macros", next_step=AS_IT_IS)
    if any(ENTITY.search(text) for text in parts.values()):
        raise RequestError(f"'{name}' declares entities, which no word processor writes")
    text = parts[DOCUMENT]
    for tag, what in OBJECTS.items():
        if re.search(rf"<{tag}[\s/>]".encode(), text):
            said = f"'{name}' has {what}, which would be lost"
            raise RequestError(said, next_step="put its words into the text")


def _properties(text: bytes) -> dict[str, str]:
    """Read the properties of a file; none where they are no XML."""
    if not text:
        return {}
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return {}
    return {one.get("name", ""): "".join(one.itertext()).strip() for one in root.iter(PROPERTY)}
