"""Ways of sending for tests: they keep what reached a phone, and lose answers when told to."""

from dataclasses import dataclass, field
from uuid import UUID

from velkommen.domain.sending import NotSent, Outgoing, Receipt, TryAgain, Unknown, Why


@dataclass
class Phones:
    """A provider. `answers`: what each next attempt raises (None: it is taken); an Unknown arrives all the same if `arrives`.

    Args:
        takes_key: the same key twice reaches a phone once.
        can_ask: it says what it has of a key.
    """

    takes_key: bool = False
    can_ask: bool = False
    answers: list[NotSent | None] = field(default_factory=list)
    arrives: bool = True
    deaf: bool = False
    reached: list[UUID] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    asked: list[UUID] = field(default_factory=list)

    def send(self, message: Outgoing) -> Receipt:
        failure = self.answers.pop(0) if self.answers else None
        taken = failure is None or (isinstance(failure, Unknown) and self.arrives)
        if taken and not (self.takes_key and message.key in self.reached):
            self.reached.append(message.key)
            self.texts.append(message.body)
        if failure:
            raise failure
        return Receipt("p1")

    def ask(self, key: UUID) -> Receipt | None:
        assert self.can_ask
        self.asked.append(key)
        if self.deaf:
            raise TryAgain(Why.UNREACHABLE)
        return Receipt("p1") if key in self.reached else None
