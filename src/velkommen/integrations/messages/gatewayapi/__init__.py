"""SMS by GatewayAPI's Mobile Messaging API: POST /mobile/single.

Source: gatewayapi.com/docs/message/overview. The service answers 202 with its own `msg_id`. It describes no key against repeats (a
`reference` is handed back and no more) and nothing to ask what became of a reference, so an answer that is lost stays uncertain. It can
report delivery to an address of ours; that is not read here. No message was ever sent to the real service with this: a stand-in that
behaves as described is what it is tested with.
"""

from velkommen.integrations.messages.gatewayapi.sender import Sender

__all__ = ["Sender"]
