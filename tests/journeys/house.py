"""The real server on a free port, with a data folder of its own, so that it can be killed and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests import template

PROGRAM = Path(sys.executable).with_name("velkommen")
FOUND = "import django; django.setup(); from tests.journeys import founding; founding.main()"
PATIENCE = 300  # seconds a start may take on a busy machine


def noon_zone() -> str:
    """A zone in which it is about noon, so that no local day ends while the journeys are under way."""
    ahead = 12 - datetime.now(UTC).hour  # noqa: TID251 - a zone for the server, which has the one clock
    return f"Etc/GMT{-ahead:+d}"


@dataclass
class House:
    """`facts` is what `founding` says of the town; journeys take their branches from it, each its own."""

    folder: Path
    zone: str = field(default_factory=noon_zone)
    port: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    _server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def found(self) -> None:
        template.copy_file(self.folder / "velkommen.sqlite3")
        command = [sys.executable, "-c", FOUND]
        said = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False)
        assert said.returncode == 0, f"The town could not be founded:\n{said.stderr}"
        self.facts = json.loads(said.stdout)
        self.choose_port()

    def choose_port(self) -> None:
        """Any that is free; all that an empty house needs before it starts."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def branch(self) -> str:
        """A branch where nobody has been yet."""
        return str(self.facts["journeys"].pop())

    def bookable(self) -> tuple[str, str]:
        """A branch that gives times and where nobody has booked yet, and who serves there."""
        slug, clerk = self.facts["bookable"].pop()
        return str(slug), str(clerk)

    def start(self) -> None:
        """Serve, and come back when the first page was answered."""
        command = [PROGRAM, "serve", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                command, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > until:
                raise AssertionError("The server does not answer:\n" + (self.folder / "server.log").read_text())
            time.sleep(0.05)

    def kill(self) -> None:
        """As a cut of the power does."""
        if self._server:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def _answers(self) -> bool:
        try:
            with urlopen(self.address + "/login/", timeout=5):
                return True
        except (URLError, OSError):
            return False

    def _environment(self) -> dict[str, str]:
        own = {
            "DJANGO_SETTINGS_MODULE": "velkommen.project.settings",
            "VELKOMMEN_DATA_DIR": str(self.folder),
            "VELKOMMEN_TIME_ZONE": self.zone,
        }
        kept = {name: value for name, value in os.environ.items() if name != "VELKOMMEN_DATABASE_URL"}
        return kept | own
