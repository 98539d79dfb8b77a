"""How batches get to a region and receipts back: by a folder or a stick, or by any web server that takes PUT."""

import base64
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from lifecycle_desk.region.rules.batch import BatchHead
from lifecycle_desk.region.rules.refusals import RegionAway
from lifecycle_desk.region.usecases.linking import is_address, shown
from lifecycle_desk.store.files import pour_whole

ENDING = ".region.gz"
PATIENCE = 60  # seconds without an answer
MOST_RECEIPT = 64 * 1024  # bytes that are read of an answer
NOT_FOUND = 404


def batch_name(head: BatchHead) -> str:
    """The name of a batch's file: in order by dealer and number, and the same however often it is sent."""
    return f"{head.dealer}-{head.after:012}-{head.seq:012}{ENDING}"


class Carrier(Protocol):
    """A way to a region."""

    def put(self, name: str, chunks: Iterator[bytes]) -> None:
        """Bring a file there whole, or raise RegionAway."""

    def receipt(self, name: str) -> str:
        """The text of a receipt that lies there; empty where there is none yet, RegionAway where nothing is heard."""


def carrier(place: str) -> Carrier:
    """The way to a place: an address on the web, or a folder."""
    return Web(place) if is_address(place) else Folder(Path(place))


class Folder:
    """A folder of this computer, of a share or of a stick."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def put(self, name: str, chunks: Iterator[bytes]) -> None:
        """Write a file aside and put it in its place."""
        try:
            if not self._place.is_dir():
                raise NotADirectoryError(self._place)
            pour_whole(self._place / name, chunks)
        except OSError as error:
            raise RegionAway(str(self._place), error.strerror or str(error)) from None

    def receipt(self, name: str) -> str:
        """The text of a receipt."""
        try:
            with (self._place / name).open("rb") as file:
                return file.read(MOST_RECEIPT).decode("utf-8", "replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise RegionAway(str(self._place), error.strerror or str(error)) from None


class _NoRedirect(HTTPRedirectHandler):
    """What is sent goes where somebody said, and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


class Web:
    """A folder of a web server: files are PUT there and receipts GOT, with a name and a password where it has some."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._own = parts.username, parts.password
        self._address = shown(address).rstrip("/")
        self._opener = build_opener(_NoRedirect())

    def put(self, name: str, chunks: Iterator[bytes]) -> None:
        """Send a file, whose length must be known first."""
        with TemporaryFile() as aside:
            for chunk in chunks:
                aside.write(chunk)
            length = aside.tell()
            aside.seek(0)
            self._answer("PUT", name, aside, {"Content-Length": str(length), "Content-Type": "application/gzip"})

    def receipt(self, name: str) -> str:
        """The text of a receipt."""
        return self._answer("GET", name)

    def _answer(self, method: str, name: str, body: IO[bytes] | None = None, more: dict[str, str] | None = None) -> str:
        request = Request(f"{self._address}/{quote(name)}", data=body, method=method)  # noqa: S310 (https, or this computer: `is_address`)
        for header, value in {**(more or {}), **self._who()}.items():
            request.add_header(header, value)
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                said: bytes = answer.read(MOST_RECEIPT)
                return said.decode("utf-8", "replace")
        except HTTPError as error:
            if method == "GET" and error.code == NOT_FOUND:
                return ""
            raise RegionAway(self._address, f"{error.code} {error.reason}") from None
        except (URLError, HTTPException, OSError) as error:
            raise RegionAway(self._address, str(getattr(error, "reason", error))) from None

    def _who(self) -> dict[str, str]:
        """The name and the password of the address, for a server that asks for them."""
        name, password = self._own
        if name is None:
            return {}
        said = base64.b64encode(f"{unquote(name)}:{unquote(password or '')}".encode()).decode()
        return {"Authorization": f"Basic {said}"}
