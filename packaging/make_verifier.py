"""Builds resources/verify/verify.html, the page that verifies a paper's code without program or network.

    python packaging/catalogs.py compile                   calls it where source, words or colours changed
    python packaging/make_verifier.py --fetch WORKFOLDER   takes the packages of others from npm first

One file comes out, the same of the same source: own modules and those of others one after the other in one script,
words of all languages, colours of the program. Its policy names the hash of script and style, so that nothing else can
run in it and nothing can be asked for over a network.
"""

import argparse
import os
import re
import subprocess
import sys
import tarfile
import tomllib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields
from hashlib import sha256, sha512
from html import escape
from pathlib import Path
from typing import Any

from lifecycle_desk.desktop.look.tokens import DARK, LIGHT, Colours
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.proof.interchange.verifier import PAGE, in_markup
from lifecycle_desk.proof.interchange.verifier_words import FORMS, TERMS, WORDS
from lifecycle_desk.vehicle.rules.proof_words import FACTS, KINDS

RESOURCES = Path(__file__).parents[1] / "resources"
SOURCE = RESOURCES / "verify/source"
OTHERS = SOURCE / "third_party"
# Shields and signs in their filled form: outlined ones dissolve when they are small.
DRAWN = ("filled/shield-check", "filled/alert-circle", "filled/alert-triangle", "outline/key")
STANDING = ("outline/photo", "outline/camera", "outline/key")
NEEDS_SCRIPT = "This page needs JavaScript."

IMPORT = re.compile(r"^import \{([^}]*)\} from [\"'](\.[^\"']+)[\"'];$", re.MULTILINE)
EXPORTED = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
LIST = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)
DEFAULT = re.compile(r"^export default \w+;$", re.MULTILINE)
RENAMED = re.compile(r"(\w+) as (\w+)")


def modules(entry: Path) -> list[Path]:
    """A module and all that it imports, each after those that it stands on."""
    found: list[Path] = []

    def visit(module: Path) -> None:
        for _, other in IMPORT.findall(module.read_text("utf-8")):
            visit((module.parent / other).resolve())
        if module not in found:
            found.append(module)

    visit(entry.resolve())
    return found


def bundled(entry: Path) -> str:
    """One classic script: each module is a function that gives what the module exports, under a name of its own."""
    order = modules(entry)
    parts = [_as_function(module, {path: f"module_{at}" for at, path in enumerate(order)}) for module in order]
    return '"use strict";\n' + "".join(parts)


def _as_function(module: Path, names: dict[Path, str]) -> str:
    code = module.read_text("utf-8")

    def taken(match: re.Match[str]) -> str:
        wanted = RENAMED.sub(r"\1: \2", match[1]).strip()
        return f"const {{ {wanted} }} = {names[(module.parent / match[2]).resolve()]};"

    gives: list[str] = EXPORTED.findall(code)
    for listed in LIST.findall(code):
        gives += [RENAMED.sub(r"\2: \1", each.strip()) for each in listed.split(",") if each.strip()]
    for pattern, instead in ((IMPORT, taken), (DEFAULT, ""), (LIST, ""), (EXPORTED, "")):
        code = pattern.sub(instead, code)
    where = module.relative_to(SOURCE).as_posix()
    return f"// {where}\nconst {names[module]} = (() => {{\n{code}\nreturn {{ {', '.join(gives)} }};\n}})();\n"


def words() -> dict[str, Any]:
    """Languages, the words of each, and how facts are written."""
    kinds = {f"kind.{kind}": title for kind, title in KINDS.items()}
    facts = {f"fact.{name}": label for name, label in FACTS.items()}
    terms = {f"term.{code}": says for code, says in TERMS.items()}
    told = WORDS | kinds | facts | terms
    return {
        "languages": LANGUAGES,
        "words": {code: {name: Language(code).words(says) for name, says in told.items()} for code in LANGUAGES},
        "order": list(FACTS),
        "forms": FORMS,
    }


def style() -> str:
    """The program's colours, light and dark, and the look of the page."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}"
    return f":root {{ {_variables(LIGHT)} }}\n{dark}\n{(SOURCE / 'page.css').read_text('utf-8')}"


def _variables(colours: Colours) -> str:
    told = {each.name: getattr(colours, each.name) for each in fields(colours)}
    return " ".join(f"--{name}: {value};" for name, value in told.items() if isinstance(value, str))


def packages() -> list[dict[str, Any]]:
    """What the page takes from others."""
    told: list[dict[str, Any]] = tomllib.loads((OTHERS / "packages.toml").read_text("utf-8"))["package"]
    return told


def licences() -> Iterator[str]:
    """What is whose: the page's own licence, then the text of each package's."""
    yield "Lifecycle Desk: Apache-2.0. Icons: Tabler Icons, MIT, Copyright (c) 2020-2026 Paweł Kuna.\n"
    for package in packages():
        yield f"{package['name']} {package['version']}, {package['by']}: {package['licence']}\n"
        yield from ((OTHERS / package["folder"] / name).read_text("utf-8") for name in _licence_files(package))


def _licence_files(package: dict[str, Any]) -> list[str]:
    return [name for name in package["files"] if name.startswith("LICENSE")]


def built() -> str:
    """The page."""
    script, look = bundled(SOURCE / "page.js"), style()
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(look)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    slots = {
        "policy": policy,
        "title": escape(Language("en").words(WORDS["title"])),
        "style": look,
        "noscript": NEEDS_SCRIPT,
        "licences": escape("\n".join(licences())),
        "templates": "\n".join(map(_template, DRAWN)),
        "words": in_markup(words()),
        "script": script,
    } | {name: _icon(name) for name in STANDING}
    page = (SOURCE / "page.html").read_text("utf-8")
    return re.sub(r"\{\{([\w/-]+)\}\}", lambda match: slots[match[1]], page)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _template(name: str) -> str:
    return f'<template id="icon-{Path(name).name}">{_icon(name)}</template>'


def _icon(name: str) -> str:
    drawn = re.sub(r"\s+", " ", (RESOURCES / f"icons/{name}.svg").read_text("utf-8")).strip()
    return drawn.replace("<svg ", '<svg aria-hidden="true" ', 1)


def fetch(work: Path) -> None:
    """Take the files of the packages from npm anew; stops where one is not what was published."""
    for package in packages():
        wanted = f"{package['name']}@{package['version']}"
        run = ["npm", "pack", "--silent", "--pack-destination", str(work), wanted]
        archive = work / subprocess.run(run, check=True, capture_output=True, text=True).stdout.strip()
        hashed = b64encode(sha512(archive.read_bytes()).digest()).decode()
        if package["integrity"] != f"sha512-{hashed}":
            sys.exit(f"{wanted} is not what packages.toml names.")
        with tarfile.open(archive) as packed:
            for name in package["files"]:
                member = packed.extractfile(f"package/{name}")
                if member is None:
                    sys.exit(f"{wanted} has no {name}.")
                (OTHERS / package["folder"] / name).write_bytes(member.read())


def main() -> int:
    """Fetch if asked, build, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fetch", type=Path, metavar="WORKFOLDER")
    asked = parser.parse_args()
    if asked.fetch:
        fetch(asked.fetch)
    unfinished = RESOURCES / f"{PAGE}.{os.getpid()}"  # several test runs may make it at once
    unfinished.write_text(built(), encoding="utf-8", newline="\n")
    unfinished.replace(RESOURCES / PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
