"""What the closed lists are called in sheets: value -> the Danish word, the English one, and others people use."""

from types import MappingProxyType

from velkommen.apps.setup.forms import Words
from velkommen.domain.catalogue import Attendance, Authority, SelfService, Where
from velkommen.domain.competence import Level, Won
from velkommen.domain.kinds import DeskRole, EquipmentKind, HoursLayer, PlaceKind, Unit, Wheelchair
from velkommen.domain.outcomes import DestinationKind, Discretion
from velkommen.domain.rights import Role

PLACE_KINDS = Words(
    MappingProxyType(
        {
            PlaceKind.TOWN_HALL: "rådhus,town hall,borgerservice",
            PlaceKind.MAIN_LIBRARY: "hovedbibliotek,main library",
            PlaceKind.BRANCH: "filial,branch,bibliotek,lokalbibliotek",
            PlaceKind.MOBILE_LIBRARY: "bogbus,mobile library",
            PlaceKind.PARTNER: "partner,partner,samarbejdspartner",
        }
    )
)
LAYERS = Words(
    {
        HoursLayer.STAFFED: "betjent,staffed,bemandet",
        HoursLayer.DOOR: "selvbetjent,self-service,ubetjent,åben dør,open door,selvbetjening",
    },
    blank=HoursLayer.STAFFED.value,
)
UNITS = Words(
    {
        Unit.LIBRARY: "bibliotek,library",
        Unit.CITIZEN_SERVICE: "borgerservice,citizen service",
        Unit.PARTNER: "partner,partner",
    },
    blank=Unit.LIBRARY.value,
)
WHEELCHAIR = Words({Wheelchair.YES: "ja,yes", Wheelchair.LIMITED: "delvis,limited,begrænset", Wheelchair.NO: "nej,no"})
EQUIPMENT = Words(
    {
        EquipmentKind.PHOTO_STAND: "fotostander,photo stand",
        EquipmentKind.FINGERPRINT_SCANNER: "fingeraftryksscanner,fingerprint scanner",
        EquipmentKind.SIGNATURE_PAD: "underskriftsplade,signature pad",
        EquipmentKind.PAYMENT_TERMINAL: "betalingsterminal,payment terminal,dankortterminal",
        EquipmentKind.PRINTER: "printer,printer",
        EquipmentKind.DOCUMENT_SCANNER: "dokumentscanner,document scanner,scanner",
        EquipmentKind.SAFE: "pengeskab,safe",
        EquipmentKind.MITID_WORKSTATION: "MitID-arbejdsplads,MitID workstation",
        EquipmentKind.STAMP: "stempel,stamp",
        EquipmentKind.VOTING_PLACE: "stemmested,voting place",
        EquipmentKind.MEETING_ROOM: "samtalerum,meeting room,mødelokale",
        EquipmentKind.PUBLIC_PC: "publikums-pc,public PC",
    }
)
_DESK_ROLES: dict[str, str] = {
    DeskRole.COMPLETE: "ekspederer,completes,e,complete",
    DeskRole.RECEIVE: "modtager,receives,m,receive",
    DeskRole.ASSIST: "hjælper,helps,h,assist",
    DeskRole.REFER: "viser videre,refers,v,henviser,refer",
}
DESK_ROLES = Words(_DESK_ROLES)
OFFER_ROLES = Words({**_DESK_ROLES, "": "som i kataloget,as in the catalogue", "none": "ingen,none,nej"})
DISCRETION = Words(
    {Discretion.NONE: "intet,none,nej,ingen", Discretion.LOW: "lavt,low,lav", Discretion.HIGH: "højt,high,høj"}
)
AUTHORITIES = Words(
    {
        Authority.MUNICIPALITY: "kommunen,municipality",
        Authority.POLICE: "politiet,police",
        Authority.ROAD_AUTHORITY: "Færdselsstyrelsen,road authority",
        Authority.PAYMENT_DENMARK: "Udbetaling Danmark,Payment Denmark,UDK",
        Authority.TAX_AUTHORITY: "Skatteforvaltningen,tax authority,skat",
        Authority.DIGITAL_AGENCY: "Digitaliseringsstyrelsen,digital agency",
        Authority.PARISH_OFFICE: "kirkekontoret,parish office",
        Authority.FAMILY_LAW_AGENCY: "Familieretshuset,family law agency",
        Authority.IMMIGRATION: "udlændingemyndighederne,immigration",
        Authority.REGION: "regionen,region",
        Authority.BUSINESS_AUTHORITY: "Erhvervsstyrelsen,business authority",
        Authority.DISABILITY_ORGANISATIONS: "Danske Handicaporganisationer,disability organisations",
        Authority.OTHER: "anden,other",
    },
    blank=Authority.MUNICIPALITY.value,
)
ATTENDANCE = Words(
    {
        Attendance.NO: "nej,no",
        Attendance.IN_PERSON: "personligt,in person,ja",
        Attendance.WITH_CHILD: "sammen med barnet,with the child,with child",
        Attendance.OR_PROXY: "personligt eller fuldmagt,in person or by proxy,or proxy",
        Attendance.OR_IN_WRITING: "personligt eller skriftligt,in person or in writing,or in writing",
    },
    blank=Attendance.NO.value,
)
WHERE = Words(
    {
        Where.ANY: "alle kommuner,any municipality,any",
        Where.HOME: "bopælskommunen,home municipality,home",
        Where.ISSUING_DESK: "hvor der er søgt,issuing desk",
        Where.NOT_AT_DESK: "ikke ved skranken,not at a desk,not at desk",
    },
    blank=Where.HOME.value,
)
SELF_SERVICE = Words(
    {
        SelfService.NONE: "ingen,none,nej",
        SelfService.PARTLY: "delvis,partly",
        SelfService.YES: "ja,yes",
        SelfService.MANDATORY: "obligatorisk,mandatory",
    },
    blank=SelfService.NONE.value,
)
DESTINATION_KINDS = Words(
    {
        DestinationKind.CITIZEN_SERVICE: "borgerservice,citizen service",
        DestinationKind.DEPARTMENT: "forvaltning,department,fagforvaltning,fagsekretariat",
        DestinationKind.AUTHORITY: "myndighed,authority,anden myndighed",
    }
)
ROLES = Words(
    {
        Role.CLERK: "medarbejder,clerk,ekspedient",
        Role.EXPERT: "livline,expert,fagperson",
        Role.PARTNER: "partner,partner",
        Role.LEAD: "leder,lead",
        Role.ANALYST: "analytiker,analyst",
        Role.ADMIN: "administrator,admin",
        Role.AUDITOR: "revisor,auditor",
    }
)
LEVELS = Words(
    {
        Level.SEES: "har set det,sees,ser",
        Level.WITH_HELP: "med hjælp,with help",
        Level.ALONE: "alene,alone",
        Level.TEACHES: "lærer fra sig,teaches,underviser",
    },
    blank=Level.ALONE.value,
)
WON = Words(
    {
        Won.COURSE: "kursus,course",
        Won.PEER: "sidemandsoplæring,peer training,peer",
        Won.EXAM: "prøve,exam",
        Won.BEFORE: "kunne det i forvejen,before",
        Won.UNKNOWN: "ukendt,unknown",
    },
    blank=Won.UNKNOWN.value,
)
EXTRA_DAYS = Words(
    {
        "05-01": "1. maj,1 May",
        "06-05": "5. juni,5 June",
        "12-24": "24. december,24 December",
        "12-31": "31. december,31 December",
    }
)
