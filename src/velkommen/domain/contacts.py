"""How a citizen can be reached: an e-mail address or a mobile number, as people write them."""

import re
from dataclasses import dataclass, field

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from velkommen.domain.messages import Channel
from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.texts import legible

LONGEST = 254  # an address of e-mail, RFC 5321
_LONGEST_NAME = 64
_MAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE
)
_REACHABLE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


@dataclass(frozen=True)
class Contact:
    """Where to a message goes. `to` is not shown, so that no log and no fingerprint of a deed carries it."""

    channel: Channel
    to: str = field(repr=False)


def parse(text: str) -> Contact:
    """What somebody typed, as a contact: e-mail with its host in small letters, or a number like "+4520123456".

    Eight digits are a Danish number; one of another country begins with + or 00.

    Raises:
        Refusal: BAD_CONTACT; CPR_IN_TEXT.
    """
    said = text.strip()
    if "@" in said:
        return Contact(Channel.EMAIL, _mail(refuse_cpr(said, "contact")))
    return Contact(Channel.SMS, _mobile(said))


def _mail(said: str) -> str:
    name, _at, host = said.rpartition("@")
    dots = name.startswith(".") or name.endswith(".") or ".." in name
    if len(said) > LONGEST or len(name) > _LONGEST_NAME or dots or not _MAIL.fullmatch(said):
        raise Refusal(Code.BAD_CONTACT)
    return f"{name}@{host.lower()}"


def _mobile(said: str) -> str:
    if not legible(said) or not re.fullmatch(r"[+\d][\d\s().-]{5,24}", said):
        raise Refusal(Code.BAD_CONTACT)
    digits = re.sub(r"\D", "", said)
    abroad = said.startswith("+") or digits.startswith("00")
    if not abroad and len(digits) != 8:
        refuse_cpr(said, "contact")
        raise Refusal(Code.BAD_CONTACT)
    try:
        number = phonenumbers.parse(said, "DK")
    except NumberParseException as wrong:
        raise Refusal(Code.BAD_CONTACT) from wrong
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _REACHABLE:
        raise Refusal(Code.BAD_CONTACT)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
