from dataclasses import dataclass, field
from json import JSONDecodeError
from uuid import UUID

import httpx

from velkommen.domain.sending import Never, Outgoing, Receipt, TryAgain, Unknown, Why

EU = "https://messaging.gatewayapi.eu"
LONGEST_NAME = 11  # of a sender in letters; longer ones are replaced on the way without a word
_LIMITS = httpx.Timeout(15, connect=5)  # seconds for each part of the way
_NOT_REACHED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


@dataclass(frozen=True)
class Sender:
    """Hands SMS to GatewayAPI.

    Args:
        token: the key of the account; it holds for one of the two regions.
        name: whom the SMS is from, at most 11 letters.
        base: where the service is, without a slash at the end.
    """

    token: str = field(repr=False)
    name: str
    base: str = EU
    takes_key: bool = False
    can_ask: bool = False

    def send(self, message: Outgoing) -> Receipt:
        said = {
            "sender": self.name,
            "recipient": int(message.to.removeprefix("+")),
            "message": message.body,
            "reference": str(message.key),
            "expiration": message.useless_after.isoformat(),
        }
        try:
            answer = httpx.post(
                f"{self.base}/mobile/single",
                json=said,
                headers={"Authorization": f"Token {self.token}", "Accept": "application/json"},
                timeout=_LIMITS,
            )
        except _NOT_REACHED as wrong:
            raise TryAgain(Why.UNREACHABLE) from wrong
        except httpx.HTTPError as wrong:
            raise Unknown(Why.NO_REPLY) from wrong
        if answer.is_success:
            return Receipt(_msg_id(answer))
        raise _failure(answer.status_code)

    def ask(self, key: UUID) -> Receipt | None:
        raise NotImplementedError


def _failure(status: int) -> TryAgain | Never | Unknown:
    """What an answer that is no yes means. Behind most 5xx something may have been done already; 503 and 429 say that nothing was."""
    if status in {429, 503}:
        return TryAgain(Why.BUSY)
    if status in {401, 402, 403, 404} or status < 400:
        return TryAgain(Why.NOT_SET_UP)
    if status >= 500 or status == 408:
        return Unknown(Why.NO_REPLY)
    return Never(Why.REFUSED)


def _msg_id(answer: httpx.Response) -> str:
    """The service's own name for the message; a yes without one is a yes."""
    try:
        said = answer.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return ""
    found = said.get("msg_id") if isinstance(said, dict) else None
    return str(found or "")[:80]
