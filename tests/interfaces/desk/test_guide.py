"""What the desk says of the task in hand: may I, who else can, what stands in the way, what it costs."""

from datetime import date

from tests.interfaces.desk.conftest import Branch
from velkommen.apps.catalogue.models import Fee, Task
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence
from velkommen.apps.places.models import Equipment

TODAY = date(2026, 11, 24)


def facts(branch: Branch) -> dict[str, object]:
    book.forget()
    return branch.look().context["facts"]


def rules(branch: Branch) -> list[str]:
    return [one.rule.value for one in facts(branch)["because"]]  # type: ignore[attr-defined]


def only_ali_is_trained(branch: Branch) -> None:
    Task.objects.filter(key="passport").update(competence="passport")
    Competence.objects.create(staff=branch.ali, key="passport")


def test_who_may_and_can_is_told_so_and_nothing_hinders(branch: Branch) -> None:
    branch.serving()
    said = facts(branch)
    assert (str(said["role"]), said["because"], said["others"]) == ("Ekspedere det færdigt", [], ["Ali"])


def test_who_is_not_trained_is_told_who_is(branch: Branch) -> None:
    branch.serving()
    only_ali_is_trained(branch)
    said = facts(branch)
    assert (str(said["role"]), said["others"]) == ("Vise videre til det rette sted", ["Ali"])
    assert rules(branch) == ["not_competent"]
    branch.client.cookies["velkommen_language"] = "en"
    assert "It takes somebody trained for passports, and you are not." in branch.look().content.decode()


def test_where_nobody_is_trained_it_is_not_about_the_reader_alone(branch: Branch) -> None:
    branch.serving()
    Task.objects.filter(key="passport").update(competence="passport")
    book.forget()
    branch.client.cookies["velkommen_language"] = "en"
    assert "It takes somebody trained for passports, and none of them is here." in branch.look().content.decode()


def test_what_is_broken_hinders_everybody(branch: Branch) -> None:
    branch.serving()
    Task.objects.filter(key="passport").update(equipment=["photo_stand"])
    Equipment.objects.create(service_point=branch.place, kind="photo_stand", name="Stander", out_since=branch.now)
    assert (rules(branch), facts(branch)["others"]) == (["equipment_broken"], [])


def test_what_it_costs_today(branch: Branch) -> None:
    branch.serving()
    passport = Task.objects.get(key="passport")
    for since, amount in ((date(2020, 1, 1), 62_700), (TODAY, 86_200), (date(2027, 1, 1), 99_900)):
        Fee.objects.create(task=passport, component="passport", name_da="Passet", name_en="The passport",
                           amount=amount, since=since)  # fmt: skip
    book.forget()
    assert "Passet: 862 kr." in branch.look().content.decode()
