"""The PDF by a program that did not make it: its tags, language, title and the words of its pictures; and its bytes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from tests.interfaces.reports.conftest import NOW, quarter
from velkommen.interfaces.reports import paper
from velkommen.interfaces.reports.asked import Asked, asked, seen
from velkommen.interfaces.reports.evaluation import evaluation
from velkommen.interfaces.reports.section import Report
from velkommen.interfaces.web.charts.shown import in_words
from velkommen.interfaces.web.tables.table import Bar, Table
from velkommen.project.demo import build
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM


def read(report: Report) -> PdfReader:
    with translation.override(report.language):
        return PdfReader(BytesIO(paper.pdf(report)))


def nodes(reader: PdfReader) -> Iterator[Any]:
    """Every element of the structure, in reading order."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index] # pypdf's own types
    while waiting:
        node = waiting.pop(0).get_object()
        if not hasattr(node, "get"):
            continue
        yield node
        kids = node.get("/K", [])
        waiting = [*(kids if isinstance(kids, list) else [kids]), *waiting]


def tags(reader: PdfReader) -> Counter[str]:
    return Counter(str(node.get("/S"))[1:] for node in nodes(reader) if node.get("/S"))


def test_it_says_that_it_is_tagged_in_which_language_and_what_it_is_called(report: Report) -> None:
    reader = read(report)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == f"{report.title}, 13 Nov 2026 – 23 Nov 2026"
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()


def test_danish_is_danish(wanted: Asked) -> None:
    with translation.override("da"):
        made = evaluation(wanted)
    assert read(made).trailer["/Root"]["/Lang"] == "da-DK"  # type: ignore[index] # as above


def test_every_picture_has_its_words(report: Report) -> None:
    with translation.override("en"):
        charts = [f"{one.title}. {in_words(one)}" for section in report.sections for one in section.charts]
    found = [str(node["/Alt"]) for node in nodes(read(report)) if node.get("/S") == "/Figure"]
    assert [one for one in found if one] == charts


def test_headings_follow_each_other(report: Report) -> None:
    levels = [int(str(node["/S"])[2:]) for node in nodes(read(report)) if str(node.get("/S"))[1:] in {"H1", "H2", "H3"}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == len(report.sections) + 5  # in short, contents, definitions, method, sources


def test_every_table_has_headings_that_are_headings(report: Report) -> None:
    tables = [table for section in report.sections for table in section.tables]
    found = tags(read(report))
    assert found["Table"] == len(tables)
    assert found["TH"] == sum(len(table.head) for table in tables)
    assert found["THead"] == len(tables)


def test_what_dashboards_have_stands_on_paper_with_its_headings(fjordby: build.Summary) -> None:
    quarter()
    with translation.override("da"):
        made = evaluation(asked(seen(SYSTEM), [], date(2026, 7, 1), date(2026, 10, 31), fjordby.today))
    mine = [table for one in made.sections for table in one.tables if table.key in {"volume", "outside-tasks"}]
    reader = read(made)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert [table.key for table in mine] == ["volume", "outside-tasks"]
    assert all(" ".join(str(table.title).split()) in text for table in mine)
    found, tables = tags(reader), [table for one in made.sections for table in one.tables]
    assert (found["Table"], found["TH"]) == (len(tables), sum(len(table.head) for table in tables))


def test_every_page_of_an_invented_municipality_says_so(report: Report) -> None:
    pages = [page.extract_text() for page in read(report).pages]
    assert [index for index, text in enumerate(pages) if "Invented data" not in text] == []
    real = [page.extract_text() for page in read(replace(report, invented=False)).pages]
    assert [text for text in real if "nvented" in text] == []


def test_the_first_page_holds_the_whole_summary(report: Report) -> None:
    first = " ".join(read(report).pages[0].extract_text().split())
    assert "What is not known" in first
    assert first.count("Whether people who were sent on got their answer") == 1


def test_the_same_days_are_the_same_bytes(wanted: Asked) -> None:
    made = []
    for later in (0, 400):
        with clock.fixed(NOW + timedelta(days=later)):
            made.append(paper.pdf(evaluation(wanted)))
    assert made[0] == made[1]


def test_only_the_faces_of_the_house_are_used(report: Report) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in read(report).pages
        for font in page["/Resources"].get("/Font", {}).values()  # type: ignore[attr-defined] # as above
    }
    assert fonts <= {
        "IBMPlexSans-Regular",
        "IBMPlexSans-Italic",
        "IBMPlexSans-SemiBold",
        "IBMPlexSans-SmBld",
        "IBMPlexSans",
    }


@pytest.mark.parametrize("name", ["#panic(1)", "$x$ *bold* _it_", '"; #import "x"', "<label> @ref", "\\u{41} // /*"])
def test_words_are_never_code(report: Report, name: str) -> None:
    table = Table("t", name, (name, "n"), [(name, 1)], notes=[name])
    section = replace(report.sections[0], title=name, sentences=[name], charts=(), tables=[table])
    text = "".join(page.extract_text() for page in read(replace(report, sections=[section])).pages)
    assert text.count(name) >= 5


def test_a_name_in_signs_no_face_has_is_set_all_the_same(report: Report) -> None:
    """A screen borrows a face from the machine; paper has its own alone, and leaves out nothing in silence."""
    name = "Café \uff1d 漢字 👩\u200d💻 العربية Ω"
    table = Table("t", name, (name, "n"), [(name, 1)], notes=[name], bars=[Bar(name, 1.0)])
    section = replace(report.sections[0], title=name, sentences=[name], charts=(), tables=[table])
    strange = replace(report, owner=name, sections=[section])
    text = "".join(page.extract_text() for page in read(strange).pages)
    assert text.count("Café ? ?? ") >= 5
    with translation.override(report.language):
        assert paper.pdf(strange) == paper.pdf(strange)


def test_a_long_name_leaves_figures_their_room(report: Report) -> None:
    """What is parted, or drawn over its neighbour, is not read as it was written."""
    head = ("Place", "Measured", "Half at most", "Nine of ten at most", "Mean", "Between")
    row = ("Kulturværftet og Nørreskovbakkens Ældrecenter, Medborgerserviceindgangen", 16_248, "74.4% – 78.9%", 1, 2, 3)
    section = replace(report.sections[0], charts=(), tables=[Table("t", "Waits", head, [row])])
    lines = "\n".join(page.extract_text() for page in read(replace(report, sections=[section])).pages).splitlines()
    assert sum("16,248 74.4% – 78.9%" in line for line in lines) == 1
    assert sum("Nine of ten at most Mean" in line for line in lines) == 1


def test_the_first_page_says_its_days_once_under_its_title(report: Report) -> None:
    first = " ".join(read(report).pages[0].extract_text().split())
    assert first.split("In short")[0].count("13 Nov 2026 – 23 Nov 2026") == 1


@pytest.mark.parametrize(("rows", "pages"), [(20, 1), (60, 3)])
def test_a_table_is_whole_on_a_page_and_a_longer_one_has_its_head_on_each(
    report: Report, rows: int, pages: int
) -> None:
    table = Table("t", "Asked", ("A task", "Counted"), [(f"Task {n}", n) for n in range(rows)])
    section = replace(report.sections[0], sentences=["So."] * 38, charts=(), tables=[table])
    texts = [page.extract_text() for page in read(replace(report, sections=[section])).pages]
    assert sum("A task Counted" in text for text in texts) == pages
    assert len([text for text in texts if "Task " in text]) == pages
