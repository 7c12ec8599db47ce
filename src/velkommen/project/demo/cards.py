"""What the desks of Fjordby have written for each other.

The rules in these steps are those published for passports, driving licences, MitID, moving and the other tasks (the sources stand in the
catalogue); shelves, rooms, cupboards, phone habits and everything else of the house is made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class CardPlan:
    """A card to be: one thing a line. `owner` is a username, "" for nobody's; `age` how many days ago it was written."""

    owner: str
    steps: tuple[str, ...]
    pitfalls: tuple[str, ...] = ()
    age: int = 40


PASSPORT = (
    "Bed om det gamle pas, og se på alder og navn",
    "Tag foto ved fotostanderen; borgeren kan også have sit eget med",
    "Tag fingeraftryk af to fingre (fra 12 år)",
    "Lad borgeren skrive under på pladen",
    "Læs oplysningerne højt fra skærmen, og lad borgeren nikke til hver",
    "Tag betaling, og giv kvitteringen med",
    "Klip hjørnet af det gamle pas, og giv det tilbage",
    "Sig, at passet kommer om én til to uger, og at der kommer besked",
)
CARDS: Mapping[str, CardPlan] = MappingProxyType(
    {
        "passport_adult": CardPlan(
            "lene",
            PASSPORT,
            (
                "Er det gamle pas væk eller ødelagt, koster det nye mere: sig det, før du begynder",
                "En kladde på nettet gælder i 30 dage",
            ),
        ),
        "passport_child": CardPlan(
            "lene",
            (
                "Se, at barnet er med",
                "Kontrollér samtykket fra alle, der har forældremyndighed: digitalt eller på blanketten",
                "Tag foto: under 5 år med et medbragt foto, resten ved standeren",
                "Tag fingeraftryk fra 12 år",
                "Lad barnet skrive under, hvis det kan sit navn",
                "Tag betaling, og klip hjørnet af det gamle pas",
            ),
            ("Mangler et samtykke, kan ansøgningen ikke sendes: giv blanketten med, og vælg Skal komme igen",),
        ),
        "passport_pickup": CardPlan(
            "erik",
            (
                "Bed om gyldig legitimation eller det gamle pas",
                "Find passet i hylden efter nummeret i beskeden",
                "Lad borgeren se oplysningerne efter, og skriv under",
                "Tryk Udlevér under Klar til at blive hentet",
            ),
            ("Pas, der ikke er hentet efter et halvt år, bliver destrueret",),
        ),
        "driving_licence_renew": CardPlan(
            "erik",
            (
                "Bed om kørekortet og et foto (eller tag et ved standeren)",
                "Spørg, om der er nye helbredsforhold; er der det, så giv erklæringen med til lægen",
                "Udfyld ansøgningen sammen, og scan fotoet",
                "Tag betaling, og giv det midlertidige bevis med",
            ),
            ("Sagen afgøres af Færdselsstyrelsen: lov aldrig en dato",),
        ),
        "driving_licence_duplicate": CardPlan(
            "erik",
            (
                "Spørg, om kortet er stjålet, væk eller ødelagt",
                "Lad borgeren erklære på tro og love, at kortet er bortkommet",
                "Tag foto og betaling, og giv det midlertidige bevis med",
            ),
        ),
        "driving_licence_exchange": CardPlan(
            "erik",
            (
                "Se, hvilket land kortet er fra, og find landet i listen på intranettet",
                "Bed om pas, opholdsbevis og det udenlandske kort",
                "Send ansøgningen med det udenlandske kort vedlagt",
            ),
            ("Uden for EU og EØS kan der kræves en prøve: spørg en ekspert, før du tager betaling",),
        ),
        "mitid_issue": CardPlan(
            "lene",
            (
                "Bed om gyldigt billed-id: pas eller kørekort, og det skal være det fysiske kort",
                "Stil kontrolspørgsmålene, eller bed om et vidne",
                "Lad borgeren vælge bruger-id: 5 til 48 tegn, helst ikke navnet",
                "Lad borgeren sætte appen op, mens du er der",
                "Prøv et log ind sammen",
            ),
            (
                "Vidnet skal være fyldt 18, have haft MitID i mere end 30 dage og vise eget billed-id",
                "Samme vidne højst tre gange på 120 dage",
            ),
        ),
        "mitid_help": CardPlan(
            "lene",
            (
                "Spørg, hvad der står på skærmen, før du rører ved telefonen",
                "Er appen låst, så lås den op på mitid.dk med pas og telefon",
                "Ny telefon: sæt appen op fra den gamle, før den bliver slettet",
                "Kan det ikke lade sig gøre: vælg MitID, udstedelse",
            ),
            ("Se aldrig på koden, og skriv den aldrig ned for nogen",),
        ),
        "digital_post_exemption": CardPlan(
            "erik",
            (
                "Giv blanketten, og hjælp med at udfylde den",
                "Kryds af, om fritagelsen gælder Digital Post, selvbetjening eller begge",
                "Scan, og send den til borgerservice",
            ),
            ("Man kan få en læseadgang til en pårørende i stedet for: fortæl om begge dele",),
        ),
        "address_change": CardPlan(
            "erik",
            (
                "Find ud af, hvilken dag de flytter, og hvem der flytter med",
                "Hjælp til selvbetjeningen; kan de ikke, så tag blanketten",
                "Bed om lejekontrakten, eller lad logiværten skrive under",
            ),
            ("Tidligst fire uger før og senest fem dage efter: er det senere, kan der komme en bøde",),
        ),
        "residence_certificate": CardPlan(
            "erik",
            ("Bed om billed-id", "Vælg sprog: dansk, engelsk, tysk eller fransk", "Tag betaling, og print med stempel"),
            age=400,
        ),
        "health_card": CardPlan(
            "lene",
            (
                "Spørg, om kortet er væk eller skal ændres",
                "Bestil på borger.dk sammen, og sig, at kortet kommer med posten om to til fire uger",
                "Giv et midlertidigt bevis med, hvis de skal til læge nu",
            ),
            ("Gratis ved flytning, lægelukning, navneskift inden for tre måneder, og når man fylder 15",),
        ),
        "gp_change": CardPlan(
            "lene",
            (
                "Find de læger, der har åbent for tilgang inden for 15 km",
                "Skift på borger.dk sammen",
                "Sig, hvornår det gælder fra, og at der kommer et nyt kort",
            ),
        ),
        "state_pension": CardPlan(
            "",
            (
                "Find ud af, om det er folkepension, varmetillæg eller en ændring",
                "Hjælp til selvbetjeningen hos Udbetaling Danmark",
                "Er det svært, så ring på deres linje for kommuner sammen med borgeren",
            ),
            ("Helbreds- og personligt tillæg er kommunens eget: se de kort",),
            age=420,
        ),
        "housing_benefit": CardPlan(
            "erik",
            (
                "Bed om lejekontrakten og husstandens indkomst",
                "Søg på borger.dk sammen; er der ikke MitID, så hjælp med blanketten",
                "Sig, at svaret kommer i Digital Post fra Udbetaling Danmark",
            ),
        ),
        "health_allowance": CardPlan(
            "erik",
            (
                "Tag imod kvitteringen, og se, at den er på den rigtige person",
                "Skriv dato og beløb på følgesedlen, ikke hvad det var for",
                "Læg den i den grønne bakke",
            ),
        ),
        "self_service_help": CardPlan(
            "lene",
            (
                "Lad borgeren sidde ved tastaturet, og stå ved siden af",
                "Find siden på borger.dk, og lad borgeren selv logge ind",
                "Peg, i stedet for at trykke",
                "Print kvitteringen, hvis de vil have den",
            ),
            ("Det er borgerens eget ansvar, hvad der står: sig det, når det er skat",),
        ),
        "letter_explain": CardPlan(
            "lene",
            (
                "Læs brevet sammen, og sig med dine egne ord, hvad det beder om",
                "Find fristen, og skriv den på en gul seddel",
                "Er der en klage i det, så vis videre til borgerrådgiveren",
            ),
            ("Tag aldrig en kopi af brevet",),
        ),
        "hearing_batteries": CardPlan(
            "lene",
            ("Bed om batteribogen, eller se farven på pakken", "Giv batterier til tre måneder", "Skriv dato i bogen"),
        ),
        "receipt_refund": CardPlan(
            "erik",
            (
                "Se, at kvitteringen er original",
                "Læg den i en kuvert med følgesedlen",
                "Sig, at pengene kommer på NemKontoen",
            ),
        ),
        "library_card": CardPlan(
            "lene",
            (
                "Bed om sundhedskort og billed-id",
                "Opret lånernummeret i bibliotekssystemet",
                "Lad dem vælge en pinkode, og vis automaten",
            ),
            ("Børn under 15 skal have en voksens underskrift",),
        ),
        "postal_vote": CardPlan(
            "erik",
            (
                "Bed om billed-id; valgkort er ikke nødvendigt",
                "Vis til stemmeboksen, og læg lup og sort pen frem",
                "Lad stemmemodtageren attestere, og læg kuverten i den forseglede kasse",
            ),
            ("Kun de udpegede stemmemodtagere må tage imod",),
            age=500,
        ),
    }
)
#: How the first version of a card read, and who wrote it, so many days ago.
BEFORE = ("passport_adult", "lene", 200, PASSPORT[:5])
ENGLISH: Mapping[str, CardPlan] = MappingProxyType(
    {
        "passport_adult": CardPlan(
            "lene",
            (
                "Ask for the old passport, and look at age and name",
                "Take a photo at the stand; people may also bring their own",
                "Take two fingerprints (from 12 years)",
                "Let them sign on the pad",
                "Take the payment, and give the receipt",
                "Cut the corner of the old passport, and give it back",
            ),
            ("If the old passport is lost or damaged, the new one costs more: say so before you begin",),
        ),
        "mitid_issue": CardPlan(
            "lene",
            (
                "Ask for valid photo ID: the physical passport or driving licence",
                "Ask the control questions, or ask for a witness",
                "Let them set up the app while you are there",
            ),
            ("Newcomers from abroad should bring a witness",),
        ),
    }
)
#: Slug, task, what is otherwise there, who says so.
ADDITIONS = (
    (
        "nordby",
        "passport_adult",
        "Fotostanderen er i lokale 2, lige efter børnebøgerne. Nøglen hænger ved skranke 1.",
        "lene",
    ),
    ("nordby", "passport_child", "Skamlen til de mindste står bag fotostanderen i lokale 2.", "lene"),
    (
        "nordby",
        "hearing_batteries",
        "Batterierne ligger i skabet under kopimaskinen. Kassen er tom hver anden fredag.",
        "lene",
    ),
    (
        "hovedbiblioteket",
        "passport_adult",
        "Fotostanderen er ved indgang B. Den kan ikke sænkes under 120 cm: brug lokale 4 i stedet.",
        "lene",
    ),
    ("soenderby", "library_card", "Printeren til lånerkort virker ikke. Skriv nummeret på et papkort.", "lene"),
    ("raadhuset", "residence_certificate", "Stemplet ligger i pengeskabet. Spørg Erik.", "erik"),
)
#: Title, text, slugs (none: all), from and until (days from today), must it be read, who says so, who has read it.
ANNOUNCEMENTS = (
    (
        "Fotostanderen i Nordby bliver skiftet",
        "Onsdag formiddag kommer der en ny fotostander. Vis videre til Hovedbiblioteket imens, og book ikke nye tider før kl. 12.",
        ("nordby", "hovedbiblioteket"),
        (-1, 6),
        True,
        "lene",
        ("karen", "niels"),
    ),
    (
        "Julelukket",
        "Alle steder er lukket for betjening fra den 24. december til den 1. januar. Selvbetjente biblioteker har åbent, som de plejer.",
        (),
        (-3, 40),
        False,
        "adam",
        ("sara", "jonas", "mette"),
    ),
)
#: Slug, task, who found it wrong, what they said, how many days ago; the answer and who gave it, empty while there is none.
REPORTS = (
    ("nordby", "passport_adult", "mette", "Der står to uger. Lige nu tager det tre til fire.", 1, "", "", ""),
    ("nordby", "state_pension", "ali", "", 4, "", "", ""),
    (
        "hovedbiblioteket",
        "gp_change",
        "mette",
        "Grænsen på 15 km, gælder den også på Holm?",
        6,
        "right",
        "Ja, det er en lov. Ring til lægen, hvis der ikke er andre.",
        "lene",
    ),
)
