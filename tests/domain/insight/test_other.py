"""What hides in "other", and which categories of their own would bring it down."""

from tests.domain.insight.cells import TOPICS, tasks
from velkommen.domain.insight.other import Proposal, Split, other
from velkommen.domain.measures import Share


def test_a_third_is_too_much_and_the_fewest_categories_are_proposed() -> None:
    cells = tasks((1, "solved", 66), (10, "solved", 20), (7, "solved", 8), (9, "solved", 6))
    found = other([cells], TOPICS)
    assert (found.share, found.too_much) == (Share(34, 100), True)
    assert found.tasks == [("mitid_help", 20), ("hearing_batteries", 8), ("other", 6)]
    assert found.proposals == [
        Proposal(Split.TASK, "mitid_help", 20, Share(20, 100), Share(14, 100)),
        Proposal(Split.TASK, "hearing_batteries", 8, Share(8, 100), Share(6, 100)),
    ]


def test_small_tasks_of_one_line_make_a_category_together() -> None:
    cells = tasks((1, "solved", 880), (7, "solved", 18), (8, "solved", 17), (11, "solved", 16), (9, "solved", 69))
    (first, *rest) = other([cells], TOPICS).proposals
    assert first == Proposal(Split.GROUP, "A", 51, Share(51, 1000), Share(69, 1000))
    assert rest == []


def test_what_names_no_topic_is_to_be_asked_about_and_comes_last() -> None:
    cells = tasks((1, "solved", 60), (9, "solved", 30), (10, "solved", 10))
    assert [(one.split, one.key) for one in other([cells], TOPICS).proposals] == [
        (Split.TASK, "mitid_help"),
        (Split.REST, "other"),
    ]


def test_at_the_limit_nothing_is_proposed() -> None:
    found = other([tasks((1, "solved", 90), (9, "solved", 10))], TOPICS)
    assert (found.too_much, found.proposals) == (False, ())


def test_where_such_matters_were_sent_says_what_they_were() -> None:
    cells = tasks((1, "solved", 80), (9, "to_department", 5), (9, "solved", 15))
    cells.referrals.update(
        {(9, "to_department", 3, ""): 4, (9, "to_department", 2, ""): 1, (1, "to_authority", 7, ""): 9}
    )
    assert other([cells], TOPICS).goes_to == [(3, 4), (2, 1)]


def test_nothing_counted_is_not_too_much() -> None:
    found = other([], TOPICS)
    assert (found.share.percent, found.too_much, found.proposals) == (None, False, ())
