"""What people who signed up are told: put into the backlog inside the deed. When, where and a link; never what the course is about."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from velkommen.apps.courses.models import CourseDate, Series, SignUp
from velkommen.apps.messages.actions import drop, queue
from velkommen.domain.contacts import Contact
from velkommen.domain.courses import SignUpState
from velkommen.domain.messages import Channel, Purpose
from velkommen.shared import clock

ALL_COURSES = "/courses/"
REMINDED = timedelta(hours=24)  # before each date
AHEAD = frozenset({Purpose.COURSE_SIGNED, Purpose.COURSE_WAITING, Purpose.COURSE_SEAT, Purpose.COURSE_REMINDER})
ALL = AHEAD | {Purpose.COURSE_MOVED}


def contact_of(sign_up: SignUp) -> Contact | None:
    """Where somebody is reached, as long as that is kept."""
    row = getattr(sign_up, "contact", None)
    return Contact(Channel(row.channel), row.to) if row else None


def signed(sign_up: SignUp, dates: Sequence[CourseDate], at: datetime, occasion: str = "") -> None:
    """That they have a seat, or stand on the waiting list; with a seat, a reminder before each date."""
    seated = sign_up.state == SignUpState.SEATED.value
    _tell(Purpose.COURSE_SIGNED if seated else Purpose.COURSE_WAITING, sign_up, dates, at, occasion=occasion)
    if seated:
        _remind(sign_up, dates, at, occasion)


def got_a_seat(sign_up: SignUp, dates: Sequence[CourseDate], at: datetime) -> None:
    drop(_about(sign_up), AHEAD, at)
    _tell(Purpose.COURSE_SEAT, sign_up, dates, at)
    _remind(sign_up, dates, at, "")


def moved(sign_up: SignUp, dates: Sequence[CourseDate], at: datetime, edition: int) -> None:
    """The dates or the place are others: said at once, and the reminders are those of the new dates."""
    drop(_about(sign_up), ALL, at)
    _tell(Purpose.COURSE_MOVED, sign_up, dates, at, occasion=str(edition))
    if sign_up.state == SignUpState.SEATED.value:
        _remind(sign_up, dates, at, str(edition))


def cancelled(sign_up: SignUp, dates: Sequence[CourseDate], at: datetime) -> None:
    drop(_about(sign_up), ALL, at)
    _tell(Purpose.COURSE_CANCELLED, sign_up, dates, at, link=ALL_COURSES)


def unwanted(sign_up: SignUp, at: datetime) -> None:
    """Nothing that waits is to be sent any more."""
    drop(_about(sign_up), ALL, at)


def _remind(sign_up: SignUp, dates: Sequence[CourseDate], at: datetime, occasion: str) -> None:
    for one in dates:
        due = one.starts_at - REMINDED
        if due > at:
            mark = f"{one.pk}.{occasion}" if occasion else str(one.pk)
            _tell(Purpose.COURSE_REMINDER, sign_up, [one], at, occasion=mark, not_before=due)


def _tell(
    purpose: Purpose,
    sign_up: SignUp,
    dates: Sequence[CourseDate],
    at: datetime,
    *,
    occasion: str = "",
    link: str = "",
    not_before: datetime | None = None,
) -> None:
    """`dates`: the dates ahead; the first of them is the one that is told."""
    contact, series = contact_of(sign_up), sign_up.series
    if contact is None or not dates:
        return
    facts = {
        "when": clock.local(dates[0].starts_at).strftime("%Y-%m-%dT%H:%M"),
        "link": link or f"{ALL_COURSES}mine/{sign_up.link}/",
        "place": where(series),
    }
    queue(
        place=series.service_point_id,
        purpose=purpose,
        about=_about(sign_up),
        channel=contact.channel,
        to=contact.to,
        language=sign_up.language,
        facts=facts,
        at=at,
        not_before=not_before,
        occasion=occasion,
    )


def where(series: Series) -> str:
    """The place, with its room or stop."""
    parts = (series.service_point.name, series.stop.name if series.stop else "", series.room)
    return ", ".join(part for part in parts if part)


def _about(sign_up: SignUp) -> str:
    return f"sign-up:{sign_up.pk}"
