"""Peer training: those of a place, and the page of one, where each enquiry done together is one press."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from velkommen.apps.learning import actions, queries
from velkommen.apps.learning.models import Training, Willing
from velkommen.apps.placement import book
from velkommen.apps.placement.competences import held_by
from velkommen.apps.placement.queries import competences, staff_at
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.competence import Level
from velkommen.domain.placement.town import Town
from velkommen.domain.rights import Right
from velkommen.domain.training import USUAL_ENQUIRIES, Pair, hitch
from velkommen.interfaces.learning import words
from velkommen.interfaces.learning.asking import learner, place_for
from velkommen.interfaces.web.fields import one_id
from velkommen.interfaces.web.small_forms import Choice, Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence
from velkommen.shared.wording_learning import HITCHES


@login_required
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Who wants to learn what, what can be started for them, and every training of the place."""
    place, by = place_for(request, slug)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {"start": partial(_start, place)}
    return answer(request, deeds, partial(_overview, request, place, by))


@login_required
def page(request: HttpRequest, training: int) -> HttpResponse:
    """One training, for the two in it and for who leads the place."""
    by = learner(request)
    row = queries.training(training)
    mine = by.staff_id in {row.learner_id, row.teacher_id}
    by.require(Right.LEARN if mine else Right.ARRANGE, row.service_point_id)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {
        "note": partial(_do, actions.note_practice, training),
        "back": partial(_do, actions.take_back_practice, training),
        "sign": partial(_do, actions.sign_off_training, training),
        "stop": partial(_do, actions.stop_training, training),
        "teacher": partial(_teacher, training),
    }
    return answer(request, deeds, partial(_page, request, training, by))


def _do(deed: Callable[..., object], training: int, sent: Sent) -> None:
    deed(training=training, **sent.by())


def _teacher(training: int, sent: Sent) -> None:
    actions.change_teacher(training=training, teacher=one_id(sent.request, "teacher"), **sent.by())


def _start(place: ServicePoint, sent: Sent) -> None:
    learner_id, _, key = sent.about.partition(".")
    wanted, teacher = sent.whole("wanted"), one_id(sent.request, "teacher")
    learns = int(learner_id) if learner_id.isascii() and learner_id.isdecimal() and len(learner_id) < 19 else 0
    actions.start_training(place=place.pk, key=key, learner=learns, teacher=teacher, wanted=wanted, **sent.by())


def _overview(
    request: HttpRequest, place: ServicePoint, by: Actor, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    today, town = clock.local_day(clock.now()), book.town()
    names = {person.pk: person.shown_name for person, _ in staff_at(place.pk)}
    teachers = _teachers(names, today)
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    rows = queries.trainings(place.pk)
    running = {(row.learner_id, row.key) for row in rows if row.ended_on is None}
    waiting = [one for one in queries.willing(list(names)) if (one.staff_id, one.key) not in running]
    stopped = queries.pairs([row for row in rows if row.ended_on is None], today)
    facts = {
        "place": place,
        "section": "training",
        "willing": [_willing(town, one, teachers.get(one.key, []), today, shown) for one in waiting],
        "rows": [_row(town, row, today, _hitch(stopped, row)) for row in rows],
        "refused": sentence(refused.refusal) if refused and refused.refusal and not _told(refused, waiting) else "",
        "terms_too": by.may(Right.ARRANGE, EVERYWHERE),
    }
    return drawn(request, "learning/trainings.html", facts, status)


def _told(refused: Refused, waiting: Sequence[Willing]) -> bool:
    """Whether the form that was refused is on the page, and so says it itself."""
    return refused.request.POST.get("about") in {_about(one) for one in waiting}


def _about(one: Willing) -> str:
    return f"{one.staff_id}.{one.key}"


def _willing(
    town: Town, one: Willing, teachers: Sequence[Choice], today: date, shown: Callable[[Form], Form]
) -> dict[str, object]:
    others = [choice for choice in teachers if choice[0] != str(one.staff_id)]
    who = one.staff.shown_name
    fields = [
        Field("teacher", gettext("Who teaches"), (), "select", others),
        Field("wanted", gettext("Real enquiries"), (str(USUAL_ENQUIRIES),), "number"),
    ]
    form = shown(Form("start", gettext("Start the training"), fields, _about(one), who)) if others else None
    return {"who": who, "name": words.key_name(town, one.key, today), "since": one.since, "form": form}


def _teachers(names: Mapping[int, str], today: date) -> dict[str, list[Choice]]:
    """Competence -> who of some people teaches it today (one statement)."""
    found: dict[str, list[Choice]] = {}
    for row in competences(names):
        if row.level == Level.TEACHES and held_by(row).holds(today):
            found.setdefault(row.key, []).append((str(row.staff_id), names[row.staff_id]))
    return {key: sorted(who, key=lambda one: collation(one[1])) for key, who in found.items()}


def _hitch(pairs: Mapping[int, Pair], row: Training) -> str:
    """What stops a running training, in words; empty when nothing does."""
    pair = pairs.get(row.pk)
    why = hitch(pair) if pair else None
    return str(HITCHES[why]) if why else ""


def _row(town: Town, row: Training, today: date, hitch_words: str) -> dict[str, object]:
    return {
        "row": row,
        "name": words.key_name(town, row.key, today),
        "hitch": hitch_words,
        "done": row.practised_number,  # type: ignore[attr-defined] # annotated by the query
    }


def _page(
    request: HttpRequest, training: int, by: Actor, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    today, row = clock.local_day(clock.now()), queries.training(training)
    place = row.service_point
    leads, over = by.may(Right.ARRANGE, place.pk), row.ended_on is not None
    days = list(row.practised.values_list("day", flat=True))
    why = "" if over else _hitch(queries.pairs([row], today), row)
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    facts = {
        **_row(book.town(), row, today, why),
        "place": place,
        "section": "training",
        "leads": leads,
        "teaches": by.staff_id == row.teacher_id,
        "days": [(day, days.count(day)) for day in dict.fromkeys(days)],
        "today": days.count(today),
        "enough": len(days) >= row.wanted,
        "left": max(row.wanted - len(days), 0),
        "change": shown(_change(row, today)) if leads and not over else None,
        "refused": sentence(refused.refusal) if refused and refused.refusal else "",
        "back": "" if leads else "mine",
    }
    return drawn(request, "learning/training.html", facts, status)


def _change(row: Training, today: date) -> Form:
    """Another teacher of the place."""
    names = {person.pk: person.shown_name for person, _ in staff_at(row.service_point_id)}
    others = [
        one
        for one in _teachers(names, today).get(row.key, [])
        if one[0] not in {str(row.learner_id), str(row.teacher_id)}
    ]
    return Form(
        "teacher", gettext("Choose another teacher"), [Field("teacher", gettext("Who teaches"), (), "select", others)]
    )
