"""Who may do what at every address of the house. This is the table to review: one row per page and one per operation of the API.

A row says what a GET needs and what a POST needs; None: the address does not take that method from anybody. Which role holds
which right stands in `velkommen.domain.rights`, and nowhere here.
"""

from dataclasses import dataclass
from enum import Enum

from velkommen.domain.rights import Right


class Needs(Enum):
    """What is no right of a role: who the reader is says it all."""

    NOTHING = "anybody"
    LOGIN = "anybody of the staff"
    TOKEN = "any program with a valid token"
    OPEN = "anybody, but no program whose token is worth nothing"
    KIOSK = "a kiosk that is paired, for its own place"
    BOARD = "a board that is paired, for its own place"
    LINK = "the citizen with the link of a number, for that number"
    GUEST = "whoever holds the link of an appointment, for that appointment"
    SIGNED_UP = "whoever holds the link of a sign-up for a course, for that sign-up"
    SECRET = (
        "whoever holds the printed code of an empty house, the link to choose a password or to confirm by: here nobody"
    )


@dataclass(frozen=True)
class Somewhere:
    """A right at any place: the answer is about the places where the reader holds it."""

    right: Right


@dataclass(frozen=True)
class Anywhere:
    """A right that is about every place wherever it is held: an expert is asked from all desks."""

    right: Right


@dataclass(frozen=True)
class Everywhere:
    """A right held for the whole municipality, not for single places."""

    right: Right


Need = (
    Right | Somewhere | Anywhere | Everywhere | Needs | None
)  # a right alone: it must be held at the place the request is about


@dataclass(frozen=True)
class Row:
    get: Need = None
    post: Need = None


NOTHING, LOGIN, TOKEN, OPEN = Needs.NOTHING, Needs.LOGIN, Needs.TOKEN, Needs.OPEN
KIOSK, BOARD, LINK, GUEST, SECRET = Needs.KIOSK, Needs.BOARD, Needs.LINK, Needs.GUEST, Needs.SECRET
SIGNED_UP = Needs.SIGNED_UP

