"""Documents in a bucket of an S3-compatible store: Amazon's, MinIO, Garage, Ceph and others that speak it.

The access key is in this computer's keyring, or in the environment as other programs name it; never in the address. The
extra `s3` brings the library.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.addresses import is_loopback
from lifecycle_desk.store.document_places import BUCKET, MARK, DocumentsAway, DocumentsOfOthers, DocumentsPlaceUnclear
from lifecycle_desk.store.keyrings import in_keyring, into_keyring

KEY_ID, SECRET = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"
PARAMETERS = {"endpoint", "region", "insecure"}
REGION = "us-east-1"  # what stores that have none answer to
WAIT = {"timeout": "30s", "connect_timeout": "5s"}
RETRIES = {"max_retries": 2}

BucketLibraryMissing = objection(
    "BucketLibraryMissing",
    N_("The documents are in an S3-compatible store. Install Lifecycle Desk with its extra s3 to reach them."),
)
BucketKeyNeeded = objection(
    "BucketKeyNeeded",
    N_(
        "The store of documents %(where)s asks for an access key on this computer. Enter it once in Settings, Server, "
        "or by lifecycle-desk server documents --access-key ID."
    ),
    where=str,
)
BucketNotVerified = objection(
    "BucketNotVerified",
    N_("The connection to %(where)s is not encrypted. Use https, or add insecure=yes to the address."),
    where=str,
)

AccessKeyNotKept = objection(
    "AccessKeyNotKept",
    N_("This computer has no keyring that can keep the access key. Enter it again each time you start."),
)

_known: dict[str, tuple[str, str]] = {}  # access keys that this process was told


@dataclass(frozen=True)
class Bucket:
    """A bucket, or a part of one: s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=NAME."""

    where: str
    mark: str

    def begin(self) -> None:
        """The bucket itself is somebody's to make."""
        found = self._marked()
        if found is not None and found != self.mark:
            raise DocumentsOfOthers(self.where)
        if found is None:
            self._put(MARK, self.mark.encode())

    def put(self, which: str, content: bytes) -> None:
        """A store keeps an object whole or not at all."""
        self._reach()
        if self._size(_name(which)) != len(content):
            self._put(_name(which), content)

    def size(self, which: str) -> int | None:
        """As the store says; what is read is held to the hash."""
        self._reach()
        return self._size(_name(which))

    def stream(self, which: str) -> Iterator[bytes]:
        """As it comes."""
        self._reach()
        with self._told():
            for part in self._parts(_name(which)):
                yield bytes(part)

    def each(self) -> Iterator[str]:
        """Page by page."""
        self._reach()
        with self._told():
            for page in self._library.list(self._store):
                yield from (each["path"].rpartition("/")[2] for each in page if each["path"] != MARK)

    def forget(self, which: Iterable[str]) -> None:
        """As many at once as the store takes."""
        with self._told():
            if names := [_name(each) for each in which]:
                self._library.delete(self._store, names)

    def end(self) -> None:
        """The bucket stays."""
        with self._told():
            self._library.delete(self._store, MARK)

    def _reach(self) -> None:
        """Look once whose documents they are."""
        if self._mark_there is None:
            raise DocumentsAway(self.where, "it is not there")
        if self._mark_there != self.mark:
            raise DocumentsOfOthers(self.where)

    @cached_property
    def _mark_there(self) -> str | None:
        return self._marked()

    def _marked(self) -> str | None:
        with self._told():
            found = b"".join(bytes(part) for part in self._parts(MARK))
        return found.decode(errors="replace") or None

    def _parts(self, name: str) -> Iterator[Any]:
        try:
            yield from self._library.get(self._store, name).stream()
        except (self._errors.NotFoundError, FileNotFoundError):
            return

    def _put(self, name: str, content: bytes) -> None:
        with self._told():
            self._library.put(self._store, name, content, use_multipart=False)

    def _size(self, name: str) -> int | None:
        with self._told():
            try:
                return int(self._library.head(self._store, name)["size"])
            except (self._errors.NotFoundError, FileNotFoundError):
                return None

    @cached_property
    def _library(self) -> Any:
        try:
            return import_module("obstore")
        except ImportError:
            raise BucketLibraryMissing from None

    @cached_property
    def _errors(self) -> Any:
        return import_module(f"{self._library.__name__}.exceptions")

    @cached_property
    def _store(self) -> Any:
        address = BucketAddress.read(self.where)
        key = access_key(self.where)
        return import_module(f"{self._library.__name__}.store").S3Store(
            address.bucket,
            prefix=address.prefix or None,
            access_key_id=key[0],
            secret_access_key=key[1],
            region=address.region,
            **({"endpoint": address.endpoint} if address.endpoint else {}),
            virtual_hosted_style_request=not address.endpoint,
            client_options=WAIT | {"allow_http": address.endpoint.startswith("http:")},
            retry_config=RETRIES,
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (self._errors.UnauthenticatedError, self._errors.PermissionDeniedError, PermissionError) as error:
            raise BucketKeyNeeded(self.where) from error
        except (self._errors.BaseError, OSError, ValueError) as error:
            raise DocumentsAway(self.where, _short(error)) from error


@dataclass(frozen=True, slots=True)
class BucketAddress:
    """The parts of a bucket's address."""

    bucket: str
    prefix: str
    endpoint: str
    region: str

    @classmethod
    def read(cls, where: str) -> "BucketAddress":
        """Read an address; refuses one with a key in it, and a link that proves nothing on a network."""
        try:
            parts = urlsplit(where)
            given = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
            endpoint = given.get("endpoint", "")
            host = urlsplit(endpoint).hostname or ""
        except ValueError:
            raise DocumentsPlaceUnclear(BUCKET + "…") from None
        if not parts.netloc or "@" in parts.netloc or parts.fragment or given.keys() - PARAMETERS:
            raise DocumentsPlaceUnclear(BUCKET + "…")
        if endpoint.startswith("http:") and given.get("insecure") != "yes" and not is_loopback(host):
            raise BucketNotVerified(endpoint)
        return cls(parts.netloc, parts.path.strip("/"), endpoint, given.get("region", REGION))


def access_key(where: str) -> tuple[str, str]:
    """The access key to a bucket: as this process was told it, as the environment has it, or the keyring."""
    name = _keyring_name(where)
    if name in _known:
        return _known[name]
    if os.environ.get(KEY_ID) and os.environ.get(SECRET):
        return os.environ[KEY_ID], os.environ[SECRET]
    identity, _, secret = (in_keyring(name) or "").partition("\n")
    if not secret:
        raise BucketKeyNeeded(where)
    _known[name] = identity, secret
    return identity, secret


def keep_access_key(where: str, identity: str, secret: str) -> bool:
    """Use an access key from now on; gives whether the keyring keeps it."""
    name = _keyring_name(where)
    _known[name] = identity, secret
    return into_keyring(name, f"{identity}\n{secret}")


def forget_access_keys() -> None:
    """Know none any more in this process."""
    _known.clear()


def _keyring_name(where: str) -> str:
    address = BucketAddress.read(where)
    return f"{address.endpoint or 'aws'}/{address.bucket}"


def _name(which: str) -> str:
    return f"{which[:2]}/{which}"


def _short(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
