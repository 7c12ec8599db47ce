"""Words about messages: what they are for, how they travel, what came of them; and a time as a text says it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from babel.dates import format_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.messages import Channel, Purpose, State
from velkommen.domain.sending import Why

PURPOSES: Mapping[str, Promise] = MappingProxyType(
    {
        Purpose.CONFIRM: _("Confirm an appointment"),
        Purpose.BOOKED: _("Appointment booked"),
        Purpose.MOVED: _("Appointment moved"),
        Purpose.CANCELLED: _("Appointment cancelled"),
        Purpose.REMINDER: _("Reminder of an appointment"),
        Purpose.PLACE_CHANGED: _("Appointment at another place"),
        Purpose.TURN_SOON: _("Your turn soon"),
        Purpose.PICKUP_READY: _("Ready to be fetched"),
        Purpose.COURSE_SIGNED: _("Signed up for a course"),
        Purpose.COURSE_WAITING: _("On the waiting list of a course"),
        Purpose.COURSE_SEAT: _("A seat from the waiting list"),
        Purpose.COURSE_REMINDER: _("Reminder of a course"),
        Purpose.COURSE_MOVED: _("A course has changed"),
        Purpose.COURSE_CANCELLED: _("A course is cancelled"),
    }
)
CHANNELS: Mapping[str, Promise] = MappingProxyType({Channel.EMAIL: _("E-mail"), Channel.SMS: _("SMS")})
STATES: Mapping[str, Promise] = MappingProxyType(
    {
        State.WAITING: _("Waits"),
        State.SENDING: _("Being sent"),
        State.SENT: _("Sent"),
        State.UNCERTAIN: _("Perhaps sent"),
        State.FAILED: _("Not sent"),
        State.DROPPED: _("No longer wanted"),
    }
)
WHYS: Mapping[str, Promise] = MappingProxyType(
    {
        Why.UNREACHABLE: _("The provider could not be reached."),
        Why.BUSY: _("The provider took nothing just then."),
        Why.NOT_SET_UP: _("The provider did not accept our login. Check the settings."),
        Why.BAD_ADDRESS: _("The provider does not know the address."),
        Why.REFUSED: _("The provider refused the message."),
        Why.NO_REPLY: _("The provider’s answer was lost."),
        Why.BROKEN_OFF: _("Sending was broken off."),
        Why.GAVE_UP: _("It was tried many times in vain."),
        Why.TOO_LATE: _("It would have come too late."),
        Why.NOT_WANTED: _("It was not wanted any more."),
    }
)
#: What each word in braces stands for.
PLACEHOLDER_WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "place": _("the name of the place"),
        "address": _("its address"),
        "date": _("the day, with its weekday"),
        "time": _("the time"),
        "old_date": _("the day before the move"),
        "old_time": _("the time before the move"),
        "link": _("the citizen’s own page"),
        "number": _("the number"),
        "position": _("how many are ahead"),
    }
)
TEXT_LANGUAGES: Mapping[str, Promise] = MappingProxyType({"da": _("Danish"), "en": _("English")})
_PATTERNS = {
    "da": ("da_DK", "EEEE 'den' d. MMMM", "HH.mm"),
    "en": ("en_GB", "EEEE d MMMM", "HH:mm"),
}


def date_and_time(when: datetime, language: str) -> tuple[str, str]:
    """A local time as "tirsdag den 3. december" and "10.15", in the language of the message and not of a reader."""
    locale, day, minute = _PATTERNS[language]
    return format_datetime(when, day, locale=locale), format_datetime(when, minute, locale=locale)
