"""A Chromium without a window, driven over its own pipe (DevTools protocol), as tests of pages use it."""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60  # seconds
NAMES = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
    *("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--remote-debugging-pipe"),
)
# The browser listens at 3 and answers at 4. The shell of Debian takes no number of two digits for that.
AS_3_AND_4 = """
import fcntl, os, sys
asked, answered = (fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3])
os.dup2(asked, 3)
os.dup2(answered, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One page of a browser: opens files, does things in them, tells what the page asked the network for."""

    def __init__(self, program: subprocess.Popen[bytes], asks: int, answers: int) -> None:
        self._asks, self._answers = asks, answers
        self._program = program
        self._rest = b""
        self._number = 0
        self._page = ""
        self.events: list[dict[str, Any]] = []
        self._page = self._attach()
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **asked: Any) -> Any:
        """Ask the browser for something and give its answer; what happens meanwhile is kept in `events`."""
        self._number += 1
        told = {"id": self._number, "method": method, "params": asked} | (
            {"sessionId": self._page} if self._page else {}
        )
        os.write(self._asks, json.dumps(told).encode() + b"\0")
        for message in iter(self._message, None):
            if message.get("id") == self._number:
                assert "error" not in message, message
                return message["result"]
            self.events.append(message)
        raise AssertionError("the browser ended")

    def open(self, file: Path, *, languages: str = "en") -> None:
        """Open a file anew, as a reader of some languages, and wait until the page is ready."""
        self.events.clear()
        agent = self.call("Browser.getVersion")["userAgent"]
        self.call("Network.setUserAgentOverride", userAgent=agent, acceptLanguage=languages)
        self.call("Page.navigate", url=file.as_uri())
        self.run("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))")
        self.run("lifecycleDesk.started")

    def run(self, code: str) -> Any:
        """The value of an expression in the page, awaited."""
        told = self.call("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def choose(self, field: str, *files: Path) -> None:
        """Choose files in a field, as a person does in the file dialog."""
        found = self.call("Runtime.evaluate", expression=f"document.getElementById('{field}')")["result"]["objectId"]
        self.call("DOM.setFileInputFiles", objectId=found, files=[str(file) for file in files])

    def type(self, field: str, text: str) -> None:
        """Focus a field and type into it, with a real key for what follows."""
        self.run(f"document.getElementById('{field}').focus()")
        self.call("Input.insertText", text=text)

    def press(self, key: str, code: int) -> None:
        """One real key."""
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def wait(self, condition: str) -> None:
        """Until an expression of the page holds, for ten seconds."""
        loop = f"""new Promise((done, fail) => {{
            const end = Date.now() + 10_000;
            const look = () => ({condition}) ? done() : Date.now() > end ? fail(document.body.innerText)
                : setTimeout(look, 20);
            look();
        }})"""
        self.run(loop)

    def text(self, selector: str) -> str:
        """What is written in a part of the page, as it is seen."""
        return str(self.run(f"document.querySelector({json.dumps(selector)}).innerText"))

    def picture(self) -> bytes:
        """The page as it is seen, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def _attach(self) -> str:
        pages = self.call("Target.getTargets")["targetInfos"]
        page = next(each for each in pages if each["type"] == "page")
        return str(self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"])

    def _message(self) -> dict[str, Any] | None:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], PATIENCE)
            assert ready, f"the browser has said nothing for {PATIENCE} seconds"
            more = os.read(self._answers, 1 << 20)
            if not more:
                return None
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told


@contextmanager
def browser(home: Path, *switches: str) -> Iterator[Browser]:
    """A browser with an empty home; ends with the block."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert program, (
        "The tests of the verifier's page need Chromium or Google Chrome: on Debian, packaging/setup.sh installs it."
    )
    asked, asks = os.pipe()
    answers, answered = os.pipe()
    command = [program, *SWITCHES, *switches, f"--user-data-dir={home}", "about:blank"]
    line = [sys.executable, "-c", AS_3_AND_4, str(asked), str(answered), *command]
    with subprocess.Popen(line, pass_fds=(asked, answered), stderr=subprocess.DEVNULL) as running:
        os.close(asked)
        os.close(answered)
        try:
            yield Browser(running, asks, answers)
        finally:
            os.close(asks)
            running.terminate()
            running.wait()
            os.close(answers)
