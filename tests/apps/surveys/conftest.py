import pytest

from tests.people import Town
from tests.surveys import Surveys


@pytest.fixture
def surveys(town: Town) -> Surveys:
    return Surveys(town)
