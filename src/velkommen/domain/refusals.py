"""Every "no" the house can say: a code with facts, never a sentence. `shared.wording` owns the sentences."""

from collections.abc import Mapping
from enum import StrEnum

Fact = str | int | float | None | list[str]


class Kind(StrEnum):
    """How a door should answer: the four ways of saying no."""

    CONFLICT = "conflict"
    UNPROCESSABLE = "unprocessable"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"


class Shape(StrEnum):
    """What a value should be that cannot be used (`BAD_VALUE`, with `least` and `most` where there are limits): the cure."""

    WHOLE = "whole"
    NUMBER = "number"
    CHOICE = "choice"
    LINE = "line"


class Code(StrEnum):
    """What was wrong. Each code has one sentence per language in `shared.wording`."""

    ILLEGAL_MOVE = "illegal_move"
    DESK_BUSY = "desk_busy"
    OUTCOME_MISSING = "outcome_missing"
    QUEUE_EMPTY = "queue_empty"
    UNDO_TOO_LATE = "undo_too_late"
    UNDO_OVERTAKEN = "undo_overtaken"
    OPERATION_REUSED = "operation_reused"
    SEAT_TAKEN = "seat_taken"
    NUMBER_OVER = "number_over"
    FILE_ALREADY_IMPORTED = "file_already_imported"
    KEY_TAKEN = "key_taken"
    NAME_TAKEN = "name_taken"
    ALREADY_SUSPENDED = "already_suspended"
    NOT_SUSPENDED = "not_suspended"
    NOT_SEASONAL = "not_seasonal"
    ALREADY_COMPETENT = "already_competent"
    NOT_COMPETENT = "not_competent"
    NUMBER_TAKEN = "number_taken"
    PICKUP_GONE = "pickup_gone"
    PICKUP_KEPT = "pickup_kept"
    FOUNDED_ALREADY = "founded_already"
    POSTED_ALREADY = "posted_already"
    LAST_ADMINISTRATOR = "last_administrator"
    SLOT_TAKEN = "slot_taken"
    APPOINTMENT_OVER = "appointment_over"
    NOTHING_INSTEAD = "nothing_instead"
    APPOINTMENTS_LEFT = "appointments_left"
    TOO_MANY_BOOKED = "too_many_booked"
    MESSAGE_OVER = "message_over"
    NOT_IN_LINE = "not_in_line"
    WILLING_ALREADY = "willing_already"
    NOT_WILLING = "not_willing"
    TRAINING_RUNS = "training_runs"
    TRAINING_OVER = "training_over"
    TRAINING_HALTED = "training_halted"
    PRACTICE_MISSING = "practice_missing"
    STAFF_COURSE_FULL = "staff_course_full"
    STAFF_COURSE_OVER = "staff_course_over"
    STAFF_COURSE_AHEAD = "staff_course_ahead"
    STAFF_SIGNED_UP = "staff_signed_up"
    STAFF_NOT_SIGNED_UP = "staff_not_signed_up"
    COURSE_FULL = "course_full"
    COURSE_OFF = "course_off"
    COURSE_BEGUN = "course_begun"
    COURSE_HELD = "course_held"
    SIGNED_UP_ALREADY = "signed_up_already"
    SIGN_UP_OVER = "sign_up_over"
    FILLED_FROM_DATA = "filled_from_data"
    COURSES_LEFT = "courses_left"

    ANSWERED_ALREADY = "answered_already"
    SURVEY_CLOSED = "survey_closed"
    SURVEY_NOT_YET = "survey_not_yet"
    SURVEY_RUNS = "survey_runs"

    LIFELINE_OVER = "lifeline_over"
    LIFELINE_TAKEN = "lifeline_taken"
    LIFELINE_NOT_SO = "lifeline_not_so"
    LIFELINE_OPEN = "lifeline_open"
    SHIFT_OVERLAPS = "shift_overlaps"
    SHIFT_TAKEN = "shift_taken"
    SHIFT_IN_DEAL = "shift_in_deal"
    SHIFT_OVER = "shift_over"
    SHIFT_DRAFT = "shift_draft"
    DEAL_OVER = "deal_over"
    LEAVE_OVER = "leave_over"
    ALREADY_AWAY = "already_away"
    AWAY_THEN = "away_then"
    RULE_BROKEN = "rule_broken"

    WEEK_OVERLAPS = "week_overlaps"
    WEEK_BEGUN = "week_begun"
    WEEK_NOT_OVER = "week_not_over"
    WEEK_ENDED = "week_ended"
    PAPER_ENTERED = "paper_entered"

    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_DESK = "unknown_desk"
    UNKNOWN_TASK = "unknown_task"
    TASK_MISSING = "task_missing"
    UNKNOWN_DESTINATION = "unknown_destination"
    UNKNOWN_ENQUIRY = "unknown_enquiry"
    PLACE_CLOSED = "place_closed"
    PLACE_RETIRED = "place_retired"
    PLACE_FULL = "place_full"
    NOT_FROM_HOME = "not_from_home"
    HOME_FULL = "home_full"
    TASK_NOT_OFFERED = "task_not_offered"
    CPR_IN_TEXT = "cpr_in_text"
    DESTINATION_MISSING = "destination_missing"
    DESTINATION_WRONG_KIND = "destination_wrong_kind"
    REASON_MISSING = "reason_missing"
    DISCRETION_AT_DESK = "discretion_at_desk"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    FILE_MISSING = "file_missing"
    NOTHING_GIVEN = "nothing_given"
    PERIOD_REVERSED = "period_reversed"
    BAD_FILE = "bad_file"
    BAD_VALUE = "bad_value"
    BAD_DAY = "bad_day"
    ILLEGIBLE = "illegible"
    BAD_HOURS = "bad_hours"
    NO_HOURS = "no_hours"
    BELOW_ZERO = "below_zero"
    NOT_SURE = "not_sure"
    OFF_THE_GLOBE = "off_the_globe"
    BACK_BEFORE_OUT = "back_before_out"
    UNKNOWN_EQUIPMENT = "unknown_equipment"
    UNKNOWN_STOP = "unknown_stop"
    UNKNOWN_FIELD = "unknown_field"
    REFERRAL_MISSING = "referral_missing"
    FEE_UNDATED = "fee_undated"
    NEGATIVE_AMOUNT = "negative_amount"
    BAD_KLE = "bad_kle"
    BAD_LINK = "bad_link"
    BAD_COMPETENCE_KEY = "bad_competence_key"
    TASK_NOT_NOW = "task_not_now"
    NOT_YOURS = "not_yours"
    EQUIPMENT_LACKING = "equipment_lacking"
    PROJECT_OWNER_MISSING = "project_owner_missing"
    DECISION_WITHOUT_ANSWER = "decision_without_answer"
    UNKNOWN_STAFF = "unknown_staff"
    BAD_USERNAME = "bad_username"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - the name of a refusal
    NOT_POSTED = "not_posted"
    BAD_CONTACT = "bad_contact"
    BAD_TERMS = "bad_terms"
    NO_TIME = "no_time"
    SHARES_TOO_LARGE = "shares_too_large"
    NO_APPOINTMENTS = "no_appointments"
    NOT_BOOKABLE = "not_bookable"
    TIME_PASSED = "time_passed"
    NO_SUCH_TIME = "no_such_time"
    NO_OFFSET = "no_offset"
    NOT_RELEASED = "not_released"
    TOO_MANY_PEOPLE = "too_many_people"
    NOT_TODAY = "not_today"
    UNKNOWN_CODE = "unknown_code"
    TOO_MANY_CODES = "too_many_codes"
    NOT_PROVEN = "not_proven"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    PLACEHOLDER_MISSING = "placeholder_missing"
    MESSAGE_TOO_LONG = "message_too_long"
    UNPROVEN_FULL = "unproven_full"
    TOO_OFTEN = "too_often"
    ASKED_TOO_OFTEN = "asked_too_often"
    NO_TEACHER = "no_teacher"
    NOT_THEIR_TEACHER = "not_their_teacher"
    REFRESHED_WITHOUT_END = "refreshed_without_end"
    LINES_MISSING = "lines_missing"
    DATES_MISSING = "dates_missing"
    DATE_PASSED = "date_passed"
    DATES_OVERLAP = "dates_overlap"
    SEATS_TAKEN = "seats_taken"
    NOT_HELD_YET = "not_held_yet"
    MORE_THAN_ASKED = "more_than_asked"
    TOO_MANY_SIGN_UPS = "too_many_sign_ups"
    DAY_MISSING = "day_missing"
    DAY_AHEAD = "day_ahead"

    CARD_CHANGED = "card_changed"
    REPORT_ANSWERED = "report_answered"
    ANSWER_NOT_YOURS = "answer_not_yours"
    TEXT_MISSING = "text_missing"
    TEXT_TOO_LONG = "text_too_long"
    TOO_MANY_LINES = "too_many_lines"
    UNKNOWN_CARD = "unknown_card"
    UNKNOWN_ADDITION = "unknown_addition"
    UNKNOWN_REPORT = "unknown_report"
    UNKNOWN_ANNOUNCEMENT = "unknown_announcement"

    NOTE_TOO_LONG = "note_too_long"
    NOTE_STAYS_HERE = "note_stays_here"
    CONTACT_STAYS_HERE = "contact_stays_here"
    NOTES_NOT_FOR_PARTNERS = "notes_not_for_partners"
    NOT_ASKED = "not_asked"
    ASKING_ONESELF = "asking_oneself"
    NOBODY_TO_ASK = "nobody_to_ask"
    EXPERT_NOT_THERE = "expert_not_there"
    EXPERT_NOT_REACHED_SO = "expert_not_reached_so"
    NOTHING_TO_RING = "nothing_to_ring"
    CALL_BACK_OUTCOME = "call_back_outcome"
    BAD_SHIFT = "bad_shift"
    NOT_ON_ROSTER = "not_on_roster"
    ASK_FOR_LEAVE = "ask_for_leave"
    NO_USUAL_HOURS = "no_usual_hours"
    NOTHING_TO_PUBLISH = "nothing_to_publish"

    TOO_MANY_ROWS = "too_many_rows"
    DATA_NOT_MADE = "data_not_made"
    SQL_NOT_ONE = "sql_not_one"
    SQL_ONLY_READS = "sql_only_reads"
    SQL_TOO_LONG = "sql_too_long"
    SQL_TOO_SLOW = "sql_too_slow"
    SQL_TOO_BIG = "sql_too_big"
    SQL_WRONG = "sql_wrong"
    SQL_BROKE = "sql_broke"
    MONTH_AHEAD = "month_ahead"
    SOURCE_MISSING = "source_missing"
    SPAN_ENDLESS = "span_endless"

    NO_PLACE_YET = "no_place_yet"
    SPAN_NOT_OVER = "span_not_over"
    NOTHING_TO_REPORT = "nothing_to_report"
    ANSWER_MISSING = "answer_missing"
    NOT_INVITED = "not_invited"
    NOBODY_TO_INVITE = "nobody_to_invite"
    ROUND_PAST = "round_past"
    ROUND_TOO_LONG = "round_too_long"
    VISIT_NOT_OVER = "visit_not_over"
    ANSWERS_TOO_OFTEN = "answers_too_often"
    WEEK_TOO_LONG = "week_too_long"
    NO_PLACES = "no_places"
    NOT_COUNTED_HERE = "not_counted_here"
    QUESTION_NOT_ASKED = "question_not_asked"
    PAPER_ELSEWHERE = "paper_elsewhere"
    PAPER_AHEAD = "paper_ahead"
    PAPER_NUMBER = "paper_number"
    TALLY_WRONG = "tally_wrong"
    TALLY_UNKNOWN = "tally_unknown"
    PROFILE_LINE = "profile_line"
    PROFILE_EMPTY = "profile_empty"

    NOT_ALLOWED = "not_allowed"
    UNKNOWN_VISIT = "unknown_visit"
    UNKNOWN_USER = "unknown_user"
    UNKNOWN_PICKUP = "unknown_pickup"
    UNKNOWN_APPOINTMENT = "unknown_appointment"
    UNKNOWN_BLOCK = "unknown_block"
    UNKNOWN_FEED = "unknown_feed"
    UNKNOWN_SETUP_CODE = "unknown_setup_code"
    UNKNOWN_MESSAGE = "unknown_message"
    UNKNOWN_TRAINING = "unknown_training"
    UNKNOWN_STAFF_COURSE = "unknown_staff_course"
    UNKNOWN_COURSE = "unknown_course"
    UNKNOWN_SIGN_UP = "unknown_sign_up"
    UNKNOWN_LIFELINE = "unknown_lifeline"
    UNKNOWN_SHIFT = "unknown_shift"
    UNKNOWN_DEAL = "unknown_deal"
    UNKNOWN_LEAVE = "unknown_leave"
    UNKNOWN_ABSENCE = "unknown_absence"
    UNKNOWN_CHANGE = "unknown_change"
    UNKNOWN_SURVEY = "unknown_survey"
    UNKNOWN_WEEK = "unknown_week"
    UNKNOWN_PAPER = "unknown_paper"
    UNKNOWN_PROFILE = "unknown_profile"

    INDICATORS_KNOWN = "indicators_known"
    INDICATORS_OLDER = "indicators_older"
    INDICATORS_WITHDRAWN = "indicators_withdrawn"
    INDICATORS_TOO_LARGE = "indicators_too_large"
    INDICATORS_PACKED = "indicators_packed"
    INDICATORS_NOT_JSON = "indicators_not_json"
    INDICATORS_NO_NUMBER = "indicators_no_number"
    INDICATORS_OTHER_FILE = "indicators_other_file"
    INDICATORS_NEWER = "indicators_newer"
    INDICATORS_UNSIGNED = "indicators_unsigned"
    INDICATORS_BAD_SIGNATURE = "indicators_bad_signature"
    INDICATORS_SHAPE = "indicators_shape"
    INDICATORS_DO_NOT_ADD_UP = "indicators_do_not_add_up"
    INDICATORS_AHEAD = "indicators_ahead"
    INDICATORS_MADE_AHEAD = "indicators_made_ahead"
    INDICATORS_OTHER_KEY = "indicators_other_key"
    INDICATORS_NOBODYS = "indicators_nobodys"
    INDICATORS_INVENTED = "indicators_invented"
    INDICATORS_OTHER_NAME = "indicators_other_name"
    INDICATORS_NOT_OVER = "indicators_not_over"
    INDICATORS_TOO_LONG = "indicators_too_long"
    INDICATORS_NOTHING_COUNTED = "indicators_nothing_counted"
    UNKNOWN_INDICATORS = "unknown_indicators"


