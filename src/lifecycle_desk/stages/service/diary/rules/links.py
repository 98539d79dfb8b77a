"""Links that begin a message in the apps of the computer: mail, SMS, WhatsApp. Nothing is sent by itself."""

import re
from urllib.parse import quote

# What is dialled before a number within a country, and does not follow its code: 0 in most (ITU-T E.129). Russia and
# Kazakhstan, Belarus and Hungary have their own, told from the first figures of a number by its length; Italy has none.
TRUNK = re.compile("0")
TRUNKS = {
    "7": re.compile(r"8(?=\d{10}$)"),
    "375": re.compile(r"8?0(?=\d{9}$)"),
    "36": re.compile(r"06"),
    "39": re.compile(r"(?!)"),
}


def mail_link(to: str, subject: str, text: str) -> str:
    """A mail that is begun: to whom, about what, with the text."""
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(_crlf(text))}"


def sms_link(phone: str, text: str, calling_code: str) -> str:
    """A short message that is begun."""
    return f"sms:+{international(phone, calling_code)}?body={quote(text)}"


def whatsapp_link(phone: str, text: str, calling_code: str) -> str:
    """A message of WhatsApp that is begun; without a number one chooses there to whom."""
    return f"https://wa.me/{international(phone, calling_code)}?text={quote(text)}"


def international(phone: str, calling_code: str) -> str:
    """The figures of a number with its country's code, which a number within the market gets."""
    digits = "".join(str(int(each)) for each in phone if each.isdecimal())
    if phone.strip().startswith("+") or not digits:
        return digits
    if digits.startswith("00"):
        return digits[2:]
    trunk = TRUNKS.get(calling_code, TRUNK).match(digits)
    return calling_code + digits[trunk.end() if trunk else 0 :]


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")  # RFC 6068, section 5
