"""Where the fault tests write what they counted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from harness import FACTOR, make_store

REPORT = Path(__file__).parents[2] / "reports" / "reliability.txt"


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store to copy and hurt."""
    return make_store(tmp_path_factory.mktemp("base") / "desk.ldk")


@pytest.fixture
def reliability() -> Callable[..., None]:
    """Writes figures as lines `RELIABILITY name=value`, so that a claim can be traced to its run."""

    def tell(**figures: object) -> None:
        REPORT.parent.mkdir(exist_ok=True)
        with REPORT.open("a", encoding="utf-8") as report:
            for name, value in figures.items():
                line = f"RELIABILITY {name}={value}"
                print(line)  # noqa: T201 (pytest -rP shows it)
                report.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} factor={FACTOR:g} {line}\n")

    return tell
