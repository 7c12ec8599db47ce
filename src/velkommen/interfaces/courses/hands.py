"""A show of hands on a tablet: one line on each screen, one press for how many could do it."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from velkommen.apps.courses import actions, queries
from velkommen.apps.courses.queries import Shown
from velkommen.domain.refusals import Kind, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.courses.asking import series_for
from velkommen.interfaces.courses.words import card, line
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.small_forms import Sent
from velkommen.shared.wording import sentence

MOST_BUTTONS = 40


@login_required
def ask(request: HttpRequest, series: int) -> HttpResponse:
    """The line whose number stands in the address, and after its press the next one; at the end back to the series."""
    found = series_for(request, series, Right.REGISTER)
    lines, number = queries.lines(found.row.course_id), _number(request, "line", 1)
    if number > len(lines):
        return redirect("courses-series", series)
    refused, status = "", 200
    if request.method == "POST":
        try:
            asked = _count(Sent(request), series, lines[number - 1].pk)
            return redirect(f"{reverse('courses-hands', args=(series,))}?line={number + 1}&asked={asked}")
        except Refusal as refusal:
            if refusal.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
                raise
            refused, status = sentence(refusal), STATUS[refusal.kind]
    asked = _asked(request, found)
    shown = {
        "card": card(found),
        "number": number,
        "all": len(lines),
        "line": line(lines[number - 1]),
        "asked": asked,
        "buttons": range(asked + 1),
        "refused": refused,
        "here": request.get_full_path(),
        "op": uuid4(),
    }
    return render(request, "courses/manage/hands.html", shown, status=status)


def _count(sent: Sent, series: int, line: int) -> int:
    """Note what was pressed, and say of how many it was."""
    yes, asked = sent.whole("yes"), sent.whole("asked")
    actions.note_could_do(series=series, line=line, yes=yes, asked=asked, **sent.by())
    return asked


def _number(request: HttpRequest, name: str, default: int) -> int:
    """A small whole number of the address."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 4 and int(text) else default


def _asked(request: HttpRequest, found: Shown) -> int:
    """Of how many: what the address says, else who came last, else who has a seat."""
    came = next((one.came for one in reversed(found.dates) if one.came), None)
    return min(_number(request, "asked", came or found.taken or 1), MOST_BUTTONS)
