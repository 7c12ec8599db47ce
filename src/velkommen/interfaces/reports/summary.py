"""The first page: what the desk does for people, what needs a decision, what is not known."""

from collections.abc import Iterator

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.other import other
from velkommen.domain.measures import FEW, TARGET_SOLVED, Share
from velkommen.domain.report2010 import OTHER_WARNING
from velkommen.interfaces.reports.chapters import asking, growing, solving, waiting
from velkommen.interfaces.reports.section import Figure, Summary
from velkommen.interfaces.reports.told import Told, said_share
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared.wording_measures import NO_BASIS

MUCH = 10.0  # per cent of growth that needs staff; our own limit
COVERED_WELL = 80.0  # per cent of staffed hours; less is told with the name of the place
NAMED = 3  # proposals on the first page


def summary(told: Told) -> Summary:
    return Summary(
        figures=list(_figures(told)),
        says=list(_says(told)),
        decide=list(_decide(told)) or [gettext("Nothing stands out.")],
        unknown=list(_unknown(told)),
    )


def _figures(told: Told) -> Iterator[Figure]:
    found, solved = told.grown, told.solved
    outside, waits = worked.outside(told.period.all), waiting.all_waits(told)
    note = "" if found.percent is None else gettext("{percent} on a year before").format(percent=_signed(found.percent))
    yield Figure(gettext("Enquiries"), told.many, note)
    if told.libraries and told.halls and told.library_and_hall:
        library, hall = told.library_and_hall
        note = gettext("town hall {share}").format(share=said.share(hall))
        yield Figure(gettext("At the libraries"), said.share(library), note)
    if solved and solved.whole >= FEW:
        target = gettext("target {target}").format(target=said.per_cent(TARGET_SOLVED))
        yield Figure(gettext("Solved at first contact"), said.share(solved), target)
    if outside.whole >= FEW and (share := said_share(outside)):
        note = gettext("of {n} with a known time").format(n=number(outside.whole))
        yield Figure(gettext("Outside the town hall's hours"), share, note)
    if waits.measured >= FEW:
        note = gettext("nine of ten {time}").format(time=said.duration(waits.p90))
        yield Figure(gettext("Waiting, half at most"), said.duration(waits.median), note)
    if told.covered.whole:
        note = gettext("of {n} staffed hours").format(n=number(told.covered.whole))
        yield Figure(gettext("Hours counted in"), said.share(told.covered), note)


def _signed(percent: float) -> str:
    return f"{'+' if percent > 0 else '−' if percent < 0 else ''}{said.per_cent(abs(percent))}"


def _says(told: Told) -> Iterator[str]:
    """The conclusions of the chapters, as sentences."""
    found = told.grown
    yield growing.counted(told)
    if found.percent is not None:
        yield f"{growing.title(told, found)}."
    if not told.enough:
        yield gettext("Too little has been counted to say how it goes.")
        return
    if most := asking.most(told):
        words = gettext("People asked most for “{task}”: {share} of all enquiries.")
        yield words.format(task=told.task(most[0]), share=said.share(most[1]))
    if told.libraries and told.halls and told.library_and_hall:
        words = gettext("The libraries took {share} of all enquiries.")
        yield words.format(share=said.share(told.library_and_hall[0]))
    if worked.solved(told.period.all).whole >= FEW:
        yield f"{solving.title(told)}."
    yield from _when(told)


def _when(told: Told) -> Iterator[str]:
    outside, waits = worked.outside(told.period.all), waiting.all_waits(told)
    if outside.whole >= FEW and (share := said_share(outside)):
        words = gettext("{share} came when no town hall was open: in the evening, early, or at the weekend.")
        yield words.format(share=share)
    if waits.measured >= FEW:
        yield f"{waiting.title(waits)}."


def _decide(told: Told) -> Iterator[str]:
    """Each with what it is about; none where a target is met."""
    if not told.enough:
        return
    solved, found = told.solved, told.grown
    if solved and solved.whole >= FEW and (solved.percent or 0.0) < TARGET_SOLVED:
        words = gettext(
            "Only {solved} are solved at first contact, of {target} aimed at: what is missing at the desks?"
        )
        yield words.format(solved=said.share(solved), target=said.per_cent(TARGET_SOLVED))
    inside = other(told.period.all, told.period.topics)
    if inside.too_much and asking.other_told(told):
        words = gettext("“Other” is {now}, more than {limit}: which categories should be added?")
        named = " ".join(asking.proposals(told, inside.proposals[:NAMED]))
        yield f"{words.format(now=said.share(inside.share), limit=said.per_cent(OTHER_WARNING))} {named}".strip()
    yield from _targets(told)
    if found.percent is not None and found.percent >= MUCH:
        words = gettext("There are {percent} more enquiries than a year before: is there staff for them?")
        yield words.format(percent=said.per_cent(found.percent))


def _targets(told: Told) -> Iterator[str]:
    """The targets the municipality has set for itself and does not meet."""
    aims, library = told.period.aims, told.library_and_hall[0] if told.library_and_hall else None
    if aims.library_share is not None and told.halls and library and (library.percent or 0.0) < aims.library_share:
        words = gettext("The libraries take {share}, of {target} aimed at: which tasks could move?")
        yield words.format(share=said.share(library), target=said.per_cent(aims.library_share))
    if aims.waiting_minutes is not None:
        kept = waiting.within_aim(told)
        if kept and kept.whole >= FEW and kept.part < kept.whole / 2:
            words = gettext("Fewer than half wait no longer than {n} minutes ({share}): which hours need one more?")
            yield words.format(n=aims.waiting_minutes, share=said.share(kept))


def _unknown(told: Told) -> Iterator[str]:
    yield growing.coverage_words(told)
    weak = [
        f"{name} ({said.share(share)})"
        for place, name in told.places
        if (share := told.gathered.blocks[place].coverage).whole and (share.percent or 0.0) < COVERED_WELL
    ]
    if weak:
        yield gettext("Least is known of {places}.").format(places=", ".join(weak))
    known = worked.with_outcome(told.period.all)
    if known.part < known.whole and (open_ := said_share(Share(known.whole - known.part, known.whole))):
        yield gettext("How it ended is not known of {share} of the enquiries.").format(share=open_)
    why = told.grown.why
    if why:
        yield str(NO_BASIS[why])
    yield gettext("Whether people who were sent on got their answer, and whether others stayed away, is not known.")
