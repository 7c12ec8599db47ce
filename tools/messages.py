"""The message catalogues, without gettext's programs.

    python tools/messages.py extract    collect the English sentences of the code into every catalogue
    python tools/messages.py compile    write the .mo files Django reads
    python tools/messages.py check      say what is missing; exit code 1 if anything is

A sentence in code and templates is English; `src/velkommen/locale/<language>/LC_MESSAGES/django.po` has the rest.
The files are the same to the byte whoever writes them: sorted by sentence, no dates, no line numbers.
"""

import re
import string
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/velkommen"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("da",)

#: Which arguments of a call are the sentence; `None` for all of a call whose only argument it is. "c" is the context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PERCENT = re.compile(r"%(?:\((\w+)\))?[#0\- +]*(?:\d+|\*)?(?:\.\d+)?[diouxXeEfFgGcrsa]")

Sentence: TypeAlias = str | tuple[str, str]
Key: TypeAlias = tuple[str | None, Sentence]


def arrange(function: str, found: str | tuple[str | None, ...]) -> Key | None:
    """Context and sentence (or singular and plural) of one call; None if it holds no literal."""
    parts = found if isinstance(found, tuple) else (found,)
    context = parts[0] if "pgettext" in function else None
    texts = parts[1:] if "pgettext" in function else parts
    wanted = 2 if function.startswith("n") else 1
    texts = texts[:wanted]
    if len(texts) < wanted or not all(texts):
        return None
    return context, (texts[0], texts[1]) if wanted == 2 else texts[0]  # type: ignore[return-value]  # all() has seen them


def sentences_of(path: Path) -> Iterator[tuple[Key, list[str]]]:
    """Every sentence of one file, with the comments for translators beside it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = templatize(text, origin=str(path))
    calls: Iterable[Any] = extract_python(
        BytesIO(text.encode()), KEYWORDS, ["Translators:"], {}
    )  # Babel types them wrong
    for _line, function, found, comments in calls:
        key = arrange(function, found)
        if key:
            yield key, comments


def sources() -> list[Path]:
    """Every file that may hold a sentence, in an order that is the same everywhere."""
    return sorted(path for suffix in ("*.py", "*.html") for path in PACKAGE.rglob(suffix) if "static" not in path.parts)


def collect() -> dict[Key, set[str]]:
    """Every sentence of the product. A sentence with a plural somewhere has it everywhere."""
    found: dict[Key, set[str]] = {}
    for path in sources():
        for key, comments in sentences_of(path):
            found.setdefault(key, set()).update(comments)
    with_plural = {(context, text[0]) for context, text in found if isinstance(text, tuple)}
    return {key: comments for key, comments in found.items() if key not in with_plural}


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES/django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def key_of(message: Message) -> Key:
    if isinstance(message.id, str):
        return message.context, message.id
    singular, plural = message.id
    return message.context, (singular, plural)


def known(catalogue: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in catalogue if message.id}


def translation_for(key: Key, old: dict[Key, Message]) -> str | tuple[str, ...]:
    """What the catalogue had, or as many empty texts as the sentence needs."""
    if key not in old:
        return ("", "") if isinstance(key[1], tuple) else ""
    return texts_of(old[key]) if isinstance(key[1], tuple) else texts_of(old[key])[0]


def texts_of(message: Message) -> tuple[str, ...]:
    """The translation, one text for each form; empty where there is none."""
    had = message.string
    return tuple(text or "" for text in had) if isinstance(had, (tuple, list)) else (had or "",)


def merged(language: str, wanted: dict[Key, set[str]]) -> Catalog:
    """A fresh catalogue with exactly the wanted sentences and the translations known so far."""
    old = known(read(language))
    fresh = Catalog(locale=language, charset="utf-8")
    for key in sorted(wanted, key=order):
        context, text = key
        flags = sorted(old[key].flags & {"fuzzy"}) if key in old else []
        fresh.add(text, translation_for(key, old), context=context, auto_comments=sorted(wanted[key]), flags=flags)
    return fresh


def order(key: Key) -> tuple[str, str]:
    context, text = key
    return (text[0] if isinstance(text, tuple) else text, context or "")


def write(language: str, catalogue: Catalog) -> None:
    """Our own short head: Babel's has dates and people, which differ from day to day."""
    out = BytesIO()
    write_po(out, catalogue, width=0, omit_header=True, no_location=True, sort_output=False)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + out.getvalue().decode().strip() + "\n", encoding="utf-8")


def placeholders(text: str) -> list[str]:
    """The holes of a sentence, sorted: `%(name)s`, `%s`, `{name}`. Formats may differ, names may not."""
    percent = [f"%({match[1]})" if match[1] else "%" for match in PERCENT.finditer(text.replace("%%", ""))]
    try:
        braces = [
            f"{{{name}}}" for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None
        ]
    except ValueError:  # a lone brace: no format string
        braces = []
    return sorted(percent + braces)


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one translated sentence."""
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    texts = texts_of(message)
    if message.fuzzy:
        yield "fuzzy"
    if not all(texts):
        yield "not translated"
        return
    for index, text in enumerate(texts):
        wanted, got = placeholders(ids[min(index, len(ids) - 1)]), placeholders(text)
        # Where the plural counts, a singular may say "one": each language decides for itself.
        one = len(ids) > 1 and index == 0 and set(got) <= set(placeholders(ids[-1]))
        if got != wanted and not one:
            yield f"placeholders {' '.join(wanted) or 'none'} became {' '.join(got) or 'none'}"


def shown(key: Key) -> str:
    context, text = key
    return f"{(text[0] if isinstance(text, tuple) else text)!r}{f' ({context})' if context else ''}"


def check(language: str) -> list[str]:
    """Everything that keeps a reader of this language from reading it, one line each."""
    wanted, have = collect(), known(read(language))
    lines = [f"missing: {shown(key)}" for key in sorted(wanted.keys() - have.keys(), key=order)]
    lines += [f"obsolete: {shown(key)}" for key in sorted(have.keys() - wanted.keys(), key=order)]
    for key in sorted(have.keys() & wanted.keys(), key=order):
        lines += [f"{fault}: {shown(key)}" for fault in faults_of(have[key])]
    return [f"{language}: {line}" for line in lines]


def run_extract() -> int:
    wanted = collect()
    for language in LANGUAGES:
        catalogue = merged(language, wanted)
        write(language, catalogue)
        print(f"{language}: {len(wanted)} sentences, {sum(1 for m in catalogue if m.id and any(faults_of(m)))} to do")
    return 0


def run_compile() -> int:
    """Write each .mo beside its .po, unless it is newer already."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > path.stat().st_mtime_ns:
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parent.parent.name, abort_invalid=True)
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)
    return 0


def run_check() -> int:
    lines = [line for language in LANGUAGES for line in check(language)]
    print("\n".join(lines) if lines else f"Every sentence has its translation: {', '.join(LANGUAGES)}.")
    if lines:
        print(f"\n{len(lines)} to put right: `python tools/messages.py extract`, then translate in the catalogue.")
    return 1 if lines else 0


COMMANDS = {"extract": run_extract, "compile": run_compile, "check": run_check}


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        print(__doc__)
        return 2
    settings.configure()  # templatize asks for a setting
    return COMMANDS[sys.argv[1]]()


if __name__ == "__main__":
    sys.exit(main())
