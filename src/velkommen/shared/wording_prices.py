"""What a task costs, in words: today, and from the next day on that says otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from velkommen.domain.catalogue import Entry, FeeStep, fee_cases, fee_parts

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Price:
    """What somebody pays: parts as (name, øre), the sum in øre; `case` is "" for everybody."""

    case: str
    parts: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True)
class Prices:
    """What it costs from a day on; `verified` is whether the municipality has looked every amount up."""

    since: date
    cases: tuple[Price, ...]
    verified: bool


def prices(entry: Entry, day: date) -> list[Prices]:
    """What it costs today, and from the next day on that says otherwise; nothing where nobody has said."""
    turns = sorted({fee.since for fee in entry.fees if day < fee.since <= day + A_YEAR})
    found = [_prices(entry.fees, one) for one in (day, *turns[:1])]
    return [one for one in found if one]


def _prices(fees: tuple[FeeStep, ...], day: date) -> Prices | None:
    held = [fee for fee in fees if fee.since <= day]
    if not held:
        return None
    cases = [(case, fee_parts(fees, day, case.case)) for case in fee_cases(fees, day)]
    parts = [part for _, paid in cases for part in paid]
    shown = tuple(
        Price(case_name(case), tuple((part_name(p), p.amount) for p in paid), sum(p.amount for p in paid))
        for case, paid in cases
    )
    since = max((part.since for part in parts), default=max(fee.since for fee in held))
    return Prices(since, shown, all(part.verified for part in parts))


def part_name(fee: FeeStep) -> str:
    return fee.name_en if _english() else fee.name_da


def case_name(fee: FeeStep) -> str:
    return fee.case_en if _english() else fee.case_da


def _english() -> bool:
    return (get_language() or "da").startswith("en")
