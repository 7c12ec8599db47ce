"""The pictures of the manual are taken of a day that is played anew: the play must go by today's rules."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAY = "from tools.screenshots import municipality, play\nwith municipality(days=7):\n    print(len(play()))"


@pytest.mark.once
def test_the_day_of_the_pictures_can_be_played() -> None:
    done = subprocess.run([sys.executable, "-c", PLAY], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip().isdecimal()) == (0, True), done.stderr
