"""May it be done: the engine's answer for programs."""

from datetime import date
from typing import Any

from tests.interfaces.programs import Program
from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement.models import Competence, LocalSuspension

TODAY = date(2026, 11, 24)


def ask(program: Program, **asked: str) -> dict[str, Any]:
    wanted = {"service_point": "nordby", "task": "passport", **asked}
    found = program.get("/can-do?" + "&".join(f"{key}={value}" for key, value in wanted.items()))
    assert found.status_code == 200
    return dict(found.json())


def test_what_can_be_done_says_by_whom_and_because_of_what(program: Program) -> None:
    Task.objects.filter(key="passport").update(competence="passport")
    Competence.objects.create(staff_id=program.town.ali.id, key="passport")
    said = ask(program)
    assert (said["possible"], said["role"], said["units"]) == (True, "complete", ["citizen_service"])
    assert [one["rule"] for one in said["because"]] == [
        "placed",
        "competent",
        "agreement_not_recorded",
        "duty_not_recorded",
    ]
    assert said["because"][1]["sentence"] == "Somebody trained for passports is here."


def test_what_cannot_says_when_here_and_where_else(program: Program) -> None:
    passport = Task.objects.get(key="passport")
    LocalSuspension.objects.create(
        service_point=program.town.place, task=passport, first=TODAY, last=TODAY, why="Flytning"
    )
    said = ask(program)
    assert (said["possible"], said["role"], said["because"][0]["rule"]) == (False, None, "suspended_here")
    assert said["next_here"]["begins"] == "2026-11-24T23:00:00Z"
    assert [(one["service_point"], one["minutes"], one["role"]) for one in said["elsewhere"]] == [
        ("sydby", None, "complete")
    ]


def test_another_moment_can_be_asked_about(program: Program) -> None:
    passport = Task.objects.get(key="passport")
    LocalSuspension.objects.create(
        service_point=program.town.place, task=passport, first=TODAY, last=TODAY, why="Flytning"
    )
    assert ask(program, at="2026-11-25T10:00:00Z")["possible"]


def test_a_moment_without_a_calendar_is_refused(program: Program) -> None:
    said = program.get("/can-do?service_point=nordby&task=passport&at=2099-11-25T10:00:00Z")
    assert (said.status_code, said.json()["code"]) == (422, "bad_value")
