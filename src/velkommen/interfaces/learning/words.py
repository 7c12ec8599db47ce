"""How able people are, what is proposed and which steps are next, in sentences."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from velkommen.apps.learning.able import Cell
from velkommen.apps.learning.plans import Way
from velkommen.apps.learning.volumes import Below
from velkommen.domain.competence import Level
from velkommen.domain.gaps import Gap, How, Step
from velkommen.domain.kinds import Unit
from velkommen.domain.placement.town import Town
from velkommen.domain.volume import Proposal
from velkommen.interfaces.web.templatetags.words import number, percent, short_day
from velkommen.shared.wording_hours import hours, weekday
from velkommen.shared.wording_learning import LEVELS, WON
from velkommen.shared.wording_rules import COMPETENCES, UNITS
from velkommen.shared.wording_tasks import name_on

#: One letter for each level, as a cell of the matrix shows it.
LETTERS: Mapping[str, Promise] = MappingProxyType(
    {
        Level.SEES: pgettext_lazy("how able, one letter", "S"),
        Level.WITH_HELP: pgettext_lazy("how able, one letter", "H"),
        Level.ALONE: pgettext_lazy("how able, one letter", "A"),
        Level.TEACHES: pgettext_lazy("how able, one letter", "T"),
    }
)
PROPOSALS: Mapping[Proposal, Promise] = MappingProxyType(
    {
        Proposal.SHARE: _("There is enough for all here: let %(who)s take more of it, and %(others)s less."),
        Proposal.KEEP: _("There is enough for %(carried)s here. Let %(others)s hand it to %(who)s."),
        Proposal.HAND_OVER: _("There is enough for %(carried)s here. Let %(who)s hand it to %(others)s."),
        Proposal.FEWER_PLACES: _(
            "There is too little of it here, and enough together with %(others)s: let one of the two places do it."
        ),
        Proposal.PRACTISE: _("There is too little of it for anybody. Practise together with %(others)s now and then."),
    }
)
#: The same said to somebody of themselves: nothing of how much their colleagues do.
OWN_PROPOSALS: Mapping[Proposal, Promise] = MappingProxyType(
    {
        Proposal.SHARE: _("There is enough of it here for everybody: ask to take more of it."),
        Proposal.KEEP: _("There is enough of it here for some, and you are among them: ask to be given more of it."),
        Proposal.HAND_OVER: _("There is not enough of it here for everybody: you can hand it to a colleague."),
        Proposal.FEWER_PLACES: _(
            "There is too little of it here: do it at another place now and then, or practise together."
        ),
        Proposal.PRACTISE: _("There is too little of it for anybody: practise together with a colleague now and then."),
    }
)
STEPS: Mapping[How, Promise] = MappingProxyType(
    {
        How.DUTY: _("%(who)s can do it and works here: let them be on duty in these hours."),
        How.FINISH: _("%(who)s is being trained: %(enquiries)s more enquiries, then the teacher signs off."),
        How.TRAIN: _("Start peer training with %(who)s on %(begins)s: %(enquiries)s enquiries together."),
        How.COURSE: _("Give %(who)s a seat on a course that is planned."),
        How.NOTHING: _(
            "Nobody here teaches it, and no course is planned. Plan one, or ask another place for a teacher."
        ),
    }
)


def key_name(town: Town, key: str, day: date) -> str:
    """What a competence is called; where it is a task's own key, the task."""
    return str(COMPETENCES[key]) if key in COMPETENCES else name_on(town, key, day)


def level_word(level: Level | None) -> str:
    return str(LEVELS[level]) if level else gettext("not yet")


def said(cell: Cell) -> str:
    """A cell in words: how able, how it was won, until when, and what is under way."""
    parts = [level_word(cell.level)]
    row = cell.row
    if row:
        parts += [won(row.won, row.taught_by.shown_name if row.taught_by else "", row.enquiries)]
        parts += [gettext("until %(day)s") % {"day": short_day(row.last)}] if row.last else []
    if cell.ended:
        parts.append(gettext("was alone until %(day)s") % {"day": short_day(cell.ended)})
    if cell.practised:
        parts.append(
            gettext("peer training %(done)s of %(wanted)s") % dict(zip(("done", "wanted"), cell.practised, strict=True))
        )
    if cell.forward:
        parts.append(gettext("has put themselves forward"))
    return ", ".join(part for part in parts if part)


def won(how: str, teacher: str, enquiries: int | None) -> str:
    """How it was won, with whom and with how many enquiries; empty where nobody has recorded it."""
    words = [] if how == "unknown" else [str(WON[how])]
    if teacher:
        words.append(gettext("with %(name)s") % {"name": teacher})
    if enquiries:
        words.append(
            ngettext("%(number)s real enquiry", "%(number)s real enquiries", enquiries) % {"number": enquiries}
        )
    return " ".join(words)


def ended(cell: Cell, name: str) -> str:
    """What somebody is told of a competence that has ended, with the cure."""
    assert cell.ended
    text = gettext(
        "%(name)s was held until %(day)s and does not count any more. "
        "The leader prolongs it, or you practise it with a colleague who teaches it."
    )
    return text % {"name": name[:1].upper() + name[1:], "day": short_day(cell.ended)}


def advice(one: Below, names: Mapping[int, str], places: Mapping[int, str]) -> str:
    """A proposal for somebody who does something too seldom."""
    of_place = one.advice.proposal is Proposal.FEWER_PLACES
    whom = [(places if of_place else names).get(pk, "") for pk in one.advice.whom]
    facts = {"who": one.name, "others": ", ".join(whom) or gettext("a colleague"), "carried": one.case.carried}
    return str(PROPOSALS[one.advice.proposal]) % facts


def why_below(one: Below) -> str:
    """What the proposal rests on."""
    text = gettext("%(own)s enquiries a month; the minimum is %(minimum)s. All of the place: %(here)s.")
    return text % {"own": number(one.case.own), "minimum": one.case.minimum, "here": number(one.case.here)}


def step(one: Step, names: Mapping[int, str], begins: date) -> str:
    facts = {"who": names.get(one.staff or 0, ""), "enquiries": one.enquiries, "begins": short_day(begins)}
    return str(STEPS[one.how]) % facts


def when(gap: Gap) -> list[str]:
    """The hours of a gap, weekday by weekday, as they come in a week."""
    return [f"{weekday(day)} {hours(spans)}" for day, spans in gap.usual().items()]


def covered(way: Way) -> str:
    if way.covered is None:
        return gettext("not in sight")
    return gettext("covered from %(day)s") % {"day": short_day(way.covered)}


def share_words(shares: Mapping[Unit, float]) -> str:
    """The share of each group that is there at all."""
    return ", ".join(f"{UNITS[unit]} {percent(share)}" for unit, share in shares.items() if share)
