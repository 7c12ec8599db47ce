"""What the desk reads: every card says one thing in a language, the newest; what was said of it is whole."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.apps.knowledge.models import (
    Addition,
    Announcement,
    AnnouncementPlace,
    Card,
    CardVersion,
    KnowledgeEdition,
    Receipt,
    Report,
)


@check(
    _("Every guide card says one thing in each of its languages: what was written last"),
    _("A desk may read something old. Open the history of these cards, and take the right version back."),
)
def cards_sound(at: datetime) -> Iterator[str]:
    yield from kept(
        CardVersion,
        "card_version_once",
        "card_version_one_current",
        "card_version_language_known",
        "card_version_counted_from_one",
        "card_version_of_an_older_one",
    )
    same = CardVersion.objects.filter(card=OuterRef("card"), language=OuterRef("language")).order_by()
    newest = Subquery(same.values("card").annotate(last=Max("number")).values("last"))
    versions = CardVersion.objects.alias(newest=newest)
    yield from rows(versions.filter(Q(current=True) & ~Q(number=F("newest")) | Q(current=False, number=F("newest"))))
    yield from rows(Card.objects.filter(~Exists(CardVersion.objects.filter(card=OuterRef("pk")))))


@check(
    _("Additions, what was found wrong and announcements are whole, and every process hears that they changed"),
    _("An answer may never be seen, or a search may find the old. Answer these again, or save any card once."),
)
def notes_sound(at: datetime) -> Iterator[str]:
    yield from kept(Addition, "addition_goes_after_it_came")
    yield from kept(
        Report,
        "report_open_once",
        "report_answered_whole",
        "report_says_what_it_proposes",
        "report_seen_when_answered",
    )
    yield from kept(Announcement, "announcement_forward")
    yield from kept(AnnouncementPlace, "announcement_place_once")
    yield from kept(Receipt, "receipt_once")
    yield from kept(KnowledgeEdition, "knowledge_edition_one_row")
    searched = CardVersion.objects.exists() or Addition.objects.exists() or Announcement.objects.exists()
    if searched and not KnowledgeEdition.objects.exists():
        yield str(KnowledgeEdition._meta.verbose_name)
