"""Makes a data pack: newer published data by make as one signed file, which programs that are out there take in.

    openssl genpkey -algorithm ed25519 -out key.pem
    python packaging/data_pack.py make FOLDER --key key.pem --name "Spring" --publisher "Who vouches" -o file.ldp
    python packaging/data_pack.py fingerprint --key key.pem

FOLDER holds files as resources/ does: models/*.toml, schedules/*.toml, warranty/*.toml, only those that changed. The
key stays with the publisher; dealers compare its fingerprint once. A pack is read back before it is kept.
"""

import argparse
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.data_packs.interchange.form import read_pack, written
from lifecycle_desk.data_packs.rules.checking import check_files
from lifecycle_desk.market.published_data import NAME, DataKind, program_data
from lifecycle_desk.store.files import pour_whole
from lifecycle_desk.trust.signing import Key, fingerprint


def key_of(pem: Path) -> Key:
    """The publisher's key from a file as openssl writes it."""
    private = load_pem_private_key(pem.read_bytes(), None)
    if not isinstance(private, Ed25519PrivateKey):
        raise SystemExit(f"{pem} holds no Ed25519 key")
    return Key(private.private_bytes_raw())


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a folder by the names that they have in a pack; refuses those that are none of published data."""
    found = {
        f"{file.parent.name}/{file.name}": file.read_bytes() for kind in DataKind for file in folder.glob(f"{kind}/*")
    }
    if strange := [name for name in found if not NAME.fullmatch(name)]:
        raise SystemExit(f"no published data: {', '.join(strange)}")
    if not found:
        raise SystemExit(f"{folder} holds none of {', '.join(DataKind)}")
    return found


def make(folder: Path, key: Key, name: str, publisher: str, target: Path) -> None:
    """Write a pack, and read it back as a dealer's program would."""
    pour_whole(target, written(name, publisher, clock.now(), files_of(folder), key))
    try:
        pack = read_pack(target)
        check_files(pack.files, program_data().over(pack.files))
    except Objection:
        target.unlink()
        raise
    print(f"{target}: {len(pack.files)} files of {pack.dated}, key {pack.fingerprint}")


def main(given: list[str] | None = None) -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making, showing = commands.add_parser("make"), commands.add_parser("fingerprint")
    for each in (making, showing):
        each.add_argument("--key", type=Path, required=True)
    making.add_argument("folder", type=Path)
    making.add_argument("--name", required=True)
    making.add_argument("--publisher", required=True)
    making.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args(given)
    key = key_of(asked.key)
    if asked.command == "fingerprint":
        print(key.public.hex(), fingerprint(key.public), sep="\n")
        return 0
    try:
        make(asked.folder, key, asked.name, asked.publisher, asked.output)
    except (Objection, ValueError) as why:
        print(getattr(why, "message", str(why)) % getattr(why, "facts", {}), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
