"""What word processors do to a file: split runs, fields, tracked changes, a save elsewhere."""

from __future__ import annotations

import re

from tests.editions.edition import BODY, RELATIONS, edition, parts_of, zipped

RUN = '<w:r>{style}<w:t xml:space="preserve">{text}</w:t></w:r>'
AUTHOR = 'w:id="7" w:author="E" w:date="2026-11-28T00:00:00Z"'
LINK = re.compile(r'<w:hyperlink r:id="(\w+)">(.*?)</w:hyperlink>', re.DOTALL)
CAPITALS = re.compile(r"<w:t([^>]*)>([^<]*)</w:t>")


def run(text: str, style: str = "") -> str:
    return RUN.format(style=f"<w:rPr>{style}</w:rPr>" if style else "", text=text)


def targets(data: bytes) -> dict[str, str]:
    """Give the address of each relation of a Word file."""
    text = parts_of(data)[RELATIONS].decode()
    return dict(re.findall(r'Id="(\w+)" Target="([^"]*)"', text))


def linked(xml: str, words: str) -> str:
    """Give the first link of a Word file that prints some words."""
    found = (one[0] for one in LINK.finditer(xml))
    return next(one for one in found if words == re.sub(r"<[^>]+>", "", one))


def id_of(link: str) -> str:
    match = LINK.match(link)
    assert match is not None
    return match[1]


def as_field(link: str, address: str, *, simple: bool = False) -> str:
    """Write a link as a field, as older files have it."""
    inner = LINK.match(link)
    assert inner is not None
    code = f' HYPERLINK "{address}" '
    if simple:
        return f'<w:fldSimple w:instr="{code.replace(chr(34), "&quot;")}">{inner[2]}</w:fldSimple>'
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    text = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return f"{mark.format('begin')}{text}{mark.format('separate')}{inner[2]}{mark.format('end')}"


def split(match: re.Match[str]) -> str:
    """Split a run in two, each with a mark of its editing session."""
    text = match[2]
    if len(text) < 2:
        return match[0]
    style = re.search(r"<w:rPr>.*?</w:rPr>", match[0])
    first, rest = (
        run(text[:2], style[0][7:-8] if style else ""),
        run(text[2:], style[0][7:-8] if style else ""),
    )
    return (first + rest).replace("<w:r>", '<w:r w:rsidRPr="00A77B3E">')


def with_split_runs(xml: str) -> str:
    whole = re.compile(
        r"(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>)([^<]*)</w:t></w:r>"
    )
    return whole.sub(split, xml)


def as_libreoffice(data: bytes) -> bytes:
    """Write a Word file as LibreOffice saves it.

    Runs are split and carry editing sessions, links have its own style, one link is two, heads of
    tables are no heads, quotations are indented, and bookmarks are everywhere.
    """
    files = parts_of(data)
    xml = with_split_runs(files[BODY].decode())
    xml = xml.replace('w:val="Hyperlink"', 'w:val="InternetLink"').replace("<w:tblHeader", "<w:x")
    xml = xml.replace('<w:x w:val="on" />', "").replace("<w:x />", "").replace("<w:x/>", "")
    xml = LINK.sub(_in_two, xml)
    mark = '<w:bookmarkStart w:id="1{0}" w:name="__DdeLink__1_{0}"/><w:bookmarkEnd w:id="1{0}"/>'
    pieces = xml.split("</w:pPr>")
    xml = (
        "".join(f"{one}</w:pPr>{mark.format(i)}" for i, one in enumerate(pieces[:-1])) + pieces[-1]
    )
    files[BODY] = xml.encode()
    files["word/styles.xml"] = files["word/styles.xml"].replace(b'"Hyperlink"', b'"InternetLink"')
    return zipped(files)


def _in_two(link: re.Match[str]) -> str:
    """Part a link of two runs into two links that lead to the same place."""
    runs = re.findall(r"<w:r[ >].*?</w:r>", link[2], flags=re.DOTALL)
    return "".join(
        f'<w:hyperlink r:id="{link[1]}" w:history="1">{one}</w:hyperlink>' for one in runs
    )


def inserted(text: str) -> str:
    return f"<w:ins {AUTHOR}>{text}</w:ins>"


def deleted(text: str) -> str:
    inner = text.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f"<w:del {AUTHOR}>{inner}</w:del>"


def xml_of(data: bytes | None = None) -> str:
    return parts_of(data or edition()[2])[BODY].decode()
