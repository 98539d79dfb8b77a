"""The words of the page that verifies a paper's code without the program, beside those of `rules/proof_words`.

`packaging/make_verifier.py` writes them into the page in every language; the page calls them by these names.
"""

from typing import Literal

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.proof.rules import proof

type Form = Literal["day", "number", "term", "code"]

WORDS: dict[str, str] = {
    "title": N_("Check a paper"),
    "lead": N_(
        "See whether a dealer signed what a paper says. The page works without a network: nothing that you give here "
        "leaves this device."
    ),
    "language": N_("Language"),
    # The paper.
    "code_title": C_("verifier", "The code on the paper"),
    "photo": N_("Choose a photo"),
    "camera": N_("Use the camera"),
    "camera_stop": N_("Stop the camera"),
    "drop": N_("A photo can also be dropped or pasted anywhere on this page."),
    "code": N_("Text of the code"),
    "code_hint": N_(
        "What a telephone shows when it scans the code: a text that begins %(scheme)s and goes on in capitals."
    ),
    "looking": N_("The photo is being read…"),
    "no_code": N_(
        "No QR code can be read in this photo. Take it from nearer, in even light, with the whole code sharp."
    ),
    "other_code": N_("There is a QR code in this photo, but none of a paper of Lifecycle Desk."),
    "no_picture": N_("This file is no picture that this browser can open."),
    "pdf": N_("A PDF reader shows the signature of a PDF. This page reads the code: give it a photo or a screenshot."),
    "no_camera": N_("The camera cannot be used here. Take a photo and choose it instead."),
    # The key.
    "key_title": C_("verifier", "The dealer's public key"),
    "of_page": N_(
        "This key came with the page. Whoever gave you the page chose it: compare the fingerprint with the one that "
        "the dealer tells you himself."
    ),
    "key_file": N_("Choose a key file"),
    "key": N_("Key as text"),
    "key_hint": N_("The dealer gives it out as a file. A key that you give is forgotten when the page is closed."),
    "no_key": N_("There is no public key of a dealer in this."),
    "typed": N_("Fingerprint that the dealer told you"),
    "typed_hint": N_("Compared with the keys above, if you type it."),
    "key_of": C_("verifier", "%(dealer)s, key %(number)s"),
    "revoked_on": N_("Revoked on %(day)s."),
    "agrees": N_("Agrees with the fingerprint that you typed."),
    "differs": N_("Differs from the fingerprint that you typed."),
    "remove": N_("Remove"),
    # The verdict, in the words of the program.
    "result_title": C_("verifier", "Result"),
    "nothing_yet": N_("Give a photo or the text of the code, and the dealer's key."),
    "no_means": N_(
        "Here the browser lends this page no means to verify signatures. Save the page and open it as a file, or from "
        "an address that begins with https."
    ),
    "genuine": N_("It is genuine."),
    "not_genuine": N_("It is not shown to be genuine."),
    "not_a_code": N_("This is no code of a paper of Lifecycle Desk, or not all of one."),
    "key_not_named": proof.KeyNotNamed.message,
    "signature_wrong": proof.SignatureWrong.message,
    # Without the reason, which the dealer wrote for himself: this page may lie open to everybody.
    "key_revoked": N_("The key %(fingerprint)s that signed it was revoked on %(since)s."),
    "key_trusted": proof.KeyTrusted.message,
    "code_holds": proof.CodeHolds.message,
    "not_shown": proof.WhatItDoesNotShow.message,
    "not_in_books": N_("Whether the dealer has withdrawn it or issued it anew since, only his books show."),
    # What the code says.
    "code_says": N_("What it says"),
    "printed": C_("verifier", "As it is printed beside the code"),
    "kind": N_("Kind"),
    "number": N_("Number"),
    "number_issue": N_("%(number)s, issue %(issue)s"),
    "on": N_("Issued on"),
    "vin": N_("VIN"),
    "dealer": C_("settings", "Dealer"),
    "print": N_("Print"),
    "away": N_("This page asks nobody: it is one file and can be kept and used without a network."),
    "licences": C_("verifier", "Licences"),
}

# How the value of a fact is written, by the fact's name; units stand in the labels. Others are shown as they are.
FORMS: dict[str, Form] = {
    **dict.fromkeys(("soh", "low", "high", "sessions", "wh", "km", "jobs", "keys"), "number"),
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
