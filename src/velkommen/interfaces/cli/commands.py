"""The commands of this door: the same deeds as on the screens, said in a terminal."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from django.utils.translation import gettext, ngettext

from velkommen.apps.evaluation import doctor as practice
from velkommen.apps.evaluation.actions import import_enquiries
from velkommen.apps.evaluation.doctor import Finding
from velkommen.apps.evaluation.importing.reading import MOST_BYTES, NAMELESS, Sheet, read_sheet
from velkommen.apps.evaluation.importing.summary import Summary, summary
from velkommen.apps.people.actions import create_token
from velkommen.apps.placement.queries import actor_by_username
from velkommen.interfaces.cli import closed_days, counting, data, indicators, municipality, opendata, people
from velkommen.interfaces.cli.program import Progress
from velkommen.interfaces.cli.reading import bytes_of
from velkommen.interfaces.web.templatetags.words import long_day, number
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM
from velkommen.shared.wording import OUTCOMES, sentence


@click.group()
def token() -> None:
    """Access tokens: what programs act by."""


@token.command("create")
@click.argument("username", metavar="USER")
def token_create(username: str) -> None:
    """Make an access token for a member of staff. It is shown once."""
    made = create_token(username=username, at=clock.now())
    click.echo(gettext("Keep it well: it is shown this once, and whoever has it acts as %s.") % username, err=True)
    click.echo(made)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def doctor(*, as_json: bool) -> None:
    """Check every invariant of the data. Nothing is changed; exit code 1 if something is wrong."""
    with Progress() as progress:
        findings = practice.examine(clock.now(), progress)
    well = all(finding.ok for finding in findings)
    if as_json:
        checks = [_finding_facts(finding) for finding in findings]
        click.echo(json.dumps({"ok": well, "checks": checks}, ensure_ascii=False, indent=2))
    else:
        for line in _findings(findings):
            click.echo(line)
    if not well:
        raise click.exceptions.Exit(1)


@click.group("import")
def import_group() -> None:
    """Take in what was counted elsewhere, or a whole municipality."""


@click.group("export")
def export_group() -> None:
    """Write out what is there."""


def _stand_ins(_ctx: click.Context, _option: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    """`NAME=SLUG` or `SLUG`, as often as wanted: name in the sheet -> slug."""
    pairs = [one.rpartition("=") for one in given]
    found = {name if equals else NAMELESS: slug for name, equals, slug in pairs}
    if len(found) < len(pairs) or not all(slug for _name, _equals, slug in pairs):
        raise click.BadParameter(gettext("Say each place once, as SLUG or NAME=SLUG."))
    return found


@import_group.command("enquiries")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--commit", is_flag=True, help="Write the rows. Without it nothing is written.")
@click.option(
    "--place",
    "stand_ins",
    multiple=True,
    callback=_stand_ins,
    metavar="[NAME=]SLUG",
    help="The service point a name in the sheet stands for; without a name, every name that is not known.",
)
@click.option("--by", "username", metavar="USER", help="Whose right to import is asked. Without it the system's own.")
def import_command(*, file: Path, commit: bool, stand_ins: dict[str, str], username: str | None) -> None:
    """Import a counting sheet (CSV or XLSX). A dry run unless --commit is given."""
    by, at = actor_by_username(username) if username else SYSTEM, clock.now()
    with Progress() as progress:
        progress(gettext("Reading the sheet"), 0.0)
        sheet = read_sheet(
            bytes_of(file, MOST_BYTES),
            file.name,
            stand_ins,
            at,
            lambda share: progress(gettext("Reading the sheet"), share),
        )
        _refuse_what_is_wrong(sheet)
        total = summary(sheet)
        if commit:
            progress(gettext("Writing the enquiries"), 1.0)
            import_enquiries(sheet=sheet, by=by, at=at, op=uuid4())
    for line in _summed_up(total, sheet):
        click.echo(line)
    click.echo("\n" + _closing(commit=commit, enquiries=sheet.enquiries))


def _refuse_what_is_wrong(sheet: Sheet) -> None:
    """Every bad row with its reason, and exit code 1."""
    if not sheet.problems:
        return
    for problem in sheet.problems:
        click.echo(sentence(problem), err=True)
    bad, good = len(sheet.problems), len(sheet.lines)
    words = ngettext(
        "%(bad)s row cannot be read, %(good)s can. Nothing was written. Put it right and try again.",
        "%(bad)s rows cannot be read, %(good)s can. Nothing was written. Put them right and try again.",
        bad,
    )
    raise click.ClickException(words % {"bad": number(bad), "good": number(good)})


def _summed_up(total: Summary, sheet: Sheet) -> Iterator[str]:
    facts = {"name": sheet.name, "rows": number(total.rows), "enquiries": number(total.enquiries)}
    yield gettext("%(name)s: %(rows)s rows, %(enquiries)s enquiries") % facts
    if total.first and total.last:
        yield gettext("from %(first)s to %(last)s") % {"first": long_day(total.first), "last": long_day(total.last)}
    yield ""
    for line in total.categories:
        end = f" · {OUTCOMES[line.outcome]}" if line.outcome else ""
        yield f"{number(line.enquiries):>9}  {line.category or '–'} → {line.task.name}{end}"
    yield ""
    for place, enquiries in total.places.items():
        yield f"{number(enquiries):>9}  {place}"
    yield from _notes(total, sheet)


def _notes(total: Summary, sheet: Sheet) -> Iterator[str]:
    """What somebody should know before writing."""
    for name, place in sheet.stood_in.items():
        yield gettext("“%(name)s” stands for %(place)s.") % {"name": name or "–", "place": place}
    if sheet.unused:
        yield gettext("Columns that were not read: %s.") % ", ".join(sheet.unused)
    if total.imprecise:
        yield gettext("%s enquiries have no time of day: they are in every count and in no hour.") % number(
            total.imprecise
        )
    if total.hundred:
        yield gettext(
            "The counts add up to 100. If they are per cent, they say how it was shared out, not how many came."
        )
    if total.there:
        yield gettext("Careful: %s enquiries are counted at these places in these days already.") % number(total.there)


def _closing(*, commit: bool, enquiries: int) -> str:
    if commit:
        return gettext("%s enquiries were written.") % number(enquiries)
    return gettext("Nothing was written. Add --commit to write it.")


def _finding_facts(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.check.name,
        "title": str(finding.check.title),
        "ok": finding.ok,
        "problems": list(finding.problems),
        "cure": "" if finding.ok else str(finding.check.cure),
    }


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"{'✓' if finding.ok else '✗'} {finding.check.title}"
        if not finding.ok:
            yield f"    {finding.check.cure}"
            yield from (f"    · {problem}" for problem in finding.problems)
    wrong = sum(not finding.ok for finding in findings)
    if wrong:
        yield "\n" + gettext("Something is wrong: checks %(wrong)s of %(all)s.") % {
            "wrong": wrong,
            "all": len(findings),
        }
    else:
        yield "\n" + gettext("All %s checks are well.") % len(findings)


import_group.add_command(municipality.import_command)
export_group.add_command(municipality.export_command)
export_group.add_command(opendata.export_command)
export_group.add_command(data.export_command)
export_group.add_command(counting.export_command)
import_group.add_command(indicators.import_command)
export_group.add_command(indicators.export_command)
COMMANDS: tuple[click.Command, ...] = (
    token,
    doctor,
    import_group,
    export_group,
    data.sql,
    people.found,
    people.staff,
    closed_days.statistics,
)
