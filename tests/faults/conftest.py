"""Where the fault tests write what they counted; and what they hurt lies on the disk, where writing takes its time."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest
from harness import FACTOR, make_store

REPORT = Path(__file__).parents[2] / "reports" / "reliability.txt"


@pytest.fixture(scope="session")
def disk() -> Iterator[Path]:
    """A folder of the usual place for what passes."""
    with TemporaryDirectory(prefix="lifecycle-desk-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path(disk: Path) -> Path:
    """A test's own folder, on the disk."""
    return Path(mkdtemp(dir=disk))


@pytest.fixture(scope="session")
def base(disk: Path) -> Path:
    """A small store to copy and hurt."""
    return make_store(disk / "base" / "desk.ldk")


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
