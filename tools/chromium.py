"""Find a Chromium for the browser tests, install one where the system can; print its path.

python tools/chromium.py            prints the path; progress goes to stderr
VELKOMMEN_CHROMIUM=/path/to/it      takes that one
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-dejavu-core")
ADVICE = """No Chromium was found, and none could be installed.
Install Chromium or Google Chrome with your system's own programs, or say where one is:
    VELKOMMEN_CHROMIUM=/path/to/chromium make test"""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    named = os.environ.get("VELKOMMEN_CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            sys.exit(f"VELKOMMEN_CHROMIUM is {named}, and there is no program.")
        return named
    return next(filter(None, map(shutil.which, NAMES)), None)


def as_root() -> list[str] | None:
    """What to put before a command so that it runs as root; None if it cannot without asking for a password."""
    if os.geteuid() == 0:
        return []
    able = (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    return ["sudo", "-n"] if able else None


def install() -> None:
    """Ask apt for it, where there is apt and leave to use it."""
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        return
    say(f"chromium: not here; installing {' '.join(PACKAGES)} with apt-get, about a minute ...")
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", *arguments]
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
            say(f"chromium: `apt-get {' '.join(arguments)}` failed; its lines above say why.")
            return


def main() -> None:
    if find() is None:
        install()
    path = find()
    if path is None:
        sys.exit(ADVICE)
    print(path)


if __name__ == "__main__":
    main()
