"""Fixtures that several folders share live in modules of their own; pytest finds them through this list."""

pytest_plugins = ("tests.interfaces.public_house", "tests.people", "tests.interfaces.programs")
