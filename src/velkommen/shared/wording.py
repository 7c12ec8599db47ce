"""The sentence of every refusal: what happened and what to do, in the reader's language. The only such table."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from babel.dates import format_date, format_datetime
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.lifecycle import Ending, Move, State
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.domain.placement import deciding
from velkommen.domain.refusals import Code, Fact, Refusal
from velkommen.shared.wording_appointments import TERMS
from velkommen.shared.wording_atlas import ATLAS_SENTENCES
from velkommen.shared.wording_counting import COUNTING_SENTENCES
from velkommen.shared.wording_courses import COURSE_SENTENCES
from velkommen.shared.wording_datasets import DATA_SENTENCES
from velkommen.shared.wording_effects import EFFECTS
from velkommen.shared.wording_hours import HOURS_FAULTS, weekday
from velkommen.shared.wording_knowledge import KNOWLEDGE
from velkommen.shared.wording_learning import HITCHES, LEARNING_FIELDS, LEARNING_SENTENCES
from velkommen.shared.wording_lifelines import BASES, LIFELINE_SENTENCES, STAGES
from velkommen.shared.wording_readiness import READINESS_SENTENCES
from velkommen.shared.wording_reports import REPORTS
from velkommen.shared.wording_roster import ROSTER, breach_of_facts
from velkommen.shared.wording_rules import because_in_words, named
from velkommen.shared.wording_sheets import FAULTS
from velkommen.shared.wording_surveys import SURVEY_SENTENCES
from velkommen.shared.wording_values import cure
from velkommen.shared.wording_yearbook import YEARBOOK, YEARBOOK_FIELDS

STATES: Mapping[str, Promise] = MappingProxyType(
    {
        State.WAITING: _("waiting"),
        State.CALLED: _("called"),
        State.SERVING: _("being served"),
        State.PARKED: _("on hold"),
        State.WITH_EXPERT: _("with an expert"),
        State.ENDED: _("finished"),
    }
)
MOVES: Mapping[str, Promise] = MappingProxyType(
    {
        Move.CALL: _("called"),
        Move.RECALL: _("called again"),
        Move.START: _("served"),
        Move.PARK: _("put on hold"),
        Move.RESUME: _("resumed"),
        Move.CONSULT: _("sent to an expert"),
        Move.RETURN: _("taken back from the expert"),
        Move.TRANSFER: _("handed over"),
        Move.RECORD: _("given an outcome"),
        Move.ADD_MATTER: _("given one more matter"),
        Move.FINISH: _("finished"),
        Move.NO_SHOW: _("marked as not here"),
        Move.LEAVE: _("taken out of the line"),
    }
)
ENDINGS: Mapping[str, Promise] = MappingProxyType(
    {Ending.FINISHED: _("finished"), Ending.NO_SHOW: _("did not come"), Ending.LEFT: _("left")}
)
OUTCOMES: Mapping[str, Promise] = MappingProxyType(
    {
        Outcome.SOLVED: _("Solved here"),
        Outcome.SELF_SERVICE: _("Helped to self-service"),
        Outcome.SOLVED_WITH_EXPERT: _("Solved with an expert"),
        Outcome.COME_BACK: _("Must come back"),
        Outcome.TO_CITIZEN_SERVICE: _("Referred to citizen service"),
        Outcome.TO_DEPARTMENT: _("Referred to another department"),
        Outcome.TO_AUTHORITY: _("Referred to another authority"),
        Outcome.NOT_POSSIBLE: _("Not possible"),
        Outcome.LEFT: _("Left"),
    }
)
REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        Reason.PAPERS_MISSING: _("Papers were missing"),
        Reason.EQUIPMENT_DOWN: _("Equipment did not work"),
        Reason.NOBODY_COMPETENT: _("Nobody here may do it now"),
        Reason.NOT_ENTITLED: _("The citizen is not entitled to it"),
        Reason.SYSTEM_DOWN: _("A system was down"),
        Reason.OTHER: _("Another reason"),
    }
)

APPOINTMENT_STATES: Mapping[str, Promise] = MappingProxyType(
    {
        AppointmentState.HELD: _("held for a moment"),
        AppointmentState.ASKED: _("not confirmed"),
        AppointmentState.BOOKED: _("booked"),
        AppointmentState.ARRIVED: _("begun"),
        AppointmentState.CANCELLED: _("cancelled"),
        "missed": _("missed"),
    }
)

SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.ILLEGAL_MOVE: _("%(label)s cannot be %(move)s: it is %(state)s%(where)s. Nothing was changed."),
        Code.DESK_BUSY: _("%(desk)s already has a visit. Finish it, put it on hold or mark it as not here first."),
        Code.OUTCOME_MISSING: _("Say how it ended first: %(tasks)s."),
        Code.QUEUE_EMPTY: _("Nobody is waiting in the lines of this desk."),
        Code.UNDO_TOO_LATE: _("It is too late to undo. Use “correct” instead."),
        Code.UNDO_OVERTAKEN: _("It cannot be undone: something has happened to it since."),
        Code.OPERATION_REUSED: _("This key was used for something else. Make a new key for each write."),
        Code.NUMBER_OVER: _("The number of this page is finished. Draw a new one."),
        Code.SEAT_TAKEN: _("%(who)s sits at %(desk)s. Choose another desk, or take over if they forgot to leave it."),
        Code.FILE_ALREADY_IMPORTED: _("This very file was imported already. Nothing was counted again."),
        Code.KEY_TAKEN: _("There is a task with the key “%(task)s” already. Choose another key."),
        Code.ALREADY_SUSPENDED: _(
            "%(task)s is suspended in these days already. Resume it first, or choose other days."
        ),
        Code.NOT_SUSPENDED: _("%(task)s is not suspended on that day. There is nothing to resume."),
        Code.NOT_SEASONAL: _("%(task)s is done all the year. Make it seasonal before you give it a season."),
        Code.NUMBER_TAKEN: _(
            "Number %(number)s lies on the shelf already. Choose another, or leave it empty for the next one."
        ),
        Code.PICKUP_GONE: _("Number %(number)s does not lie on the shelf any more. Nothing was changed."),
        Code.PICKUP_KEPT: _("Number %(number)s is kept until %(until)s. It may be destroyed after that day."),
        Code.FOUNDED_ALREADY: _("This house has its municipality and its administrator already. Log in instead."),
        Code.POSTED_ALREADY: _("They have this role there already. Nothing was changed."),
        Code.LAST_ADMINISTRATOR: _(
            "This is the last administrator, and somebody must be able to arrange things. Make another one first."
        ),
        Code.NOT_IN_LINE: _("This number does not wait in line any more, so there is nothing to be told about."),
        Code.MESSAGE_OVER: _("This message is over: it was sent, or somebody decided meanwhile. Nothing was changed."),
        Code.BAD_CONTACT: _(
            "This is neither an e-mail address nor a mobile number. Write an address with @, eight digits, or + and a whole number."
        ),
        Code.UNKNOWN_PLACEHOLDER: _("“%(name)s” in braces means nothing here. This text may have: %(known)s."),
        Code.PLACEHOLDER_MISSING: _("Without %(names)s this message is of no use. Put it into the text."),
        Code.MESSAGE_TOO_LONG: _("This text would be sent as %(parts)s SMS. Shorten it to at most %(most)s."),
        Code.BAD_USERNAME: _("A username has letters, digits and @ . + - _ alone, no spaces. Write it so."),
        Code.WEAK_PASSWORD: _("%(why)s"),
        Code.NOT_POSTED: _("They do not have this role there. There is nothing to take away."),
        Code.UNKNOWN_PLACE: _("There is no such place: %(place)s. Choose one from the list of places."),
        Code.UNKNOWN_DESK: _("There is no such desk at this place. Choose one from the list of desks."),
        Code.UNKNOWN_TASK: _("There is no such task: %(task)s. Choose one from the list of tasks."),
        Code.TASK_MISSING: _("Choose a task first."),
        Code.UNKNOWN_DESTINATION: _("There is no such destination: %(destination)s. Choose one from the list."),
        Code.UNKNOWN_ENQUIRY: _("This enquiry does not exist here. It may have been undone."),
        Code.PLACE_CLOSED: _("%(place)s is closed now. It opens %(opens)s."),
        Code.PLACE_RETIRED: _("%(place)s no longer serves anybody. Choose another place."),
        Code.PLACE_FULL: _("So many wait at %(place)s that no more numbers are given just now. Try again in a while."),
        Code.NOT_FROM_HOME: _("%(place)s gives no numbers from home. Come by and draw one there."),
        Code.HOME_FULL: _(
            "All numbers from home for %(place)s are taken just now. Come by and draw one there, or try again in a while."
        ),
        Code.TASK_NOT_OFFERED: _("%(task)s is not offered at %(place)s."),
        Code.CPR_IN_TEXT: _("This looks like a CPR number. Remove it: no CPR numbers are stored here."),
        Code.DESTINATION_MISSING: _("A referral must say where to. Choose a destination."),
        Code.DESTINATION_WRONG_KIND: _("This outcome does not go to that destination. Choose another."),
        Code.REASON_MISSING: _("“Not possible” needs a reason, and only that outcome has one."),
        Code.DISCRETION_AT_DESK: _(
            "This task takes a professional judgement and is not decided at the front desk. Hand it over."
        ),
        Code.IN_THE_FUTURE: _("The time lies in the future. Check the clock of the device."),
        Code.TOO_LONG_AGO: _("The time lies more than %(days)s days back. Import a sheet instead."),
        Code.TOO_MANY: _("At most %(most)s at a time. Send the rest in the next call."),
        Code.TOO_LARGE: _(
            "What you sent is over %(most)s MB, and no more is taken at a time. Choose a smaller file, or split it into several."
        ),
        Code.FILE_MISSING: _("No file was chosen. Choose one, and send it again."),
        Code.NOTHING_GIVEN: _("Nothing was given to work on. Choose or write something first."),
        Code.PERIOD_REVERSED: _("The first day must not come after the last. Swap them."),
        Code.BAD_FILE: _("%(why)s"),
        Code.BAD_HOURS: _("%(why)s"),
        Code.NAME_TAKEN: _("“%(name)s” is taken already. Choose another name or number."),
        Code.BELOW_ZERO: _("“%(field)s” cannot be below 0. Write a whole number from 0 on."),
        Code.NOT_SURE: _("Tick the box first, if this is what you want. Nothing was changed."),
        Code.OFF_THE_GLOBE: _(
            "%(latitude)s, %(longitude)s is no place on earth. Write latitude and longitude in degrees, like 56.15 and 10.2, or neither."
        ),
        Code.BACK_BEFORE_OUT: _(
            "It cannot work again before it broke. Choose today or a later day, or leave it empty."
        ),
        Code.UNKNOWN_EQUIPMENT: _("There is no such equipment: %(equipment)s. Choose one from the list."),
        Code.UNKNOWN_STOP: _(
            "There is no stop called “%(stop)s” here. Add the stop first, or choose one from the list."
        ),
        Code.BAD_VALUE: _("The value of “%(field)s” cannot be used. %(cure)s"),
        Code.NO_HOURS: _(
            "“%(text)s” cannot be the hours of a day. Write them like 10-18 or 9.30-12, 13-16, and nothing where it is closed."
        ),
        Code.ILLEGIBLE: _("A field holds a character that no text has. Write it again by hand instead of copying it."),
        Code.BAD_DAY: _("“%(text)s” is no day from 1900 to 2060. Write the day again, or choose it from the calendar."),
        Code.UNKNOWN_FIELD: _("A task has no field called “%(field)s”. Choose one from the list of fields."),
        Code.REFERRAL_MISSING: _(
            "A task that is referred, or that takes a professional judgement, needs somewhere to refer to. Choose a destination."
        ),
        Code.FEE_UNDATED: _("A fee needs the day it holds from. Add the date."),
        Code.NEGATIVE_AMOUNT: _("An amount cannot be less than 0. Write 0 if it is free."),
        Code.BAD_KLE: _(
            "This is no KLE number. Write one, two or three pairs of digits with dots between, and a facet as a letter and two digits."
        ),
        Code.BAD_LINK: _(
            "The link in “%(field)s” must begin with https:// and hold no spaces. Copy it from the address bar."
        ),
        Code.BAD_COMPETENCE_KEY: _(
            "The key of a competence has small letters a-z, digits and _ alone, and begins with a letter. Write it so."
        ),
        Code.ALREADY_COMPETENT: _("They have this competence on some of these days already. Choose other days."),
        Code.NOT_COMPETENT: _("They do not have this competence on that day. There is nothing to withdraw."),
        Code.TASK_NOT_NOW: _("%(task)s is not done at %(place)s just now. %(because)s %(next)s"),
        Code.NOT_YOURS: _("%(because)s Hand it over, or say that an expert helped."),
        Code.EQUIPMENT_LACKING: _(
            "%(task)s cannot be done at %(place)s: it has no %(equipment)s. Add the equipment first, or let the place help or refer."
        ),
        Code.PROJECT_OWNER_MISSING: _(
            "Somebody must be in charge where tasks are taken over or a desk is shared. Write the job title of the project owner."
        ),
        Code.DECISION_WITHOUT_ANSWER: _("A decision of the council has a day, but not what it was. Choose yes or no."),
        Code.UNKNOWN_STAFF: _("There is nobody like this at the desks here. Choose one from the list."),
        Code.SLOT_TAKEN: _("This time at %(place)s cannot be had any more. Nothing was booked. Choose another."),
        Code.NOTHING_INSTEAD: _(
            "Nobody else or nothing else is free at %(place)s at this time. Move the appointment, or cancel it."
        ),
        Code.APPOINTMENTS_LEFT: _(
            "Appointments are still to come at %(place)s (%(number)s). Move or cancel them in the calendar first, then close the place."
        ),
        Code.APPOINTMENT_OVER: _("This cannot be done any more: the appointment is %(appointment)s."),
        Code.TOO_MANY_BOOKED: _(
            "This e-mail address or number has %(most)s appointments already, and no more are given at a time. Cancel one first."
        ),
        Code.BAD_TERMS: _("“%(field)s” must be from %(least)s to %(most)s. Write a whole number."),
        Code.NO_TIME: _("“%(text)s” is no time of day. Write it like 8.00 or 15.30."),
        Code.SHARES_TOO_LARGE: _(
            "What is kept for walk-ins, for the day itself and for staff makes %(sum)s %% together. Let it be at most 100 %%."
        ),
        Code.NO_APPOINTMENTS: _(
            "%(place)s gives no appointments. Come by in the opening hours, or choose another place."
        ),
        Code.NOT_BOOKABLE: _(
            "%(task)s is not done by appointment at %(place)s. Come by and draw a number, or choose another place."
        ),
        Code.TIME_PASSED: _("This time has passed, or begins too soon. Choose a later one."),
        Code.NO_SUCH_TIME: _("The clock skips this time: it does not exist on that day. Choose another."),
        Code.NO_OFFSET: _(
            "“%(field)s” is no moment: its offset from UTC is missing. Write it like 2026-12-01T10:00:00+01:00, or as it was offered."
        ),
        Code.NOT_RELEASED: _("Times are released until %(until)s. Choose a day before, or come back later."),
        Code.TOO_MANY_PEOPLE: _("One appointment is for 1 to %(most)s people. Book again for the others."),
        Code.NOT_TODAY: _("This appointment is on %(on)s. Say that you are here on that day."),
        Code.UNKNOWN_CODE: _(
            "No appointment here today has this code. Look at the code and the place in your message, or talk to us at the desk."
        ),
        Code.TOO_MANY_CODES: _("Too many codes were wrong. Wait a minute, or talk to us at the desk."),
        Code.NOT_PROVEN: _("The check that you are no robot did not work, or it is too old. Try again."),
        Code.UNPROVEN_FULL: _(
            "Several people are booking at %(place)s just now. Try again in a few minutes, or choose another place."
        ),
        Code.TOO_OFTEN: _(
            "Many times were held from your internet connection just now. Try again in %(minutes)s minutes, or call us."
        ),
        Code.ASKED_TOO_OFTEN: _(
            "We have sent a link %(most)s times. Look among unwanted mail too, or begin again with another time."
        ),
        Code.UNKNOWN_APPOINTMENT: _("There is no such appointment, or its link was used already."),
        Code.UNKNOWN_FEED: _("There is no such calendar address. It may have been revoked already."),
        Code.UNKNOWN_BLOCK: _("There is no such block here. It may have been taken away already."),
        Code.NOT_ALLOWED: _("You do not have the right to do this here. Ask the leader of the place."),
        Code.NO_PLACE_YET: _("There is no place yet where people are served. Found the first one, and come back."),
        Code.UNKNOWN_VISIT: _("This number does not exist, or its page is closed."),
        Code.UNKNOWN_PICKUP: _("Nothing like this lies on the shelf of this place. Look the number up again."),
        Code.UNKNOWN_MESSAGE: _("There is no such message here. Look at the list again."),
        Code.UNKNOWN_SETUP_CODE: _(
            "This address does not hold, or no longer. Take the one the server printed when it was started last."
        ),
        Code.UNKNOWN_USER: _("There is no active user called %(username)s."),
        **LEARNING_SENTENCES,
        **COURSE_SENTENCES,
        **SURVEY_SENTENCES,
        **COUNTING_SENTENCES,
        **KNOWLEDGE,
        **LIFELINE_SENTENCES,
        **READINESS_SENTENCES,
        **ROSTER,
        **DATA_SENTENCES,
        **ATLAS_SENTENCES,
        **YEARBOOK,
        **REPORTS,
        **EFFECTS,
    }
)


def sentence(refusal: Refusal) -> str:
    """What a refusal says, in the active language, its cure included."""
    faults = HOURS_FAULTS if refusal.code is Code.BAD_HOURS else FAULTS
    text = str(SENTENCES[refusal.code]) % _Facts(_in_words(refusal.facts, faults))
    row = refusal.facts.get("row")
    return gettext("Row %(row)s: %(sentence)s") % {"row": row, "sentence": text} if row else text


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


def _in_words(facts: Mapping[str, Fact], faults: Mapping[str, Promise]) -> dict[str, str]:
    words = {key: _word(value) for key, value in facts.items()} | _of_rooms(facts)
    if "weekday" in facts:
        words["weekday"] = weekday(int(str(facts["weekday"]))).capitalize()
    if "state" in facts:
        words["state"] = str(STATES[str(facts["state"])])
        words["move"] = str(MOVES[str(facts["move"])])
        words["label"] = str(facts.get("label") or gettext("This visit"))
        words["where"] = _where(facts)
    if "fault" in facts:
        words["why"] = str(faults[str(facts["fault"])]) % _Facts(words)
    for day in ("until", "on"):
        if day in facts:
            words[day] = _day(str(facts[day]))
    if "opens" in facts:
        words["opens"] = _opens(facts["opens"])
    if isinstance(facts.get("equipment"), list):
        words["equipment"] = named("equipment", tuple(facts["equipment"] or ()))  # type: ignore[arg-type] # a list, see above
    words["cure"] = cure(facts)
    if "rule" in facts:
        words["because"] = because_in_words(_reason(facts))
        words["next"] = _next(facts, words)
    return words


def _word(value: Fact) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "–" if value is None or value == "" else str(value)


def _of_rooms(facts: Mapping[str, Fact]) -> dict[str, str]:
    """What is called otherwise than the code calls it: the state of an appointment, a term, the stage of a lifeline."""
    found = {}
    if "appointment" in facts:
        found["appointment"] = str(APPOINTMENT_STATES[str(facts["appointment"])])
    for name, table in (("basis", BASES), ("stage", STAGES)):
        if name in facts:
            found[name] = str(table[str(facts[name])])
    if "hitch" in facts:
        found["hitch"] = str(HITCHES[str(facts["hitch"])])
    if "breach" in facts:
        found["because"] = breach_of_facts(facts)
    if "least" in facts and "field" in facts and "shape" not in facts:
        found["field"] = str({**TERMS, **LEARNING_FIELDS, **YEARBOOK_FIELDS}.get(str(facts["field"]), facts["field"]))
    return found


def _where(facts: Mapping[str, Fact]) -> str:
    who, desk = facts.get("who"), facts.get("desk")
    if who and desk:
        return gettext(" (%(who)s, %(desk)s)") % {"who": who, "desk": desk}
    return f" ({who or desk})" if who or desk else ""


def _day(text: str) -> str:
    english = (get_language() or "da").startswith("en")
    pattern, locale = ("d MMMM y", "en_GB") if english else ("d. MMMM y", "da_DK")
    return format_date(date.fromisoformat(text), pattern, locale=locale)


def _reason(facts: Mapping[str, Fact]) -> deciding.Reason:
    plain = {key: tuple(v) if isinstance(v, list) else str(v) for key, v in facts.items() if key != "rule"}
    return deciding.Reason(deciding.Rule(str(facts["rule"])), plain)


def _next(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    """When here, and where else."""
    here = gettext("Here next time: %(opens)s.") % {"opens": words["opens"]} if facts.get("opens") else ""
    there = gettext("Elsewhere: %(places)s.") % {"places": words["elsewhere"]} if facts.get("elsewhere") else ""
    return " ".join(part for part in (here, there) if part) or gettext("Ask at the desk what you can do.")


def _opens(moment: Fact) -> str:
    if not moment:
        return gettext("at a time not yet announced")
    english = (get_language() or "da").startswith("en")
    pattern = "EEEE d MMMM 'at' HH:mm" if english else "EEEE 'den' d. MMMM 'kl.' HH.mm"
    return format_datetime(datetime.fromisoformat(str(moment)), pattern, locale="en_GB" if english else "da_DK")
