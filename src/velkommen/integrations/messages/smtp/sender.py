import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime, parseaddr
from typing import NoReturn
from urllib.parse import unquote, urlsplit
from uuid import UUID

from velkommen.domain.sending import Never, Outgoing, Receipt, TryAgain, Unknown, Why

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SECONDS = 15  # for each answer of the server
_NO_SUCH = frozenset({550, 551, 553})


@dataclass(frozen=True)
class Sender:
    """Hands messages to one mail server.

    Args:
        url: smtp://host:25, smtp+tls://user:password@host:587 (STARTTLS) or smtps://user:password@host:465.
        author: the sender, as "Nordby Kommune <noreply@example.dk>".
    """

    url: str = field(repr=False)
    author: str
    takes_key: bool = False
    can_ask: bool = False

    def send(self, message: Outgoing) -> Receipt:
        try:
            written = self._written(message)
        except (ValueError, MessageError) as wrong:
            raise Never(Why.BAD_ADDRESS) from wrong
        try:
            server = self._connected()
        except smtplib.SMTPAuthenticationError as wrong:
            raise TryAgain(Why.NOT_SET_UP) from wrong
        except (OSError, smtplib.SMTPException) as wrong:
            raise TryAgain(Why.UNREACHABLE) from wrong
        try:
            return self._handed_over(server, message, written)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def ask(self, key: UUID) -> Receipt | None:
        raise NotImplementedError

    def _handed_over(self, server: smtplib.SMTP, message: Outgoing, written: bytes) -> Receipt:
        """The point of no return is the end of the data: an answer lost before it leaves nothing sent, one lost after it may."""
        try:
            _accept(*server.mail(parseaddr(self.author)[1]))
            _accept(*server.rcpt(message.to), to=True)
            code, said = server.docmd("DATA")
            if code != 354:
                _accept(code if code >= 400 else 451, said)
        except (OSError, smtplib.SMTPException) as wrong:
            raise TryAgain(Why.UNREACHABLE) from wrong
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", written) + b".\r\n")
            code, said = server.getreply()
        except (OSError, smtplib.SMTPException) as wrong:
            raise Unknown(Why.NO_REPLY) from wrong
        _accept(code, said)
        return Receipt()

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port, context = parts.hostname or "", parts.port or PORTS[parts.scheme], ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=SECONDS)
        try:
            if parts.scheme == "smtp+tls":
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _written(self, message: Outgoing) -> bytes:
        """The mail as it travels. The library refuses a line break in a header, and what is no address."""
        name, address = parseaddr(self.author)
        mail = EmailMessage(policy=POLICY)
        mail["From"], mail["To"] = Address(name, addr_spec=address), Address(addr_spec=message.to)
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(message.at)
        mail["Message-ID"] = f"<{message.key}@{address.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body + "\n", cte="quoted-printable")
        mail["Content-Language"] = message.language  # after the content, which takes away what is said of it
        return mail.as_bytes()


def _accept(code: int, _said: bytes, *, to: bool = False) -> None:
    if 200 <= code < 300:
        return
    _refused(code, to=to)


def _refused(code: int, *, to: bool) -> NoReturn:
    if 400 <= code < 500:
        raise TryAgain(Why.BUSY)
    raise Never(Why.BAD_ADDRESS if to and code in _NO_SUCH else Why.REFUSED)
