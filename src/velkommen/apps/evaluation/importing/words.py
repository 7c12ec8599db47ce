"""What people call things in counting sheets."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.kinds import Channel, EnquiryKind, Unit
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.domain.report2010 import NAMES, Category
from velkommen.shared.sheets.words import fold, folded


class Column(StrEnum):
    """What a column may say; the value is how a message names it."""

    DATE = "dato"
    TIME = "tidspunkt"
    PERIOD = "periode"
    PLACE = "sted"
    CATEGORY = "kategori"
    OUTCOME = "udfald"
    DESTINATION = "henvist til"
    REASON = "årsag"
    CHANNEL = "kanal"
    KIND = "type"
    UNIT = "enhed"
    COUNT = "antal"


HEADS: Mapping[str, str] = folded(
    {
        Column.DATE: "dato,dag,date,day,dato og tid,dato/tid,dato og klokkeslæt,dato for henvendelse,henvendelsesdato",
        Column.TIME: "tidspunkt,tid,klokkeslæt,kl,klokken,time,time of day",
        Column.PERIOD: "periode,måned,uge,kvartal,år,period,month,week,year",
        Column.PLACE: "sted,betjeningssted,bibliotek,filial,lokation,afdeling,hvor,place,service point,location,library",
        Column.CATEGORY: "kategori,emne,opgave,henvendelsestype,henvendelse,ydelse,område,category,topic,task,subject",
        Column.OUTCOME: "udfald,afslutning,resultat,afsluttet,løst,outcome,result",
        Column.DESTINATION: "henvist til,henvises til,viderestillet til,hvortil,destination,referred to",
        Column.REASON: "årsag,begrundelse,hvorfor ikke,reason",
        Column.CHANNEL: "kanal,henvendelsesform,form,kontaktform,channel",
        Column.KIND: "type,art,slags,kind",
        Column.UNIT: "enhed,personale,besvaret af,unit,answered by",
        Column.COUNT: "antal,antal henvendelser,henvendelser,stk,sum,tal,procent,pct,andel,count,number,enquiries",
    }
)
CHANNELS: Mapping[str, str] = folded(
    {
        Channel.IN_PERSON: "in_person,personlig,personligt,fremmøde,personligt fremmøde,skranke,fysisk,ved skranken,in person",
        Channel.PHONE: "phone,telefon,telefonisk,tlf,opkald",
        Channel.EMAIL: "email,mail,e-post,e-mail",
        Channel.DIGITAL_POST: "digital_post,digital post,e-boks,eboks",
        Channel.VIDEO: "video,videomøde,skærm,video call",
    }
)
KINDS: Mapping[str, str] = folded(
    {
        EnquiryKind.TRANSACTION: "transaction,transaktion,transaktionshenvendelse,ekspedition,sag",
        EnquiryKind.INFORMATION: "information,informationshenvendelse,oplysning,vejledning,spørgsmål",
        EnquiryKind.STATUS: "status,statushenvendelse,sagsstatus",
        EnquiryKind.SELF_SERVICE_HELP: "self_service_help,hjælp til selvbetjening,selvbetjening,medbetjening",
    }
)
UNITS: Mapping[str, str] = folded(
    {
        Unit.LIBRARY: "library,bibliotek,biblioteket,bibliotekspersonale",
        Unit.CITIZEN_SERVICE: "citizen_service,borgerservice,bs,borgerservicepersonale",
        Unit.PARTNER: "partner,samarbejdspartner",
    }
)
OUTCOMES: Mapping[str, str] = folded(
    {
        Outcome.SOLVED: "solved,løst,løst her,ekspederet,afsluttet,færdig,klaret,ja,solved here",
        Outcome.SELF_SERVICE: "self_service,hjælp til selvbetjening,hjulpet til selvbetjening,helped to self-service",
        Outcome.SOLVED_WITH_EXPERT: "solved_with_expert,løst med ekspert,løst med hjælp,løst med livline,livline,solved with an expert",
        Outcome.COME_BACK: "come_back,kom igen,skal komme igen,må komme igen,ny aftale,must come back",
        Outcome.TO_CITIZEN_SERVICE: "to_citizen_service,henvist til borgerservice,henvist til bs,henvist til rådhuset,"
        "referred to citizen service",
        Outcome.TO_DEPARTMENT: "to_department,henvist til andre fagsekretariater,henvist til anden afdeling,"
        "henvist til anden forvaltning,henvist til fagforvaltning,henvist til fagsekretariat,"
        "referred to another department",
        Outcome.TO_AUTHORITY: "to_authority,henvist til anden myndighed,henvist til andre myndigheder,"
        "referred to another authority",
        Outcome.NOT_POSSIBLE: "not_possible,ikke muligt,kunne ikke lade sig gøre,afvist,not possible",
        Outcome.LEFT: "left,gået,gik,gik igen,gik uden svar,forlod køen,udeblevet,udeblev",
    }
)
REASONS: Mapping[str, str] = folded(
    {
        Reason.PAPERS_MISSING: "papers_missing,der manglede papirer,papirer manglede,manglende papirer,mangler papirer,manglede foto,"
        "papers were missing",
        Reason.EQUIPMENT_DOWN: "equipment_down,udstyret virkede ikke,udstyr virkede ikke,udstyr,kamera virkede ikke,"
        "equipment did not work",
        Reason.NOBODY_COMPETENT: "nobody_competent,ingen her må gøre det nu,ingen måtte,ingen med kompetence,manglende kompetence,"
        "nobody here may do it now",
        Reason.NOT_ENTITLED: "not_entitled,borgeren har ikke ret til det,ikke berettiget,ikke ret til det,"
        "the citizen is not entitled to it",
        Reason.SYSTEM_DOWN: "system_down,et system var nede,system nede,systemet var nede,systemfejl,it-nedbrud,a system was down",
        Reason.OTHER: "other,andet,en anden grund,anden årsag,anden grund,another reason",
    }
)
#: The report's own categories that are outcomes, not topics; every other one stands for its most usual task.
BY_OUTCOME = MappingProxyType(
    {
        Category.REFERRED_CITIZEN_SERVICE: Outcome.TO_CITIZEN_SERVICE,
        Category.SELF_SERVICE: Outcome.SELF_SERVICE,
        Category.REFERRED_DEPARTMENTS: Outcome.TO_DEPARTMENT,
    }
)
_BY_TOPIC = MappingProxyType(
    {
        Category.OTHER: "other",
        Category.PASSPORT: "passport_adult",
        Category.DRIVING_LICENCE: "driving_licence_renew",
        Category.POSTAL_VOTE: "postal_vote",
        Category.PENSION_HOUSING: "state_pension",
        Category.POPULATION_REGISTER: "address_change",
        Category.HEALTH_INSURANCE: "health_card",
    }
)
#: Folded word -> key of a task: the report's topics in both languages, and what people write besides the catalogue's names.
TASKS: Mapping[str, str] = MappingProxyType(
    {fold(name): task for category, task in _BY_TOPIC.items() for name in NAMES[category]}
    | folded(
        {
            "passport_adult": "pasansøgning,pas og id,nyt pas,voksenpas",
            "passport_child": "børnepas,barnepas,pas til barn",
            "passport_pickup": "afhentning af pas,pasafhentning,udlevering af pas,afhentet pas,hente pas",
            "driving_licence_renew": "fornyelse af kørekort,kørekortfornyelse,nyt kørekort",
            "driving_licence_duplicate": "mistet kørekort,duplikatkørekort,duplikat kørekort",
            "driving_licence_exchange": "ombytning af udenlandsk kørekort,udenlandsk kørekort,ombytning af kørekort",
            "id_card": "id-kort,legitimation",
            "mitid_issue": "udstedelse af mitid,mitid,nyt mitid,nemid",
            "mitid_help": "mitid hjælp,hjælp til nemid,mitid support",
            "self_service_help": "hjælp til digital selvbetjening,digital hjælp,it-hjælp,digital selvbetjening,borger.dk",
            "digital_post_exemption": "fritagelse digital post",
            "letter_explain": "forstå brev fra det offentlige,brev,hjælp til brev,digital post",
            "print_scan": "print/scan/pc,print,kopi,scan,scanning,pc",
            "address_change": "flytning (adresseændring),flytning,adresseændring,folkeregisteret,flytteanmeldelse,cpr",
            "move_from_abroad": "indrejse,tilflytning",
            "health_card": "sundhedskort (det gule),sundhedskort,sygesikringskort,sygesikringsbevis,gult kort,det gule kort",
            "gp_change": "lægevalg,valg af læge,skift af læge",
            "eu_health_card": "blåt sygesikringskort,det blå kort,eu-kort",
            "state_pension": "pension,pensionsansøgning",
            "housing_benefit": "boligydelse,boligsikring",
            "child_benefit": "børnepenge,børneydelse,børnetilskud",
            "tax_preliminary": "ændring af forskudsopgørelse,skat,forskudsopgørelse,skattekort",
            "tax_certificate": "årsopgørelse",
            "daycare_signup": "dagpleje,børnehave,vuggestue,dagtilbud,pladsanvisning",
            "postal_vote": "brevstemmeafgivning,brevafstemning,valg",
            "hearing_batteries": "høreapparatbatterier,batterier,høreapparater,batterier til høreapparat",
            "receipt_refund": "refusion,fodpleje,regning",
            "transport_refund": "befordringsgodtgørelse,befordring,kørselsgodtgørelse",
            "building_permit": "byggetilladelse,byggesag",
            "info_forms": "informationsmateriale og blanketter,blanketter,blanket,brochurer,informationsmateriale",
            "housing_info": "boligforening,bolig",
            "library_question": "bibliotek,biblioteksspørgsmål,lån,bøger",
            "book_return": "aflevering",
            "tourist_info": "turist,campingpas,turisme",
            "business_help": "erhverv,virk",
            "police_report": "hittegods,politianmeldelse",
            "switchboard": "omstilling,viderestilling",
            "other": "øvrige,øvrigt,diverse,andre henvendelser",
            "topic_unknown": "ukendt,uoplyst,ikke oplyst",
        }
    )
)
TOTALS = frozenset(map(fold, ("i alt", "ialt", "total", "sum", "samlet", "hele perioden", "all")))


def column_of(head: str) -> Column | None:
    """What a column with this heading says; None when it is none of ours."""
    found = HEADS.get(fold(head))
    return Column(found) if found else None
