"""E-mail, handed to a real SMTP server that refuses, puts off or hangs up at each step."""

import pytest

from tests.integrations.messages.conftest import KEY, Post, free_port, message
from velkommen.domain.messages import Channel
from velkommen.domain.sending import Never, NotSent, Receipt, TryAgain, Unknown, Why
from velkommen.integrations.messages.smtp import Sender

AUTHOR = "Nordby Kommune <noreply@nordby.example.dk>"
TO = "anna@example.dk"


def test_a_mail_arrives_whole(smtp: str, post: Post) -> None:
    assert Sender(smtp, AUTHOR).send(message(Channel.EMAIL, TO)) == Receipt()
    (mail,) = post.mails()
    assert dict(mail.items()) | {"Content-Type": "", "MIME-Version": ""} == {
        "From": AUTHOR,
        "To": TO,
        "Subject": "Din tid hos Nordby",
        "Date": "Tue, 24 Nov 2026 11:00:00 +0000",
        "Message-ID": f"<{KEY}@nordby.example.dk>",
        "Content-Language": "da",
        "Auto-Submitted": "auto-generated",
        "Content-Transfer-Encoding": "quoted-printable",
        "Content-Type": "",
        "MIME-Version": "",
    }
    assert mail.get_content().splitlines() == ["Tirsdag den 3. december kl. 10.15", ".", "På gensyn"]


@pytest.mark.parametrize(
    ("step", "said", "failure", "taken"),
    [
        ("MAIL", "451 later", TryAgain(Why.BUSY), 0),
        ("MAIL", "550 no", Never(Why.REFUSED), 0),
        ("RCPT", "450 greylisted", TryAgain(Why.BUSY), 0),
        ("RCPT", "550 no such user", Never(Why.BAD_ADDRESS), 0),
        ("RCPT", "554 no", Never(Why.REFUSED), 0),
        ("RCPT", None, TryAgain(Why.UNREACHABLE), 0),
        ("DATA", "452 full", TryAgain(Why.BUSY), 0),
        ("DATA", "554 spam", Never(Why.REFUSED), 0),
        ("DATA", None, Unknown(Why.NO_REPLY), 1),
    ],
)
def test_what_the_server_says_decides(
    smtp: str, post: Post, step: str, said: str | None, failure: NotSent, taken: int
) -> None:
    post.says[step] = said
    with pytest.raises(NotSent) as failed:
        Sender(smtp, AUTHOR).send(message(Channel.EMAIL, TO))
    assert (type(failed.value), failed.value.why, len(post.taken)) == (type(failure), failure.why, taken)


def test_a_server_that_is_down_was_surely_sent_nothing() -> None:
    with pytest.raises(TryAgain) as failed:
        Sender(f"smtp://127.0.0.1:{free_port()}", AUTHOR).send(message(Channel.EMAIL, TO))
    assert failed.value.why is Why.UNREACHABLE


def test_a_server_without_tls_gets_neither_password_nor_mail(smtp: str, post: Post) -> None:
    with pytest.raises(TryAgain) as failed:
        Sender(smtp.replace("smtp:", "smtp+tls:").replace("//", "//user:secret@"), AUTHOR).send(
            message(Channel.EMAIL, TO)
        )
    assert (failed.value.why, post.taken) == (Why.UNREACHABLE, [])


def test_a_header_cannot_be_added_by_an_address_or_a_subject(smtp: str, post: Post) -> None:
    sender = Sender(smtp, AUTHOR)
    for bad in (
        message(Channel.EMAIL, "a@example.dk\r\nBcc: b@example.dk"),
        message(Channel.EMAIL, TO, subject="x\nBcc: b@b.dk"),
    ):
        with pytest.raises(Never):
            sender.send(bad)
    assert post.taken == []


def test_what_is_secret_is_not_shown() -> None:
    assert "secret" not in repr(Sender("smtps://user:secret@mail.example.dk", AUTHOR))
