"""The closed lists of the field: kinds of places, units, channels, enquiries, desk roles."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """What a service point is."""

    TOWN_HALL = "town_hall"
    MAIN_LIBRARY = "main_library"
    BRANCH = "branch"
    MOBILE_LIBRARY = "mobile_library"
    PARTNER = "partner"


class HoursLayer(StrEnum):
    """What kind of open: the door (nobody need be there), or staffed. A task's own hours belong to where it is placed."""

    DOOR = "door"
    STAFFED = "staffed"


class Wheelchair(StrEnum):
    """How far somebody gets in a wheelchair (the words of OpenStreetMap)."""

    YES = "yes"
    LIMITED = "limited"
    NO = "no"


class EquipmentKind(StrEnum):
    """What a task may need at the place it is done; each piece either works or does not."""

    PHOTO_STAND = "photo_stand"
    FINGERPRINT_SCANNER = "fingerprint_scanner"
    SIGNATURE_PAD = "signature_pad"
    PAYMENT_TERMINAL = "payment_terminal"
    PRINTER = "printer"
    DOCUMENT_SCANNER = "document_scanner"
    SAFE = "safe"
    MITID_WORKSTATION = "mitid_workstation"
    STAMP = "stamp"
    VOTING_PLACE = "voting_place"
    MEETING_ROOM = "meeting_room"
    PUBLIC_PC = "public_pc"


class Unit(StrEnum):
    """Who staffs a desk, and so who answered an enquiry."""

    LIBRARY = "library"
    CITIZEN_SERVICE = "citizen_service"
    PARTNER = "partner"


class Channel(StrEnum):
    """How an enquiry came in."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"
    DIGITAL_POST = "digital_post"
    VIDEO = "video"


class EnquiryKind(StrEnum):
    """What sort of enquiry it is, whatever its topic."""

    TRANSACTION = "transaction"
    INFORMATION = "information"
    STATUS = "status"
    SELF_SERVICE_HELP = "self_service_help"


class DeskRole(StrEnum):
    """What a front desk does with a task."""

    COMPLETE = "complete"
    RECEIVE = "receive"
    ASSIST = "assist"
    REFER = "refer"


class Source(StrEnum):
    """Where a row of enquiries came from."""

    DESK = "desk"
    IMPORT = "import"
    PAPER = "paper"
    DEMO = "demo"
