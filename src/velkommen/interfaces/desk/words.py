"""The words of the desk: what each deed did, what a desk does with a task, how much judgement it takes, the keys."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.handover import Travels
from velkommen.domain.kinds import DeskRole
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
        "answer_questions": _("The answer is noted."),
        "take_back_answer": _("Undone."),
    }
)
#: The same of lifelines. There is no undo of what somebody else has heard by now: it is taken back instead.
ASKED_DONE: Mapping[str, Promise] = MappingProxyType(
    {
        "ask_expert": _("Asked. The answer comes here by itself."),
        "join": _("Asked to join. Ring, or open the meeting."),
        "take_over": _("An expert is asked to take over. The desk is free."),
        "call_back": _("Somebody will call back. The visit is finished."),
        "recall": _("Taken back."),
        "take_desk": _("It is yours now: what is answered comes here."),
        "close_lifeline": _("Noted what came of it."),
        "draft_from_answer": _("Kept: every desk finds it from now on."),
        "propose_text": _("Proposed. You see here what came of it."),
        "open_notes": _("Opened. That you read it is noted."),
    }
)
#: Of a call-back that became an appointment.
BOOKED = _("The time is booked. The visit is finished.")


def travels_in_words(travels: Travels) -> Promise:
    """What may go along to whoever is asked, in a few words."""
    if travels.note and travels.contact:
        return _("Topic, your words and a number to ring may go along.")
    if travels.wish:
        return _("The topic and one line of what is wished may go along, nothing about the person.")
    if travels.contact:
        return _("The topic and a number to ring may go along, no words.")
    return _("Only the topic may go along.")


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
