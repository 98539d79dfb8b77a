"""A link to a server that takes its time: a proxy that delays what it passes on and counts the round trips."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue


class SlowLink:
    """Passes bytes between programs and a server, each after half the delay; a round trip is a change of direction."""

    def __init__(self, host: str, port: int, delay: float = 0.0) -> None:
        self._target, self.delay, self.trips = (host, port), delay, 0
        self.lose_question = self.lose_answer = b""  # the next one in which this stands is lost, and the link with it
        self.refuses = False  # whether nobody comes in any more
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self.refuses:
                    near.close()
                    continue
                try:
                    far = self._server()
                except OSError:
                    near.close()
                    continue
                near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open |= {near, far}
                last = [""]
                for side, other, name in ((near, far, "asked"), (far, near, "told")):
                    self._pass(side, other, name, last)

    def _server(self) -> socket.socket:
        """A connection to the server, which may listen in a folder of this computer alone."""
        if not self._target[0].startswith("/"):
            return socket.create_connection(self._target)
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{self._target[0]}/.s.PGSQL.{self._target[1]}")
        return far

    def _pass(self, side: socket.socket, other: socket.socket, name: str, last: list[str]) -> None:
        under_way: SimpleQueue[tuple[float, bytes]] = SimpleQueue()

        def read() -> None:
            with suppress(OSError):
                while data := side.recv(65_536):
                    if self._is_lost(data, name, last):
                        break
                    if last[0] != "losing":
                        self.trips += name == "asked" != last[0]
                        last[0] = name
                    under_way.put((time.monotonic() + self.delay / 2, data))
            under_way.put((0.0, b""))

        def write() -> None:
            with suppress(OSError):
                while True:
                    due, data = under_way.get()
                    if not data:
                        break
                    if (left := due - time.monotonic()) > 0:
                        time.sleep(left)
                    other.sendall(data)
            for each in (side, other):
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
                self._open.discard(each)

        threading.Thread(target=read, daemon=True).start()
        threading.Thread(target=write, daemon=True).start()

    def _is_lost(self, data: bytes, name: str, last: list[str]) -> bool:
        """Whether a link ends here: before a question that is to be lost, or in place of the answer to one."""
        if name == "told":
            return last[0] == "losing"
        if self.lose_question and self.lose_question in data:
            self.lose_question = b""
            return True
        if self.lose_answer and self.lose_answer in data:
            self.lose_answer, last[0] = b"", "losing"
        return False

    def cut(self) -> None:
        """Break every connection that is open."""
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take nobody more, and break what is open."""
        self.refuses = True
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()


@contextmanager
def slow_link(host: str, port: int, delay: float = 0.0) -> Iterator[SlowLink]:
    """A link within the block."""
    link = SlowLink(host, port, delay)
    try:
        yield link
    finally:
        link.close()
