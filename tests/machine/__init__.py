import pytest

pytest.register_assert_rewrite("tests.machine.play", "tests.machine.seen")