#: Name of the address -> what it needs. Looking at the address of a deed leads back to its page and does nothing.
PAGES: dict[str, Row] = {
    "front": Row(get=NOTHING),
    "find": Row(get=NOTHING),
    "find-task": Row(get=NOTHING),
    "find-draw": Row(get=NOTHING, post=NOTHING),
    "book": Row(get=NOTHING),
    "book-people": Row(get=NOTHING),
    "book-time": Row(get=NOTHING),
    "book-hold": Row(get=NOTHING, post=NOTHING),
    "appointment": Row(get=GUEST),
    "appointment-contact": Row(get=GUEST, post=GUEST),
    "appointment-change": Row(get=GUEST, post=GUEST),
    "appointment-cancel": Row(get=GUEST, post=GUEST),
    "appointment-arrive": Row(get=GUEST, post=GUEST),
    "appointment-calendar": Row(get=GUEST),
    "appointment-confirm": Row(get=SECRET, post=SECRET),
    "places": Row(get=NOTHING),
    "place": Row(get=NOTHING),
    "staff": Row(get=NOTHING),
    "login": Row(get=NOTHING, post=NOTHING),
    "logout": Row(post=NOTHING),
    "set_language": Row(post=NOTHING),
    "ready": Row(get=NOTHING),
    "openapi": Row(get=NOTHING),
    "devices": Row(get=Somewhere(Right.MANAGE_DEVICES)),
    "device-register": Row(get=LOGIN, post=Right.MANAGE_DEVICES),
    "device-revoke": Row(get=LOGIN, post=Right.MANAGE_DEVICES),
    "statistics": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "statistics-file": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "data": Row(get=Somewhere(Right.TAKE_DATA)),
    "data-file": Row(get=Somewhere(Right.TAKE_DATA)),
    "data-codebook": Row(get=Somewhere(Right.TAKE_DATA)),
    "data-sql": Row(get=Everywhere(Right.TAKE_DATA), post=Everywhere(Right.TAKE_DATA)),
    "data-make": Row(get=Everywhere(Right.TAKE_DATA), post=Everywhere(Right.TAKE_DATA)),
    "reports": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "evaluation": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "evaluation-pdf": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "statistics-workbook": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "figures": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "dashboard": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "dashboard-file": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "dashboard-workbook": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "measures": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "measure": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "library-months": Row(get=Somewhere(Right.IMPORT), post=Somewhere(Right.IMPORT)),  # the deed asks at the place
    "targets": Row(get=Everywhere(Right.ARRANGE), post=Everywhere(Right.ARRANGE)),
    "ledger": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "ledger-file": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "forecasts": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "forecasts-file": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "effects": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "effect": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "effect-file": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "manage-import": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "manage-import-write": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "manage-export": Row(get=Everywhere(Right.KEEP_CATALOGUE)),
    "manage-headings": Row(get=Everywhere(Right.KEEP_CATALOGUE)),
    "kiosk": Row(get=KIOSK),
    "kiosk-tiles": Row(get=KIOSK),
    "kiosk-draw": Row(get=KIOSK, post=KIOSK),
    "kiosk-code": Row(get=KIOSK, post=KIOSK),
    "kiosk-not-now": Row(get=KIOSK),
    "kiosk-how": Row(get=KIOSK, post=KIOSK),
    "kiosk-number": Row(get=KIOSK),
    "board": Row(get=BOARD),
    "board-waits": Row(get=BOARD),
    "follow": Row(get=LINK),
    "follow-wait": Row(get=LINK),
    "follow-leave": Row(get=LINK, post=LINK),
    "follow-tell": Row(get=LINK, post=LINK),
    "manage": Row(get=Somewhere(Right.ARRANGE)),
    "manage-place": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "manage-hours": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "manage-cooperation": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "manage-people": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "manage-messages": Row(get=Somewhere(Right.ARRANGE)),
    "manage-place-messages": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "manage-texts": Row(get=Everywhere(Right.ARRANGE), post=Everywhere(Right.ARRANGE)),
    "manage-place-texts": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "manage-models": Row(get=Somewhere(Right.ARRANGE)),
    "manage-tasks": Row(get=Everywhere(Right.KEEP_CATALOGUE)),
    "manage-kle": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "manage-kle-file": Row(get=Everywhere(Right.KEEP_CATALOGUE)),
    "manage-task": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "manage-matrix": Row(get=Somewhere(Right.ARRANGE), post=Somewhere(Right.ARRANGE)),
    "manage-why": Row(get=Right.ARRANGE),
    "manage-appointments": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "roster": Row(get=Somewhere(Right.LEARN), post=Somewhere(Right.LEARN)),  # one's own
    "roster-open": Row(get=Somewhere(Right.LEARN), post=Somewhere(Right.LEARN)),
    "roster-calendar": Row(get=Somewhere(Right.LEARN)),
    "roster-place": Row(get=Right.LEARN),
    "roster-month": Row(get=Right.LEARN, post=Right.ARRANGE),
    "roster-day": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "roster-person": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "roster-requests": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "roster-needs": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "roster-rules": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "calendar": Row(get=Somewhere(Right.BOOK)),
    "calendar-feeds": Row(get=Somewhere(Right.BOOK), post=Right.ARRANGE),  # of a place; of oneself whoever may book
    "calendar-feed": Row(get=SECRET),
    "calendar-place": Row(get=Right.BOOK),
    "calendar-book": Row(get=Right.BOOK, post=Right.BOOK),
    "calendar-series": Row(get=Right.BOOK, post=Right.BOOK),
    "calendar-blocks": Row(get=Right.BOOK, post=Right.ARRANGE),
    "calendar-decisions": Row(get=Right.BOOK),
    "calendar-appointment": Row(get=Right.BOOK),
    "calendar-slip": Row(get=Right.BOOK),
    "calendar-times": Row(get=Right.BOOK),
    "calendar-move": Row(get=Right.BOOK, post=Right.BOOK),
    "calendar-cancel": Row(get=Right.BOOK, post=Right.BOOK),
    "calendar-arrive": Row(get=Right.BOOK, post=Right.BOOK),
    "calendar-reassign": Row(get=Right.BOOK, post=Right.BOOK),
    "learning": Row(get=Somewhere(Right.LEARN), post=Somewhere(Right.LEARN)),  # the deed asks at the place
    "learning-all": Row(get=Everywhere(Right.ARRANGE)),
    "learning-terms": Row(get=Everywhere(Right.ARRANGE), post=Everywhere(Right.ARRANGE)),
    "learning-courses": Row(get=Somewhere(Right.LEARN)),
    "learning-course": Row(get=Somewhere(Right.LEARN), post=Somewhere(Right.LEARN)),  # the deed asks who it is about
    "learning-training": Row(get=Right.ARRANGE, post=Right.ARRANGE),  # and the two who learn and teach
    "learning-place": Row(get=Right.ARRANGE),
    "learning-trainings": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "learning-planning": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "learning-volume": Row(get=Right.SEE_STATISTICS),
    "learning-plan": Row(get=Right.ARRANGE),
    "learning-cell": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "open-data": Row(get=NOTHING),
    "open-file": Row(get=NOTHING),
    "place-calendar": Row(get=NOTHING),
    "atlas": Row(get=NOTHING),
    "atlas-compare": Row(get=NOTHING),
    "atlas-sources": Row(get=NOTHING),
    "atlas-municipality": Row(get=NOTHING),
    "atlas-models-file": Row(get=NOTHING),
    "atlas-indicators-file": Row(get=NOTHING),
    "atlas-schema-file": Row(get=NOTHING),
    "atlas-own-file": Row(get=NOTHING),
    "atlas-file": Row(get=NOTHING),
    "atlas-manage": Row(get=Everywhere(Right.ARRANGE), post=Everywhere(Right.ARRANGE)),
    "setup": Row(get=NOTHING),
    "setup-code": Row(get=SECRET, post=SECRET),
    "setup-password": Row(get=SECRET, post=SECRET),
    "setup-municipality": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-places": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-hours": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-desks": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-equipment": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-tasks": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-cooperation": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-colleagues": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-screens": Row(get=Everywhere(Right.KEEP_CATALOGUE), post=Everywhere(Right.KEEP_CATALOGUE)),
    "setup-ready": Row(get=Everywhere(Right.KEEP_CATALOGUE)),
    "desk-choose": Row(get=Somewhere(Right.SERVE)),
    "desk": Row(get=Right.SERVE),
    "desk-correct-page": Row(get=Right.SERVE),
    "desk-lifeline": Row(get=Right.SERVE),
    "desk-lifelines": Row(get=Right.SERVE),
    "desk-ask": Row(get=LOGIN, post=Right.SERVE),
    "desk-join": Row(get=LOGIN, post=Right.SERVE),
    "desk-take-over": Row(get=LOGIN, post=Right.SERVE),
    "desk-call-back": Row(get=LOGIN, post=Right.SERVE),
    "desk-read-answer": Row(get=LOGIN, post=Right.SERVE),
    "desk-solve": Row(get=LOGIN, post=Right.SERVE),
    "desk-close-lifeline": Row(get=LOGIN, post=Right.SERVE),
    "desk-take-back": Row(get=LOGIN, post=Right.SERVE),
    "desk-fetch-back": Row(get=LOGIN, post=Right.SERVE),
    "desk-keep-here": Row(get=LOGIN, post=Right.SERVE),  # and KEEP_KNOWLEDGE, once there is an answer
    "desk-propose": Row(get=LOGIN, post=Right.SERVE),
    "desk-keep-on-card": Row(get=LOGIN, post=Right.SERVE),
    "desk-take-on": Row(get=LOGIN, post=Right.SERVE),
    "lifelines": Row(get=Anywhere(Right.ANSWER)),
    "lifelines-hours": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "lifelines-me": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-busy": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-accept": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-read": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-answer": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-give-back": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-rung": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-not-reached": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-finish": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-keep": Row(get=Anywhere(Right.ANSWER), post=Anywhere(Right.ANSWER)),
    "lifelines-load": Row(get=Somewhere(Right.ARRANGE)),
    "lifelines-counts": Row(get=Everywhere(Right.SEE_STATISTICS)),
    "lifelines-openings": Row(get=Somewhere(Right.SEE_LOG)),
    "lifelines-openings-file": Row(get=Somewhere(Right.SEE_LOG)),
    "desk-pickups": Row(get=Right.SERVE),
    "desk-pickups-register": Row(get=LOGIN, post=Right.SERVE),
    "desk-pickups-message": Row(get=LOGIN, post=Right.SERVE),
    "desk-pickups-hand-out": Row(get=LOGIN, post=Right.SERVE),
    "desk-pickups-put-back": Row(get=LOGIN, post=Right.SERVE),
    "desk-pickups-destroy": Row(get=LOGIN, post=Right.SERVE),
    "desk-take": Row(get=LOGIN, post=Right.SERVE),
    "desk-leave-seat": Row(get=LOGIN, post=Right.SERVE),
    "desk-next": Row(get=LOGIN, post=Right.SERVE),
    "desk-call": Row(get=LOGIN, post=Right.SERVE),
    "desk-recall": Row(get=LOGIN, post=Right.SERVE),
    "desk-no-show": Row(get=LOGIN, post=Right.SERVE),
    "desk-arrive": Row(get=LOGIN, post=Right.SERVE),
    "desk-start": Row(get=LOGIN, post=Right.SERVE),
    "desk-serve": Row(get=LOGIN, post=Right.SERVE),
    "desk-park": Row(get=LOGIN, post=Right.SERVE),
    "desk-resume": Row(get=LOGIN, post=Right.SERVE),
    "desk-consult": Row(get=LOGIN, post=Right.SERVE),
    "desk-return": Row(get=LOGIN, post=Right.SERVE),
    "desk-transfer": Row(get=LOGIN, post=Right.SERVE),
    "desk-add-matter": Row(get=LOGIN, post=Right.SERVE),
    "desk-outcome": Row(get=LOGIN, post=Right.SERVE),
    "desk-finish": Row(get=LOGIN, post=Right.SERVE),
    "desk-left": Row(get=LOGIN, post=Right.SERVE),
    "desk-register": Row(get=LOGIN, post=Right.SERVE),
    "desk-correct": Row(get=LOGIN, post=Right.SERVE),
    "desk-unreliable": Row(get=LOGIN, post=Right.SERVE),
    "desk-undo": Row(get=LOGIN, post=Right.SERVE),
    "desk-answer": Row(get=LOGIN, post=Right.SERVE),
    "desk-unanswer": Row(get=LOGIN, post=Right.SERVE),
    "manage-readiness": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "courses": Row(get=NOTHING),
    "courses-feed": Row(get=NOTHING),
    "course": Row(get=NOTHING),
    "course-file": Row(get=NOTHING),
    "course-sign-up": Row(get=NOTHING, post=NOTHING),
    "course-mine": Row(get=SIGNED_UP),
    "course-mine-reach": Row(get=SIGNED_UP, post=SIGNED_UP),
    "course-mine-leave": Row(get=SIGNED_UP, post=SIGNED_UP),
    "courses-manage": Row(get=Somewhere(Right.REGISTER)),
    "courses-new": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "courses-course": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "courses-change": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "courses-results": Row(get=Right.REGISTER),
    "courses-series": Row(get=Right.REGISTER, post=Right.REGISTER),
    "courses-hands": Row(get=Right.REGISTER, post=Right.REGISTER),
    "desk-wrong": Row(get=LOGIN, post=Right.SERVE),
    "desk-read": Row(get=LOGIN, post=Right.SERVE),
    "desk-answer-seen": Row(get=LOGIN, post=Right.SERVE),
    "knowledge": Row(get=Somewhere(Right.READ_KNOWLEDGE)),
    "knowledge-changes": Row(get=Somewhere(Right.READ_KNOWLEDGE)),
    "knowledge-keeping": Row(get=Somewhere(Right.READ_KNOWLEDGE)),
    "knowledge-report": Row(get=Right.KEEP_KNOWLEDGE, post=Right.KEEP_KNOWLEDGE),  # and the owner of the card
    "knowledge-seen": Row(get=LOGIN, post=Somewhere(Right.READ_KNOWLEDGE)),  # of what one has said oneself
    "knowledge-announcements": Row(get=Somewhere(Right.READ_KNOWLEDGE), post=Right.KEEP_KNOWLEDGE),
    "knowledge-announcement": Row(get=Right.READ_KNOWLEDGE),
    "knowledge-announcement-read": Row(get=LOGIN, post=Right.READ_KNOWLEDGE),
    "knowledge-announcement-withdraw": Row(get=LOGIN, post=Right.KEEP_KNOWLEDGE),
    "knowledge-card": Row(get=Somewhere(Right.READ_KNOWLEDGE)),
    "knowledge-write": Row(get=Somewhere(Right.KEEP_KNOWLEDGE), post=Somewhere(Right.KEEP_KNOWLEDGE)),
    "knowledge-history": Row(get=Somewhere(Right.READ_KNOWLEDGE)),
    "knowledge-take-back": Row(get=LOGIN, post=Somewhere(Right.KEEP_KNOWLEDGE)),
    "knowledge-keep": Row(get=LOGIN, post=Somewhere(Right.KEEP_KNOWLEDGE)),
    "knowledge-wrong": Row(get=LOGIN, post=Somewhere(Right.READ_KNOWLEDGE)),
    "knowledge-place": Row(get=Right.KEEP_KNOWLEDGE, post=Right.KEEP_KNOWLEDGE),
    "surveys": Row(get=LOGIN),
    "surveys-visit": Row(get=LINK, post=LINK),
    "surveys-at": Row(get=NOTHING, post=NOTHING),
    "surveys-answer": Row(get=LOGIN, post=LOGIN),  # who is not asked is told so
    "surveys-citizens": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "surveys-citizens-file": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "surveys-staff": Row(get=LOGIN),
    "surveys-staff-file": Row(get=LOGIN),
    "surveys-manage": Row(get=Somewhere(Right.ARRANGE), post=Somewhere(Right.ARRANGE)),
    "surveys-poster": Row(get=Right.ARRANGE),
    "counting": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "counting-plan": Row(get=Somewhere(Right.ARRANGE), post=Somewhere(Right.ARRANGE)),
    "counting-week": Row(get=Right.ARRANGE),
    "counting-change": Row(get=Right.ARRANGE, post=Right.ARRANGE),
    "counting-results": Row(get=Right.SEE_STATISTICS),
    "counting-file": Row(get=Somewhere(Right.SEE_STATISTICS)),
    "counting-export": Row(get=Right.ARRANGE),
    "counting-export-file": Row(get=Right.ARRANGE),
    "counting-paper": Row(get=Right.REGISTER, post=Right.REGISTER),
    "counting-sheet": Row(get=Right.REGISTER),
    "counting-profiles": Row(get=Everywhere(Right.ARRANGE), post=Everywhere(Right.ARRANGE)),
    "counting-profile": Row(get=Everywhere(Right.ARRANGE), post=Everywhere(Right.ARRANGE)),
}