_CONFLICTS = frozenset(
    {
        Code.ILLEGAL_MOVE,
        Code.DESK_BUSY,
        Code.OUTCOME_MISSING,
        Code.QUEUE_EMPTY,
        Code.UNDO_TOO_LATE,
        Code.UNDO_OVERTAKEN,
        Code.OPERATION_REUSED,
        Code.SEAT_TAKEN,
        Code.NUMBER_OVER,
        Code.FILE_ALREADY_IMPORTED,
        Code.KEY_TAKEN,
        Code.NAME_TAKEN,
        Code.ALREADY_SUSPENDED,
        Code.NOT_SUSPENDED,
        Code.NOT_SEASONAL,
        Code.ALREADY_COMPETENT,
        Code.NOT_COMPETENT,
        Code.NUMBER_TAKEN,
        Code.PICKUP_GONE,
        Code.PICKUP_KEPT,
        Code.FOUNDED_ALREADY,
        Code.POSTED_ALREADY,
        Code.LAST_ADMINISTRATOR,
        Code.SLOT_TAKEN,
        Code.APPOINTMENT_OVER,
        Code.TOO_MANY_BOOKED,
        Code.MESSAGE_OVER,
        Code.NOTHING_INSTEAD,
        Code.APPOINTMENTS_LEFT,
        Code.NOT_IN_LINE,
        Code.WILLING_ALREADY,
        Code.NOT_WILLING,
        Code.TRAINING_RUNS,
        Code.TRAINING_OVER,
        Code.TRAINING_HALTED,
        Code.PRACTICE_MISSING,
        Code.STAFF_COURSE_FULL,
        Code.STAFF_COURSE_OVER,
        Code.STAFF_COURSE_AHEAD,
        Code.STAFF_SIGNED_UP,
        Code.STAFF_NOT_SIGNED_UP,
        Code.COURSE_FULL,
        Code.COURSE_OFF,
        Code.COURSE_BEGUN,
        Code.COURSE_HELD,
        Code.SIGNED_UP_ALREADY,
        Code.SIGN_UP_OVER,
        Code.CARD_CHANGED,
        Code.REPORT_ANSWERED,
        Code.LIFELINE_OVER,
        Code.LIFELINE_TAKEN,
        Code.LIFELINE_NOT_SO,
        Code.LIFELINE_OPEN,
        Code.FILLED_FROM_DATA,
        Code.ANSWER_NOT_YOURS,
        Code.SHIFT_OVERLAPS,
        Code.SHIFT_TAKEN,
        Code.SHIFT_IN_DEAL,
        Code.SHIFT_OVER,
        Code.SHIFT_DRAFT,
        Code.DEAL_OVER,
        Code.LEAVE_OVER,
        Code.ALREADY_AWAY,
        Code.AWAY_THEN,
        Code.RULE_BROKEN,
        Code.COURSES_LEFT,
        Code.DATA_NOT_MADE,
        Code.ANSWERED_ALREADY,
        Code.SURVEY_CLOSED,
        Code.SURVEY_NOT_YET,
        Code.SURVEY_RUNS,
        Code.VISIT_NOT_OVER,
        Code.WEEK_OVERLAPS,
        Code.WEEK_BEGUN,
        Code.WEEK_NOT_OVER,
        Code.WEEK_ENDED,
        Code.PAPER_ENTERED,
        Code.INDICATORS_KNOWN,
        Code.INDICATORS_OLDER,
        Code.INDICATORS_WITHDRAWN,
        Code.NO_PLACE_YET,
    }
)
_KINDS = {
    Code.NOT_ALLOWED: Kind.FORBIDDEN,
    Code.UNKNOWN_VISIT: Kind.NOT_FOUND,
    Code.UNKNOWN_USER: Kind.NOT_FOUND,
    Code.UNKNOWN_STAFF: Kind.NOT_FOUND,
    Code.UNKNOWN_PICKUP: Kind.NOT_FOUND,
    Code.UNKNOWN_APPOINTMENT: Kind.NOT_FOUND,
    Code.UNKNOWN_BLOCK: Kind.NOT_FOUND,
    Code.UNKNOWN_FEED: Kind.NOT_FOUND,
    Code.UNKNOWN_SETUP_CODE: Kind.NOT_FOUND,
    Code.UNKNOWN_MESSAGE: Kind.NOT_FOUND,
    Code.UNKNOWN_TRAINING: Kind.NOT_FOUND,
    Code.UNKNOWN_STAFF_COURSE: Kind.NOT_FOUND,
    Code.UNKNOWN_COURSE: Kind.NOT_FOUND,
    Code.UNKNOWN_SIGN_UP: Kind.NOT_FOUND,
    Code.UNKNOWN_CARD: Kind.NOT_FOUND,
    Code.UNKNOWN_ADDITION: Kind.NOT_FOUND,
    Code.UNKNOWN_REPORT: Kind.NOT_FOUND,
    Code.UNKNOWN_ANNOUNCEMENT: Kind.NOT_FOUND,
    Code.UNKNOWN_LIFELINE: Kind.NOT_FOUND,
    Code.NOT_ASKED: Kind.FORBIDDEN,
    Code.NOTES_NOT_FOR_PARTNERS: Kind.FORBIDDEN,
    Code.UNKNOWN_SHIFT: Kind.NOT_FOUND,
    Code.UNKNOWN_DEAL: Kind.NOT_FOUND,
    Code.UNKNOWN_LEAVE: Kind.NOT_FOUND,
    Code.UNKNOWN_ABSENCE: Kind.NOT_FOUND,
    Code.UNKNOWN_CHANGE: Kind.NOT_FOUND,
    Code.UNKNOWN_SURVEY: Kind.NOT_FOUND,
    Code.UNKNOWN_WEEK: Kind.NOT_FOUND,
    Code.UNKNOWN_PAPER: Kind.NOT_FOUND,
    Code.UNKNOWN_PROFILE: Kind.NOT_FOUND,
    Code.UNKNOWN_INDICATORS: Kind.NOT_FOUND,
}


class Refusal(Exception):
    """A deed that cannot be done, and nothing has changed.

    Args:
        code: what was wrong.
        facts: what a sentence about it needs (labels, names of colleagues, times as ISO text); never text typed by a person.
    """

    def __init__(self, code: Code, **facts: Fact) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts: Mapping[str, Fact] = facts

    @property
    def kind(self) -> Kind:
        if self.code in _CONFLICTS:
            return Kind.CONFLICT
        return _KINDS.get(self.code, Kind.UNPROCESSABLE)
