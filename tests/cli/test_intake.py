"""One intake for every reader: what is brought is a plain file, and no file makes one need more than 300 MB.

All of it runs in a process of its own whose memory is limited by the system, so that a reader that takes more dies here
as it would in a dealer's office. What `import --list` names is walked through, so that a new reader is too.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MEGABYTE = 2**20
ALLOWED = 300  # MB beside what the program has when it has started
HERE = Path(__file__)
REFUSED = 1


def hostile() -> dict[str, bytes]:
    """What is wrong by its measure alone, whichever kind it is brought as."""
    number = b"9" * 5_000
    records = b'{"format":"lifecycle-desk/records","version":1,"dealer":"","head":{}}\n'
    return {
        "a first cell of 200,000 letters": b"x" * 200_000 + b",code\n",
        "a cell of 200,000 letters": b"vin,code,title,campaign_no,claim_number\n" + b"x" * 200_000 + b",P0AA6,a,1,1\n",
        "a number of 5,000 digits": b'{"diagnosticSessions":[{"sessionMileage":' + number + b'}],"id":' + number + b"}",
        "a list of numbers of 5,000 digits": b"[" + number + b"," + number + b"]",
        "nested deeply": b"[" * 500_000,
        "nested objects": b'{"a":' * 100_000,
        "a million values": b"[" + b"0," * 1_200_000 + b"0]",
        "a million objects": b'{"results":[' + b"{}," * 1_000_000 + b"{}]}",
        "a line of 3 MB": b"vin," * (3 * MEGABYTE // 4),  # 4 MB are read by a process of their own, as the 8 GB are
        "a quote that never closes": b'vin,code,title\n"' + b"a\n" * MEGABYTE,
        "one endless record": records + b'{"type":"vehicle","vin":[' + b"[]," * MEGABYTE + b"[]]}\n",
        "one emoji in much text": b"vin\n\xf0\x9f\x9a\x97" + b"a" * (3 * MEGABYTE),
        "no text": bytes(range(256)) * 1_000,
        "nothing": b"",
    }


def brought(folder: Path) -> list[Path]:
    """The hostile files, a pipe that nobody writes to, a device without end and a file of 8 GB of nothing."""
    found = []
    for name, content in hostile().items():
        found.append(folder / name)
        found[-1].write_bytes(content)
    pipe, vast, link = folder / "a pipe", folder / "8 GB of nothing", folder / "a device without end"
    os.mkfifo(pipe)
    with vast.open("wb") as file:
        file.truncate(8 * 2**30)
    link.symlink_to("/dev/zero")
    return [*found, pipe, vast, link]


def walk(folder: Path) -> None:
    """Bring every file as every kind, in a process that may take so much memory and no more; prints what was said."""
    import resource

    from command_line import Desk
    from laid_down import upgrade

    from lifecycle_desk.store import migrations

    migrations.upgrade = upgrade  # records are brought to a new store each, whose tables need not be made each time
    desk = Desk(str(folder / "desk.ldk"))
    desk("init", "--name", "Sathorn EV", "--market", "TH", "--language", "en")
    kinds = [each["kind"] for each in desk("import", "--list", "--json").json]
    files = brought(folder)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + ALLOWED * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for kind in kinds:
        for file in files:
            said = desk("import", kind, file, "--dry-run", store=str(folder / "new.ldk") if kind == "records" else None)
            rule = said.json["refused"]["rule"] if said.code == REFUSED and said.out.startswith('{"ok"') else said.out
            sys.stdout.write(json.dumps([kind, file.name, said.code, rule[:200], said.err[:200]]) + "\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of memory is Linux's")
def test_every_reader_refuses_what_has_no_end_within_300_mb_and_with_a_sentence(tmp_path):
    paths = os.pathsep.join(str(each) for each in (HERE.parents[2] / "src", HERE.parent, HERE.parents[1]))
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pathlib, test_intake; test_intake.walk(pathlib.Path(sys.argv[1]))",
            tmp_path,
        ],
        env=os.environ | {"PYTHONPATH": paths, "XDG_STATE_HOME": str(tmp_path / "state")},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0, done.stderr[-2_000:]
    assert len(said) > 10 * len(hostile())
    assert [each for each in said if each[2] != REFUSED or not each[3]] == []
    assert {each[3] for each in said if each[1] in {"a pipe", "a device without end"}} == {"not_a_file"}
