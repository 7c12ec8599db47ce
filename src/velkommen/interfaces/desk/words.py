"""The words of the desk: what each deed did, what a desk does with a task, how much judgement it takes, the keys."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.kinds import Channel, DeskRole
from velkommen.domain.outcomes import Discretion, Outcome
from velkommen.domain.placement.deciding import Rule

#: Deed -> what the quiet line says when it is done; %(label)s is the number, or "The visit" for one without.
DONE: Mapping[str, Promise] = MappingProxyType(
    {
        "call_next": _("%(label)s is called."),
        "call_visit": _("%(label)s is called."),
        "recall_visit": _("%(label)s is called again."),
        "arrive": _("%(label)s is in line."),
        "start_service": _("%(label)s is being served."),
        "serve_without_number": _("Serving without a number."),
        "park_visit": _("%(label)s is on hold."),
        "resume_visit": _("%(label)s is back at the desk."),
        "consult_expert": _("%(label)s is with an expert."),
        "end_consult": _("%(label)s is back from the expert."),
        "transfer_visit": _("%(label)s is handed over and keeps the place in line."),
        "add_matter": _("%(label)s has one more matter."),
        "record_outcome": _("The outcome is noted."),
        "finish_visit": _("%(label)s is finished."),
        "no_show": _("%(label)s did not come."),
        "leave_visit": _("%(label)s has left."),
        "log_enquiries": _("Counted."),
        "correct_enquiry": _("Corrected."),
        "mark_unreliable": _("The time is set aside: it leaves the averages and is still counted."),
        "undo": _("Undone."),
        "report_wrong": _("Told to whoever keeps the card. You see the answer here."),
        "note_read": _("Noted as read."),
        "see_answer": _("Noted as read."),
    }
)
CLOSED_TOO = _("%(closed)s is finished.")
DESK_ROLES: Mapping[str, Promise] = MappingProxyType(
    {
        DeskRole.COMPLETE: _("You complete it here"),
        DeskRole.RECEIVE: _("You receive it and send it on"),
        DeskRole.ASSIST: _("You help people do it themselves"),
        DeskRole.REFER: _("You refer it to the right place"),
    }
)
DISCRETION: Mapping[str, Promise] = MappingProxyType(
    {
        Discretion.NONE: _("None: the rules give the answer"),
        Discretion.LOW: _("A little: ask an expert when in doubt"),
        Discretion.HIGH: _("Not decided here: hand it over"),
    }
)
CHANNELS: Mapping[str, Promise] = MappingProxyType(
    {
        Channel.IN_PERSON: _("In person"),
        Channel.PHONE: _("By phone"),
        Channel.EMAIL: _("By e-mail"),
        Channel.DIGITAL_POST: _("By Digital Post"),
        Channel.VIDEO: _("By video"),
    }
)
#: Outcome -> its key. Danish hints (Løst, Hjalp, Ekspert, Kom igen, Borgerservice, Forvaltning, Myndighed); the same in
#: every language, because fingers remember them.
OUTCOME_KEYS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.SOLVED: "L",
        Outcome.SELF_SERVICE: "H",
        Outcome.SOLVED_WITH_EXPERT: "E",
        Outcome.COME_BACK: "K",
        Outcome.TO_CITIZEN_SERVICE: "B",
        Outcome.TO_DEPARTMENT: "F",
        Outcome.TO_AUTHORITY: "M",
        Outcome.NOT_POSSIBLE: "X",
        Outcome.LEFT: "Q",
    }
)

#: What the reader lacks and somebody else here may have; of a place these rules say that nobody is there.
OF_YOU: Mapping[Rule, Promise] = MappingProxyType(
    {
        Rule.NOT_COMPETENT: _("It takes somebody trained for %(competence)s, and you are not."),
        Rule.NO_MANDATE: _("By the agreement of the place it is done by %(units)s, and not by you."),
    }
)
