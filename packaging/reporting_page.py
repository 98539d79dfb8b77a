"""Writes the end of docs/reporting.md: each view for reporting with its columns, made from the views themselves."""

from pathlib import Path

from lifecycle_desk.rooms import put_together, register
from lifecycle_desk.store.reporting import MINOR, Kind, ReportView, views

TARGET = Path(__file__).parents[1] / "docs" / "reporting.md"
MARK = "<!-- Written by packaging/reporting_page.py from the views themselves. -->\n"
HEAD = "| column | SQLite | PostgreSQL | files | what it is |\n|---|---|---|---|---|\n"


def text() -> str:
    """The whole page: what people wrote of it, and the views as they are."""
    put_together()
    register()  # every room's views are known then
    written, mark, _ = TARGET.read_text("utf-8").partition(MARK)
    return written + mark + "".join(map(_section, views()))


def _section(view: ReportView) -> str:
    rows = "".join(row for each in view.columns for row in _rows(each.name, each.kind, each.about))
    return f"\n### `{view.name}`\n\n{view.about}\n\n{HEAD}{rows}"


def _rows(name: str, kind: Kind, about: str) -> list[str]:
    lite, server, files = kind.value
    rows = [f"| `{name}` | {lite} | {server} | {files} | {about} |\n"]
    if kind is Kind.AMOUNT:
        rows.append(f"| `{name}{MINOR}` | integer | bigint | – | The same in minor units. |\n")
    return rows


def main() -> None:
    """Write the page anew."""
    TARGET.write_text(text(), encoding="utf-8")
    print(TARGET.name)


if __name__ == "__main__":
    main()
