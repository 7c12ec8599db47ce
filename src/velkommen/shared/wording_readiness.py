"""The report's advice in words: each point, why it is there, what the data say of it, and what to do next."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.readiness import Key, State
from velkommen.domain.refusals import Code

READINESS_SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.FILLED_FROM_DATA: _(
            "The data of the house say this by themselves. Change what they rest on, and it changes."
        ),
        Code.DAY_MISSING: _("Say on which day it was."),
        Code.DAY_AHEAD: _("%(on)s lies ahead. Mark it when it has been."),
    }
)
POINTS: Mapping[Key, Promise] = MappingProxyType(
    {
        Key.OWNER: _("Somebody is in charge of the project"),
        Key.LEADERSHIP: _("Both groups have one leader"),
        Key.STAFF_HEARD: _("The staff were heard before tasks moved"),
        Key.CHOICE: _("Those who serve have put themselves forward"),
        Key.JOINT_COURSE: _("Both groups have been on one course together"),
        Key.BASELINE: _("Enquiries were counted before"),
        Key.VOLUME: _("There are enough enquiries to keep in practice"),
        Key.EQUIPMENT: _("The equipment for the tasks is here"),
        Key.ROOM: _("One can talk without being overheard"),
        Key.NOISE: _("It is quiet enough, and the place suits it"),
        Key.SIGNS: _("Signs say that citizen service is here"),
        Key.HOURS: _("Hours with staff are recorded and shown"),
        Key.COUNCIL: _("It is recorded what the council decided"),
        Key.RESOURCES: _("Resources follow the tasks"),
    }
)
#: What is done about a point that is open.
NEXT: Mapping[Key, Promise] = MappingProxyType(
    {
        Key.OWNER: _("Name the project owner in the agreement."),
        Key.LEADERSHIP: _("Agree who leads both groups, or plan more time to talk and coordinate."),
        Key.STAFF_HEARD: _("Hold the meeting before it is decided who does what, and mark its day."),
        Key.CHOICE: _("Ask who wants to, before anybody is told to."),
        Key.JOINT_COURSE: _("Plan a course for both groups together: it decided whether the work went easily."),
        Key.BASELINE: _("Count for four weeks before anything changes. Two presses for each enquiry are enough."),
        Key.VOLUME: _("Practise together, do the task at fewer places, or leave it where it is."),
        Key.EQUIPMENT: _("Get what is missing, or leave these tasks out."),
        Key.ROOM: _("Turn the desk or the screen; a room of its own need not be the answer."),
        Key.NOISE: _("Find a corner by the entrance, away from school classes and young people’s noise."),
        Key.SIGNS: _("Put up signs at the door and at the desk."),
        Key.HOURS: _("Record when there are staff."),
        Key.COUNCIL: _("Record the decision: what may be handed on without consent depends on it."),
        Key.RESOURCES: _("Say which hours or money come along, or which task falls away."),
    }
)
STATES: Mapping[State, Promise] = MappingProxyType(
    {
        State.YES: _("Yes"),
        State.NO: _("No"),
        State.NOT_KNOWN: _("Nobody knows"),
        State.NOT_RELEVANT: _("Does not matter here"),
    }
)
