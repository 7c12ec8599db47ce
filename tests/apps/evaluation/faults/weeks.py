"""What can be wrong of counting weeks."""

from datetime import timedelta

from tests.apps.evaluation.corruption import Fault, past_check
from tests.apps.evaluation.rows import on_paper
from velkommen.apps.counting.models import Answer, CountingDay, CountingWeek, ExportProfile, PaperSheet
from velkommen.apps.enquiries.models import Enquiry


def outside() -> None:
    """A place counts on a day before the week begins."""
    day = CountingDay.objects.select_related("week").order_by("pk")[0]
    CountingDay.objects.filter(pk=day.pk).update(day=day.week.first - timedelta(days=1))


def about_nothing() -> None:
    CountingWeek.objects.filter(pk=CountingWeek.objects.order_by("pk")[0].pk).update(tasks=["flying"])


def of_another_week() -> None:
    other = CountingWeek.objects.order_by("pk")[0]
    Answer.objects.filter(pk=Answer.objects.exclude(week=other).order_by("pk")[0].pk).update(week=other)


def unheard_of() -> None:
    where = "UPDATE counting_answer SET digital = 'perhaps'"
    past_check("counting_answer", "counting_answer_known", where)


def counts_still() -> None:
    """A sheet was put right, and what it counted before counts still."""
    PaperSheet.objects.filter(pk=on_paper().pk).update(current=False)


def counts_less() -> None:
    PaperSheet.objects.filter(pk=on_paper().pk).update(tallies={"other/solved": 9})


def of_no_sheet() -> None:
    sheet = on_paper()
    PaperSheet.objects.filter(pk=sheet.pk).delete()
    Enquiry.objects.filter(batch=sheet.batch).update(withdrawn=True)


def of_no_column() -> None:
    ExportProfile.objects.update(columns=[["weather", "vejr"]])


FOUND: list[Fault] = [
    ("a day outside its counting week", {"weeks_sound"}, outside),
    ("a counting week about a task that is none", {"weeks_sound"}, about_nothing),
    ("an answer of a week that did not ask", {"answers_belong"}, of_another_week),
    ("an answer nobody can give", {"answers_belong"}, unheard_of),
    ("paper that counts after it was put right", {"paper_counts_once"}, counts_still),
    ("paper that counts less than it says", {"paper_counts_once"}, counts_less),
    ("paper without its sheet", {"paper_counts_once"}, of_no_sheet),
    ("a form of file with a column there is not", {"profiles_sound"}, of_no_column),
]
