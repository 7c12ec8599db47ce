from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from velkommen.domain.messages import masked
from velkommen.domain.sending import Outgoing, Receipt


@dataclass(frozen=True)
class Sender:
    """Writes messages where it is told to, their address masked: what a terminal shows may end in a file.

    Args:
        write: takes a text of several lines.
    """

    write: Callable[[str], None]
    takes_key: bool = False
    can_ask: bool = False

    def send(self, message: Outgoing) -> Receipt:
        head = f"{message.channel.value} -> {masked(message.to)}"
        lines = [message.subject, *message.body.splitlines()]
        self.write("\n".join([f"[{head}]", *(f"  {line}" for line in lines if line)]))
        return Receipt()

    def ask(self, key: UUID) -> Receipt | None:
        raise NotImplementedError
