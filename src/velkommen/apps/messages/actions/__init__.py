"""What is done with messages: queued and dropped by the deeds of other rooms, sent again or given up by a person."""

from velkommen.apps.messages.actions.queueing import drop, queue

__all__ = ["drop", "queue"]
