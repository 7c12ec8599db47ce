"""The matrix as a sheet: tasks down, places across, one letter for each role; what somebody typed into it, and what would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from velkommen.apps.catalogue.models import TaskGroup
from velkommen.apps.placement.actions import Cell
from velkommen.apps.placement.asking import CanDo
from velkommen.apps.placement.models import NO_ROLE
from velkommen.domain.catalogue import COUNTED_ONLY
from velkommen.domain.intervals import moment_of
from velkommen.domain.kinds import DeskRole
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.lacking import lacking
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.templatetags.words import locale
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording_hours import when
from velkommen.shared.wording_rules import because_in_words
from velkommen.shared.wording_tasks import task_name

#: A role's letter on the sheet: E ekspederer, M modtager, H hjælper, V viser videre; in English complete, receive, help, show.
LETTERS: Mapping[str, Mapping[DeskRole, str]] = {
    "da_DK": dict(zip(DeskRole, "EMHV", strict=True)),
    "en_GB": dict(zip(DeskRole, "CRHS", strict=True)),
}


def letters() -> Mapping[DeskRole, str]:
    """Role -> letter in the reader's language."""
    return LETTERS[locale()]


@dataclass(frozen=True)
class Square:
    """One cell as drawn: what holds, what is typed, and why today is not as it should be (empty: it is)."""

    name: str
    place: str
    letter: str
    typed: str
    missing: str

    @property
    def changed(self) -> bool:
        return self.typed != self.letter

    @property
    def shown(self) -> str:
        """The role its typed letter stands for: the colour."""
        return next((role.value for role, letter in letters().items() if letter == self.typed), "")


@dataclass(frozen=True)
class Row:
    task: str
    name: str
    line: str
    squares: Sequence[Square]


@dataclass(frozen=True)
class Matrix:
    """The sheet: the places the reader arranges (columns), and the tasks."""

    places: Sequence[Place]
    rows: Sequence[Row]


def field(place: int, task: str) -> str:
    """What a cell is called in the form."""
    return f"c-{place}-{task}"


def draw(
    town: Town, by: Actor, day: date, lines: Iterable[TaskGroup], typed: Mapping[str, str], at: datetime
) -> Matrix:
    """The sheet of a local day; a cell shows what was typed into it, or else what holds."""
    places = sorted(
        (place for place in town.places.values() if by.may(Right.ARRANGE, place.id)), key=lambda p: collation(p.name)
    )
    names = {line.letter: line.name for line in lines}
    rows = []
    for key, entry in town.tasks.items():
        facts = entry.on(day)
        if facts.group in names and (key not in COUNTED_ONLY or _given(places, key, day)):
            name = task_name(facts)
            squares = [_square(town, place, key, day, typed, at) for place in places]
            rows.append(Row(key, name, names[facts.group], squares))
    order = list(names.values())
    rows.sort(key=lambda row: (order.index(row.line), collation(row.name)))
    return Matrix(places, rows)


def _given(places: Iterable[Place], task: str, day: date) -> bool:
    """Whether a place was given a task that nobody comes for, so that it can be taken away again."""
    return any(place.offered(task, day) for place in places)


def changes(matrix: Matrix) -> list[Cell]:
    """The cells in which something else is typed than holds. Raises: Refusal BAD_VALUE with the letter nobody knows."""
    roles = {letter: role.value for role, letter in letters().items()} | {"": NO_ROLE}
    found = []
    for row in matrix.rows:
        for place, square in zip(matrix.places, row.squares, strict=True):
            if square.changed:
                if square.typed not in roles:
                    raise Refusal(Code.BAD_VALUE, field=f"{row.name}, {place.name}")
                found.append(Cell(place.id, row.task, roles[square.typed]))
    return found


def copied(matrix: Matrix, origin: int, to: int) -> dict[str, str]:
    """What is typed when one column becomes like another: field -> letter."""
    index = {place.id: number for number, place in enumerate(matrix.places)}
    if origin not in index or to not in index:
        raise Refusal(Code.UNKNOWN_PLACE, place=origin if origin not in index else to)
    return {row.squares[index[to]].name: row.squares[index[origin]].typed for row in matrix.rows}


def _square(town: Town, place: Place, task: str, day: date, typed: Mapping[str, str], at: datetime) -> Square:
    role = town.given(task, place.id, day)
    letter = letters()[role] if role else ""
    name = field(place.id, task)
    said = typed[name].strip().upper() if name in typed else letter
    reason = lacking(town, task, place.id, clock.local_day(at))
    return Square(name, place.name, letter, said, because_in_words(reason) if reason else "")


def legend() -> list[tuple[str, str, str]]:
    """Letter, role and word of each role, for the key under the sheet."""
    words = {
        DeskRole.COMPLETE: _("completes it"),
        DeskRole.RECEIVE: _("receives it"),
        DeskRole.ASSIST: _("helps"),
        DeskRole.REFER: _("shows the way"),
    }
    return [(letter, role.value, words[role]) for role, letter in letters().items()]


def explained(found: CanDo, at: datetime) -> list[str]:
    """The answer a cell stands for, in sentences: the rules that decided, and who does it now or when it is done next."""
    verdict, present = found.answer.verdict, clock.local(at)
    said = [because_in_words(reason) for reason in verdict.because]
    if verdict.possible:
        able = [person.name for person in found.town.places[found.place].people if person.id in found.answer.by]
        return [*said, _("On duty and able: %(names)s.") % {"names": ", ".join(able)}]
    if found.here is None:
        return [*said, _("Not once within a year.")]
    opens = when(clock.local(moment_of(found.here.begins)), present)
    return [*said, _("Next: %(when)s.") % {"when": opens}]
