"""Before and after: the list of what changed, and an answer in words, with its chart, its tables and its files."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from tests.before_after import CHANGE, DAY, FIRST, counted, joined
from tests.people import NOON, Town, somebody
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.domain.rights import Role
from velkommen.shared import clock

NOW = NOON
MODEL = {"place": "nordby", "day": CHANGE.isoformat(), "sort": "model"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words of a page are read after it was made, in its language."""
    with translation.override("en"):
        yield


def get(address: str, username: str = "lea", **query: Any) -> HttpResponse:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(NOW):
        return client.get(f"/statistics/effects/{address}?{urlencode(query)}")


def sentences(answer: HttpResponse) -> list[str]:
    return [answer.context["lead"], *answer.context["more"]]


def test_the_list_says_what_changed_and_leads_to_its_answer(town: Town) -> None:
    joined(town)
    line = get("").context["lines"][0]
    assert (line.day, line.place, line.words, line.query) == (
        CHANGE,
        "Nordby",
        "Model 3: selected tasks (before: Model 1: the small start)",
        "?place=nordby&day=2026-01-01&sort=model&look=enquiries",
    )


def test_an_empty_list_says_what_to_do(town: Town) -> None:
    assert "You can name something yourself below." in get("").content.decode()


def test_what_was_found_in_words(town: Town) -> None:
    counted(town, 2.0)
    joined(town)
    answer = get("of/", **MODEL)
    first, *more = sentences(answer)
    assert first.startswith("Since 1 Jan 2026, Nordby has had ")
    assert " more enquiries than expected, most likely between " in first
    assert more == ["This says when it came, not why: whatever else happened at that time is in it too."]
    assert (answer.context["verdict"], answer.context["chart"].key) == ("More than expected", "effect")


def test_no_effect_in_words(town: Town) -> None:
    counted(town, 1.0)
    first, *more = sentences(get("of/", place="nordby", day=CHANGE, words="new entrance"))
    assert first.startswith(
        "Since 1 Jan 2026, Nordby has had about as many enquiries as expected, most likely between "
    )
    assert more == ["An effect within these bounds may be there all the same."]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (
            FIRST.replace(year=2020),
            (
                "Nothing was counted here before the change, so there is nothing to compare with. Choose something that was "
                "counted before it too."
            ),
        ),
        (NOW.date(), "It takes 8 weeks after the change; there are 0 weeks. Ask again later."),
    ],
)
def test_too_little_data_in_words(town: Town, day: Any, sentence: str) -> None:
    counted(town, 1.0, first=CHANGE)
    answer = get("of/", place="nordby", day=day)
    assert (answer.context["verdict"], sentences(answer)) == ("Too little data to say", [sentence])
    weeks = [one for one in answer.context["tables"] if one.table.key == "weeks"]
    worked_out = [cell.text for one in weeks for row in one.rows for cell in row[2:]]
    assert set(worked_out) <= {"–"}, "nothing was worked out"


def test_the_answer_without_other_places_is_told_beside_it(town: Town) -> None:
    counted(town, 2.0)
    joined(town)
    client_sees_sydby(town)
    checked = next(one for one in get("of/", **MODEL).context["tables"] if one.table.key == "checks")
    assert [row[0].text for row in checked.rows] == [
        "Nordby, beside other places",
        "Nordby, by itself",
        "Nordby, a change that never was",
        "Sydby, where nothing changed",
    ]


def client_sees_sydby(town: Town) -> None:
    Posting.objects.create(staff=Staff.objects.get(username="lea"), service_point=town.sydby, role="lead")


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ({"place": "nowhere"}, 422, "There is no such place: nowhere."),
        ({"place": "sydby"}, 422, "There is no such place: sydby."),
        ({"day": "tomorrow"}, 422, "“tomorrow” is no day"),
        ({"sort": "hours"}, 404, "There is no such change at this place. Choose one from the list of what changed."),
        ({"look": "task:flying"}, 422, "flying"),
        ({"look": "weather"}, 422, "The value of “look” cannot be used."),
        ({"sort": "named", "words": "010203-1234"}, 422, "CPR"),
        (
            {"sort": "named", "words": "x" * 121},
            422,
            "The value of “words” cannot be used. Write at most 120 characters.",
        ),
    ],
)
def test_what_cannot_be_asked_is_told(town: Town, query: dict[str, str], status: int, sentence: str) -> None:
    joined(town)
    answer = get("of/", **{**MODEL, **query})
    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)


def test_every_week_is_in_the_file(town: Town) -> None:
    counted(town, 2.0)
    lines = get("weeks.csv", place="nordby", day=CHANGE).content.decode().splitlines()
    assert lines[0] == "\ufeffWeek from;Counted;Worked out;Without the change;At least;At most"
    assert (len(lines) - 1, lines[-1][:11]) == (115, "2024-09-02;")


def test_a_file_that_is_none(town: Town) -> None:
    assert get("nothing.csv", place="nordby", day=CHANGE).status_code == 404


def test_never_because_and_never_proof(town: Town) -> None:
    counted(town, 2.0)
    joined(town)
    said = get("of/", **MODEL).content.decode().lower()
    assert [word for word in ("because", "proof", "prove", "thanks to") if word in said] == []


def weeks(username: str, look: str) -> list[str]:
    """What was counted week by week, as the file has it."""
    lines = get("weeks.csv", username, place="nordby", day=CHANGE, look=look).content.decode().splitlines()[1:]
    return [line.split(";")[1] for line in lines]


@pytest.mark.parametrize("look", ["enquiries", "solved"])
def test_who_does_not_work_there_is_told_no_week_of_a_few(town: Town, look: str) -> None:
    """Of a share, none where a few were solved, or a few were not."""
    counted(town, 1.0, level=1)
    somebody("anne", (None, Role.ANALYST))
    mine, strange = weeks("lea", look), weeks("anne", look)
    assert "*" not in mine
    assert [after for before, after in zip(mine, strange, strict=True) if before != after] == ["*"] * strange.count("*")
    assert strange.count("*") > 0
    if look == "enquiries":
        assert [one for one in mine if 0 < int(one) < 5]
        assert not [one for one in strange if one != "*" and 0 < int(one) < 5]
    line = get("of/", "anne", place="nordby", day=CHANGE, look=look).context["chart"]
    assert line.words != get("of/", "lea", place="nordby", day=CHANGE, look=look).context["chart"].words


def test_how_few_were_counted_is_told_to_who_works_there(town: Town) -> None:
    counted(town, 1.0)
    somebody("anne", (None, Role.ANALYST))
    task = Task.objects.get(key="mitid")
    here = Enquiry.objects.filter(service_point=town.place)
    for day in (CHANGE - 21 * DAY, CHANGE - 14 * DAY, CHANGE + 14 * DAY):
        Enquiry.objects.filter(pk=here.filter(day__lte=day).order_by("-day", "pk")[0].pk).update(task=task)
    asked = {"place": "nordby", "day": CHANGE, "look": "task:mitid"}
    told = [" ".join(sentences(get("of/", who, **asked))) for who in ("lea", "anne")]
    assert ["Before the change 2 were counted" in told[0], "Before the change under 5 were counted" in told[1]] == [
        True
    ] * 2
    assert ["After the change 1 were counted" in told[0], "After the change under 5 were counted" in told[1]] == [
        True
    ] * 2
