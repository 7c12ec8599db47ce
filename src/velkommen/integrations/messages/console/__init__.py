"""For trying out: messages appear in the terminal, nothing is sent."""

from velkommen.integrations.messages.console.sender import Sender

__all__ = ["Sender"]
