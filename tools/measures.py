"""Writes docs/reference/measures.md from the registry of measures: `python tools/measures.py`. A test holds the two together."""

import os
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parent.parent / "docs/reference/measures.md"
HEAD = """# Measures

Every figure of the house, once: what it means, how it is worked out, what it is held against, where it comes from, and what it does not
say. The rules stand in `domain/insight/registry.py`, the words in `shared/wording_measures.py`; this page is made of them by
`python tools/measures.py`. On the screens each figure leads to the same words. “The report” is *Bibliotek & Borgerservice – du er altid
velkommen!* (2010).

| key | name | unit | target | source |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The page as it must be."""
    from django.utils import translation  # noqa: PLC0415 - once Django is set up

    from velkommen.domain.insight.registry import REGISTRY  # noqa: PLC0415
    from velkommen.interfaces.office.measures import source, target  # noqa: PLC0415
    from velkommen.shared.wording_measures import MEASURES, SCALES  # noqa: PLC0415

    with translation.override("en"):
        rows, parts = [], []
        for key, measure in REGISTRY.items():
            words = MEASURES[key]
            unit = SCALES[measure.scale]
            rows.append(f"| [`{key}`](#{key}) | {words.name} | {unit} | {target(measure)} | {source(measure)} |")
            parts.append(
                f"## `{key}`\n\n**{words.name}.** {words.means}\n\n"
                f"- How: {words.formula}\n- What it does not say: {words.caveat}\n"
            )
        return HEAD + "\n".join(rows) + "\n\n" + "\n".join(parts)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velkommen.project.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
