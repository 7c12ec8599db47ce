"""How often something that is worth having (a time, a seat) may be taken from one internet connection in ten minutes.

Counted in the process and not in the database: the address of somebody who books is written nowhere, a flood costs no statement, and a
limit that a new start forgets is limit enough. Each process of a server counts for
itself, so with several of them more may pass, at most as many times as there are processes.

The address is that of the connection. What a header says about it counts only when the connection comes from a proxy that the settings
name (VELKOMMEN_PROXIES): anybody may write a header. A proxy on the same machine that nobody named hides everybody behind one address;
then nothing is counted, rather than all citizens as one.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from velkommen.domain.refusals import Code, Refusal

MOST, WINDOW = 20, timedelta(minutes=10)
REMEMBERED = 10_000  # connections; of more, those not heard of for the longest time are forgotten


@dataclass
class Recent:
    """The moments of the last minutes, for each connection."""

    most: int = MOST
    window: timedelta = WINDOW
    code: Code = Code.TOO_OFTEN
    _moments: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def note(self, connection: str, at: datetime) -> None:
        """Count one more. Raises: Refusal of its code with the minutes until there is room again."""
        with self._lock:
            moments = self._moments.setdefault(connection, deque())
            self._moments.move_to_end(connection)
            while moments and moments[0] <= at - self.window:
                moments.popleft()
            if len(moments) >= self.most:
                left = moments[0] + self.window - at
                raise Refusal(self.code, minutes=int(-(-left.total_seconds() // 60)))
            moments.append(at)
            while len(self._moments) > REMEMBERED:
                self._moments.popitem(last=False)


_recent = Recent()  # times that are held


def note(request: HttpRequest, at: datetime, recent: Recent | None = None) -> None:
    """Count one more of whoever asks. Raises: Refusal TOO_OFTEN, or what `recent` says."""
    connection = connection_of(request)
    if connection:
        (recent or _recent).note(connection, at)


def connection_of(request: HttpRequest) -> str:
    """Whose connection a request came by: an address, or the network of a household (IPv6). Empty where nobody can tell."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if address in settings.PROXIES:
        told = [part.strip() for part in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
        address = next((part for part in reversed(told) if part not in settings.PROXIES), "")
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if parsed.is_loopback:
        return ""
    return str(ip_network(f"{parsed}/64", strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
