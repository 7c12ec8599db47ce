"""What each step asks. Whether it can be so is for the deed to say; a form reads, and keeps what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from velkommen.apps.places.queries import EXTRA_DAYS
from velkommen.domain.kinds import EquipmentKind, Unit
from velkommen.domain.rights import Role
from velkommen.shared import denmark
from velkommen.shared.wording_cooperation import PARTNERS
from velkommen.shared.wording_rules import COMPETENCES, EQUIPMENT, PLACE_KINDS, UNITS

OTHER = "other"
ROLES = {
    Role.CLERK: _("Serves at the desk"),
    Role.LEAD: _("Leads the place"),
    Role.EXPERT: _("Expert behind the desk"),
    Role.PARTNER: _("From a partner"),
}
CLOSED_DAYS = {"05-01": _("1 May"), "06-05": _("5 June"), "12-24": _("24 December"), "12-31": _("31 December")}


class Asked(forms.Form):
    """A form in the clothes of the house: each field knows whether it is one line, one of several, or some of several."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "ask-%s", "label_suffix": "", "use_required_attribute": False, **kwargs})
        for name, field in self.fields.items():
            several = isinstance(field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect)
            if not several and not isinstance(field.widget, forms.CheckboxInput):
                one_of = isinstance(field.widget, forms.Select)
                field.widget.attrs["class"] = "form-select" if one_of else "form-input"
            described = [f"ask-{name}-hint"] * bool(field.help_text) + [f"ask-{name}-error"] * bool(
                self.errors.get(name)
            )
            if described and not several:
                field.widget.attrs["aria-describedby"] = " ".join(described)


def some(label: Any, choices: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


def day(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=60, required=False)


def known() -> list[tuple[str, Any]]:
    return [("", _("Choose")), *((one.code, one.name) for one in denmark.municipalities()), (OTHER, _("Another"))]


def secret(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=200, strip=False, help_text=hint, widget=widget)


class Chosen(Asked):
    """A password, twice."""

    password = secret(_("Password"), _("At least ten characters. Several words make a good one."))
    again = secret(_("The same password again"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", _("The two are not the same. Type it once more."))
        return said


class Administrator(Chosen):
    username = forms.CharField(
        label=_("Username"), max_length=150, help_text=_("What you log in with, for example initials.")
    )
    first_name = forms.CharField(label=_("First name"), max_length=40, help_text=_("What colleagues see."))
    field_order = ("username", "first_name", "password", "again")


class Municipality(Asked):
    code = forms.ChoiceField(label=_("Which municipality is it?"), choices=known)
    name = forms.CharField(
        label=_("What it calls itself"), max_length=80, required=False, help_text=_("Leave it empty for “… Kommune”.")
    )
    population = forms.IntegerField(
        label=_("Inhabitants"),
        required=False,
        min_value=0,
        help_text=_("Leave it empty for about as many as in 2024 (not verified); put it right when you know."),
    )
    number = forms.CharField(
        label=_("Its number, when it is another"), max_length=4, required=False, help_text=_("Four digits.")
    )
    closed = some(_("Closed on these days, as on public holidays"), [(day, CLOSED_DAYS[day]) for day in EXTRA_DAYS])


class Place(Asked):
    name = forms.CharField(label=_("What is the place called?"), max_length=80)
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(PLACE_KINDS.items()))
    address = forms.CharField(label=_("Street and number"), max_length=160, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=4, required=False)
    town = forms.CharField(label=_("Town"), max_length=60, required=False)


class Hours(Asked):
    day0 = day(_("Monday"))
    day1 = day(_("Tuesday"))
    day2 = day(_("Wednesday"))
    day3 = day(_("Thursday"))
    day4 = day(_("Friday"))
    day5 = day(_("Saturday"))
    day6 = day(_("Sunday"))
    text = forms.CharField(
        label=_("Or the whole week as text (OpenStreetMap)"),
        required=False,
        max_length=2000,
        help_text=_(
            "For example: Mo-Fr 10:00-18:00; Sa 10:00-14:00. If there is any, it is used instead of the days above."
        ),
    )


class Desk(Asked):
    number = forms.IntegerField(label=_("Number on the board"), min_value=1, max_value=999)
    name = forms.CharField(label=_("What is the desk called?"), max_length=40)
    units = some(_("Who staffs it?"), [(unit.value, UNITS[unit]) for unit in Unit])


class Equipment(Asked):
    kinds = some(_("What does the place have?"), [(kind.value, EQUIPMENT[kind]) for kind in EquipmentKind])


class Myself(Asked):
    competences = some(_("What are you trained for?"), list(COMPETENCES.items()))


class Colleague(Asked):
    username = forms.CharField(label=_("Username"), max_length=150)
    first_name = forms.CharField(label=_("First name"), max_length=40)
    unit = forms.ChoiceField(label=_("Works for"), choices=[(unit.value, UNITS[unit]) for unit in Unit])
    role = forms.ChoiceField(
        label=_("Role at this place"), choices=[(role.value, word) for role, word in ROLES.items()]
    )
    competences = some(_("What are they trained for?"), list(COMPETENCES.items()))


class Cooperation(Asked):
    units = some(_("Who works here?"), [(unit.value, UNITS[unit]) for unit in Unit])
    axes = some(
        _("What do they share?"),
        [
            ("small_start", _("IT that citizens do not see, or short courses")),
            ("premises_shared", _("The premises")),
            ("desk_shared", _("The desk")),
            ("leadership_joint", _("The leader")),
        ],
    )
    takes = forms.ChoiceField(
        label=_("Which tasks of citizen service does the library do here?"),
        choices=[
            ("none", _("None")),
            ("offered", _("Those that are done at this place and take no professional judgement")),
            ("all", _("Everything that takes no professional judgement")),
        ],
        widget=forms.RadioSelect,
    )
    partners = some(_("Which partners are at the desk?"), list(PARTNERS.items()))
    project_owner = forms.CharField(
        label=_("Who is in charge of the cooperation?"),
        max_length=80,
        required=False,
        help_text=_("A job title, no name."),
    )
