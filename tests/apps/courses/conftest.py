import pytest

from tests.courses import Courses
from tests.people import Town


@pytest.fixture
def courses(town: Town) -> Courses:
    return Courses(town)
