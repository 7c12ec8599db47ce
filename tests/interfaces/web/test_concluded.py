"""What a dashboard and the report both conclude."""

from functools import partial

import pytest
from django.utils import translation

from velkommen.domain.measures import Share
from velkommen.interfaces.web.tables import concluded


@pytest.mark.parametrize(
    ("say", "words"),
    [
        (partial(concluded.solved, Share(80, 100)), "80.0% were solved at first contact: the target of 80% is reached"),
        (
            partial(concluded.solved, Share(799, 1000)),
            "79.9% were solved at first contact: the target of 80% is not reached",
        ),
        (partial(concluded.other, 10.0), "“Other” is 10.0%; in 2009 it was 34%"),
        (partial(concluded.other, 10.1), "“Other” is 10.1%, more than 10%: the ten categories of 2009 no longer fit"),
        (partial(concluded.covered, Share(9, 9)), "Something was counted in every staffed hour"),
        (partial(concluded.covered, Share(8, 9)), "Something was counted in 88.9% of the staffed hours"),
        (
            partial(concluded.library_and_hall, Share(1, 4), Share(3, 4)),
            "The libraries took 25.0% of all enquiries, the town hall 75.0%",
        ),
    ],
)
def test_figures_say_it_in_a_sentence(say: "partial[str]", words: str) -> None:
    with translation.override("en"):
        assert say() == words
