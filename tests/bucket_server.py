"""A program that answers as S3 does, as far as documents need it: objects, a list of them, and signed requests.

A package that does so would hold back what the program itself runs with. What is kept here was tried against moto.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape, unescape

_KEY = re.compile("<Key>(.*?)</Key>")
KEY_ID, SECRET = "desk", "geheim-Kanari"


class Server(ThreadingHTTPServer):
    """Buckets and their objects; `endpoint` is where it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.buckets: dict[str, dict[str, bytes]] = {}
        self.endpoint = f"http://127.0.0.1:{self.server_port}"


@contextmanager
def a_bucket_server() -> Iterator[Server]:
    """One within the block."""
    with Server() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: object) -> None:
        """Nothing is told."""

    def _asked(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        content = self.rfile.read(length)
        parts = urlsplit(self.path)
        _, bucket, *rest = unquote(parts.path).split("/", 2)
        name, objects = "".join(rest), self.server.buckets.get(bucket)
        if not self._is_signed(parts.path, parts.query):
            self._answer(403, _error("SignatureDoesNotMatch"))
        elif objects is None:
            self._answer(404, _error("NoSuchBucket"))
        elif self.command == "POST":  # the one that takes several away
            gone = _KEY.findall(content.decode())
            for each in gone:
                objects.pop(unescape(each), None)
            told = "".join(f"<Deleted><Key>{each}</Key></Deleted>" for each in gone)
            self._answer(200, f"<DeleteResult>{told}</DeleteResult>".encode())
        elif not name:
            self._list(objects, parse_qs(parts.query).get("prefix", [""])[0])
        elif self.command == "PUT":
            objects[name] = content
            self._answer(200, b"", ETag=_etag(content))
        elif self.command == "DELETE":
            objects.pop(name, None)
            self._answer(204, b"")
        elif name in objects:
            self._answer(200, objects[name], ETag=_etag(objects[name]), Last_Modified="Sun, 29 Nov 2026 12:00:00 GMT")
        else:
            self._answer(404, _error("NoSuchKey"))

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _asked

    def _list(self, objects: dict[str, bytes], prefix: str) -> None:
        entries = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>2026-11-29T12:00:00.000Z</LastModified>"
            f"<ETag>{_etag(content)}</ETag><Size>{len(content)}</Size></Contents>"
            for name, content in sorted(objects.items())
            if name.startswith(prefix)
        )
        told = f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>"
        self._answer(200, told.encode())

    def _answer(self, code: int, content: bytes, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _is_signed(self, path: str, query: str) -> bool:
        """Whether the request bears the signature (AWS Signature Version 4) that the secret makes for it."""
        told = self.headers.get("Authorization", "")
        fields = dict(each.strip().partition("=")[::2] for each in told.partition(" ")[2].split(","))
        key_id, day, region, service, last = (fields.get("Credential", "") + "////").split("/")[:5]
        signed = fields.get("SignedHeaders", "").split(";")
        pairs = sorted(each.partition("=")[::2] for each in query.split("&") if each)
        canonical = "\n".join(
            (
                self.command,
                path,
                "&".join(f"{quote(unquote(name), safe='')}={quote(unquote(value), safe='')}" for name, value in pairs),
                *(f"{each}:{self.headers.get(each, '').strip()}" for each in signed),
                "",
                ";".join(signed),
                self.headers.get("x-amz-content-sha256", ""),
            )
        )
        to_sign = "\n".join(
            (
                "AWS4-HMAC-SHA256",
                self.headers.get("x-amz-date", ""),
                f"{day}/{region}/{service}/{last}",
                hashlib.sha256(canonical.encode()).hexdigest(),
            )
        )
        key = f"AWS4{SECRET}".encode()
        for each in (day, region, service, last, to_sign):
            key = hmac.digest(key, each.encode(), "sha256")
        return key_id == KEY_ID and hmac.compare_digest(key.hex(), fields.get("Signature", ""))


def _etag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


def _error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
