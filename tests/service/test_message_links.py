"""Links by which a customer is written to: numbers as they are dialled from anywhere, and messages whole."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from lifecycle_desk.stages.service.diary.rules.links import international, mail_link, sms_link, whatsapp_link


@pytest.mark.parametrize(
    ("given", "dialled"),
    [("089 555 0177", "66895550177"), ("+44 20 7946 0000", "442079460000"), ("0066 89 555", "6689555"), ("", "")],
)
def test_a_number_of_the_market_gets_its_countrys_code(given, dialled):
    assert international(given, "66") == dialled


def test_links_hold_the_whole_message():
    text = "Dear A & B,\nตกลง?"
    mail = urlsplit(mail_link("a@b.example", "On 24 Nov", text))
    assert (mail.scheme, mail.path) == ("mailto", "a@b.example")
    assert parse_qs(mail.query)["body"] == [text.replace("\n", "\r\n")]
    assert unquote(sms_link("089 1", text, "66")) == f"sms:+66891?body={text}"
    assert parse_qs(urlsplit(whatsapp_link("", text, "66")).query)["text"] == [text]
