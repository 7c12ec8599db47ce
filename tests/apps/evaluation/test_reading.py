"""A sheet put together: its head found, its words understood, every bad row listed with its reason."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from tests.apps.evaluation.conftest import HEAD, read
from tests.people import Town, code
from velkommen.apps.evaluation.importing import reading, words
from velkommen.apps.evaluation.importing.reading import Line, read_sheet
from velkommen.apps.evaluation.importing.summary import summary
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.sheets import Fault
from velkommen.shared.sheets.words import fold
from velkommen.shared.wording import OUTCOMES, REASONS, sentence

ROW = "24-11-2026;10.15;Nordby;Pas;1"


def one(row: str, head: str = HEAD) -> Line:
    sheet = read(f"{head}\n{row}\n")
    assert sheet.problems == []
    return sheet.lines[0]


def fault_of(text: str) -> object:
    with pytest.raises(Refusal) as no:
        read(text)
    return no.value.facts["fault"]


def wrong(row: str, head: str = HEAD) -> Refusal:
    (problem,) = read(f"{head}\n{row}\n").problems
    return problem


def test_a_row_becomes_a_line(branches: Town) -> None:
    assert one("24-11-2026;kl. 10.15;Nordby;Pas;3") == Line(
        row=2,
        place=branches.place.pk,
        category="Pas",
        task="passport_adult",
        happened_at=datetime(2026, 11, 24, 9, 15, tzinfo=UTC),
        imprecise=False,
        count=3,
    )


def test_every_column_is_read(branches: Town) -> None:
    head = "Dato og tid;Betjeningssted;Opgave;Afslutning;Henvist til;Kanal;Type;Besvaret af"
    line = one("1/7 2026 10:15;sydby;Kørekort;Henvist;Skat;tlf;Information;Borgerservice", head)
    assert (line.place, line.task, line.outcome, line.destination) == (
        branches.sydby.pk,
        "driving_licence_renew",
        "to_authority",
        "tax",
    )
    assert (line.channel, line.kind, line.unit, line.count) == ("phone", "information", "citizen_service", 1)
    assert line.happened_at == datetime(2026, 7, 1, 8, 15, tzinfo=UTC)  # summer time


@pytest.mark.parametrize(
    "word", ["Kørekort", "KØREKORT", "koerekort", "kørekort ", "driving_licence_renew", "Nyt kørekort"]
)
def test_a_category_is_known_by_many_names(branches: Town, word: str) -> None:
    assert one(f"24-11-2026;10.15;Nordby;{word};1").task == "driving_licence_renew"


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_the_screens_call_it_is_known(language: str) -> None:
    with translation.override(language):
        ends = {str(name): words.OUTCOMES.get(fold(str(name))) for name in OUTCOMES.values()}
        reasons = {str(name): words.REASONS.get(fold(str(name))) for name in REASONS.values()}
    assert (list(ends.values()), list(reasons.values())) == (list(OUTCOMES), list(REASONS))


def test_a_row_without_a_time_is_imprecise(branches: Town) -> None:
    line = one("23-11-2026;;Nordby;Pas;1")
    assert (line.happened_at, line.imprecise) == (datetime(2026, 11, 23, 11, tzinfo=UTC), True)


def test_a_row_of_today_without_a_time_lies_not_ahead(branches: Town) -> None:
    sheet = read_sheet(
        f"{HEAD}\n24-11-2026;;Nordby;Pas;1\n".encode(), "x.csv", {}, datetime(2026, 11, 24, 8, tzinfo=UTC)
    )
    assert sheet.lines[0].happened_at == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_a_period_stands_on_its_last_day(branches: Town) -> None:
    line = one("jan-okt 2009;Nordby;Pas;33", "periode;sted;kategori;antal")
    assert (line.happened_at, line.imprecise, line.count) == (datetime(2009, 10, 31, 11, tzinfo=UTC), True, 33)


def test_a_category_that_says_how_it_ended_leaves_the_topic_unknown(branches: Town) -> None:
    found = [one(f"24-11-2026;;Nordby;{word};1") for word in ("Henvist til Borgerservice", "Hjælp til selvbetjening")]
    assert [(line.task, line.outcome, line.destination) for line in found] == [
        ("topic_unknown", "to_citizen_service", "citizen_service"),
        ("topic_unknown", "self_service", ""),
    ]


def test_a_referral_that_names_nowhere_goes_where_nothing_is_stated(branches: Town) -> None:
    line = one("24-11-2026;;Nordby;Henvist til andre fagsekretariater;1")
    assert (line.outcome, line.destination) == ("to_department", "department_not_stated")


def test_titles_above_the_head_and_columns_nobody_knows_are_left_out(branches: Town) -> None:
    sheet = read(f"Tælleuge 43, Nordby\n\n{HEAD};bemærkning\n{ROW};travlt\n")
    assert (len(sheet.lines), sheet.problems, sheet.unused) == (1, [], ["bemærkning"])


def test_a_stand_in_speaks_for_one_name_or_for_all_unknown_ones(branches: Town) -> None:
    text = f"{HEAD}\n24-11-2026;;Alle steder;Pas;1\n24-11-2026;;;Pas;1\n24-11-2026;;Sydby;Pas;1\n"
    places = [line.place for line in read(text, {"alle steder": "sydby", "": "nordby"}).lines]
    assert places == [branches.sydby.pk, branches.place.pk, branches.sydby.pk]
    assert read(text, {"": "nordby"}).stood_in == {"Alle steder": "Nordby", "": "Nordby"}


def test_a_place_that_is_closed_for_good_keeps_its_history(branches: Town) -> None:
    branches.sydby.active = False
    branches.sydby.save()
    assert one("24-11-2009;;Sydby;Pas;1").place == branches.sydby.pk


def test_a_stand_in_that_is_no_place_is_refused(branches: Town) -> None:
    assert code(read, sheet=f"{HEAD}\n{ROW}\n", stand_ins={"": "nowhere"}) is Code.UNKNOWN_PLACE


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (";10.15;Nordby;Pas;1", Fault.DATE_MISSING),
        ("i går;10.15;Nordby;Pas;1", Fault.BAD_DATE),
        ("24-11-2026;snart;Nordby;Pas;1", Fault.BAD_TIME),
        ("25-11-2026;;Nordby;Pas;1", Fault.NOT_OVER),
        ("24-11-2026;12.01;Nordby;Pas;1", Fault.NOT_OVER),
        ("24-11-1926;;Nordby;Pas;1", Fault.TOO_OLD),
        ("24-11-2026;;Nordby;Pas;", Fault.COUNT_MISSING),
        ("24-11-2026;;Nordby;Pas;0", Fault.COUNT_ZERO),
        ("24-11-2026;;Nordby;;1", Fault.CATEGORY_MISSING),
        ("24-11-2026;;Nordby;Zebra;1", Fault.CATEGORY_UNKNOWN),
        ("24-11-2026;;Nordby;Køreekort;1", Fault.CATEGORY_NEAR),
        ("24-11-2026;;;Pas;1", Fault.PLACE_MISSING),
        ("24-11-2026;;Månen;Pas;1", Fault.PLACE_UNKNOWN),
        ("I alt;;;;34", Fault.TOTAL),
        ("24-11-2026;;Nordby;I alt;34", Fault.TOTAL),
        ("24-11-2026;;Nordby;Pas;1;;extra", Fault.TOO_MANY_CELLS),
    ],
)
def test_a_bad_row_is_named_with_its_reason(branches: Town, row: str, what: Fault) -> None:
    problem = wrong(row)
    assert (problem.code, problem.facts["fault"], problem.facts["row"]) == (Code.BAD_FILE, what, 2)


def test_words_of_other_columns_are_checked_too(branches: Town) -> None:
    head = f"{HEAD};udfald;henvist til;kanal"
    assert wrong("24-11-2026;;Nordby;Pas;1;Tja", head).facts["fault"] == Fault.WORD_UNKNOWN
    assert wrong("24-11-2026;;Nordby;Pas;1;Løst;;brevdue", head).facts["fault"] == Fault.WORD_UNKNOWN
    assert wrong("24-11-2026;;Nordby;Pas;1;Henvist;Månen", head).code is Code.UNKNOWN_DESTINATION
    assert wrong("24-11-2026;;Nordby;Pas;1;Henvist", head).code is Code.DESTINATION_MISSING
    assert wrong("24-11-2026;;Nordby;Pas;1;Løst;Skat", head).code is Code.DESTINATION_WRONG_KIND
    assert wrong("24-11-2026;;Nordby;Pas;1;Ikke muligt", head).code is Code.REASON_MISSING
    assert wrong("24-11-2026;;Nordby;Kontanthjælp;1;Løst", head).code is Code.DISCRETION_AT_DESK
    assert wrong("24-11-2026;;Nordby;Henvist til borgerservice;1;Løst", head).facts["fault"] == Fault.OUTCOME_TWICE


def test_every_bad_row_is_listed_and_the_good_ones_are_read(branches: Town) -> None:
    sheet = read(f"{HEAD}\n{ROW}\ni går;;Nordby;Pas;1\n{ROW}\n24-11-2026;;Nordby;Pas;0\n")
    assert [problem.facts["row"] for problem in sheet.problems] == [3, 5]
    assert [line.row for line in sheet.lines] == [2, 4]


def test_a_problem_is_a_sentence_with_its_row_and_its_cure(branches: Town) -> None:
    with translation.override("en"):
        said = [sentence(wrong(row)) for row in ("24-11-2026;;Nordby;Køreekort;1", "24-11-2026;;Nordby;Pas;3,5")]
    assert said == [
        "Row 2: There is no category called “Køreekort”. Do you mean “Renew a driving licence”?",
        "Row 2: The count “3,5” is no whole number. Write it in digits alone, like 1250.",
    ]


@pytest.mark.parametrize("what", list(Fault))
def test_every_fault_has_a_whole_sentence(what: Fault) -> None:
    facts = ("most", "least", "where", "column", "text", "year", "near", "other", "example", "sheet", "name", "number")
    said = sentence(
        Refusal(Code.BAD_FILE, fault=what.value, sheets=["a", "b"], known=["c", "d"], **dict.fromkeys(facts, "x"))
    )
    assert said.endswith((".", "?", ":", "x", "18:00"))
    assert "%" not in said.replace(" %", "")
    assert "–" not in said


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("hello;world\n1;2\n", Fault.HEAD_MISSING),
        ("dato;tidspunkt;sted\n1;2;3\n", Fault.HEAD_MISSING),
        ("sted;emne\nNordby;Pas\n", Fault.NO_DATES),
        ("dato;sted;emne;kategori\n1;2;3;4\n", Fault.HEAD_TWICE),
        (f"{HEAD}\n", Fault.EMPTY),
    ],
)
def test_a_head_that_is_none_is_named(branches: Town, text: str, what: Fault) -> None:
    assert fault_of(text) == what


def test_too_many_enquiries_are_refused(branches: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ENQUIRIES", 3)
    assert read(f"{HEAD}\n24-11-2026;;Nordby;Pas;3\n").enquiries == 3
    assert fault_of(f"{HEAD}\n24-11-2026;;Nordby;Pas;4\n") == Fault.TOO_MANY_ENQUIRIES


def test_a_cpr_number_in_the_name_of_the_file_is_refused(branches: Town) -> None:
    assert code(read, sheet=f"{HEAD}\n{ROW}\n", name="010190-1234.csv") is Code.CPR_IN_TEXT


def test_a_summary_says_what_a_sheet_would_add(branches: Town) -> None:
    total = summary(read(f"{HEAD}\n1-10-2026;;Nordby;Pas;60\n{ROW}\n24-11-2026;;Sydby;Løst;40\n"))
    assert (total.rows, total.enquiries, total.imprecise, total.there) == (3, 101, 100, 0)
    assert (str(total.first), str(total.last)) == ("2026-10-01", "2026-11-24")
    assert total.places == {"Nordby": 61, "Sydby": 40}
    assert [(c.category, c.task.key, c.outcome, c.enquiries) for c in total.categories] == [
        ("Pas", "passport_adult", "", 61),
        ("Løst", "topic_unknown", "solved", 40),
    ]


def test_counts_that_add_up_to_a_hundred_may_be_per_cent(branches: Town) -> None:
    sheets = (f"{HEAD}\n1-10-2026;;Nordby;Pas;{most}\n1-10-2026;;Nordby;Andet;34\n" for most in (66, 67))
    assert [summary(read(text)).hundred for text in sheets] == [True, False]