#: Operation of the API -> what it needs. (Undo: only one's own deeds, which is a rule and tested beside it.)
OPERATIONS: dict[str, Row] = {
    "list_service_points": Row(get=TOKEN),
    "list_tasks": Row(get=TOKEN),
    "can_do": Row(get=TOKEN),
    "get_queue": Row(get=Right.SEE_QUEUE),
    "get_visit": Row(get=Right.SEE_QUEUE),
    "get_statistics": Row(get=Right.SEE_STATISTICS),
    "issue_ticket": Row(post=Right.DRAW),
    "call_next": Row(post=Right.SERVE),
    "call_visit": Row(post=Right.SERVE),
    "recall_visit": Row(post=Right.SERVE),
    "start_service": Row(post=Right.SERVE),
    "serve_without_number": Row(post=Right.SERVE),
    "park_visit": Row(post=Right.SERVE),
    "resume_visit": Row(post=Right.SERVE),
    "consult_expert": Row(post=Right.SERVE),
    "end_consult": Row(post=Right.SERVE),
    "transfer_visit": Row(post=Right.SERVE),
    "add_matter": Row(post=Right.SERVE),
    "record_outcome": Row(post=Right.SERVE),
    "finish_visit": Row(post=Right.SERVE),
    "no_show": Row(post=Right.SERVE),
    "leave_visit": Row(post=Right.SERVE),
    "take_seat": Row(post=Right.SERVE),
    "leave_seat": Row(post=Right.SERVE),
    "log_enquiries": Row(post=Right.REGISTER),
    "correct_enquiry": Row(post=Right.REGISTER),
    "mark_unreliable": Row(post=Right.REGISTER),
    "undo": Row(post=TOKEN),
    "get_counting_week": Row(get=Right.REGISTER),
    "answer_questions": Row(post=Right.REGISTER),
    "take_back_answer": Row(post=TOKEN),
    "list_products": Row(get=OPEN),
    "list_locations": Row(get=OPEN),
    "list_dates": Row(get=OPEN),
    "list_times": Row(get=OPEN),
    "list_fields": Row(get=OPEN),
    "create_appointment": Row(post=Right.BOOK),
    "get_appointment": Row(get=Right.BOOK),
    "change_appointment": Row(post=Right.BOOK),
    "cancel_appointment": Row(post=Right.BOOK),
}
