"""An edited Word file: what word processors do to it, and what is refused with its paragraph."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from detente.editions.render import is_edited
from detente.editions.word.read import read_word
from detente.errors import RequestError
from tests.editions.edition import (
    RELATIONS,
    edition,
    faults_in,
    paragraph_with,
    parts_of,
    printed,
    word_with,
)
from tests.editions.word_files import (
    AUTHOR,
    as_field,
    as_libreoffice,
    deleted,
    id_of,
    inserted,
    linked,
    run,
    targets,
    with_split_runs,
    xml_of,
)

SAID = "NATO held 31 per cent in"
PLACE = "paragraph 3 ('NATO held"


def replaced(before: str, after: str) -> bytes:
    """Change the first paragraph that is a sentence."""
    paragraph = paragraph_with(xml_of(), SAID)
    assert before in paragraph
    return word_with(lambda xml: xml.replace(paragraph, paragraph.replace(before, after, 1)))


def is_as_it_was(data: bytes) -> bool:
    return not is_edited(printed(data), edition()[0])


def share() -> str:
    """Give the link of the share in that paragraph."""
    return linked(paragraph_with(xml_of(), SAID), "31 per cent")


def test_the_file_has_the_structure_of_the_paper() -> None:
    docx = pytest.importorskip("docx")
    read = docx.Document(BytesIO(edition()[2]))
    styles = [one.style.name for one in read.paragraphs]
    assert styles[0] == "Title" and styles.count("Heading 2") == 4
    assert len(read.tables) == 1 and read.core_properties.title == "Can the two agree?"
    body = xml_of()
    assert 'descr="Line chart: 31% in 2013."' in body
    assert "fig:power.joint.2013" in targets(edition()[2]).values()
    properties = parts_of(edition()[2])["docProps/custom.xml"].decode()
    assert edition()[0].digest in properties and "detente-0123" in properties


def test_an_unedited_file_prints_the_same_paper() -> None:
    assert is_as_it_was(edition()[2])
    read = read_word(edition()[2], "paper.docx")
    assert (read.digest, read.remarks) == (edition()[0].digest, ())


def test_split_runs_are_one_figure() -> None:
    assert is_as_it_was(word_with(with_split_runs))


@pytest.mark.parametrize("simple", [False, True])
def test_a_field_code_is_a_link(simple: bool) -> None:
    link = share()
    field = as_field(link, targets(edition()[2])[id_of(link)], simple=simple)
    assert is_as_it_was(replaced(link, field))


def test_a_figure_half_in_bold_is_bound() -> None:
    link = share()
    inner = link[link.index("<w:r>") : link.index("</w:hyperlink>")]
    bold = run("31 ", "<w:b/>") + run("per cent")
    said = printed(replaced(inner, bold))
    assert said.plain()["answer"]["text"] == "NATO held 31 per cent in 2013."


def test_a_save_in_its_form_changes_nothing() -> None:
    assert is_as_it_was(as_libreoffice(edition()[2]))


def test_a_save_by_another_program_changes_nothing() -> None:
    docx = pytest.importorskip("docx")
    buffer = BytesIO()
    docx.Document(BytesIO(edition()[2])).save(buffer)
    assert is_as_it_was(buffer.getvalue())


def test_another_form_is_printed() -> None:
    said = printed(replaced("31 per cent", "Three tenths"))
    assert said.plain()["answer"]["text"] == "NATO held Three tenths in 2013."


def test_a_moved_a_copied_and_a_deleted_paragraph() -> None:
    xml = xml_of()
    paragraph = paragraph_with(xml, "The Treaty of May 1955")
    end = paragraph_with(xml, "Accounting. Shares")
    moved = word_with(lambda text: text.replace(paragraph, "").replace(end, end + paragraph))
    sections = {one.id: one.plain() for one in printed(moved).sections}
    assert "May 1955" in str(sections["methods"]) and "May 1955" not in str(sections["power"])
    copied = word_with(lambda text: text.replace(end, end + paragraph))
    assert str(printed(copied).plain()).count("May 1955 counts 3 wars") == 2
    deleted = word_with(lambda text: text.replace(paragraph, ""))
    assert "May 1955" not in str(printed(deleted).plain()["sections"])


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("31 per cent", "32 per cent", "'32 per cent' is not what the evidence says"),
        ("31 per cent", "1 per cent", "'1 per cent' is not what the evidence says"),
        ("NATO held", "NATO held 29 or", "'29' is bound to no figure"),
        ("NATO held", "NATO held twice", "'twice' is bound to no figure"),
        ("NATO held", "NATO held (fig:power.joint", "is half a binding"),
    ],
)
def test_what_is_typed_or_changed_is_refused_with_its_paragraph(
    before: str, after: str, says: str
) -> None:
    faults = faults_in(replaced(before, after))
    assert any(says in one.what and one.place.startswith(PLACE) for one in faults)


def test_a_figure_without_its_link_is_refused() -> None:
    faults = faults_in(replaced(share(), run("31 per cent")))
    assert [one.what for one in faults] == ["'31 per cent' is bound to no figure"]


def test_a_link_over_half_of_a_figure_is_refused() -> None:
    link = share()
    half = link.replace("31 per cent", "per cent")
    faults = faults_in(replaced(link, run("31 ") + half))
    assert {one.what.partition(" is")[0] for one in faults} == {"'per cent'", "'31'"}


def test_a_link_left_on_words_says_what_to_do() -> None:
    words = share().replace("31 per cent", " in ")
    (fault,) = faults_in(replaced(share(), words))
    assert fault.what == "'in' is not what the evidence says of power.joint.2013"
    assert fault.next_step.endswith("; take the link away where the figure is gone")
    (changed,) = faults_in(replaced("31 per cent", "32 per cent"))
    assert "take the link away" not in changed.next_step


def test_a_link_to_another_place_is_refused() -> None:
    data = word_with(lambda xml: xml.replace("fig:now.wars", "fig:now.war"), part=RELATIONS)
    faults = faults_in(data)
    assert "which is no figure of the paper" in faults[0].what
    assert faults[0].next_step == "near: now.wars"


def test_a_number_typed_into_a_table_is_refused() -> None:
    faults = faults_in(word_with(lambda xml: xml.replace("edition 7.0", "edition 8.0")))
    assert "'edition 8.0' was changed; the paper says 'edition 7.0'" in faults[0].what
    assert "paragraph" in faults[0].place


def test_merged_cells_are_refused() -> None:
    cell = re.search(r"<w:tc>(?:(?!<w:tc>).)*edition 7\.0.*?</w:tc>", xml_of(), flags=re.DOTALL)
    assert cell is not None
    merged = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    last = word_with(lambda xml: xml.replace(cell[0], ""))
    before = paragraph_with(xml_of(last), "31 per cent")
    assert before in xml_of(last)
    xml = xml_of(last)
    start = xml.rindex("<w:tc>", 0, xml.rindex("31 per cent", 0, xml.index("</w:tbl>")))
    data = word_with(lambda text: text[:start] + merged + text[start + 6 :], data=last)
    faults = faults_in(data)
    assert "rows of different lengths" in faults[0].what


def test_tracked_changes_beside_figures_are_taken_as_accepted() -> None:
    words = run("NATO held")
    data = replaced(words, deleted(words) + inserted(run("The Alliance held")))
    assert printed(data).plain()["answer"]["text"] == "The Alliance held 31 per cent in 2013."
    remarks = read_word(data, "paper.docx").remarks
    assert remarks == ("tracked changes that touch no figure, taken as accepted: 2",)


def test_a_number_in_a_tracked_insertion_is_refused() -> None:
    words = run("NATO held")
    faults = faults_in(replaced(words, words + inserted(run(" 29 or"))))
    assert [one.what for one in faults] == ["'29' is bound to no figure"]


@pytest.mark.parametrize("change", [inserted, deleted])
def test_an_unresolved_change_of_a_whole_figure_is_refused(change: object) -> None:
    link = share()
    inner = link[link.index("<w:r>") : link.index("</w:hyperlink>")]
    assert callable(change)
    faults = faults_in(replaced(inner, change(inner)))
    assert "an unresolved tracked change touches the figure '31 per cent'" in faults[0].what
    assert faults[0].next_step == "accept or reject it" and faults[0].place.startswith(PLACE)


def test_an_unresolved_change_inside_a_figure_is_refused() -> None:
    link = share()
    inner = link[link.index("<w:r>") : link.index("</w:hyperlink>")]
    half = run("3") + deleted(run("1")) + inserted(run("2")) + run(" per cent")
    faults = faults_in(replaced(inner, half))
    assert all("an unresolved tracked change" in one.what for one in faults) and len(faults) == 2


def test_a_change_around_a_link_is_refused() -> None:
    faults = faults_in(replaced(share(), inserted(share())))
    assert "an unresolved tracked change touches" in faults[0].what


def test_footnotes_and_struck_out_words_are_refused() -> None:
    note = '<w:r><w:footnoteReference w:id="20"/></w:r>'
    data = replaced("</w:pPr>", f"</w:pPr>{note}")
    written = (
        '<w:footnote w:id="20"><w:p><w:r><w:t>Ours, 2024.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    data = word_with(
        lambda xml: xml.replace("</w:footnotes>", written), data=data, part="word/footnotes.xml"
    )
    assert "a footnote of your own" in faults_in(data)[0].what
    struck = replaced("<w:r><w:t", "<w:r><w:rPr><w:strike/></w:rPr><w:t")
    assert "'NATO held' is struck out" in faults_in(struck)[0].what


def test_a_comment_is_no_text() -> None:
    around = '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/>'
    data = replaced(run("NATO held"), around.format(run("NATO held")))
    comment = f"<w:comment {AUTHOR.replace('7', '0', 1)}><w:p>{run('29?')}</w:p></w:comment>"
    data = word_with(
        lambda xml: (
            re.sub(r"<w:comments([^>]*)/>", rf"<w:comments\1>{comment}</w:comments>", xml)
            if xml.rstrip().endswith("/>")
            else xml.replace("</w:comments>", f"{comment}</w:comments>")
        ),
        data=data,
        part="word/comments.xml",
    )
    assert is_as_it_was(data)


def test_a_heading_of_the_editors_own() -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("What we add")}</w:p>'
    before = paragraph_with(xml_of(), "Power. NATO held")
    said = printed(word_with(lambda xml: xml.replace(before, heading + before)))
    assert [one.title for one in said.sections][:2] == ["What we add", "Power"]


def test_words_in_the_style_of_a_subtitle_are_not_lost() -> None:
    data = word_with(lambda xml: xml.replace('w:val="Title"', 'w:val="Subtitle"'))
    assert any("no title" in one.what for one in faults_in(data))


@pytest.mark.parametrize(
    ("around", "kept"),
    [
        ("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", True),
        ('<w:smartTag w:uri="a" w:element="b">{}</w:smartTag>', True),
        ('<w:customXml w:element="b">{}</w:customXml>', False),
        ('<w:fldSimple w:instr="TITLE">{}</w:fldSimple>', True),
    ],
)
def test_words_in_a_frame_are_read_or_refused(around: str, kept: bool) -> None:
    words = run("NATO held")
    data = replaced(words, around.format(words))
    try:
        assert is_as_it_was(data)
    except RequestError as refused:
        assert not kept and "is in a frame or field that is not read" in str(refused)


def test_the_result_of_a_formula_is_a_number_that_was_typed() -> None:
    link = f"<w:hyperlink>{run('29')}</w:hyperlink>"
    field = as_field(link.replace("<w:hyperlink>", '<w:hyperlink r:id="a">'), "x")
    data = replaced("</w:pPr>", "</w:pPr>" + field.replace('HYPERLINK "x"', "= 20 + 9"))
    assert "'29' is bound to no figure" in [one.what for one in faults_in(data)]
