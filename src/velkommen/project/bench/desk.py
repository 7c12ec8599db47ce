"""The course of `velkommen bench desk`: what is run against which house, and which figure comes of it.

In no figure: the network between a desk and the server, and what a browser takes to paint what it was sent.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext

from velkommen.project.bench.place import CROWD, DESKS
from velkommen.project.bench.running import House, answers, postgresql_house, sqlite_house

Tell = Callable[[str, float], None]
HOUSES: Mapping[str, Callable[[], AbstractContextManager[House]]] = MappingProxyType(
    {"sqlite": sqlite_house, "postgresql": postgresql_house}
)
PACE = 40  # cycles a second at which a step is timed
CALLS = 10  # cycles a second while screens are watched
WHOLE = 730  # days of history without which the demo's time is no figure


@dataclass(frozen=True)
class Measured:
    """The figures of one house by name, the version of its database, and what broke (what: how often)."""

    values: Mapping[str, float]
    version: str
    broken: Mapping[str, int]


def measure(database: str, seconds: float, days: int, tell: Tell) -> Measured:
    """Measure one house with so many days behind it, each load for so many seconds.

    Raises:
        NotMeasured, NoPostgres: with what to do.
    """
    tell(gettext("Opening a house on %(database)s") % {"database": database}, 0)
    with HOUSES[database]() as house:
        tell(gettext("Two years at the desks"), 0.05)
        took = house.velkommen("demo", "--days", str(days))
        tell(gettext("Counting statements and bytes"), 0.25)
        found = house.inside("found", {})
        values = dict(found["figures"])
        if days >= WHOLE and database == "sqlite":
            values["demo_seconds"] = took
        with house.serving() as port:
            trial = Trial(house, {**found["house"], "port": port, "seconds": seconds}, database)
            values.update(trial.run(tell))
        return Measured(values, found["version"], trial.broken)


class Trial:
    """One served house under load, load after load."""

    def __init__(self, house: House, plan: Mapping[str, Any], database: str) -> None:
        self._house, self._plan, self._database = house, plan, database
        self._told: dict[str, list[Any]] = {"numbers": [], "accepted": [], "finished": []}
        self.broken: dict[str, int] = {}

    def run(self, tell: Tell) -> Iterator[tuple[str, float]]:
        """Every load once; figures as (name, value)."""
        tell(gettext("Thirty-two desks as fast as they can"), 0.4)
        yield self._named("cycles_per_second", self._load("saturate"))
        tell(gettext("Screens that watch the calls"), 0.55)
        yield self._named("call_shown_p99_ms", self._load("listen", rate=CALLS))
        if self._database == "postgresql":
            tell(gettext("Forty cycles a second"), 0.7)
            yield self._named("step_p99_ms", self._load("pace", rate=PACE))
        tell(gettext("More desks than there is room for"), 0.85)
        self._load("overload", desks=CROWD)
        self._look_after()
        yield f"{self._database}_overload_faults", sum(self.broken.values())

    def _named(self, figure: str, told: Mapping[str, Any]) -> tuple[str, float]:
        return f"{self._database}_{figure}", told[figure]

    def _load(self, kind: str, *, desks: int = DESKS, rate: float = 0) -> Mapping[str, Any]:
        plan = {**self._plan, "kind": kind, "rate": rate}
        told = self._house.load({**plan, "tokens": plan["tokens"][:desks]})
        for what in self._told:
            self._told[what] += told[what]
        self._note(told["broken"])
        return told

    def _look_after(self) -> None:
        """Does the server still answer, and did everything that was said to be done happen, once?"""
        if not answers(self._plan["port"]):
            self._note({"no answer after the load": 1})
        self._note(self._house.inside("check", {"slug": self._plan["slug"], **self._told}))

    def _note(self, broken: Mapping[str, int]) -> None:
        for what, times in broken.items():
            self.broken[what] = self.broken.get(what, 0) + times
