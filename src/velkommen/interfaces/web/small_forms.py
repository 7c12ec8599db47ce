"""Small forms, each one deed: their fields as drawn, and after a "no" what was typed, what was wrong and the cure, at its field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from velkommen.domain import dates
from velkommen.domain.refusals import Code, Kind, Refusal, Shape
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import one_id, operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared import clock
from velkommen.shared.wording import sentence

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
    Code.NO_TEACHER: "teacher",
    Code.REFRESHED_WITHOUT_END: "refreshed_by",
    Code.LINES_MISSING: "line_1_da",
    Code.DATES_MISSING: "dates",
    Code.DATE_PASSED: "dates",
    Code.DATES_OVERLAP: "dates",
    Code.BAD_DAY: "dates",
    Code.SEATS_TAKEN: "seats",
    Code.NOT_HELD_YET: "came",
    Code.MORE_THAN_ASKED: "yes",
    Code.DAY_MISSING: "day",
    Code.DAY_AHEAD: "day",
    Code.WEEK_OVERLAPS: "first",
    Code.WEEK_TOO_LONG: "last",
    Code.UNKNOWN_TASK: "tasks",
    Code.BAD_KLE: "kle",
    Code.BAD_FILE: "file",
}


@dataclass(frozen=True)
class Field:
    """One field. `kind`: text, area, date, time, number, select, file, check (one box) or checks (several).

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
    def carries(self) -> bool:
        """Whether a file is sent with it."""
        return any(one.kind == "file" for one in self.fields)

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
        said = self.said({one.name: one.label for one in form.fields})
        fields = [
            replace(one, values=sent.getlist(one.name), fault=said if one.name == about else "") for one in form.fields
        ]
        found = any(one.fault for one in fields)
        return replace(form, fields=fields, fault="" if found else said)

    def said(self, labels: Mapping[str, str]) -> str:
        """The "no", which calls a field as the form does; "" where there is none."""
        if not self.refusal:
            return ""
        named = labels.get(str(self.refusal.facts.get("field")))
        return sentence(Refusal(self.refusal.code, **{**self.refusal.facts, "field": named}) if named else self.refusal)

    def _field(self) -> str:
        assert self.refusal
        named = self.refusal.facts.get("field") or FIELDS.get(self.refusal.code, "")
        return str(named)


@dataclass
class Sent:
    """Reading a form. Texts come trimmed; what cannot be read is refused by its field's name."""

    request: HttpRequest
    about: str = field(init=False)

    def __post_init__(self) -> None:
        self.about = self.request.POST.get("about", "")

    def by(self) -> dict[str, Any]:
        """Who sends it, when, and under which operation. Raises: Refusal BAD_VALUE."""
        return {"by": request_actor(self.request), "at": clock.now(), "op": operation(self.request)}

    def id(self) -> int:
        """The primary key of what the form is about. Raises: Refusal BAD_VALUE."""
        return one_id(self.request, "about")

    def text(self, name: str) -> str:
        return self.request.POST.get(name, "").strip()

    def texts(self, name: str) -> list[str]:
        return self.request.POST.getlist(name)

    def ticked(self, name: str) -> bool:
        return name in self.request.POST

    def be_sure(self) -> None:
        """Raises: Refusal NOT_SURE where the box of a deed that cannot be taken back is not ticked."""
        if not self.ticked("sure"):
            raise Refusal(Code.NOT_SURE, field="sure")

    def file(self, name: str, most: int) -> bytes:
        """What a file holds, or a byte more than `most` of it. Raises: Refusal FILE_MISSING."""
        found = self.request.FILES.get(name)
        if found is None:
            raise Refusal(Code.FILE_MISSING, field=name)
        return found.read(most + 1)

    def day(self, name: str) -> date:
        """Raises: Refusal BAD_DAY."""
        return dates.day_of(self.text(name))

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if self.text(name) else None

    def whole(self, name: str) -> int:
        """Raises: Refusal BAD_VALUE."""
        text = self.text(name).removeprefix("-")
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise Refusal(Code.BAD_VALUE, field=name, shape=Shape.WHOLE)
        return int(self.text(name))

    def number_or_none(self, name: str) -> float | None:
        """A decimal number, with a comma or a point. Raises: Refusal BAD_VALUE."""
        text = self.text(name).replace(",", ".")
        try:
            found = float(text) if text else None
        except ValueError as error:
            raise Refusal(Code.BAD_VALUE, field=name, shape=Shape.NUMBER) from error
        if found is not None and not isfinite(found):
            raise Refusal(Code.BAD_VALUE, field=name, shape=Shape.NUMBER)
        return found


def untouched(form: Form) -> Form:
    """The form as it is, when none was refused."""
    return form


def answer(
    request: HttpRequest,
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]],
    draw: Callable[[Refused | None, int], HttpResponse],
) -> HttpResponse:
    """Draw the page, or do the deed that was sent and come back to it. A "no" is told where it was typed.

    Args:
        deeds: name -> what does it; what it returns is shown instead of going back to the page.
        draw: the page, with a form that was refused and the status.
    """
    if request.method != "POST":
        return draw(None, 200)
    do = request.POST.get("do", "")
    try:
        if do not in deeds:
            raise Refusal(Code.BAD_VALUE, field="do")
        shown = deeds[do](Sent(request))
    except Refusal as refusal:
        if refusal.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
            raise
        return draw(Refused(request, refusal), STATUS[refusal.kind])
    return shown or redirect(f"{request.path}?done={do}")


def drawn(request: HttpRequest, template: str, facts: Mapping[str, object], status: int) -> HttpResponse:
    """A page of forms, with what each of them needs besides its own facts: all that was sent, to be sent again after a preview."""
    sent = [(name, text) for name, texts in request.POST.lists() for text in texts if name != "step"]
    always = {"sent": sent, "back": request.path, "here": request.path, "done": request.GET.get("done"), "op": uuid4()}
    return render(request, template, {**always, **facts}, status=status)
