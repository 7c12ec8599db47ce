"""How able people are and how they became so, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.competence import Level, Won
from velkommen.domain.refusals import Code
from velkommen.domain.training import Hitch
from velkommen.shared.wording_rules import COMPETENCES

LEVELS: Mapping[str, Promise] = MappingProxyType(
    {
        Level.SEES: _("has seen it"),
        Level.WITH_HELP: _("with help"),
        Level.ALONE: _("alone"),
        Level.TEACHES: _("teaches others"),
    }
)
WON: Mapping[str, Promise] = MappingProxyType(
    {
        Won.COURSE: _("by a course"),
        Won.PEER: _("by peer training"),
        Won.EXAM: _("by an exam"),
        Won.BEFORE: _("could do it before"),
        Won.UNKNOWN: _("not recorded"),
    }
)


#: Why a peer training cannot go on as it is, and what to do.
HITCHES: Mapping[str, Promise] = MappingProxyType(
    {
        Hitch.TEACHER_LEFT: _("The teacher does not work here any more. Choose another one."),
        Hitch.TEACHER_CANNOT: _("The teacher does not teach this any more. Choose another one."),
        Hitch.LEARNER_LEFT: _("The learner does not work here any more. Stop the training."),
        Hitch.LEARNER_LOST: _("The learner may not do it with help any more. Grant it again, or stop the training."),
        Hitch.LEARNER_ABLE: _("The learner does it alone already. Stop the training."),
    }
)
#: What is to be written as a number: its name in a refusal.
LEARNING_FIELDS: Mapping[str, Promise] = MappingProxyType(
    {
        "wanted": _("Real enquiries"),
        "seats": _("Seats"),
        "lasts": _("Months it lasts"),
        "refreshed_by": _("Enquiries that refresh it"),
        "minimum": _("Enquiries a month"),
    }
)
LEARNING_SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.WILLING_ALREADY: _("You have put yourself forward for this already. Nothing was changed."),
        Code.NOT_WILLING: _("They have not put themselves forward for this. Ask them first: learning is their choice."),
        Code.TRAINING_RUNS: _("%(name)s is being trained in this already. Go on with that training, or stop it first."),
        Code.TRAINING_OVER: _("This training is over. What was practised stays. Start a new one to go on."),
        Code.TRAINING_HALTED: _("%(hitch)s What was practised stays."),
        Code.PRACTICE_MISSING: _("%(done)s of %(wanted)s enquiries were done together. Sign off when all of them are."),
        Code.NO_TEACHER: _("%(name)s does not teach this here. Choose somebody whose level is “teaches others”."),
        Code.NOT_THEIR_TEACHER: _("Only %(name)s, who teaches, signs off this training."),
        Code.STAFF_COURSE_FULL: _(
            "The course is full (%(seats)s). Nothing was changed. Put the name on the waiting list, or choose another course."
        ),
        Code.STAFF_COURSE_OVER: _("This course is over. Plan a new one."),
        Code.STAFF_COURSE_AHEAD: _("The last day of this course is %(on)s. Note who was there on that day or later."),
        Code.STAFF_SIGNED_UP: _("%(name)s is signed up already. Nothing was changed."),
        Code.STAFF_NOT_SIGNED_UP: _("%(name)s is not signed up for this course. Nothing was changed."),
        Code.REFRESHED_WITHOUT_END: _(
            "Only what lasts a number of months is refreshed by use. Say how many months it lasts, or leave the enquiries empty."
        ),
        Code.UNKNOWN_TRAINING: _("There is no such training here. Look at the list again."),
        Code.UNKNOWN_STAFF_COURSE: _("There is no such course. Look at the list again."),
    }
)


def competence_name(key: str) -> str:
    """A competence as people call it; a municipality's own keys stay as they are."""
    return str(COMPETENCES.get(key, key))
