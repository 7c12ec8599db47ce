"""What is said of a change. Never that one thing came of another: what happened at the same time can have done it too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from velkommen.apps.evaluation.effects import SHARES, Found, Looked, What
from velkommen.domain.cooperation import Model
from velkommen.domain.effects.changes import Change, Sort
from velkommen.domain.effects.judging import Answer, Effect, Lack, Missing, Verdict
from velkommen.domain.effects.stretches import MONTHS, WEEKS, Grain
from velkommen.domain.small_cells import SMALL
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.templatetags.words import number, short_day
from velkommen.shared.wording_cooperation import MODELS
from velkommen.shared.wording_effects import LACKS

NAMED = 3  # tasks said by name
FOUND = frozenset({Verdict.UP, Verdict.DOWN})
ENOUGH_MONTHS = 24  # of both sides, below which a monthly series is said to be short


@dataclass(frozen=True)
class Names:
    """What places (by id), tasks (by key) and task groups (by letter) are called."""

    places: Mapping[int, str]
    tasks: Mapping[str, str]
    groups: Mapping[str, str]


def change(one: Change, names: Names) -> str:
    """What changed."""
    if one.sort is Sort.MODEL:
        facts = {"after": MODELS[Model(str(one.after))], "before": MODELS[Model(str(one.before))]}
        return gettext("{after} (before: {before})").format(**facts)
    if one.sort is Sort.HOURS:
        return gettext("Staffed {after} a week (before: {before})").format(
            after=_hours(int(one.after)), before=_hours(int(one.before))
        )
    if one.sort is Sort.TASKS:
        return "; ".join(_tasks(one, names))
    words = {Sort.DESK: gettext("A new desk: {name}"), Sort.COURSE: gettext("A course for both groups: {name}")}
    return words.get(one.sort, "{name}").format(name=one.words)


def looked(what: Looked, names: Names) -> str:
    """What is looked at, as it stands in a sentence after "more" or "fewer" (of a share: as its subject)."""
    if what.what is What.TASK:
        return gettext("enquiries about “{task}”").format(task=names.tasks.get(what.key, what.key))
    if what.what is What.GROUP:
        return gettext("enquiries about “{group}”").format(group=names.groups.get(what.key, what.key))
    return {
        What.ENQUIRIES: gettext("enquiries"),
        What.SOLVED: gettext("share solved at first contact"),
        What.OUTSIDE: gettext("share outside the town hall's hours"),
        What.VISITS: gettext("visits to the library"),
        What.LOANS: gettext("loans"),
    }[what.what]


def title(found: Found, names: Names) -> str:
    """The answer in one line."""
    words = {
        Verdict.UP: gettext("{place}: {value} more {what} than expected"),
        Verdict.DOWN: gettext("{place}: {value} fewer {what} than expected"),
        Verdict.NONE: gettext("{place}: no effect found on {what}"),
        Verdict.TOO_LITTLE: gettext("{place}: too little data to say of {what}"),
    }
    if _is_share(found):
        words[Verdict.UP] = gettext("{place}: {what} {value} points higher than expected")
        words[Verdict.DOWN] = gettext("{place}: {what} {value} points lower than expected")
    return words[found.answer.verdict].format(**_facts(found, names))


def lead(found: Found, names: Names, *, few: bool) -> list[str]:
    """The answer in sentences, the first of them the answer itself. `few`: of a few it is not said how many they are."""
    if found.answer.verdict is Verdict.TOO_LITTLE:
        return [*_missing(found, few=few), *_anything(found)]
    words = _share_sentence(found) if _is_share(found) else _count_sentence(found)
    return [words.format(**_facts(found, names)), *doubts(found, names), *_when(found)]


def doubts(found: Found, names: Names) -> list[str]:
    """What should make one careful, of an effect that was found."""
    return [*_elsewhere(found, names), *_never(found), *_others(found, names), *_short(found)]


def effect(value: Effect, what: Looked) -> str:
    """An interval in words: between 5 % fewer and 12 % more; between 5 % and 12 % more."""
    if value.low < 0 < value.high:
        return gettext("between {low} and {high}").format(low=much(value.low, what), high=much(value.high, what))
    near, far = sorted((value.low, value.high), key=abs)
    return gettext("between {low} and {high}").format(low=_size(near, what), high=much(far, what))


def much(value: float, what: Looked) -> str:
    """12 % more; of a share 12 points higher."""
    size = _size(value, what)
    if what.what in SHARES:
        return (gettext("{n} points lower") if value < 0 else gettext("{n} points higher")).format(n=size)
    return (pgettext("a change", "{n} fewer") if value < 0 else pgettext("a change", "{n} more")).format(n=size)


def missing(one: Missing, grain: Grain, *, few: bool) -> str:
    """What is lacking, and the cure."""
    numbers = one.lack in {Lack.FEW_BEFORE, Lack.FEW_AFTER}
    counted = gettext("under {few}").format(few=SMALL) if few and 0 < one.had < SMALL else number(one.had)
    had, needed = (counted, number(one.needed)) if numbers else (_time(one.had, grain), _time(one.needed, grain))
    return str(LACKS[one.lack]).format(had=had, needed=needed)


def _time(count: int, grain: Grain) -> str:
    if grain is MONTHS:
        return ngettext("{n} month", "{n} months", count).format(n=number(count))
    return ngettext("{n} week", "{n} weeks", count).format(n=number(count))


def _is_share(found: Found) -> bool:
    return found.asked.looked.what in SHARES


def _facts(found: Found, names: Names) -> dict[str, str]:
    asked, value = found.asked, found.answer.effect
    return {
        "place": names.places[asked.change.place],
        "what": looked(asked.looked, names),
        "day": short_day(asked.change.day),
        "value": _size(value.value, asked.looked) if value else "",
        "between": effect(value, asked.looked) if value else "",
    }


def _size(value: float, what: Looked) -> str:
    return number(round(abs(value))) if what.what in SHARES else said.per_cent(round(abs(value)))


def _count_sentence(found: Found) -> str:
    return {
        Verdict.UP: gettext("Since {day}, {place} has had {value} more {what} than expected, most likely {between}."),
        Verdict.DOWN: gettext(
            "Since {day}, {place} has had {value} fewer {what} than expected, most likely {between}."
        ),
        Verdict.NONE: gettext("Since {day}, {place} has had about as many {what} as expected, most likely {between}."),
    }[found.answer.verdict]


def _share_sentence(found: Found) -> str:
    return {
        Verdict.UP: gettext(
            "Since {day}, the {what} at {place} has been {value} points higher than expected, most likely {between}."
        ),
        Verdict.DOWN: gettext(
            "Since {day}, the {what} at {place} has been {value} points lower than expected, most likely {between}."
        ),
        Verdict.NONE: gettext("Since {day}, the {what} at {place} has been about as expected, most likely {between}."),
    }[found.answer.verdict]


def _missing(found: Found, *, few: bool) -> list[str]:
    monthly = found.asked.looked.what in {What.VISITS, What.LOANS}
    return [missing(one, MONTHS if monthly else WEEKS, few=few and not monthly) for one in found.answer.missing]


def _anything(found: Found) -> list[str]:
    """Where something was worked out that says nothing, what."""
    value = found.answer.effect
    if value is None:
        return []
    return [gettext("It may be anything {between}.").format(between=effect(value, found.asked.looked))]


def _when(found: Found) -> list[str]:
    """What an answer is not."""
    if found.answer.verdict is Verdict.NONE:
        return [gettext("An effect within these bounds may be there all the same.")]
    return [gettext("This says when it came, not why: whatever else happened at that time is in it too.")]


def _elsewhere(found: Found, names: Names) -> list[str]:
    hits = [names.places[place] for place, answer in found.elsewhere if answer.verdict in FOUND]
    if not hits:
        return []
    words = ngettext(
        "Take care: at {places}, where nothing of the kind changed, an effect is found as well.",
        "Take care: at {places}, where nothing of the kind changed, effects are found as well.",
        len(hits),
    )
    return [words.format(places=", ".join(hits))]


def _never(found: Found) -> list[str]:
    if found.pretended is None or found.pretended.verdict not in FOUND:
        return []
    return [gettext("Take care: an effect is also found of a change that never was, before this one.")]


def _others(found: Found, names: Names) -> list[str]:
    if not found.others:
        return []
    told = "; ".join(f"{short_day(one.day)}: {change(one, names)}" for one in found.others[:NAMED])
    return [
        gettext("At the same place changed in that time: {changes}. The figures cannot tell them apart.").format(
            changes=told
        )
    ]


def _short(found: Found) -> list[str]:
    answer = found.answer
    if found.asked.looked.what not in {What.VISITS, What.LOANS} or answer.before + answer.after >= ENOUGH_MONTHS * 2:
        return []
    return [
        gettext(
            "It is known by months only: {before} before and {after} after, which is a short time to judge by."
        ).format(before=_time(answer.before, MONTHS), after=_time(answer.after, MONTHS))
    ]


def _tasks(one: Change, names: Names) -> list[str]:
    parts = (
        (one.begun, gettext("Begun here: {tasks}")),
        (one.ended, gettext("No longer here: {tasks}")),
        (one.altered, gettext("In another role: {tasks}")),
    )
    return [words.format(tasks=_named(tasks, names)) for tasks, words in parts if tasks]


def _named(tasks: Sequence[str], names: Names) -> str:
    """The first few by name."""
    called = ", ".join(names.tasks.get(task, task) for task in tasks[:NAMED])
    more = len(tasks) - NAMED
    return (
        called
        if more <= 0
        else ngettext("{tasks} and {n} more", "{tasks} and {n} more", more).format(tasks=called, n=more)
    )


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return gettext("{h} h {m} min").format(h=whole, m=rest) if rest else gettext("{h} h").format(h=whole)


def verdict_of(answer: Answer, what: Looked) -> str:
    """An answer in a cell."""
    if answer.verdict is Verdict.TOO_LITTLE or answer.effect is None:
        return gettext("too little data to say")
    if answer.verdict is Verdict.NONE:
        return gettext("no effect found")
    return much(answer.effect.value, what)
