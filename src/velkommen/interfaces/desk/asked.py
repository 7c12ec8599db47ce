"""What a desk has asked of experts and is not over: in words, with what may be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext

from velkommen.apps.lifelines.shown import AtDesk, of_desk, open_at_desk
from velkommen.domain.lifelines import Level, Stage, Way
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.desk.guide import Here
from velkommen.interfaces.web.reach import Reach, reach


@dataclass(frozen=True)
class Asked:
    """One lifeline.

    Args:
        label: the number of its visit; `task` the key of what it is about; `since` when it came to be as it `says` it is.
        tone: "answered", "late" or "".
        unread: there is an answer the reader may open and has not.
        solvable, closable, recallable, fetchable: what may be pressed; fetchable is taken back with its citizen.
        foreign: a colleague keeps it, and the reader may take it on.
        kept: the reader may let the answer stay for everybody; `proposed`: they may only propose what might stay.
        typed: what a refused press had written for everybody.
    """

    pk: int
    version: int
    visit: int | None
    label: str
    task: str
    says: str
    since: datetime
    tone: str
    answer: str
    unread: bool
    reach: Sequence[Reach]
    solvable: bool
    closable: bool
    recallable: bool
    fetchable: bool
    foreign: bool
    kept: bool
    proposed: bool
    typed: str = ""


@dataclass(frozen=True)
class Board:
    """The open lifelines of a place as a desk sees them: of the visit in hand, of the desk's others, and how many there are besides."""

    here: Sequence[Asked]
    elsewhere: Sequence[Asked]
    others: int

    @property
    def mark(self) -> str:
        """What changes when any of the desk's lifelines does."""
        return ",".join(f"{one.pk}:{one.version}" for one in (*self.here, *self.elsewhere))


def board(there: Here, visit: int | None, at: datetime) -> Board:
    """One statement."""
    rows = open_at_desk(there.place.pk, there.by, at)
    mine = [asked(one, there) for one in of_desk(rows, there.desk.pk, there.by.staff_id)]
    here = [one for one in mine if visit is not None and one.visit == visit]
    return Board(here, [one for one in mine if one not in here], len(rows) - len(mine))


def with_typed(some: Sequence[Asked], sent: Mapping[str, str]) -> list[Asked]:
    """The same, with what a refused press had written."""
    return [replace(one, typed=sent.get(f"kept-{one.pk}", "")) for one in some]


def answer_of(there: Here, lifeline: int, at: datetime) -> AtDesk:
    """A lifeline of the place whose answer the reader has opened. Raises: Refusal NOT_ASKED."""
    found = (one for one in open_at_desk(there.place.pk, there.by, at) if one.row.pk == lifeline and one.answer)
    one = next(found, None)
    if one is None:
        raise Refusal(Code.NOT_ASKED)
    return one


def of_place(there: Here, at: datetime) -> list[Asked]:
    """All that is still open of a place."""
    return [asked(one, there) for one in open_at_desk(there.place.pk, there.by, at)]


def asked(one: AtDesk, there: Here) -> Asked:
    """A lifeline in words."""
    row = one.row
    stage, way, visit = Stage(row.stage), Way(row.way), row.enquiry.visit
    with_desk, keeps = stage is not Stage.ACCEPTED, there.by.may(Right.KEEP_KNOWLEDGE, there.place.pk)
    return Asked(
        pk=row.pk,
        version=row.version,
        visit=row.enquiry.visit_id,
        label=visit.label if visit else "",
        task=row.task.key,
        says=_says(one, stage, way),
        since=row.changed_at,
        tone=_tone(one),
        answer=one.answer,
        unread=one.answered and not one.answer,
        reach=reach(one.number, one.meeting) if way is Way.JOIN and stage is not Stage.ANSWERED else (),
        solvable=stage is Stage.ANSWERED or way is Way.JOIN,
        closable=stage is Stage.ANSWERED or way is Way.JOIN,
        recallable=stage is not Stage.ANSWERED,
        fetchable=stage is not Stage.ANSWERED and way is Way.TAKE_OVER,
        kept=bool(one.answer) and keeps,
        proposed=bool(one.answer) and not keeps,
        foreign=with_desk and row.owner_id != there.by.staff_id,
    )


def _tone(one: AtDesk) -> str:
    if one.row.stage == Stage.ANSWERED:
        return "answered"
    return "late" if one.row.stage == Stage.ASKED and one.row.level == Level.LEADS else ""


def _says(one: AtDesk, stage: Stage, way: Way) -> str:
    """Where it stands, with the name of whoever has it."""
    row = one.row
    who = {"who": (row.expert or row.to or row.owner).shown_name}
    if stage is Stage.ANSWERED:
        return gettext("%(who)s has answered") % who
    if stage is Stage.ACCEPTED:
        return _in_hand(way) % who
    if row.level == Level.NAMED and row.to:
        return gettext("%(who)s is asked and has not taken it yet") % who
    if row.level == Level.LEADS:
        return gettext("Nobody has taken it: the leads are told too")
    return gettext("All who can are asked, nobody has taken it yet")


def _in_hand(way: Way) -> str:
    return {
        Way.ASK: gettext("%(who)s has it in hand"),
        Way.JOIN: gettext("%(who)s joins you"),
        Way.TAKE_OVER: gettext("%(who)s has taken over"),
        Way.CALL_BACK: gettext("%(who)s will call back"),
    }[way]
