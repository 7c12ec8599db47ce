"""Each measure in words: its name, what it means, its formula, and what it does not say."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.insight.growth import NoBasis
from velkommen.domain.insight.registry import Key, Scale


class Words(NamedTuple):
    """A measure as it is explained."""

    name: Promise
    means: Promise
    formula: Promise
    caveat: Promise


SCALES: Mapping[Scale, Promise] = MappingProxyType(
    {
        Scale.NUMBER: _("a number"),
        Scale.PER_CENT: _("per cent"),
        Scale.CHANGE: _("per cent more or fewer"),
        Scale.TIME: _("time"),
        Scale.PER_THOUSAND: _("for each 1,000 inhabitants"),
        Scale.PARTS: _("a number for each part"),
    }
)
NO_BASIS: Mapping[NoBasis, Promise] = MappingProxyType(
    {
        NoBasis.NOTHING_THEN: _("There is nothing to compare with: nothing was counted here a year before."),
        NoBasis.TOO_FEW: _("There is too little to compare with: a year before, fewer than 20 enquiries were counted."),
        NoBasis.KEPT_BACK: _("How it has grown is kept back: it would tell a number of a few."),
    }
)
MEASURES: Mapping[Key, Words] = MappingProxyType(
    {
        Key.ENQUIRIES: Words(
            _("Enquiries"),
            _("How many matters people came with. Somebody who comes with two matters counts twice."),
            _("All enquiries counted in the days, those taken back aside."),
            _("It counts what was counted. In staffed hours nobody counted in, somebody may have come all the same."),
        ),
        Key.GROWTH: Words(
            _("Growth"),
            _("How many more or fewer enquiries than a year before."),
            _(
                "(now − then) ÷ then. A span under four weeks is compared with the same weekdays 52 weeks before, a longer one with the "
                "same dates. Only places that counted in both are in it."
            ),
            _(
                "More enquiries need not mean more people, and a change has many causes: hours, rules, other doors. "
                "Whether something had an "
                "effect is asked elsewhere, with an interval."
            ),
        ),
        Key.PER_THOUSAND: Words(
            _("Enquiries for each 1,000 inhabitants"),
            _("The number made comparable between municipalities of different size."),
            _("1,000 × enquiries ÷ inhabitants, by the last number of inhabitants before the end of the span."),
            _(
                "It is of the span as it is: a quarter has about a fourth of a year. People from other "
                "municipalities are among the enquiries."
            ),
        ),
        Key.TASKS: Words(
            _("Enquiries by task"),
            _("What people asked for."),
            _("Enquiries with each task as it stood at the end: a task put right later counts as the right one."),
            _("Of visits with several matters each counts by itself. What nobody wrote down is “topic not stated”."),
        ),
        Key.CATEGORIES: Words(
            _("The report's ten categories"),
            _("Topics and outcomes in one list, as Skanderborg counted in 2009."),
            _("Each enquiry in one category: a referral or help to self-service overrides the topic."),
            _("The list mixes two things. It is there to compare with 2009, not to steer by."),
        ),
        Key.OTHER: Words(
            _("The share of “other”"),
            _("How much the ten categories do not name."),
            _("Enquiries in “other” ÷ all enquiries. More than 10 % means that the categories no longer fit."),
            _("The limit of 10 % is our own. Proposals to split are worked out of the tasks inside it."),
        ),
        Key.KINDS: Words(
            _("Enquiries by kind"),
            _("Whether somebody wanted something done, asked, asked how far it is, or needed help to do it."),
            _("Enquiries of each kind."),
            _("At many desks the kind is what the button says unless somebody chooses another."),
        ),
        Key.CHANNELS: Words(
            _("Enquiries by channel"),
            _("How people came: in person, by phone, in writing, by video."),
            _("Enquiries of each channel."),
            _("Phone and mail are here only where they are counted; elsewhere they live in other systems."),
        ),
        Key.OUTCOMES: Words(
            _("Enquiries by outcome"),
            _("How they ended."),
            _("Enquiries of each outcome, of those that have one."),
            _("Whoever is still being helped has none yet."),
        ),
        Key.SOLVED: Words(
            _("Solved at first contact"),
            _("How often nobody had to come again or go elsewhere. Næstved aimed at 80 % and met it after two years."),
            _(
                "(solved here + helped to self-service + solved with an expert) ÷ all that were answered. Those who left are not answered."
            ),
            _(
                "Strict: whoever must come back, was referred or could not be helped counts as not solved. What the citizen did at home "
                "afterwards is not known."
            ),
        ),
        Key.REFERRED: Words(
            _("Referred"),
            _("How often somebody was sent on to citizen service, another department or another authority."),
            _("Enquiries with one of the three outcomes of referral ÷ all that were answered."),
            _("Whether they arrived there is not known."),
        ),
        Key.DESTINATIONS: Words(
            _("Where referrals end"),
            _("To whom people are sent, task by task."),
            _("Referred enquiries by task and destination."),
            _("Sheets that were imported often do not say where to."),
        ),
        Key.REASONS: Words(
            _("Why it was not possible"),
            _("Which reasons keep people from being helped."),
            _("Enquiries that were not possible, by task and reason."),
            _("The list of reasons is closed; “another reason” is whatever does not fit."),
        ),
        Key.PLACES: Words(
            _("Enquiries by place"),
            _("Where people came."),
            _("Enquiries of each place, and its part of all."),
            _("A place that began later has fewer days in the span; the page says since when it counts."),
        ),
        Key.LIBRARY_SHARE: Words(
            _("The libraries' share"),
            _("How much of the joint service is done at the libraries. Skanderborg: 33 %, above its target."),
            _("Enquiries at main library, branches and mobile library ÷ all enquiries of the places chosen."),
            _("By place, not by who answered. Staff of citizen service at a library count as the library."),
        ),
        Key.UNITS: Words(
            _("Who answered"),
            _("How much library staff, citizen service and partners answer, wherever they sit."),
            _("Answered enquiries by the unit of the person at the desk."),
            _("Enquiries counted without a person (sheets) are not in it."),
        ),
        Key.LIFELINES: Words(
            _("Lifelines"),
            _("How often the desk asked an expert. Backing the libraries costs time, “but still a plus”."),
            _("Questions to experts from the desks ÷ all enquiries."),
            _("Only what was asked through the house: calls past it are not seen."),
        ),
        Key.VOLUME: Words(
            _("Volume per competence"),
            _("Whether each competence is used often enough to be kept."),
            _(
                "Enquiries that took the competence, in the last three whole months of the span; beside it the mean a month of each "
                "person who used it, against the minimum of the municipality."
            ),
            _("How many enquiries carry a competence is an open question in the report: the minimum is your own."),
        ),
        Key.HOURS: Words(
            _("When people come"),
            _("Weekday and hour of the enquiries."),
            _("Enquiries by weekday and clock hour in which they began."),
            _(
                "Sheets without a time of day are not in it. An hour that is closed is empty, and so is one nobody counted in."
            ),
        ),
        Key.OUTSIDE: Words(
            _("Outside the town hall's hours"),
            _("What long hours at the libraries are worth. At Esbjerg's branches most passports were issued then."),
            _("Enquiries at a moment no town hall was staffed ÷ all whose moment is known; also task by task."),
            _("Where there is no town hall there is nothing to hold against."),
        ),
        Key.WAITING: Words(
            _("Waiting"),
            _("How long people waited from their number to the call."),
            _(
                "Half at most and nine of ten at most, from the distribution of all waits together: never a mean of "
                "means. Each is the upper "
                "end of its class: 5 seconds wide below 2 minutes, 1 minute below 2 hours."
            ),
            _(
                "Only who drew a number is measured. Those who left before their turn are in it with the time they waited."
            ),
        ),
        Key.WAITING_TARGET: Words(
            _("Waited no longer than the target"),
            _("How many waited at most as long as the municipality aims at."),
            _("Waits of at most so many minutes ÷ all waits that were measured."),
            _("Without a target nothing is shown."),
        ),
        Key.AT_DESK: Words(
            _("Time at the desk"),
            _("How long an enquiry took."),
            _("The time served, all stretches of an enquiry together; half at most and nine of ten at most."),
            _("Where two matters are served in one, the time goes to the matter in hand."),
        ),
        Key.NO_SHOWS: Words(
            _("Called and not there"),
            _("How often a number was called in vain."),
            _("Visits that ended as not here ÷ all visits that are over."),
            _("Who told us that they were leaving is not among them."),
        ),
        Key.MISSED: Words(
            _("Appointments nobody came to"),
            _("How often promised time was waited for in vain."),
            _("Missed appointments ÷ all that somebody was expected to. What was cancelled is in neither."),
            _("Whoever came too late for their time came."),
        ),
        Key.COVERAGE: Words(
            _("Hours something was counted in"),
            _("How far the figures can be trusted: an hour nobody counted in is a gap, not a zero."),
            _("Staffed clock hours with at least one enquiry ÷ all staffed clock hours that are over."),
            _("In a quiet hour perhaps nobody came. It is a gap all the same: we do not know."),
        ),
        Key.VISITS: Words(
            _("Visits to the libraries"),
            _("How many came through the door, as the library's own counters say."),
            _("The sum of the whole months of the span that were typed in or imported."),
            _(
                "Counters count staff and prams too, each in its own way. Evaluations disagree on whether joint "
                "service brings more visitors."
            ),
        ),
        Key.LOANS: Words(
            _("Loans of the libraries"),
            _("How much was lent, as the library system says."),
            _("The sum of the whole months of the span that were typed in or imported."),
            _("Renewals and digital loans are counted differently from system to system."),
        ),
    }
)
