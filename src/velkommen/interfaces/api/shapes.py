"""The shapes of requests, in the field's standard words. What is not named here is refused, never ignored."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Path
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from velkommen.domain.counting_weeks import MOST_MATTERS, Avoidable, Digital
from velkommen.domain.dates import YEARS
from velkommen.domain.kinds import Channel, EnquiryKind
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.interfaces.api.asking import KEY_PATTERN

SLUG = r"^[-a-zA-Z0-9_]{1,40}$"
MOST_DESKS = 32_767
MOST_VISITS = 2**63 - 1

Slug = Annotated[str, Path(pattern=SLUG, description="A service point by its slug, for example `hovedbiblioteket`.")]
DeskNumber = Annotated[int, Path(ge=1, le=MOST_DESKS, description="A desk by the number the board shows.")]
VisitId = Annotated[int, Path(ge=1, le=MOST_VISITS, description="A visit by its `id`.")]
EnquiryId = Annotated[UUID, Path(description="An enquiry by its `enquiry`.")]

Key = Annotated[str, Field(pattern=SLUG)]
Desk = Annotated[int, Field(strict=True, ge=1, le=MOST_DESKS)]


def _moment(value: object) -> datetime:
    """Raises: ValueError, which is answered as a field of the wrong shape."""
    if not isinstance(value, str):
        raise ValueError("a date-time as text, with its zone")
    moment = datetime.fromisoformat(value)
    _day(moment.date())
    return moment


def _day(day: date) -> date:
    """Raises: ValueError, as above."""
    if day.year not in YEARS:
        raise ValueError(f"a day from {YEARS[0]} to {YEARS[-1]}")
    return day


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
Day = Annotated[date, AfterValidator(_day)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Draw(Body):
    task: Key
    language: Literal["da", "en"] = "da"


class OfTask(Body):
    task: Key


class AtDesk(Body):
    desk: Desk


class Start(Body):
    """`desk` is needed only for somebody who was not called."""

    desk: Desk | None = None


class Transfer(Body):
    """To another line (`task`), to a desk here (`for_desk`), or both."""

    task: Key | None = None
    for_desk: Desk | None = None


class Ending(Body):
    """How a matter ended. A referral needs `destination`; `not_possible` needs `reason`."""

    outcome: Outcome
    destination: Key | None = None
    reason: Reason | None = None


class Finish(Body):
    """How the current matter ended, unless that was recorded already."""

    outcome: Outcome | None = None
    destination: Key | None = None
    reason: Reason | None = None


class OfMatter(Ending):
    """`enquiry` names the matter when it is not the current one."""

    enquiry: UUID | None = None


class Correction(Ending):
    task: Key | None = None


class ExtraAnswers(Body):
    """What a counting week asks besides; what is left out stays as it was."""

    digital: Digital | None = None
    avoidable: Avoidable | None = None
    matters: Annotated[int, Field(strict=True, ge=1, le=MOST_MATTERS)] | None = None


class Unreliable(Body):
    unreliable: StrictBool = True


class Seat(Body):
    """`relieve` takes over a desk that a colleague forgot to leave."""

    relieve: StrictBool = False


class Undone(Body):
    """`undone` is the Idempotency-Key of the write to take back."""

    undone: Annotated[str, Field(pattern=KEY_PATTERN)]


class Counted(Ending):
    """One enquiry that had no visit. `id` is made by the client, who may send it again; `happened_at` is when it happened."""

    id: UUID
    task: Key
    happened_at: Moment
    channel: Channel = Channel.IN_PERSON
    kind: EnquiryKind = EnquiryKind.TRANSACTION


class Batch(Body):
    """One enquiry, or up to 500."""

    enquiries: list[Counted]
