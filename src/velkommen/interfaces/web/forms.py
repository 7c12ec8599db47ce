"""Logging in: the form, with a limit on guessing."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from velkommen.apps.people.actions import note_failed_login
from velkommen.apps.people.queries import too_many_failures
from velkommen.shared import clock


class LoginForm(AuthenticationForm):
    """Django's own login form; after ten wrong passwords in ten minutes even the right one must wait."""

    error_messages = {
        "invalid_login": _(
            "Username and password do not fit together. Check both, capital letters too. "
            "Forgotten? Ask the leader of your place for a new password."
        ),
        "inactive": _("This account is closed. Ask the leader of your place."),
        "throttled": _("Too many wrong attempts. Wait ten minutes and try again, or ask the leader of your place."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-input"
            if name in self.errors:
                field.widget.attrs["aria-describedby"] = f"id_{name}_error"

    def clean(self) -> dict[str, Any]:
        username, at = self.cleaned_data.get("username") or "", clock.now()
        if too_many_failures(username, at):
            raise ValidationError(self.error_messages["throttled"], code="throttled")
        try:
            return super().clean()
        except ValidationError:
            note_failed_login(username=username, at=at)
            raise
