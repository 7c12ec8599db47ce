"""Facts typed in for a row: each one looked at before it is written, so that the database never has to say no in its own words."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models

from velkommen.domain.refusals import Code, Refusal, Shape
from velkommen.domain.travel import in_denmark, on_the_globe

Fact = str | int | float | list[str] | None
MOST, MOST_PEOPLE = 32_767, 10_000_000  # of a small number in every database; of the inhabitants of a municipality


def fill(row: models.Model, facts: Mapping[str, Fact], allowed: frozenset[str]) -> None:
    """Put facts into a row that is saved afterwards: texts as single lines, numbers from 0, a position on the globe.

    Raises:
        Refusal: BAD_VALUE with the field, BELOW_ZERO, OFF_THE_GLOBE.
    """
    for name, value in facts.items():
        if name not in allowed:
            raise Refusal(Code.BAD_VALUE, field=name)
        setattr(row, name, _looked_at(name, value))
    try:
        row.clean_fields()
    except ValidationError as wrong:
        raise Refusal(Code.BAD_VALUE, field=next(iter(wrong.message_dict))) from None
    if {"latitude", "longitude"} & allowed:
        _check_position(getattr(row, "latitude"), getattr(row, "longitude"))  # noqa: B009 - the columns of a position


def outside_denmark(latitude: float | None, longitude: float | None) -> list[str]:
    """What a door should ask about a position that is possible but odd."""
    if latitude is None or longitude is None or in_denmark((latitude, longitude)):
        return []
    return ["outside_denmark"]


def _looked_at(name: str, value: Fact) -> Fact:
    if isinstance(value, str):
        return " ".join(value.replace("\0", " ").split())
    if isinstance(value, int) and name not in {"latitude", "longitude"}:
        if value < 0:
            raise Refusal(Code.BELOW_ZERO, field=name)
        most = MOST_PEOPLE if name == "population" else MOST
        if value > most:
            raise Refusal(Code.BAD_VALUE, field=name, shape=Shape.WHOLE, least=0, most=most)
    return value


def _check_position(latitude: float | None, longitude: float | None) -> None:
    if (latitude is None) != (longitude is None) or (
        latitude is not None and longitude is not None and not on_the_globe((latitude, longitude))
    ):
        raise Refusal(Code.OFF_THE_GLOBE, latitude=latitude, longitude=longitude)
