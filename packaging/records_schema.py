"""Writes docs/records.schema.json: what each line of exported records holds, made from the tables themselves."""

import json
from pathlib import Path

from lifecycle_desk.books.interchange.records import schema
from lifecycle_desk.rooms import put_together, register

TARGET = Path(__file__).parents[1] / "docs" / "records.schema.json"


def text() -> str:
    """The schema as the file holds it."""
    put_together()
    register()  # every room's tables are known then
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the file anew."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text(), encoding="utf-8")
    print(TARGET.name)


if __name__ == "__main__":
    main()
