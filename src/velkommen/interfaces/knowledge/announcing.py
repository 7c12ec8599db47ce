"""Announcements: what everybody at some places should know, made, read, withdrawn; and who has not read it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from velkommen.apps.knowledge import actions, queries
from velkommen.apps.knowledge.models import Announcement
from velkommen.domain import dates
from velkommen.domain.knowledge import LONGEST_TEXT, LONGEST_TITLE
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.knowledge.asking import Reader, page, reader, refused, stamp
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE

ALL = "all"


@login_required
def announcements(request: HttpRequest) -> HttpResponse:
    """What holds now or will; whoever keeps knowledge announces."""
    who, no, today = reader(request), None, clock.local_day(clock.now())
    if request.method == "POST":
        if not who.writes:
            raise Refusal(Code.NOT_ALLOWED, right=Right.KEEP_KNOWLEDGE.value)
        no = refused(lambda: actions.announce(at_places=_where(request), **_said(request), **stamp(request)))
        if no is None:
            return redirect("/knowledge/announcements/?done=announced")
    facts = {
        "rows": queries.announcements(who.places, today, who.by.staff_id),
        "today": today,
        "keeps": who.keeps,
        "everywhere": who.everywhere,
        "chosen": request.POST.getlist("where"),
        "longest_title": LONGEST_TITLE,
        "longest": LONGEST_TEXT,
    }
    return page(request, "knowledge/announcements.html", "announcements", facts, no)


def _where(request: HttpRequest) -> frozenset[int]:
    """The places of a form, none for all. Raises: Refusal BAD_VALUE."""
    texts = request.POST.getlist("where")
    if ALL in texts:
        return frozenset()
    if not texts or not all(text.isascii() and text.isdecimal() and len(text) < 19 for text in texts):
        raise Refusal(Code.BAD_VALUE, field="where")
    return frozenset(map(int, texts))


def _said(request: HttpRequest) -> dict[str, Any]:
    """Raises: Refusal BAD_DAY."""
    sent = request.POST
    return {
        "title": sent.get("title", ""),
        "text": sent.get("text", ""),
        "first": dates.day_of(sent.get("first", "")),
        "last": dates.day_of(sent.get("last", "")),
        "must_read": sent.get("must_read") == "yes",
    }


@login_required
@require_GET
def announcement(request: HttpRequest, announcement: int) -> HttpResponse:
    """One announcement; for whoever keeps knowledge at its places with those who have not read it."""
    who = reader(request)
    row = _readable(who, announcement)
    keeps = _keeps(who, row)
    read = queries.readers(row) if keeps else []
    facts = {
        "row": row,
        "where": [one.service_point for one in row.places.all()],
        "keeps": keeps,
        "unread": [staff for staff, at in read if at is None],
        "read": [(staff, at) for staff, at in read if at],
        "mine": row.receipts.filter(staff=who.by.staff_id).exists(),
    }
    return page(request, "knowledge/announcement.html", "announcements", facts)


def _readable(who: Reader, pk: int) -> Announcement:
    row = queries.announcement(pk)
    if not queries.may_read(who.by, queries.places_of(row)):
        raise Refusal(Code.NOT_ALLOWED, right=Right.READ_KNOWLEDGE.value)
    return row


def _keeps(who: Reader, row: Announcement) -> bool:
    """Whether somebody keeps knowledge at every place an announcement is for."""
    return all(who.by.may(Right.KEEP_KNOWLEDGE, place) for place in queries.places_of(row) or [EVERYWHERE])


@login_required
def read(request: HttpRequest, announcement: int) -> HttpResponse:
    """Noted as read."""
    if request.method == "POST":
        _readable(reader(request), announcement)
        actions.note_read(announcement=announcement, **stamp(request))
    return redirect("knowledge-announcements")


@login_required
def withdraw(request: HttpRequest, announcement: int) -> HttpResponse:
    """Taken away before its last day."""
    if request.method == "POST":
        _readable(reader(request), announcement)
        actions.withdraw_announcement(announcement=announcement, **stamp(request))
    return redirect("knowledge-announcements")
