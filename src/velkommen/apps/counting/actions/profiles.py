"""Forms of file that a municipality keeps for what it sends on. One it has always, and that one cannot be changed."""

import re
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.counting.models import ExportProfile
from velkommen.domain.export_profiles import FORM, STANDARD, Profile
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed


class ProfileAnswer(TypedDict):
    profile: str


@deed(Right.ARRANGE)
def keep_profile(*, profile: Profile, by: Actor, at: datetime, op: UUID) -> Done[ProfileAnswer]:
    """Keep a form of file under its name; one that is there under it becomes this one.

    Raises:
        Refusal: NOT_ALLOWED, BAD_VALUE with the field, NAME_TAKEN, PROFILE_EMPTY.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    if not re.fullmatch(FORM, profile.name):
        raise Refusal(Code.BAD_VALUE, field="name")
    if profile.name == STANDARD:
        raise Refusal(Code.NAME_TAKEN, name=STANDARD)
    profile.check()
    said = {
        "columns": [[column.value, heading.strip()] for column, heading in profile.columns],
        "words": {column.value: dict(words) for column, words in profile.words.items() if words},
        "single": profile.single,
        "moment": profile.moment.value,
        "unnumbered": profile.unnumbered.strip(),
    }
    ExportProfile.objects.update_or_create(name=profile.name, defaults=said)
    return Done({"profile": profile.name}, None)


@deed(Right.ARRANGE)
def drop_profile(*, name: str, by: Actor, at: datetime, op: UUID) -> Done[ProfileAnswer]:
    """Keep a form of file no longer. Raises: Refusal NOT_ALLOWED, UNKNOWN_PROFILE."""
    by.require(Right.ARRANGE, EVERYWHERE)
    gone, _ = ExportProfile.objects.filter(name=name).delete()
    if not gone:
        raise Refusal(Code.UNKNOWN_PROFILE)
    return Done({"profile": name}, None)
