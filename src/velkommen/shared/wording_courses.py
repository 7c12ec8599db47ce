"""What is said about courses for citizens: their refusals, and the words of their sign-ups."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.refusals import Code

COURSE_SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.COURSE_FULL: _(
            "All seats are taken. Write where we reach you, and you stand on the waiting list: we tell you when a seat is yours."
        ),
        Code.COURSE_OFF: _("This course is cancelled. Look among the other courses. Nothing was changed."),
        Code.COURSE_BEGUN: _("This course has begun, so nobody can sign up any more. Look among the other courses."),
        Code.COURSE_HELD: _("All dates of this course have been. Make a new series instead."),
        Code.SIGNED_UP_ALREADY: _(
            "This address or number is signed up here already: look for the link in its message. Does somebody else want to come "
            "along? Leave the field empty, or write where they are reached."
        ),
        Code.SIGN_UP_OVER: _("This seat was given up already. Sign up once more if you want to come after all."),
        Code.LINES_MISSING: _("Say in %(least)s to %(most)s different lines what people can do afterwards."),
        Code.DATES_MISSING: _("Say when it is held: one to %(most)s dates."),
        Code.DATE_PASSED: _("%(on)s lies in the past. Choose a date ahead."),
        Code.DATES_OVERLAP: _("Two dates overlap on %(on)s. Let one end before the next begins."),
        Code.SEATS_TAKEN: _(
            "Seat number %(number)s is taken. Keep at least so many seats, or wait until somebody gives theirs up."
        ),
        Code.NOT_HELD_YET: _("This has not been held yet: it begins on %(on)s. Count when it has begun."),
        Code.MORE_THAN_ASKED: _("%(yes)s of %(number)s cannot be. Count again: at most as many as were asked."),
        Code.TOO_MANY_SIGN_UPS: _(
            "Many signed up from your internet connection just now. Try again in %(minutes)s minutes, or call us."
        ),
        Code.UNKNOWN_COURSE: _("There is no such course. Look among the courses that are coming."),
        Code.UNKNOWN_SIGN_UP: _("There is no such sign-up. Look at the link in your message."),
    }
)
