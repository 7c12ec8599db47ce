"""The words of the surveys: what is asked, what can be answered, and why not just now."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from velkommen.domain.refusals import Code
from velkommen.domain.surveys import Audience

SURVEY_SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.ANSWERED_ALREADY: _("You have answered already, and one answer each is counted. Thank you."),
        Code.SURVEY_CLOSED: _("This survey is closed, so nothing more is counted. Look at what was said instead."),
        Code.SURVEY_NOT_YET: _("This survey begins on %(on)s. Come back then."),
        Code.SURVEY_RUNS: _(
            "The staff of %(place)s is asked in these days already. Close that round first, or choose other days."
        ),
        Code.ANSWER_MISSING: _("Choose an answer here. “Do not know” is one too, where you see it."),
        Code.NOT_INVITED: _(
            "This round does not ask you: it asks those of library and citizen service who had a place when it began."
        ),
        Code.NOBODY_TO_INVITE: _(
            "Nobody of library or citizen service is posted there. Post the staff first, or choose other places."
        ),
        Code.ROUND_PAST: _("A round cannot begin in the past. Choose today or a day ahead."),
        Code.ROUND_TOO_LONG: _("A round lasts at most %(most)s days. Choose an earlier last day."),
        Code.VISIT_NOT_OVER: _("You can answer when your visit is over. Keep the page of your number until then."),
        Code.ANSWERS_TOO_OFTEN: _(
            "Many have answered over this connection just now. Try again in %(minutes)s minutes, or answer at the desk's screen."
        ),
        Code.UNKNOWN_SURVEY: _("Nobody is asked here just now. You can always tell us at the desk."),
    }
)
_DEGREES: Mapping[str, Promise] = MappingProxyType(
    {
        "high": _("To a high degree"),
        "some": _("To some degree"),
        "lesser": _("To a lesser degree"),
        "not": _("Not at all"),
        "unsure": _("Do not know"),
    }
)
#: What is asked, as its reader is asked it.
QUESTION_WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "solved": _("Did you get done what you came for?"),
        "easy": _("Was it easy?"),
        "welcome": _("How did we meet you?"),
        "meaningful": _("Is your role meaningful and relevant?"),
        "equal": _("Is citizen service as important as the library's other work?"),
        "training": _("Have you had enough training?"),
        "support": _("Do you get support when you need it?"),
        "future": _("Is the work together good, now that the library changes?"),
    }
)
ANSWER_WORDS: Mapping[str, Mapping[str, Promise]] = MappingProxyType(
    {
        "solved": {
            "yes": pgettext_lazy("got it done", "Yes"),
            "partly": _("Partly"),
            "no": pgettext_lazy("got it done", "No"),
        },
        "easy": {"easy": _("Easy"), "fair": _("So-so"), "hard": _("Hard")},
        "welcome": {
            "well": pgettext_lazy("how we met you", "Well"),
            "fair": pgettext_lazy("how we met you", "Fairly"),
            "badly": pgettext_lazy("how we met you", "Badly"),
        },
        **dict.fromkeys(("meaningful", "equal", "training", "support", "future"), _DEGREES),
    }
)
#: What a yes to a question says, after "57 %".
YES_WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "solved": _("got done what they came for"),
        "easy": _("found it easy"),
        "welcome": _("were met well"),
        "meaningful": _("say their role is meaningful and relevant"),
        "equal": _("say citizen service is as important as the library's other work"),
        "training": _("say they have had enough training"),
        "support": _("say they get support when they need it"),
        "future": _("say the work together is good in light of the changing library"),
    }
)
AUDIENCES: Mapping[str, Promise] = MappingProxyType({Audience.CITIZENS: _("Citizens"), Audience.STAFF: _("Staff")})
GROUP_WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "": _("All"),
        "number": _("With a number"),
        "open": _("Open to anybody"),
        "library": _("Library"),
        "citizen_service": _("Citizen service"),
    }
)
