"""Writes docs/third-party.md: the packages that the program runs with, and under which licence each is given out."""

import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[1]
TARGET = HOUSE / "docs" / "third-party.md"
HEAD = """# The work of others

The program runs with these packages, taken from where the machine's pip takes packages and given out by their authors
under the licences named. Their texts lie in the packages. The typefaces, icons and data that are bundled have their
licences beside them in `resources/`. `packaging/third_party.py` writes this page.

| package | licence |
|---|---|
"""


def packages() -> dict[str, Distribution]:
    """The packages that the program asks for, and all that these ask for, by their canonical names."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["postgres"], *extras["s3"], *extras["parquet"]]
    found: dict[str, Distribution] = {}
    while asked:
        need = Requirement(asked.pop())
        name = canonicalize_name(need.name)
        if name not in found and (need.marker is None or need.marker.evaluate({"extra": ""})):
            found[name] = distribution(name)
            asked += found[name].requires or ()
    return dict(sorted(found.items()))


def licence(of: Distribution) -> str:
    """What a package says of its licence: by SPDX, by its classifiers, or in the first words of its own."""
    told = of.metadata
    by_class = [
        each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")
    ]
    words = str(told.get("License") or "").strip().splitlines()
    texts = [each for each in of.files or () if each.name.upper().startswith(("LICEN", "COPYING"))]
    said = str(told.get("License-Expression") or "") or ", ".join(by_class) or (words[0] if words else "")
    said = said or (f"its own, in {texts[0].name}" if texts else "see its project")
    return re.sub(r"\s+", " ", said).replace("|", "/")[:80]


def text() -> str:
    """The page."""
    rows = [f"| {name} | {licence(each)} |" for name, each in packages().items()]
    return HEAD + "\n".join(rows) + "\n"


def main() -> None:
    """Write the page anew."""
    TARGET.write_text(text(), encoding="utf-8")
    print(TARGET.name)


if __name__ == "__main__":
    main()
