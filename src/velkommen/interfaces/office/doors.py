"""The pages of the figures, as one line of tabs, each as far as the reader may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared.actor import EVERYWHERE

#: What each question is called where there is little room.
SHORT: Mapping[str, Promise] = MappingProxyType(
    {
        "asked": _("What for"),
        "solved": _("Solved"),
        "waiting": _("Waiting"),
        "when": _("Where and when"),
        "who": _("Who answers"),
        "growth": _("Growth"),
    }
)


@dataclass(frozen=True)
class Door:
    words: str
    address: str
    current: bool


def doors(request: HttpRequest, section: str, query: str = "") -> list[Door]:
    """Every page the reader may see; `query` goes along to those that ask about the long run.

    Args:
        section: the one that is open: "front", a question, "figures", "effects", "library", "targets", "ledger", "measures".
    """
    by = request_actor(request)
    found = [Door(gettext("Today"), reverse("statistics"), section == "front")]
    for question, words in SHORT.items():
        found.append(Door(str(words), reverse("dashboard", args=(question,)) + query, section == question))
    found.append(Door(gettext("All figures"), reverse("figures") + query, section == "figures"))
    found.append(Door(gettext("Before and after"), reverse("effects"), section == "effects"))
    if by.may_somewhere(Right.IMPORT):
        found.append(Door(gettext("Visits and loans"), reverse("library-months"), section == "library"))
    if by.may(Right.ARRANGE, EVERYWHERE):
        found.append(Door(gettext("Targets"), reverse("targets"), section == "targets"))
    found.append(Door(gettext("Closed days"), reverse("ledger"), section == "ledger"))
    return [*found, Door(gettext("What the figures mean"), reverse("measures"), section == "measures")]


def beyond(request: HttpRequest) -> list[tuple[str, str]]:
    """What else is told of the desks, on pages of its own: words and address, as far as the reader may see it."""
    by = request_actor(request)
    found = [
        (gettext("The report, to read or print"), reverse("reports")),
        (gettext("What citizens and staff say"), reverse("surveys")),
        (gettext("Counting weeks"), reverse("counting")),
        (gettext("The atlas: other municipalities"), reverse("atlas")),
    ]
    if by.may_somewhere(Right.TAKE_DATA):
        found.append((gettext("Rows to take home, and questions in SQL"), reverse("data")))
    return found
