"""E-mail by SMTP (RFC 5321). A server takes no key and cannot be asked: an answer lost after the whole message was handed over stays
uncertain. The Message-ID is the same at each attempt, so that a mail program that looks at it shows a repeat once.
"""

from velkommen.integrations.messages.smtp.sender import Sender

__all__ = ["Sender"]
