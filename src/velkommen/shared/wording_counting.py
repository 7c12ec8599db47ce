"""What is said about counting weeks: their refusals, their questions and answers, how far they are."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.counting_weeks import SEVERAL, Avoidable, Digital, Question, Stage
from velkommen.domain.refusals import Code

MOST_NAMED = 5  # tasks in one sentence

COUNTING_SENTENCES: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.WEEK_OVERLAPS: _(
            "%(place)s counts for “%(week)s” on %(on)s already, and one counting week runs at a place at a time. Choose other days, "
            "or leave the place out."
        ),
        Code.WEEK_BEGUN: _(
            "“%(week)s” has begun. What is counted and where stays the same to the end, or its days could not be compared. Only its "
            "name, its target and its last day may be changed now."
        ),
        Code.WEEK_NOT_OVER: _("“%(week)s” runs until %(on)s. Close it when its last day is over."),
        Code.WEEK_ENDED: _("“%(week)s” is closed or cancelled, so its figures stay as they are. Nothing was changed."),
        Code.PAPER_ENTERED: _(
            "Sheet %(number)s of %(place)s on %(on)s was typed in already. Nothing was counted again. Correct that one, or give this "
            "sheet another number."
        ),
        Code.WEEK_TOO_LONG: _("A counting week lasts at most %(most)s days (three weeks). Choose an earlier last day."),
        Code.NO_PLACES: _("Choose at least one place that counts."),
        Code.NOT_COUNTED_HERE: _(
            "No counting week asks about this enquiry: its place, day, task or channel is in none that is open."
        ),
        Code.QUESTION_NOT_ASKED: _("This counting week does not ask that. Answer only what it asks."),
        Code.PAPER_ELSEWHERE: _(
            "%(place)s does not count for “%(week)s” on %(on)s. Look at the place and the day on the sheet."
        ),
        Code.PAPER_AHEAD: _("%(on)s has not come yet. Look at the day on the sheet."),
        Code.PAPER_NUMBER: _(
            "Give the sheet a number from 1 to %(most)s, as it stands on the paper. Nothing was counted."
        ),
        Code.TALLY_WRONG: _("Write whole numbers from 0 to %(most)s, or leave the field empty. Nothing was counted."),
        Code.TALLY_UNKNOWN: _(
            "This sheet has no such field. Print it anew: the tasks of the counting week are others."
        ),
        Code.PROFILE_LINE: _("“%(text)s” cannot be read. Write each line like “%(example)s”."),
        Code.PROFILE_EMPTY: _("A file needs at least one column. Give one of them a number."),
        Code.UNKNOWN_WEEK: _("There is no such counting week. Look at the list again."),
        Code.UNKNOWN_PAPER: _("There is no such sheet here. Look at the list again."),
        Code.UNKNOWN_PROFILE: _("There is no such form of file. Look at the list again."),
    }
)
QUESTIONS: Mapping[str, Promise] = MappingProxyType(
    {
        Question.DIGITAL: _("Could it have been solved digitally?"),
        Question.AVOIDABLE: _("Could the visit have been avoided?"),
        Question.MATTERS: _("How many matters?"),
    }
)
DIGITAL: Mapping[str, Promise] = MappingProxyType(
    {Digital.YES: _("Yes"), Digital.NO: _("No"), Digital.UNKNOWN: _("Do not know")}
)
AVOIDABLE: Mapping[str, Promise] = MappingProxyType(
    {
        Avoidable.NOT_AVOIDABLE: _("No, not avoidable"),
        Avoidable.UNCLEAR_LETTER: _("Unclear letter"),
        Avoidable.WEBSITE_ERROR: _("Error on the website"),
        Avoidable.WAITING_FOR_ANSWER: _("Waiting for an answer"),
        Avoidable.WRONG_PLACE: _("Came to the wrong place"),
    }
)
ANSWERS: Mapping[str, Mapping[str, Promise]] = MappingProxyType(
    {Question.DIGITAL: DIGITAL, Question.AVOIDABLE: AVOIDABLE}
)
WEEK_STAGES: Mapping[str, Promise] = MappingProxyType(
    {
        Stage.PLANNED: _("Planned"),
        Stage.RUNNING: _("Running"),
        Stage.OVER: _("Over, not closed"),
        Stage.CLOSED: _("Closed"),
        Stage.CANCELLED: _("Cancelled"),
    }
)

CAME_WITH: Mapping[int, Promise] = MappingProxyType({1: _("One"), 2: _("Two"), SEVERAL: _("Three or more")})


def unnumbered_in_words(number: int, of: int, tasks: Sequence[str]) -> str:
    """Beside a file by KLE number: how many enquiries it tells without one, and of which tasks; "" where all have one.

    Args:
        number: enquiries about tasks without a number, of so many in all.
        tasks: their names, those with the most enquiries first.
    """
    if not number:
        return ""
    names = ", ".join(tasks[:MOST_NAMED])
    if len(tasks) > MOST_NAMED:
        names = gettext("%(names)s and %(n)s more") % {"names": names, "n": len(tasks) - MOST_NAMED}
    words = ngettext(
        "%(n)s of %(all)s enquiries is about a task without a KLE number: %(names)s.",
        "%(n)s of %(all)s enquiries are about tasks without a KLE number: %(names)s.",
        number,
    )
    return words % {"n": number, "all": of, "names": names}
