"""Write docs/reference/codebook.md anew from the code that makes the rows."""

import os
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parent.parent / "docs/reference/codebook.md"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velkommen.project.settings")
    django.setup()
    from velkommen.apps.evaluation.datasets.codebook import as_markdown  # noqa: PLC0415 - it imports models
    from velkommen.apps.evaluation.datasets.every import DATASETS  # noqa: PLC0415 - as above

    PAGE.write_text(as_markdown(DATASETS), encoding="utf-8")


if __name__ == "__main__":
    main()
