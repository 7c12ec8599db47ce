"""The part of a bench that runs inside the house its environment names.

python -m velkommen.project.bench found|check|placement|year|rush|rushed     JSON in, JSON out
"""

import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velkommen.project.settings")
    django.setup()
    from velkommen.project.bench.inside import COMMANDS  # noqa: PLC0415 - models exist only now

    json.dump(COMMANDS[sys.argv[1]](json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
