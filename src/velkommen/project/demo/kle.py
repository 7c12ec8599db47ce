"""The few tasks of Fjordby that have a KLE number: numbers that were seen for them in what Danish municipalities publish.

Which edition they were taken from was not said there, and so Fjordby does not know either. Every other task has none: a number is
never guessed, and the screens show what that looks like.
"""

from velkommen.apps.catalogue.models import Task

EDITION = "set, udgave ukendt"
SEEN = {
    "personal_allowance": "32.03.12",
    "daycare_signup": "28.77.20",
    "daycare_subsidy": "28.77.16",
    "cash_benefit": "32.24.04",
}


def settle() -> None:
    """Give them their numbers."""
    for key, number in SEEN.items():
        Task.objects.filter(key=key).update(kle=number, kle_edition=EDITION)
