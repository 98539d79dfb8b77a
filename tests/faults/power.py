"""Works in a store below a recorder; what was kept is told in a file of the same folder, so its order is known too."""

import os
import sys
from pathlib import Path

from harness import know_all_rooms, user_at, work


def main(store: Path, verbs: int) -> None:
    know_all_rooms()
    kept = os.open(store.parent / "kept", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    user = user_at(store)
    os.write(kept, b"0\n")
    done = 0
    number = 100
    while done < verbs:
        for seq in work(user, number):
            os.write(kept, f"{seq}\n".encode())
            done += 1
        number += 1
    os._exit(0)  # no tidy close: the power does not wait for one


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
