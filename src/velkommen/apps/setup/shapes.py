"""The sheets of a municipality: what each is about, its columns with their headings in both languages, and what may stand in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from velkommen.apps.setup import vocabulary as words
from velkommen.apps.setup.forms import (
    Clock,
    Day,
    Degrees,
    Form,
    Kle,
    Kroner,
    Lines,
    Many,
    SeasonOfYear,
    Text,
    Value,
    Weekdays,
    Weeks,
    Whole,
    Words,
    YesNo,
    english,
)
from velkommen.domain.catalogue import COMPETENCE_FORM, KLE_FACET_FORM, LONGEST_HANDLING
from velkommen.domain.kinds import Unit
from velkommen.shared.sheets.words import fold


class Kind(StrEnum):
    """What a sheet is about, in the order in which they are written: what others point at comes first."""

    MUNICIPALITY = "municipality"
    LINES = "lines"
    DESTINATIONS = "destinations"
    TASKS = "tasks"
    CHANGES = "changes"
    FEES = "fees"
    SEASONS = "seasons"
    SUSPENSIONS = "suspensions"
    PLACES = "places"
    STOPS = "stops"
    HOURS = "hours"
    SPECIAL_DAYS = "special_days"
    EQUIPMENT = "equipment"
    DESKS = "desks"
    OFFERS = "offers"
    TASK_HOURS = "task_hours"
    STAFF = "staff"
    POSTINGS = "postings"
    COMPETENCES = "competences"


@dataclass(frozen=True)
class Column:
    """A column: its name in records, its headings (the Danish first, then the English, then others), what may stand in it.

    Args:
        key: whether it tells one row of the sheet from another.
        needed: whether a row must say it when what it is about is new.
        refers: the kind of thing it names.
    """

    name: str
    heads: str
    form: Form
    key: bool = False
    needed: bool = False
    refers: Kind | None = None

    @property
    def heading(self) -> str:
        names = self.heads.split(",")
        return names[min(english(), len(names) - 1)]


@dataclass(frozen=True)
class Shape:
    """A sheet: its titles (as the headings of a column) and its columns."""

    titles: str
    columns: Sequence[Column]

    @property
    def title(self) -> str:
        return self.titles.split(",")[english()]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def heads(self) -> Iterator[tuple[str, Column]]:
        """Every heading, folded, with its column."""
        for column in self.columns:
            yield from ((fold(head), column) for head in (*column.heads.split(","), column.name))

    def blanks(self) -> dict[str, Value]:
        """What a new row holds where nobody has said anything."""
        return {column.name: column.form.blank for column in self.columns if not column.key}


SLUG = Text(40, r"[-a-zA-Z0-9_]+", "nordby")
KEY = Text(40, r"[a-z][a-z0-9_]*", "passport_adult")
HTTPS = Text(300, r"https://\S+", "https://www.borger.dk/…")
_LETTER = Text(1, r"[A-ZÆØÅ]", "P")
_COMPETENCE = Text(40, COMPETENCE_FORM, "passport")
_NAME_DA, _NAME_EN = "navn,Danish name,navn (dansk)", "engelsk navn,name,English name,navn (engelsk)"


def _place(*, needed: bool = True) -> Column:
    return Column(
        "place", "sted,place,betjeningssted,service point", Text(80), key=True, needed=needed, refers=Kind.PLACES
    )


def _task() -> Column:
    return Column("task", "opgave,task", Text(120), key=True, needed=True, refers=Kind.TASKS)


def _names() -> tuple[Column, Column]:
    return (
        Column("name_da", _NAME_DA, Text(120), needed=True),
        Column("name_en", _NAME_EN, Text(120), needed=True),
    )


def _position() -> tuple[Column, Column]:
    return (
        Column("latitude", "breddegrad,latitude,lat", Degrees(90)),
        Column("longitude", "længdegrad,longitude,lon,lng", Degrees(180)),
    )


_WHEN = (
    Column("text", "tider,hours,åbningstider,opening hours,OSM", Text(2000)),
    Column("weekdays", "ugedage,weekdays,ugedag,dag,dage,weekday,days,day", Weekdays()),
    Column("opens", "åbner,opens,fra,from", Clock()),
    Column("closes", "lukker,closes,til,to", Clock(closing=True)),
    Column("first", "gælder fra,valid from,fra dato", Day()),
    Column("last", "gælder til,valid until,til dato", Day()),
    Column("season", "årstid,season,sæson", SeasonOfYear()),
    Column("weeks", "uger,weeks", Weeks()),
    Column("on_holidays", "også helligdage,public holidays too,helligdage", YesNo()),
)
_DAYS = (
    Column("first", "fra,from,første dag,first day", Day(), key=True, needed=True),
    Column("last", "til,to,sidste dag,last day", Day()),
)

#: The fields of a task that a municipality may change from a day on, and those of its own row.
TASK_FIELDS = (
    *_names(),
    Column("authority", "myndighed,authority", words.AUTHORITIES),
    Column("authority_named", "myndighed kaldes,authority is called", Text(80)),
    Column("unit", "enhed,unit", Words(words.UNITS.words, blank=Unit.CITIZEN_SERVICE.value)),
    Column("desk_role", "rolle,role,skrankerolle,desk role", words.DESK_ROLES, needed=True),
    Column("discretion", "skøn,discretion", words.DISCRETION, needed=True),
    Column("minutes", "minutter,minutes", Whole(1, LONGEST_HANDLING), needed=True),
    Column("competence", "kompetence,competence", _COMPETENCE),
    Column("equipment", "udstyr,equipment", Many(words.EQUIPMENT)),
    Column("attendance", "fremmøde,attendance", words.ATTENDANCE),
    Column("where", "hvor,where", words.WHERE),
    Column("self_service", "selvbetjening,self-service", words.SELF_SERVICE),
    Column("link", "link,link,selvbetjeningslink", HTTPS),
    Column("bring_da", "medbring,bring (Danish)", Lines(160)),
    Column("bring_en", "medbring (engelsk),bring,bring (English)", Lines(160)),
    Column("synonyms_da", "andre ord,other words (Danish),synonymer", Lines(160)),
    Column("synonyms_en", "andre ord (engelsk),other words,synonyms", Lines(160)),
    Column("topics", "emneord,topics,bogemner", Lines(160)),
    Column("referral", "henvises til,refer to,henvisning", Text(120), refers=Kind.DESTINATIONS),
    Column("pickup", "afhentes som,picked up as,afhentning", Text(120), refers=Kind.TASKS),
    Column("seasonal", "kun i sæson,in season only", YesNo()),
    Column("legal_basis", "lovgrundlag,legal basis", Text(200)),
)
_SINCE = Column("since", "fra dato,since,gælder fra,from", Day())
_WHY = Column("why", "begrundelse,why,hvorfor,årsag", Text(160))

SHAPES: Mapping[Kind, Shape] = MappingProxyType(
    {
        Kind.MUNICIPALITY: Shape(
            "Kommune,Municipality",
            (
                Column(
                    "code",
                    "kommunekode,municipality code,kode,code",
                    Text(4, r"\d{4}", "0999", 4),
                    key=True,
                    needed=True,
                ),
                Column("name", "navn,name", Text(80), needed=True),
                Column("population", "indbyggere,population", Whole(1, 10_000_000), needed=True),
                *_position(),
                Column(
                    "library_search_url",
                    "bibliotekssøgning,library search",
                    Text(200, r"https://\S*\{words\}\S*", "https://bibliotek.dk/find?q={words}"),
                ),
                Column(
                    "extra_closed_days", "lukkedage,closed days", Many(words.EXTRA_DAYS, ("06-05", "12-24", "12-31"))
                ),
            ),
        ),
        Kind.LINES: Shape(
            "Køer,Lines,opgavegrupper",
            (
                Column("letter", "bogstav,letter", _LETTER, key=True, needed=True),
                Column("order", "rækkefølge,order", Whole(0, 9999), needed=True),
                *_names(),
            ),
        ),
        Kind.DESTINATIONS: Shape(
            "Henvisninger,Destinations",
            (
                Column("key", "nøgle,key", KEY, key=True, needed=True),
                Column("kind", "slags,kind,type", words.DESTINATION_KINDS, needed=True),
                *_names(),
                Column("contact", "kontakt,contact", Text(160)),
            ),
        ),
        Kind.TASKS: Shape(
            "Opgaver,Tasks",
            (
                Column("key", "nøgle,key", KEY, key=True, needed=True),
                Column("line", "kø,line,opgavegruppe,group", Text(120), needed=True, refers=Kind.LINES),
                *TASK_FIELDS,
                Column("kle", "KLE,KLE,KLE-nummer,KLE number", Kle()),
                Column("kle_facet", "KLE-facet,KLE facet,handlingsfacet", Text(3, KLE_FACET_FORM, "G01")),
                Column("kle_edition", "KLE-udgave,KLE edition", Text(20)),
                _SINCE,
            ),
        ),
        Kind.CHANGES: Shape(
            "Opgaveændringer,Task changes",
            (
                _task(),
                Column("field", "felt,field", Words({c.name: c.heads for c in TASK_FIELDS}), key=True, needed=True),
                Column("since", _SINCE.heads, Day(), key=True, needed=True),
                Column("value", "værdi,value", Text(10_000)),
                _WHY,
            ),
        ),
        Kind.FEES: Shape(
            "Gebyrer,Fees",
            (
                _task(),
                Column("component", "del,part,component", KEY, key=True, needed=True),
                Column("case", "tilfælde,case", KEY, key=True),
                Column("since", _SINCE.heads, Day(), key=True),
                Column("amount", "beløb,amount,kroner,pris", Kroner(), needed=True),
                *_names(),
                Column("case_da", "tilfældets navn,Danish name of the case", Text(120)),
                Column("case_en", "tilfældets engelske navn,name of the case", Text(120)),
                Column("source", "kilde,source", Text(200)),
                Column("verified", "efterprøvet,verified", YesNo()),
            ),
        ),
        Kind.SEASONS: Shape(
            "Sæsoner,Seasons",
            (
                _task(),
                _DAYS[0],
                Column("last", _DAYS[1].heads, Day(), needed=True),
                Column("name", "navn,name", Text(120), needed=True),
            ),
        ),
        Kind.SUSPENSIONS: Shape(
            "Pauser,Suspensions", (_task(), *_DAYS, Column("why", _WHY.heads, Text(160), needed=True))
        ),
        Kind.PLACES: Shape(
            "Steder,Places,betjeningssteder,service points",
            (
                Column("slug", "kortnavn,slug,nøgle,key", SLUG, key=True, needed=True),
                Column("name", "navn,name", Text(80), needed=True),
                Column("kind", "slags,kind,type", words.PLACE_KINDS, needed=True),
                Column("address", "adresse,address", Text(160)),
                Column("postal_code", "postnummer,postal code,postnr", Text(4, r"\d{4}", "8000", 4)),
                Column("town", "by,town", Text(60)),
                Column("phone", "telefon,phone,tlf", Text(20)),
                Column("email", "e-mail,e-mail,mail", Text(254, r"[^@\s]+@[^@\s]+\.[^@\s]+", "nordby@kommune.example")),
                *_position(),
                Column("wheelchair", "kørestol,wheelchair", words.WHEELCHAIR),
                Column("accessibility", "tilgængelighed,accessibility", Text(300)),
                Column("max_waiting", "højst i kø,most waiting", Whole(0, 9999)),
                Column("numbers_from_home", "numre hjemmefra,numbers from home", Whole(0, 9999, blank=0)),
                Column("active", "i brug,in use", YesNo(blank=True)),
            ),
        ),
        Kind.STOPS: Shape(
            "Stoppesteder,Stops",
            (
                _place(),
                Column("name", "navn,name,stop,stoppested", Text(80), key=True, needed=True),
                Column("address", "adresse,address", Text(160)),
                *_position(),
            ),
        ),
        Kind.HOURS: Shape(
            "Åbningstider,Hours,opening hours",
            (
                _place(),
                Column("layer", "lag,layer,slags,kind", words.LAYERS, key=True),
                Column("stop", "stoppested,stop", Text(80), refers=Kind.STOPS),
                *_WHEN,
            ),
        ),
        Kind.SPECIAL_DAYS: Shape(
            "Særlige dage,Special days,lukkedage",
            (
                _place(),
                Column("layer", "lag,layer,slags,kind", words.LAYERS, key=True),
                Column("day", "dag,day,dato,date", Day(), key=True, needed=True),
                Column("opens", "åbner,opens,fra,from", Clock()),
                Column("closes", "lukker,closes,til,to", Clock(closing=True)),
                Column("why", _WHY.heads, Text(80)),
            ),
        ),
        Kind.EQUIPMENT: Shape(
            "Udstyr,Equipment",
            (
                _place(),
                Column("kind", "slags,kind,type", words.EQUIPMENT, key=True, needed=True),
                Column("name", "navn,name", Text(80), key=True),
                Column("accessibility", "tilgængelighed,accessibility", Text(300)),
            ),
        ),
        Kind.DESKS: Shape(
            "Skranker,Desks",
            (
                _place(),
                Column("number", "nummer,number", Whole(1, 9999), key=True, needed=True),
                Column("name", "navn,name", Text(40), needed=True),
                Column("units", "enheder,units,enhed,unit", Many(words.UNITS)),
                Column("lines", "køer,lines", Lines(1, words=True)),
            ),
        ),
        Kind.OFFERS: Shape(
            "Placeringer,Offers,opgaver på steder",
            (
                _place(),
                _task(),
                Column("since", _SINCE.heads, Day(), key=True),
                Column("role", "rolle,role", words.OFFER_ROLES),
                Column("order", "rækkefølge,order", Whole(0, 9999, blank=0)),
                Column("at_kiosk", "på nummerstander,at the kiosk,standeren", YesNo()),
            ),
        ),
        Kind.TASK_HOURS: Shape("Opgavers egne tider,Hours of tasks", (_place(), _task(), *_WHEN)),
        Kind.STAFF: Shape(
            "Medarbejdere,Staff",
            (
                Column("username", "brugernavn,username", Text(150, r"[\w.@+-]+", "mette"), key=True, needed=True),
                Column("first_name", "fornavn,first name", Text(150)),
                Column("unit", "enhed,unit", words.UNITS),
                Column("is_active", "i brug,in use,aktiv", YesNo(blank=True)),
            ),
        ),
        Kind.POSTINGS: Shape(
            "Roller,Roles,postings",
            (
                Column("staff", "brugernavn,username,medarbejder", Text(150), key=True, needed=True, refers=Kind.STAFF),
                _place(needed=False),
                Column("role", "rolle,role", words.ROLES, key=True, needed=True),
            ),
        ),
        Kind.COMPETENCES: Shape(
            "Kompetencer,Competences",
            (
                Column("staff", "brugernavn,username,medarbejder", Text(150), key=True, needed=True, refers=Kind.STAFF),
                Column("key", "kompetence,competence", _COMPETENCE, key=True, needed=True),
                Column("first", _DAYS[0].heads, Day(), key=True),
                _DAYS[1],
                Column("level", "niveau,level", words.LEVELS),
                Column("won", "opnået ved,won by", words.WON),
                Column("taught_by", "oplært af,taught by", Text(150), refers=Kind.STAFF),
                Column("enquiries", "øvet med henvendelser,practised with enquiries", Whole(0, 9999)),
            ),
        ),
    }
)
#: Kinds whose rows stand together: several rows make one thing, replaced as a whole.
GROUPED = frozenset({Kind.HOURS, Kind.SPECIAL_DAYS, Kind.TASK_HOURS})
KINDS_BY_TITLE: Mapping[str, Kind] = MappingProxyType(
    {fold(title): kind for kind, shape in SHAPES.items() for title in (*shape.titles.split(","), kind.value)}
)


def column_of(kind: Kind, head: str) -> Column | None:
    """The column of a sheet with this heading."""
    return _HEADS[kind].get(fold(head))


_HEADS = {kind: dict(reversed(list(shape.heads()))) for kind, shape in SHAPES.items()}
