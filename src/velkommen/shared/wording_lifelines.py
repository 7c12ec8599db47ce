"""What lifelines are called in the reader's language: ways, stages, ends, receivers, and by what right something travels or stays."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.handover import Basis, Matter, Receiver
from velkommen.domain.lifelines import End, Stage, Way, Why
from velkommen.domain.refusals import Code

WAYS: Mapping[str, Promise] = MappingProxyType(
    {
        Way.ASK: _("Ask"),
        Way.JOIN: _("Let them join"),
        Way.TAKE_OVER: _("Let them take over"),
        Way.CALL_BACK: _("Let them ring back"),
    }
)
STAGES: Mapping[str, Promise] = MappingProxyType(
    {
        Stage.ASKED: _("asked"),
        Stage.ACCEPTED: _("accepted"),
        Stage.ANSWERED: _("answered"),
        Stage.ENDED: _("over"),
    }
)
ENDS: Mapping[str, Promise] = MappingProxyType(
    {
        End.HELPED: _("It helped"),
        End.NOT_HELPED: _("It did not help"),
        End.RUNG: _("The citizen was rung"),
        End.NOT_REACHED: _("The citizen was not reached"),
        End.BOOKED: _("A time was booked"),
        End.HANDED_ON: _("The citizen was sent on"),
        End.RECALLED: _("The desk took it back"),
        End.LEFT: _("The citizen had gone"),
        End.WITHDRAWN: _("The visit was undone"),
    }
)
WHYS: Mapping[str, Promise] = MappingProxyType(
    {
        Why.FREE: _("free now"),
        Why.AWAY: _("away"),
        Why.OFF_DUTY: _("not on duty"),
        Why.BUSY: _("busy"),
        Why.FULL: _("has as many as they take at a time"),
    }
)
RECEIVERS: Mapping[str, Promise] = MappingProxyType(
    {
        Receiver.DEPARTMENT: _("Department of the municipality"),
        Receiver.AUTHORITY: _("Authority that has handed tasks over"),
        Receiver.MUNICIPAL_PARTNER: _("Health centre or job service of the municipality"),
        Receiver.POLICE: _("Police"),
        Receiver.SSP: _("SSP (school, social services, police)"),
        Receiver.OUTSIDER: _("Tourist office, association or volunteers"),
    }
)
MATTERS: Mapping[str, Promise] = MappingProxyType(
    {Matter.APPLICATION: _("An application"), Matter.INFORMATION: _("A question only")}
)
BASES: Mapping[str, Promise] = MappingProxyType(
    {
        Basis.CENTRE_TO_DEPARTMENT: _(
            "The place is a citizen service centre, and its act lets it give the department what the application needs (section 3(3))."
        ),
        Basis.CENTRE_TO_AUTHORITY: _(
            "The place is a citizen service centre, and its act lets it give the authority what is needed (section 3(1) and (2))."
        ),
        Basis.CONSENT: _("The citizen has agreed, and that is recorded."),
        Basis.ONLY_THE_WISH: _("For a question one line is enough: what is wished for, and nothing about the person."),
        Basis.NOT_A_CENTRE: _(
            "The council has not decided that this place is a citizen service centre, so it takes the citizen's consent."
        ),
        Basis.BY_LINK_OR_TELEPHONE: _("For a question, give the citizen the authority's link or telephone number."),
        Basis.NO_RIGHT: _("There is no general right to tell the police. It takes the citizen's consent."),
        Basis.SSP_AMONG_THEMSELVES: _(
            "SSP tell each other what they may, and nobody else does. It takes the citizen's consent."
        ),
        Basis.OUTSIDE: _("They do not belong to the municipality. It takes the citizen's consent."),
        Basis.PARTNERS_READ_NOTHING: _("Partners read no notes, whatever the citizen has agreed to."),
    }
)
LIFELINE_SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.UNKNOWN_LIFELINE: _("There is no such question to an expert. Look at the list again."),
        Code.LIFELINE_OVER: _("This is over: it was answered, rung or taken back. Nothing was changed."),
        Code.LIFELINE_TAKEN: _("%(who)s has it already. Nothing was changed."),
        Code.LIFELINE_NOT_SO: _("This cannot be done now: it is %(stage)s. Look at the list again."),
        Code.LIFELINE_OPEN: _("An expert was asked about this matter already; %(who)s has it. Take it back first."),
        Code.NOTE_TOO_LONG: _("At most %(most)s characters may go along here. Shorten the text."),
        Code.NOTE_STAYS_HERE: _("No text may go along. %(basis)s Leave the text out, or ask the citizen."),
        Code.CONTACT_STAYS_HERE: _("The number may not go along. %(basis)s Ask the citizen, and tick that they agree."),
        Code.NOTES_NOT_FOR_PARTNERS: _("Partners read and write no notes. Let the expert join or take over instead."),
        Code.NOT_ASKED: _("This was asked of somebody else. Nothing was changed."),
        Code.ASKING_ONESELF: _("You cannot ask yourself. Choose somebody else."),
        Code.NOBODY_TO_ASK: _(
            "Nobody answers for %(task)s. Refer the citizen, and tell the leader that an expert is missing."
        ),
        Code.EXPERT_NOT_THERE: _("Not there now: %(who)s. Choose somebody else, or let them ring back."),
        Code.EXPERT_NOT_REACHED_SO: _(
            "No telephone number and no meeting link is known of %(who)s. Ask in writing instead."
        ),
        Code.NOTHING_TO_RING: _("Write the number to ring, or choose a time."),
        Code.CALL_BACK_OUTCOME: _("Who is rung back comes again or is referred. Choose one of these outcomes."),
    }
)
