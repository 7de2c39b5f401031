"""The archive that a Word file is: what may be in it, and the parts that are read.

Nothing is unpacked to the disk, pictures are not read, and each part is read up to a limit: a file
that grows without end, or names a place outside, is refused before anything looks into it.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile, ZipInfo

from detente.editions.zipped import Archive, Limits, opened, pack
from detente.errors import EditionError, RequestError

LARGEST = 200_000_000
"""Bytes of a file that is opened."""
LARGEST_PARTS = 48_000_000
"""Bytes of its texts once they are unpacked."""
LARGEST_PICTURES = 40_000_000
"""Bytes of its pictures; a paper of ours has under two million."""
LIMITS = Limits(members=4_000, member=LARGEST, total=2 * LARGEST, folders=True)
"""What a word processor may put into a file; texts and pictures have limits of their own."""
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
        with opened(data, LIMITS) as archive:
            _require_decent(archive.listed, name)
            parts = _parts(archive)
    except EditionError as error:
        what = f"'{name}' is no Word file: {error.what}"
        raise RequestError(what, next_step=AS_IT_IS) from error
    if DOCUMENT not in parts or TYPES not in parts:
        raise RequestError(f"'{name}' is no Word file", next_step=AS_IT_IS)
    _require_plain(parts, name)
    parts[DOCUMENT] = with_whole_fields(parts[DOCUMENT])
    return pack(parts), _properties(parts.get(PROPERTIES, b""))


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


def _require_decent(listed: Iterable[ZipInfo], name: str) -> None:
    """Refuse macros, and more than a paper has, before anything is read."""
    texts = pictures = 0
    for one in listed:
        if any(word in one.filename.lower() for word in MACROS):
            raise RequestError(f"'{name}' has macros", next_step=AS_IT_IS)
        texts += one.file_size if _is_text(one) else 0
        pictures += one.file_size if one.filename.startswith(MEDIA) else 0
    if pictures > LARGEST_PICTURES:
        what = f"'{name}' has {pictures // 1_000_000} MB of pictures"
        raise RequestError(what, next_step="take out those that are not of the paper")
    if texts > LARGEST_PARTS:
        raise RequestError(f"'{name}' grows without end as it is unpacked", next_step=AS_IT_IS)


def _is_text(one: ZipInfo) -> bool:
    return one.filename.endswith((".xml", ".rels"))


def _parts(archive: Archive) -> dict[str, bytes]:
    """Read the texts; a dot is in the place of each picture."""
    pictures = {one.filename: DOT for one in archive.listed if one.filename.startswith(MEDIA)}
    texts = {one.filename: archive.read(one) for one in archive.listed if _is_text(one)}
    return {**pictures, **texts}


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
