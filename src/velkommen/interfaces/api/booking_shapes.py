"""The shapes of the booking API: what form systems ask and are told. What they may not say is ignored, and named in the answer."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Path, Query
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from velkommen.domain.booking.series import moment
from velkommen.domain.booking.terms import MOST_MATTERS, MOST_PEOPLE
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.api.shapes import MOST_VISITS, SLUG, Day, Key, _day
from velkommen.shared import clock

PRODUCT = rf"{SLUG[:-1]}(:[1-9][0-9]?)?$"
LONGEST_TIME, LONGEST_NAME, LONGEST_CONTACT = 40, 40, 254

Chosen = Annotated[
    list[Annotated[str, Field(pattern=PRODUCT)]],
    Query(
        alias="product",
        max_length=MOST_MATTERS,
        description="A task by its key; for several people with their number, `passport_adult:2`. May be repeated.",
    ),
]
Wished = Annotated[
    list[Annotated[str, Field(pattern=PRODUCT)]],
    Query(
        alias="product",
        min_length=1,
        max_length=MOST_MATTERS,
        description="A task by its key; for several people with their number, `passport_adult:2`. May be repeated.",
    ),
]
Location = Annotated[str, Query(pattern=SLUG, description="A service point by its slug.")]
Anywhere = Annotated[str | None, Query(pattern=SLUG, description="Only of this service point (slug).")]
From = Annotated[Day | None, Query(alias="from", description="The first local day; today if it is not given.")]
Until = Annotated[Day | None, Query(alias="to", description="The last local day; two weeks on if it is not given.")]
OneDay = Annotated[Day, Query(description="A local day.")]
Internal = Annotated[
    bool, Query(description="What staff may give away. Ignored for who may not book there, and named in `ignored`.")
]
AppointmentId = Annotated[int, Path(ge=1, le=MOST_VISITS, description="An appointment by its `id`.")]


class Said(BaseModel):
    """What is not named here has no effect; the answer names it in `ignored`."""

    model_config = ConfigDict(extra="allow")


class ProductWished(Said):
    """A task by its key, and for how many people."""

    product: Key
    amount: Annotated[int, Field(strict=True, ge=1, le=MOST_PEOPLE)] = 1


Products = Annotated[list[ProductWished], Field(min_length=1, max_length=MOST_MATTERS)]
Starts = Annotated[
    str,
    Field(
        max_length=LONGEST_TIME,
        description="A moment with its offset from UTC, as `times` gives it: 2026-12-01T10:00:00+01:00.",
        examples=["2026-12-01T10:00:00+01:00"],
    ),
]


class NewAppointment(Said):
    """An appointment for a citizen.

    `contact`: an e-mail address or a mobile number. `sure`: the contact is known to be theirs (they are logged in with you), so nobody
    needs to confirm by link. `internal`: by what staff may give away, instead of what the public may have.
    """

    products: Products
    location: Key
    starts: Starts
    contact: Annotated[str, Field(min_length=1, max_length=LONGEST_CONTACT)]
    language: Literal["da", "en"] = "da"
    sure: StrictBool = False
    internal: StrictBool = False


class Moved(Said):
    """Another time, and another place if `location` is given."""

    starts: Starts
    location: Key | None = None
    internal: StrictBool = False


class CalledOff(Said):
    """`internal`: it is not the citizen who calls it off; then its time can be had again at once."""

    internal: StrictBool = False


class Product(BaseModel):
    """`minutes` is how long it takes for one, as a guess."""

    product: str
    name: str
    minutes: int


class ProductList(BaseModel):
    products: list[Product]
    ignored: list[str]


class Place(BaseModel):
    location: str
    name: str
    address: str
    postal_code: str
    town: str


class Locations(BaseModel):
    locations: list[Place]
    ignored: list[str]


class Dates(BaseModel):
    """Local days on which there is a time, ascending."""

    dates: list[date]
    ignored: list[str]


class Times(BaseModel):
    """Moments with the offset of the place, ascending."""

    times: list[datetime]
    ignored: list[str]


class FormField(BaseModel):
    """A field to ask the citizen for. `one_of` is empty where anything may be written."""

    name: str
    label: str
    help: str
    required: bool
    max_length: int
    one_of: list[str]


class FormFields(BaseModel):
    fields: list[FormField]
    most_products: int
    most_people: int
    ignored: list[str]


class ProductBooked(BaseModel):
    product: str
    name: str
    amount: int


class Appointment(BaseModel):
    """An appointment now.

    `state`: asked (the contact was sent a link and has not used it), booked, arrived, cancelled, or missed. `kept_until` is when the time
    is given to others. `page` is the citizen's own page, secret; `code` is what they say at the kiosk.
    """

    id: int
    state: str
    products: list[ProductBooked]
    location: Place
    starts: datetime
    ends: datetime
    kept_until: datetime | None
    page: str
    code: str


class AppointmentNow(BaseModel):
    appointment: Appointment


class AppointmentDone(BaseModel):
    appointment: Appointment
    ignored: list[str]


def moment_said(text: str) -> datetime:
    """Raises: Refusal NO_OFFSET where only a wall clock was said; BAD_VALUE."""
    try:
        found = datetime.fromisoformat(text)
        _day(found.date())
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field="starts") from error
    if found.utcoffset() is None:
        raise Refusal(Code.NO_OFFSET, field="starts")
    return found


def check_exists(said: datetime) -> None:
    """Raises: Refusal NO_SUCH_TIME where the wall clock of the house, as whose time it was said, never shows it."""
    if said.utcoffset() in _house_offsets(said):
        moment(said.date(), said.hour * 60 + said.minute, clock.zone())


def _house_offsets(found: datetime) -> set[Any]:
    """What the house's own clocks may be ahead of UTC by around a wall-clock time: two where they are changed."""
    return {found.replace(tzinfo=clock.zone(), fold=fold).utcoffset() for fold in (0, 1)}


def plain(names: Iterable[str]) -> list[str]:
    """Names of fields as they may be repeated in an answer, each once."""
    return sorted({name if name.isidentifier() and len(name) <= LONGEST_NAME else "…" for name in names})


def without_effect(body: Said) -> list[str]:
    """What was said beside what is asked for, in the body or in one of its products."""
    parts = [body, *getattr(body, "products", ())]
    return plain(name for part in parts for name in part.model_extra or {})
