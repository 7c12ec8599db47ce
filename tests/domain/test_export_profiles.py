"""A file of a counting week: columns as chosen, words as chosen, alike ones added up, and nothing lost by that."""

from collections import Counter
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.export_profiles import VALUES, WORDS, Column, Line, Moment, Profile, read_words, table
from velkommen.domain.refusals import Code, Refusal

DESK = Line({Column.CHANNEL: "in_person", Column.PLACE: "Nordby", Column.OUTCOME: "solved"}, 2)
OTHER = Line({Column.CHANNEL: "in_person", Column.PLACE: "Nordby", Column.OUTCOME: "solved"}, 1)
PHONE = Line({Column.CHANNEL: "phone", Column.PLACE: "Nordby", Column.OUTCOME: "solved"})
COLUMNS = ((Column.CHANNEL, "kanal"), (Column.MATTERS, "ærinder"), (Column.NUMBER, "antal"))


def test_alike_ones_are_added_up_with_the_danish_comma() -> None:
    assert table(Profile(columns=COLUMNS), [DESK, PHONE, OTHER]) == [["personlig", "1,5", "2"], ["telefon", "", "1"]]


def test_or_each_has_a_line() -> None:
    rows = table(Profile(columns=COLUMNS, single=True), [DESK, PHONE, OTHER])
    assert rows == [["personlig", "2", "1"], ["telefon", "", "1"], ["personlig", "1", "1"]]


def test_tasks_without_a_kle_number_stand_together_under_the_word_of_the_profile() -> None:
    lines = [Line({Column.KLE: "11.22"}), Line({Column.CATEGORY: "Kaffe"}), Line({Column.CATEGORY: "Te"})]
    columns = ((Column.KLE, "KLE"), (Column.NUMBER, "n"))
    assert table(Profile(columns=columns), lines) == [["11.22", "1"], ["uden nummer", "2"]]
    assert table(Profile(columns=columns, unnumbered=""), lines) == [["11.22", "1"], ["", "2"]]


def test_words_of_ones_own_come_before_the_usual() -> None:
    own = Profile(columns=COLUMNS[:1], words={Column.CHANNEL: {"phone": "tlf"}})
    assert table(own, [DESK, PHONE]) == [["personlig"], ["tlf"]]


def test_two_values_with_one_word_are_one_row() -> None:
    expert = Line({Column.OUTCOME: "solved_with_expert"})
    assert table(Profile(columns=((Column.OUTCOME, "x"), (Column.NUMBER, "n"))), [DESK, expert]) == [
        ["løst ved første henvendelse", "2"]
    ]


LINES = st.lists(
    st.builds(
        Line,
        st.fixed_dictionaries({column: st.sampled_from([one.value for one in VALUES[column]]) for column in VALUES}),
        st.none() | st.integers(min_value=1, max_value=20),
    ),
    max_size=40,
)


@given(LINES, st.lists(st.sampled_from(list(VALUES)), unique=True))
def test_adding_up_loses_nothing(lines: list[Line], chosen: list[Column]) -> None:
    columns = (*((column, column.value) for column in chosen), (Column.NUMBER, "antal"))
    single, summed = (table(Profile(columns=columns, single=one), lines) for one in (True, False))
    found: Counter[tuple[str, ...]] = Counter()
    for row in summed:
        found[tuple(row[:-1])] += int(row[-1])
    assert found == Counter(tuple(row[:-1]) for row in single)
    assert len(summed) == len({tuple(row[:-1]) for row in summed})


@pytest.mark.parametrize("column", list(VALUES))
def test_every_value_has_its_usual_word(column: Column) -> None:
    values: type[StrEnum] = VALUES[column]
    assert set(WORDS[column]) == set(values)


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        (Profile(columns=()), Code.PROFILE_EMPTY),
        (Profile(columns=((Column.KLE, " "),)), Code.BAD_VALUE),
        (Profile(columns=((Column.KLE, "x" * 61),)), Code.BAD_VALUE),
        (Profile(words={Column.KLE: {"x": "y"}}), Code.BAD_VALUE),
        (Profile(unnumbered="x" * 61), Code.BAD_VALUE),
        (Profile(words={Column.CHANNEL: {"pigeon": "due"}}), Code.BAD_VALUE),
    ],
)
def test_a_profile_that_cannot_be_is_refused(profile: Profile, why: Code) -> None:
    with pytest.raises(Refusal) as no:
        profile.check()
    assert no.value.code is why


def test_words_are_read_line_by_line() -> None:
    assert read_words(Column.CHANNEL, " phone = tlf \n\nvideo=skærm = stor") == {
        "phone": "tlf",
        "video": "skærm = stor",
    }


@pytest.mark.parametrize("text", ["phone", "phone =", "pigeon = due", "= tlf"])
def test_a_line_that_cannot_be_read_says_how(text: str) -> None:
    with pytest.raises(Refusal) as no:
        read_words(Column.CHANNEL, text)
    assert (no.value.code, no.value.facts["example"]) == (Code.PROFILE_LINE, "in_person = personlig")


def test_the_usual_one_is_has_the_columns_of_the_tradition() -> None:
    headings = [heading for _, heading in Profile().columns]
    assert headings == [
        "tidspunkt",
        "kommunekode",
        "enhed",
        "KLE",
        "kanal",
        "henvendelsestype",
        "afslutning",
        "fejl",
        "lokal kategori",
        "antal",
    ]
    assert (Profile().single, Profile().moment) == (False, Moment.HOUR)
