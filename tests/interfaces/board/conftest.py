from tests.interfaces.public_house import house_with_screens  # noqa: F401 - pytest finds fixtures by their names here
