"""Accounts and passwords; tokens and codes: made once, shown once, stored as a digest. Wrong passwords: noted for a while."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from velkommen.apps.people.models import AccessToken, FailedLogin, SetupCode, Staff
from velkommen.domain.catalogue import line_of
from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed

LONGEST_NAME = 40
USERNAME = re.compile(r"[\w.@+-]{1,150}")


@dataclass(frozen=True)
class Password:
    """A password on its way to a deed: what is written of the deed, its fingerprint too, never holds it."""

    text: str = field(repr=False)


class Account(TypedDict):
    """The account the deed was about."""

    staff: int


def digest(token: str) -> str:
    """What is stored of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_token(*, username: str, at: datetime) -> str:
    """A new access token for a member of staff; the plain text exists only in this answer.

    Raises:
        Refusal: UNKNOWN_USER.
    """
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise Refusal(Code.UNKNOWN_USER, username=username)
    token = f"vk_{secrets.token_urlsafe(32)}"
    AccessToken.objects.create(staff=staff, digest=digest(token), created_at=at)
    return token


def note_failed_login(*, username: str, at: datetime) -> None:
    """Remember a wrong password, and forget those of yesterday. Not a logged deed: there is no actor yet."""
    FailedLogin.objects.filter(at__lt=at - timedelta(days=1)).delete()
    FailedLogin.objects.create(username_digest=digest(username), at=at)


@deed(Right.ARRANGE)
def create_staff(*, username: str, first_name: str, unit: str, by: Actor, at: datetime, op: UUID) -> Done[Account]:
    """An account for a colleague. Without a password nobody can use it: they choose one themselves, by a link that holds once.

    Raises:
        Refusal: NOT_ALLOWED, BAD_USERNAME, NAME_TAKEN, BAD_VALUE with the field.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    staff = new_account(username, first_name, unit, at)
    return Done({"staff": staff.pk}, None)


@deed(Right.ARRANGE)
def deactivate_staff(*, staff: int, by: Actor, at: datetime, op: UUID) -> Done[Account]:
    """Somebody no longer works here: no login, no token, on duty nowhere. What they did stays.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_STAFF, BAD_VALUE when it is oneself.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    row = _locked(staff)
    if staff == by.staff_id:
        raise Refusal(Code.BAD_VALUE, field="staff")
    row.is_active = False
    row.save(update_fields=["is_active"])
    AccessToken.objects.filter(staff=row, revoked_at=None).update(revoked_at=at)
    return Done({"staff": staff}, None, rules=True)


@deed(None)
def set_password(*, staff: int, password: Password, by: Actor, at: datetime, op: UUID) -> Done[Account]:
    """Give an account the password somebody chose: for themselves, or as an administrator. Logins under the old one end.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_STAFF, WEAK_PASSWORD with all that is wrong with it.
    """
    if staff != by.staff_id:
        by.require(Right.ARRANGE, EVERYWHERE)
    row = _locked(staff)
    row.password = encoded(password, row)
    row.save(update_fields=["password"])
    return Done({"staff": staff}, None)


def new_account(username: str, first_name: str, unit: str, at: datetime) -> Staff:
    """The row of an account nobody can log in to yet. Within a deed. Raises: Refusal as `create_staff`."""
    if not USERNAME.fullmatch(username):
        raise Refusal(Code.BAD_USERNAME)
    if Staff.objects.filter(username__iexact=username).exists():
        raise Refusal(Code.NAME_TAKEN, name=username)
    if unit not in {one.value for one in Unit}:
        raise Refusal(Code.BAD_VALUE, field="unit")
    called = line_of("first_name", first_name, LONGEST_NAME, needed=True)
    return Staff.objects.create(
        username=username, first_name=called, unit=unit, password=make_password(None), date_joined=at
    )


def encoded(password: Password, staff: Staff) -> str:
    """A password as it is stored. Raises: Refusal WEAK_PASSWORD with all that is wrong with it."""
    try:
        validate_password(password.text, staff)
    except ValidationError as wrong:
        raise Refusal(Code.WEAK_PASSWORD, why=" ".join(wrong.messages)) from None
    return make_password(password.text)


def make_setup_code(*, at: datetime) -> str:
    """A code by which the first administrator can be made; those made before hold no longer. Not a logged deed: the log holds no secret."""
    code = secrets.token_urlsafe(24)
    SetupCode.objects.all().delete()
    SetupCode.objects.create(digest=digest(code), made_at=at)
    return code


def use_setup_code(code: str) -> None:
    """Take a code out of use; a twin waits here until this one has committed. Within a deed. Raises: Refusal UNKNOWN_SETUP_CODE."""
    known = SetupCode.objects.select_for_update().filter(digest=digest(code)).first()
    if known is None:
        raise Refusal(Code.UNKNOWN_SETUP_CODE)
    SetupCode.objects.all().delete()


def _locked(staff: int) -> Staff:
    row = Staff.objects.select_for_update().filter(pk=staff, is_active=True).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_STAFF)
    return row
