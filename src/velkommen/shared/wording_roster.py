"""The words of the roster: its refusals, the rules of working time with where they come from, and what somebody hears."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.refusals import Code, Fact
from velkommen.domain.roster.deals import News
from velkommen.domain.roster.rules import IN_DAYS, Breach, RuleKey
from velkommen.shared.wording_hours import day as day_words

#: The sentences of this room's refusals; `wording.SENTENCES` takes them in.
ROSTER: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.SHIFT_OVERLAPS: _(
            "%(who)s already has a shift at %(place)s at that time on %(on)s. Choose other times, or change that shift first."
        ),
        Code.SHIFT_TAKEN: _(
            "The shift on %(on)s is no longer free: somebody was faster, or keeps it. Look at the open shifts."
        ),
        Code.SHIFT_IN_DEAL: _(
            "The shift on %(on)s is on its way to somebody else. Say yes or no to that first, under “Requests”."
        ),
        Code.SHIFT_OVER: _("%(on)s has begun or is past, so the roster of it stays as it was. Choose a later day."),
        Code.SHIFT_DRAFT: _(
            "The roster of %(on)s is not published yet. Wait until it is, or ask the leader of the place."
        ),
        Code.DEAL_OVER: _("This was decided already, or a shift in it has changed since. Look at the roster again."),
        Code.LEAVE_OVER: _(
            "This leave was decided already, or has begun. Ask for a new one, or talk to the leader of the place."
        ),
        Code.ALREADY_AWAY: _("There is an absence from %(on)s already. Change that one instead."),
        Code.AWAY_THEN: _("%(who)s is away on %(on)s. Choose somebody else, or another day."),
        Code.RULE_BROKEN: _(
            "%(because)s Nothing was changed. Choose another time or somebody else, or change the rule."
        ),
        Code.BAD_SHIFT: _(
            "The times on %(on)s cannot be shifts. Write at most four, like 10-14 or 9.30-12, 13-16, none of them at the same time."
        ),
        Code.NOT_ON_ROSTER: _(
            "Whoever this is does not stand at the desks of this place (any more). Choose somebody who does."
        ),
        Code.ASK_FOR_LEAVE: _(
            "That is more than a day ahead. Ask for leave instead; the leader of the place says yes or no."
        ),
        Code.NO_USUAL_HOURS: _(
            "Nobody's usual hours are kept at %(place)s. Write them under “Arrange”, “People”, or write the shifts by hand."
        ),
        Code.NOTHING_TO_PUBLISH: _(
            "On these days %(place)s has no shifts that are not published already. Write shifts first, or choose other days."
        ),
        Code.UNKNOWN_SHIFT: _("There is no such shift any more. Look at the roster again."),
        Code.UNKNOWN_DEAL: _("There is no such offer of a shift. Look at the roster again."),
        Code.UNKNOWN_LEAVE: _("There is no such leave. Look at the requests again."),
        Code.UNKNOWN_ABSENCE: _("There is no such absence any more. Look at the roster again."),
    }
)
RULE_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        RuleKey.REST: _("Rest between two days"),
        RuleKey.LONGEST_DAY: _("Longest day"),
        RuleKey.WEEK: _("Most hours in a week"),
        RuleKey.AVERAGE: _("Hours a week on average over four weeks"),
        RuleKey.DAYS_IN_ROW: _("Most days in a row"),
        RuleKey.DAYS_OFF: _("Free days in a week"),
        RuleKey.NOTICE: _("Days between a change and its shift"),
    }
)
#: Where each rule comes from. General knowledge, not verified: what holds is the agreement of the workplace.
SOURCES: Mapping[str, Promise] = MappingProxyType(
    {
        RuleKey.REST: _("Working Environment Act § 50: 11 hours of rest in 24 (general knowledge, not verified)"),
        RuleKey.LONGEST_DAY: _("A usual number in local agreements (general knowledge, not verified)"),
        RuleKey.WEEK: _("Directive 2003/88/EC: 48 hours a week on average (general knowledge, not verified)"),
        RuleKey.AVERAGE: _("Collective agreements: 37 hours a week (general knowledge, not verified)"),
        RuleKey.DAYS_IN_ROW: _("Working Environment Act § 51: a free day in 7 (general knowledge, not verified)"),
        RuleKey.DAYS_OFF: _("Working Environment Act § 51: a free day in 7 (general knowledge, not verified)"),
        RuleKey.NOTICE: _("Collective agreements: about four weeks (general knowledge, not verified)"),
    }
)
#: What breaking a rule comes to; `amount` is by how much.
_BREACHES: Mapping[str, Promise] = MappingProxyType(
    {
        RuleKey.REST: _(
            "%(who)s would have %(found)s of rest before %(day)s, %(amount)s less than the %(limit)s of the rule."
        ),
        RuleKey.LONGEST_DAY: _(
            "%(who)s would work %(found)s on %(day)s, %(amount)s more than the %(limit)s of the rule."
        ),
        RuleKey.WEEK: _(
            "%(who)s would work %(found)s in the week from %(day)s, %(amount)s more than the %(limit)s of the rule."
        ),
        RuleKey.AVERAGE: _(
            "%(who)s would work %(found)s a week on average in the four weeks up to that from %(day)s, "
            "%(amount)s more than the %(limit)s of the rule."
        ),
        RuleKey.DAYS_IN_ROW: _(
            "%(who)s would work %(found)s in a row until %(day)s, %(amount)s more than the %(limit)s of the rule."
        ),
        RuleKey.DAYS_OFF: _(
            "%(who)s would have %(found)s off in the week from %(day)s, %(amount)s less than the %(limit)s of the rule."
        ),
        RuleKey.NOTICE: _("%(who)s hears of %(day)s %(found)s ahead, %(amount)s less than the %(limit)s of the rule."),
    }
)
NEWS: Mapping[str, Promise] = MappingProxyType(
    {
        News.PUBLISHED: _("A roster with shifts of yours is published, from %(day)s on (%(place)s)."),
        News.GIVEN: _("You have a shift more: %(day)s, %(hours)s (%(place)s)."),
        News.CHANGED: _("A shift of yours was changed: %(day)s (%(place)s)."),
        News.TAKEN_AWAY: _("You no longer have this shift: %(day)s, %(hours)s (%(place)s)."),
        News.ASKED: _("You are asked to take a shift: %(day)s, %(hours)s (%(place)s). It is among the open shifts."),
        News.CLAIMED: _("A colleague wants your shift: %(day)s, %(hours)s (%(place)s). The leader decides."),
        News.DEAL_DONE: _("A shift changed hands: %(day)s, %(hours)s (%(place)s)."),
        News.DEAL_REFUSED: _("The leader said no: the shift on %(day)s, %(hours)s, stays whose it was (%(place)s)."),
        News.LEAVE_APPROVED: _("Your leave from %(day)s is approved."),
        News.LEAVE_REFUSED: _("Your leave from %(day)s is refused. Talk to the leader of your place."),
        News.ABSENCE_TOLD: _("A colleague is away from %(day)s. See what it does under “Requests”."),
    }
)


def breach_in_words(who: str, breach: Breach) -> str:
    """Who breaks which rule, when, and by how much."""
    key = breach.rule
    amounts = {"found": breach.found, "limit": breach.limit, "amount": breach.by}
    facts = {name: _amount(key, value) for name, value in amounts.items()}
    return str(_BREACHES[key]) % {"who": who, "day": day_words(breach.day), **facts}


def breach_of_facts(facts: Mapping[str, Fact]) -> str:
    """The same of the facts of a refusal."""
    day, found, limit = date.fromisoformat(str(facts["on"])), int(str(facts["found"])), int(str(facts["limit"]))
    return breach_in_words(str(facts["who"]), Breach(day, RuleKey(str(facts["breach"])), found, limit))


def duration(minutes: int) -> str:
    """Minutes as hours and minutes: 10 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return gettext("%(hours)s h") % {"hours": hours}
    if not hours:
        return gettext("%(rest)s min") % {"rest": rest}
    return gettext("%(hours)s h %(rest)s min") % {"hours": hours, "rest": rest}


def _amount(key: RuleKey, value: int) -> str:
    if key in IN_DAYS:
        return ngettext("%(number)s day", "%(number)s days", value) % {"number": value}
    return duration(value)
