"""`velkommen found` and `velkommen staff`: the first administrator and the accounts of colleagues, where there is no browser."""

from uuid import uuid4

import click
from django.utils.translation import gettext

from velkommen.apps.people.actions import Password, create_staff, make_setup_code, set_password
from velkommen.apps.people.links import password_link
from velkommen.apps.placement.actions import found_administrator, post_staff
from velkommen.apps.placement.queries import actor_by_username, administrators
from velkommen.apps.places.queries import service_point
from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

ADDRESS = "http://127.0.0.1:8000"
ROLES = [role.value for role in Role if role not in {Role.KIOSK, Role.BOARD}]


@click.command()
@click.option("--username", prompt=True, help="What the first administrator logs in with.")
@click.option("--first-name", prompt=True, help="What colleagues see.")
@click.password_option(help="Without it you are asked. At least ten characters.")
@click.option("--address", default=ADDRESS, show_default=True, help="Where the house is open.")
def found(*, username: str, first_name: str, password: str, address: str) -> None:
    """Make the first administrator of an empty house, where no browser can open the address `serve` prints."""
    if administrators():
        raise Refusal(Code.FOUNDED_ALREADY)
    at = clock.now()
    account = {"username": username, "first_name": first_name, "password": Password(password)}
    found_administrator(code=make_setup_code(at=at), **account, by=SYSTEM, at=at, op=uuid4())  # type: ignore[arg-type] # as the options say
    click.echo(
        gettext("%(who)s is the administrator. Log in and go on: %(address)s")
        % {"who": username, "address": f"{address}/setup/"}
    )


@click.group()
def staff() -> None:
    """Accounts of colleagues."""


@staff.command("create")
@click.argument("username", metavar="USER")
@click.option("--first-name", required=True, help="What colleagues see.")
@click.option("--unit", type=click.Choice([unit.value for unit in Unit]), default=Unit.LIBRARY.value, show_default=True)
@click.option("--place", "slug", default=None, metavar="SLUG", help="Where they work. Without it everywhere.")
@click.option("--role", type=click.Choice(ROLES), default=Role.CLERK.value, show_default=True)
@click.option(
    "--ask-password", is_flag=True, help="Type a password now, instead of printing a link they choose one by."
)
@click.option("--address", default=ADDRESS, show_default=True, help="Where the house is open.")
def create(
    *, username: str, first_name: str, unit: str, slug: str | None, role: str, ask_password: bool, address: str
) -> None:
    """Make an account, and print the link by which its owner chooses a password. It holds once, for three days."""
    place, at = service_point(slug).pk if slug else None, clock.now()
    person = create_staff(username=username, first_name=first_name, unit=unit, by=SYSTEM, at=at, op=uuid4())["staff"]
    post_staff(staff=person, place=place, role=Role(role), by=SYSTEM, at=at, op=uuid4())
    _open(person, ask_password=ask_password, address=address)


@staff.command("password")
@click.argument("username", metavar="USER")
@click.option(
    "--ask-password", is_flag=True, help="Type a password now, instead of printing a link they choose one by."
)
@click.option("--address", default=ADDRESS, show_default=True, help="Where the house is open.")
def password(*, username: str, ask_password: bool, address: str) -> None:
    """Give somebody who forgot it a new password, or the link to choose one by."""
    _open(actor_by_username(username).id, ask_password=ask_password, address=address)


def _open(person: int, *, ask_password: bool, address: str) -> None:
    if ask_password:
        typed = Password(click.prompt(gettext("Password"), hide_input=True, confirmation_prompt=True))
        set_password(staff=person, password=typed, by=SYSTEM, at=clock.now(), op=uuid4())
        click.echo(gettext("The password holds from now on."))
    else:
        click.echo(gettext("They choose their password by this link. It holds once, for three days."), err=True)
        click.echo(f"{address}/setup/password/{password_link(staff=person, by=SYSTEM)}/")
