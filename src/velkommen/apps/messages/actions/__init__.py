"""What is done with messages: queued and dropped by the deeds of other rooms; decided about, and their texts written, by a person."""

from velkommen.apps.messages.actions.deciding import give_up, send_again
from velkommen.apps.messages.actions.queueing import drop, queue
from velkommen.apps.messages.actions.writing import reset_text, write_text

__all__ = ["drop", "give_up", "queue", "reset_text", "send_again", "write_text"]
