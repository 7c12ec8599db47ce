"""How an answer was worked out, said so that somebody who must answer for it can."""

from django.utils.translation import gettext, ngettext

from velkommen.apps.evaluation.effects import MONTHLY, SHARES, Found, What
from velkommen.interfaces.web.effects.said import Names
from velkommen.interfaces.web.templatetags.words import number, short_day
from velkommen.shared.wording_effects import TERMS


def worked_out(found: Found, names: Names) -> list[str]:
    """Sentence by sentence: what was looked at, what was taken into account, what was left out."""
    return [*_looked_at(found), *_beside(found, names), *_accounted(found), *_left_out(found), *_interval(found)]


def assumed(found: Found) -> list[str]:
    """What has to be true for the answer to be."""
    told = [
        gettext(
            "Without the change, things would have gone on as they had: the same rise or fall, the same times of year."
        ),
        gettext(
            "Counting was done the same way before and after. If it was done better afterwards, the effect looks too big."
        ),
    ]
    if found.answer.compared:
        told.append(
            gettext(
                "The change moved nobody to or from the places compared with. If people came from there, the effect looks too big."
            )
        )
    if found.asked.looked.what in SHARES:
        told.append(
            gettext(
                "The kind of enquiries stayed the same: easier ones make a share rise without anybody doing better."
            )
        )
    return told


def _looked_at(found: Found) -> list[str]:
    answer = found.answer
    if not answer.points:
        return []
    monthly = found.asked.looked.what in MONTHLY
    words = (
        gettext("Looked at: {before} months before and {after} after, from {first} to {last}.")
        if monthly
        else gettext("Looked at: {before} weeks before and {after} after, from {first} to {last}.")
    )
    return [
        words.format(
            before=number(answer.before),
            after=number(answer.after),
            first=short_day(found.first),
            last=short_day(found.last),
        )
    ]


def _beside(found: Found, names: Names) -> list[str]:
    if not found.answer.compared:
        return []
    places = ", ".join(names.places[place] for place in found.beside)
    return [
        gettext(
            "Compared with {places}: places of the kind where nothing of the sort changed. What happened everywhere is not in the effect."
        ).format(places=places)
    ]


def _accounted(found: Found) -> list[str]:
    terms = [str(TERMS[term]) for term in found.answer.terms if term in TERMS]
    if not terms:
        return []
    told = [gettext("Taken into account: {terms}.").format(terms=", ".join(terms))]
    if found.asked.looked.what not in MONTHLY:
        told.append(
            gettext(
                "A closed day takes from its week what that weekday usually brings; weeks with less than half of it are left out."
            )
        )
    if found.asked.looked.what is What.ENQUIRIES:
        told.append(gettext("Tasks of a season (postal voting) are not in it: an election does not come every year."))
    return told


def _left_out(found: Found) -> list[str]:
    told = []
    if found.answer.left_out:
        told.append(
            ngettext("{n} week was left out.", "{n} weeks were left out.", found.answer.left_out).format(
                n=number(found.answer.left_out)
            )
            if found.asked.looked.what not in MONTHLY
            else ngettext("{n} month was left out.", "{n} months were left out.", found.answer.left_out).format(
                n=number(found.answer.left_out)
            )
        )
    if found.not_counted:
        told.append(
            ngettext(
                "On {n} open day nobody counted anything; it is taken as not counted, not as quiet.",
                "On {n} open days nobody counted anything; they are taken as not counted, not as quiet.",
                found.not_counted,
            ).format(n=number(found.not_counted))
        )
    return told


def _interval(found: Found) -> list[str]:
    answer = found.answer
    if answer.effect is None:
        return []
    chance = (
        gettext("The numbers vary {times} times as much as chance alone would have them.")
        if answer.dispersion >= 1
        else gettext("The numbers vary no more than chance alone would have them.")
    )
    alike = gettext("The errors of two that follow each other go together by {correlation} (0: not at all, 1: always).")
    return [
        chance.format(times=number(round(answer.dispersion, 1))),
        alike.format(correlation=number(round(answer.correlation, 2))),
        gettext("The interval is as wide as both make it."),
    ]
