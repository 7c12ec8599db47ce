"""What somebody asks for, as the address of the page says it: there is no other memory of it, and none is needed."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from velkommen.domain.booking.freedom import Matter, Wanted
from velkommen.domain.booking.series import moment
from velkommen.domain.booking.terms import MOST_MATTERS, MOST_PEOPLE
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import moment_of
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock

EVENING, SATURDAY = "evening", "saturday"
YEARS = range(2000, 2200)  # beyond them there is no calendar to look into
NOT_SAID = 0  # for how many people, as long as nobody has said


@dataclass(frozen=True)
class Search:
    """What for, and what narrows the times down.

    Args:
        when: EVENING, SATURDAY or "" for any time.
        place: slug of the only place to look at; "" for all.
        near: where from (see `times.origins`); "" for nowhere in particular.
        after: times from this local day on; None: from today.
        every: whether all places are listed, and not the first few.
    """

    wanted: Wanted = ()
    when: str = ""
    place: str = ""
    near: str = ""
    after: date | None = None
    every: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is said of every matter for how many people."""
        return bool(self.wanted) and all(matter.people != NOT_SAID for matter in self.wanted)

    @property
    def narrowed(self) -> bool:
        return bool(self.when or self.place)

    @property
    def matters(self) -> str:
        """The address of the same matters and people, and nothing that narrows."""
        return Search(self.wanted).address()

    @property
    def without_day(self) -> str:
        return self.address(after=None)

    @property
    def anywhere(self) -> str:
        return self.address(after=None, place="")

    def address(self, **other: Any) -> str:
        """The query of a page that asks the same but for what is given."""
        asked = replace(self, **other)
        facts = [(name, text) for matter in asked.wanted for name, text in pairs(matter)]
        facts += [(name, getattr(asked, name)) for name in ("when", "place", "near")]
        facts += [("after", asked.after.isoformat() if asked.after else ""), ("every", "1" if asked.every else "")]
        return urlencode([(name, text) for name, text in facts if text])


def pairs(matter: Matter) -> list[tuple[str, str]]:
    """The fields of a matter, in the order they are read in."""
    people = [("people", str(matter.people))] if matter.people != NOT_SAID else []
    return [("task", matter.task), *people]


def read(query: QueryDict, tasks: Container[str]) -> Search:
    """What an address asks for; whatever in it is nothing is left out, because people shorten and mistype addresses."""
    when = query.get("when", "")
    return Search(
        wanted=tuple(matter for matter in matters(query) if matter.task in tasks),
        when=when if when in (EVENING, SATURDAY) else "",
        place=query.get("place", ""),
        near=query.get("near", ""),
        after=_day(query.get("after", "")),
        every=bool(query.get("every")),
    )


def matters(query: QueryDict) -> Wanted:
    """The tasks of an address or a form, each once, and for how many people; NOT_SAID where that is not a number of people."""
    keys, said = query.getlist("task"), query.getlist("people")
    people = [*(int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else NOT_SAID for text in said)]
    people += [NOT_SAID] * (len(keys) - len(people))
    found = {key: min(number, MOST_PEOPLE) for key, number in zip(keys, people, strict=False) if key}
    return tuple(Matter(key, number) for key, number in found.items())[:MOST_MATTERS]


def slot_of(slug: str, moment: datetime) -> str:
    """A time at a place, as its button sends it: by the clock on the wall."""
    return f"{slug}@{clock.local(moment).strftime('%Y-%m-%dT%H:%M')}"


@dataclass(frozen=True)
class Slot:
    """A time at a place as a button sent it: what the clock on the wall shows then."""

    place: str
    day: date
    minute: int

    @property
    def nearly(self) -> datetime:
        """The moment, or where the clock skips it the first one after."""
        return moment_of(wall(self.day, self.minute, clock.zone()))

    def moment(self) -> datetime:
        """Raises: Refusal NO_SUCH_TIME where the clock skips it."""
        return moment(self.day, self.minute, clock.zone())


def read_slot(text: str) -> Slot:
    """Raises: Refusal BAD_VALUE."""
    slug, _at, said = text.partition("@")
    try:
        local = datetime.strptime(said, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - a wall clock; its zone is looked at afterwards
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field="slot") from error
    if local.year not in YEARS:
        raise Refusal(Code.BAD_VALUE, field="slot")
    return Slot(slug, local.date(), local.hour * 60 + local.minute)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None
