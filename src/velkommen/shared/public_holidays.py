"""The public holidays of Denmark, and the days a municipality keeps besides them."""

from collections.abc import Collection, Iterable
from datetime import date

import holidays


def kept(years: Iterable[int], chosen: Collection[str] = ()) -> dict[date, str]:
    """The days kept as public holidays in some years: local day -> its Danish name, in the order of the calendar.

    Args:
        chosen: the days ("MM-DD") a municipality keeps though the law does not: usually among 1 May, 5 June, 24 and 31 December.
    """
    wanted = sorted(set(years))
    public = holidays.country_holidays("DK", years=wanted, language="da")
    optional = holidays.country_holidays("DK", years=wanted, language="da", categories=("optional",))
    days = [date.fromisoformat(f"{year}-{day}") for year in wanted for day in chosen]
    return dict(sorted({**{day: optional.get(day, "Lukkedag") for day in days}, **public}.items()))
