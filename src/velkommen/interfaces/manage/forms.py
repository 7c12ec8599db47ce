"""Small forms, each one deed: their fields as drawn, and after a "no" what was typed, what was wrong and the cure, at its field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.sending import Sent, answered, place_for
from velkommen.shared.wording import sentence

__all__ = ["Choice", "Field", "Form", "Refused", "Sent", "answer", "arranged", "drawn", "untouched"]
Choice = tuple[str, str]  # what is sent, what is read
#: The field a refusal is about, where it does not name one itself.
FIELDS: Mapping[Code, str] = {
    Code.BAD_HOURS: "hours",
    Code.UNKNOWN_STOP: "hours",
    Code.PERIOD_REVERSED: "last",
    Code.BACK_BEFORE_OUT: "back_at",
    Code.OFF_THE_GLOBE: "latitude",
    Code.NAME_TAKEN: "name",
    Code.UNKNOWN_EQUIPMENT: "kind",
    Code.PROJECT_OWNER_MISSING: "project_owner",
    Code.DECISION_WITHOUT_ANSWER: "is_centre",
    Code.BAD_COMPETENCE_KEY: "key",
    Code.ALREADY_COMPETENT: "first",
    Code.NOT_COMPETENT: "day",
    Code.ALREADY_SUSPENDED: "first",
    Code.NOT_SUSPENDED: "day",
    Code.FEE_UNDATED: "since",
    Code.NEGATIVE_AMOUNT: "amount",
    Code.UNKNOWN_PLACEHOLDER: "body",
    Code.PLACEHOLDER_MISSING: "body",
    Code.MESSAGE_TOO_LONG: "body",
}


@dataclass(frozen=True)
class Field:
    """One field. `kind`: text, area, date, time, number, select, check (one box) or checks (several).

    `values` is what it holds: one text, or for boxes those that are ticked.
    """

    name: str
    label: str
    values: Sequence[str] = ("",)
    kind: str = "text"
    choices: Sequence[Choice] = ()
    hint: str = ""
    required: bool = False
    fault: str = ""

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        return [(sent, read, sent in self.values) for sent, read in self.choices]


@dataclass(frozen=True)
class Form:
    """One deed to be done: its name, what it is about, its fields. `fault` is a "no" that is about no field in particular."""

    do: str
    button: str
    fields: Sequence[Field] = ()
    about: str = ""
    title: str = ""
    steps: Sequence[Choice] = ()
    fault: str = ""

    @property
    def id(self) -> str:
        return f"{self.do}-{self.about}" if self.about else self.do

    @property
    def open(self) -> bool:
        """Whether somebody is in the middle of it."""
        return bool(self.fault or any(one.fault for one in self.fields))


@dataclass(frozen=True)
class Refused:
    """A form that was sent and refused, with all that was typed. A look at what would change keeps it the same way, with no "no"."""

    request: HttpRequest
    refusal: Refusal | None = None

    def shown(self, form: Form) -> Form:
        """The form again: as it was sent if it is the one, untouched otherwise."""
        sent = self.request.POST
        if (sent.get("do"), sent.get("about", "")) != (form.do, form.about):
            return form
        about = self._field() if self.refusal else ""
        said = sentence(self.refusal) if self.refusal else ""
        fields = [
            replace(one, values=sent.getlist(one.name), fault=said if one.name == about else "") for one in form.fields
        ]
        found = any(one.fault for one in fields)
        return replace(form, fields=fields, fault="" if found else said)

    def _field(self) -> str:
        assert self.refusal
        named = self.refusal.facts.get("field") or FIELDS.get(self.refusal.code, "")
        return str(named)


def untouched(form: Form) -> Form:
    """The form as it is, when none was refused."""
    return form


def arranged(request: HttpRequest, slug: str) -> ServicePoint:
    """A place the reader arranges. Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED, NOT_ALLOWED."""
    return place_for(request, slug, Right.ARRANGE)


def answer(
    request: HttpRequest,
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]],
    draw: Callable[[Refused | None, int], HttpResponse],
) -> HttpResponse:
    """The same as `answered`, for a page that draws the form that was refused."""
    return answered(request, deeds, lambda no, status: draw(Refused(request, no) if no else None, status))


def drawn(request: HttpRequest, template: str, facts: Mapping[str, object], status: int) -> HttpResponse:
    """A page of forms, with what each of them needs besides its own facts: all that was sent, to be sent again after a preview."""
    sent = [(name, text) for name, texts in request.POST.lists() for text in texts if name != "step"]
    always = {"sent": sent, "back": request.path, "here": request.path, "done": request.GET.get("done"), "op": uuid4()}
    return render(request, template, {**always, **facts}, status=status)
