"""The words of the page that verifies a paper's code without the program, beside those of `rules/proof_words`.

`packaging/make_verifier.py` writes them into the page in every language; the page calls them by these names.
"""

from typing import Literal

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.proof.rules import proof

type Form = Literal["day", "number", "term", "code"]

WORDS: dict[str, str] = {
    "title": N_("Verify document"),
    "lead": N_(
        "Check whether a dealer signed this document. The page works offline: nothing you enter leaves this device."
    ),
    "language": N_("Language"),
    # The paper.
    "code_title": C_("verifier", "Code on the document"),
    "photo": N_("Choose photo"),
    "camera": N_("Use camera"),
    "camera_stop": N_("Stop camera"),
    "drop": N_("You can also drop or paste a photo anywhere on this page."),
    "code": N_("Text of the code"),
    "code_hint": N_(
        "The text a phone shows when it scans the code: it starts with %(scheme)s and continues in capitals."
    ),
    "looking": N_("Reading photo…"),
    "no_code": N_("No readable QR code in this photo. Move closer, with even light and the whole code in focus."),
    "other_code": N_("The QR code in this photo is not from a Lifecycle Desk document."),
    "no_picture": N_("This browser cannot open this file as a picture."),
    "pdf": N_("PDF readers show the signature of a PDF. This page reads the code: use a photo or a screenshot."),
    "no_camera": N_("The camera is not available here. Take a photo and choose it instead."),
    # The key.
    "key_title": C_("verifier", "Dealer’s public key"),
    "of_page": N_(
        "This key came with the page, so it was chosen by whoever gave you the page: compare its "
        "fingerprint with the one the dealer gives you."
    ),
    "key_file": N_("Choose key file"),
    "key": N_("Key as text"),
    "key_hint": N_("Dealers publish it as a file. A key you add here is forgotten when the page is closed."),
    "no_key": N_("This contains no dealer public key."),
    "typed": N_("Fingerprint from the dealer"),
    "typed_hint": N_("Compared with the keys above if you enter it."),
    "key_of": C_("verifier", "%(dealer)s, key %(number)s"),
    "revoked_on": N_("Revoked on %(day)s."),
    "agrees": N_("Matches the fingerprint you typed."),
    "differs": N_("Does not match the fingerprint you typed."),
    "remove": C_("verifier", "Remove"),
    # The verdict, in the words of the program.
    "result_title": C_("verifier", "Result"),
    "nothing_yet": N_("Add a photo or the text of the code, and the dealer’s key."),
    "no_means": N_(
        "This browser does not let the page verify signatures here. Save the page and open it as a "
        "file, or from an https address."
    ),
    "genuine": N_("Authentic."),
    "not_genuine": N_("Could not be verified."),
    "not_a_code": N_("This is not a complete code of a Lifecycle Desk document."),
    "key_not_named": proof.KeyNotNamed.message,
    "signature_wrong": proof.SignatureWrong.message,
    # Without the reason, which the dealer wrote for himself: this page may lie open to everybody.
    "key_revoked": N_("The signing key %(fingerprint)s was revoked on %(since)s."),
    "key_trusted": proof.KeyTrusted.message,
    "code_holds": proof.CodeHolds.message,
    "not_shown": proof.WhatItDoesNotShow.message,
    "not_in_books": N_("Only the dealer’s records show whether it has been withdrawn or reissued."),
    # What the code says.
    "code_says": N_("Contents"),
    "printed": C_("verifier", "As printed beside the code"),
    "kind": N_("Kind"),
    "number": N_("Number"),
    "number_issue": N_("%(number)s, issue %(issue)s"),
    "on": N_("Issued on"),
    "vin": N_("VIN"),
    "dealer": C_("settings", "Dealer"),
    "print": N_("Print"),
    "away": N_("This page is a single file; it contacts nobody and works offline."),
    "licences": C_("verifier", "Licences"),
}

# How the value of a fact is written, by the fact's name; units stand in the labels. Others are shown as they are.
FORMS: dict[str, Form] = {
    **dict.fromkeys(("soh", "low", "high", "sessions", "wh", "km", "jobs", "lines", "keys"), "number"),
    **dict.fromkeys(("owners", "services", "events"), "number"),
    **dict.fromkeys(("since", "until", "handed_over_on", "inspected_on", "destroyed_on"), "day"),
    "result": "term",
    "checklist": "code",
}

# Values of facts that are terms, by their codes.
TERMS: dict[str, str] = {
    "passed": C_("inspection", "Passed"),
    "failed": C_("inspection", "Failed"),
}
