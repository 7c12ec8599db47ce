"""Every measure has its page: what it means, how it is worked out, where it comes from, what it does not say."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from tests.people import somebody
from velkommen.apps.people.models import Staff
from velkommen.domain.insight.registry import REGISTRY, Key
from velkommen.domain.rights import Role
from velkommen.shared.wording_measures import MEASURES, SCALES

pytestmark = pytest.mark.django_db


def get(address: str = "", role: Role = Role.ANALYST) -> HttpResponse:
    actor = somebody("anna", (None, role))
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(pk=actor.id))
    return client.get(f"/statistics/measures/{address}")


def test_every_measure_is_listed_and_leads_to_its_page() -> None:
    page = get().content.decode()
    assert all(f'href="/statistics/measures/{key.value}/"' in page for key in Key)


@pytest.mark.parametrize("key", Key)
def test_a_measure_is_explained_in_full(key: Key) -> None:
    answer = get(f"{key.value}/")
    words = MEASURES[key]
    with translation.override("en"):
        facts = [str(words.means), str(words.formula), str(words.caveat), str(SCALES[REGISTRY[key].scale])]
    page = answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
    assert answer.status_code == 200
    assert all(text[1:] in page for text in facts)  # the first letter may be a capital there
    assert ("The report" in page) == bool(REGISTRY[key].pages) or "Our own choice." in page


def test_an_unknown_measure_is_not_found() -> None:
    assert get("happiness/").status_code == 404


def test_who_sees_no_figures_reads_none() -> None:
    assert get(role=Role.EXPERT).status_code == 403


def test_all_words_are_sentences_in_both_languages() -> None:
    for language in ("en", "da"):
        with translation.override(language):
            for words in MEASURES.values():
                assert all(str(text).endswith(".") for text in (words.means, words.formula, words.caveat))
