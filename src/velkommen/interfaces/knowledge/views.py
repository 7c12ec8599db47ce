"""Searching and reading: what is found, every card there is, one card with all that is known of its task, what changed lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from velkommen.apps.knowledge import changes as lately
from velkommen.apps.knowledge import queries
from velkommen.apps.knowledge.models import Card, CardVersion
from velkommen.apps.knowledge.searching import Hit, search
from velkommen.apps.placement import book
from velkommen.apps.roster.own import last_shift_end
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.knowledge.asking import Reader, back, known_task, page, reader, reads_in
from velkommen.interfaces.web.fragments import wants_part
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording_prices import prices
from velkommen.shared.wording_tasks import FIELD_NAMES, authority_name, bring, name_on

LONGEST_QUERY = 100
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Drawn:
    """Something found, as it is shown: a card with its lines, or an addition or announcement with its text."""

    hit: Hit
    title: str
    version: CardVersion | None = None
    place: str = ""

    @property
    def lines(self) -> list[str]:
        return self.version.steps.splitlines() if self.version else []


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is found, or every card there is. The search over a desk asks for what is found alone."""
    who, query = reader(request), request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = _found(who, query) if query else {}
    if wants_part(request):
        return render(request, "knowledge/_found.html", {"query": query, "back": back(request), **found})
    town, cards = book.town(), queries.cards()
    names = {card.pk: _name(town, card) for card in cards}
    cards.sort(key=lambda card: collation(names[card.pk]))
    facts = {
        "query": query,
        "cards": [(card, names[card.pk]) for card in cards],
        "unwritten": _unwritten(town, cards) if who.writes else [],
        "writes": who.writes,
        **found,
    }
    return page(request, "knowledge/index.html", "search", facts)


def _name(town: Town, card: Card) -> str:
    return name_on(town, card.task.key, clock.local_day(clock.now()))


def _unwritten(town: Town, cards: list[Card]) -> list[tuple[str, str]]:
    """The tasks nobody has written a card of, as (key, name)."""
    known, day = {card.task.key for card in cards}, clock.local_day(clock.now())
    names = [(key, name_on(town, key, day)) for key in town.tasks if key not in known]
    return sorted(names, key=lambda one: collation(one[1]))


def _found(who: Reader, query: str) -> dict[str, object]:
    day, town = clock.local_day(clock.now()), book.town()
    results = search(query, who.places, day)
    keys = [hit.task for hit in (*results.hits, *results.guesses) if hit.kind == "card"]
    versions = queries.current_of(keys, reads_in())
    places = {place.pk: place.name for place in who.reads}

    def drawn(hit: Hit) -> Drawn:
        where = ", ".join(sorted((places[one] for one in hit.places if one in places), key=collation))
        title = hit.title or name_on(town, hit.task, day)
        return Drawn(hit, title, versions.get(hit.task) if hit.kind == "card" else None, where)

    return {"hits": [drawn(hit) for hit in results.hits], "guesses": [drawn(hit) for hit in results.guesses]}


@login_required
@require_GET
def card(request: HttpRequest, task: str) -> HttpResponse:
    """One card: how the task is done, what it takes by the catalogue, what is otherwise where."""
    who, town = reader(request), book.town()
    return page(request, "knowledge/card.html", "search", card_facts(who, town, known_task(town, task)))


def card_facts(who: Reader, town: Town, task: str) -> dict[str, object]:
    """What the page of a card shows, for its template."""
    day, entry = clock.local_day(clock.now()), town.tasks[task]
    facts, written, found = entry.on(day), queries.current(task), queries.card(task)
    now = written.get(reads_in()) or next(iter(written.values()), None)
    return {
        "task": task,
        "name": name_on(town, task, day),
        "card": found,
        "now": now,
        "other": [language for language in written if now and language != now.language],
        "overdue": found is not None and found.review_on < day,
        "additions": queries.additions(task, who.places),
        "keeps": who.keeps,
        "may_write": queries.may_write(who.by, found.owner_id if found else None),
        "mine": found is not None and found.owner_id == who.by.staff_id,
        "bring": bring(facts),
        "link": facts.link,
        "authority": authority_name(facts.authority, facts.authority_named),
        "legal_basis": facts.legal_basis,
        "prices": prices(entry, day)[:1],
        "suspended": entry.suspended(day),
    }


@login_required
@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """What changed since a moment, said in the address as a local date-time; else since the reader's last shift, or of the last week."""
    who, now = reader(request), clock.now()
    since, town = _since(request.GET.get("since", ""), who.by, now), book.town()
    found = lately.changes(who.places, since, now, english=reads_in() == "en")
    day = clock.local_day(now)
    facts = {
        "since": since,
        "changes": [
            (one, name_on(town, one.task, day) if one.task else "", FIELD_NAMES.get(one.text, one.text))
            for one in found
        ],
    }
    return page(request, "knowledge/changes.html", "changes", facts)


def _since(text: str, by: Actor, now: datetime) -> datetime:
    """Raises: Refusal BAD_DAY."""
    if not text:
        return (last_shift_end(by.staff_id, now) if by.staff_id else None) or now - LATELY
    try:
        local = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(Code.BAD_DAY, text=text[:20]) from error
    if not 2000 <= local.year <= now.year:
        raise Refusal(Code.BAD_DAY, text=text[:20])
    return local if local.tzinfo else local.replace(tzinfo=clock.zone())
