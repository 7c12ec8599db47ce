"""Bundle the style sheets, scripts, fonts and icons into the package; does nothing when nothing changed.

    python tools/assets.py [--force]

`css/main.css` and `js/main.js` become `velkommen.css` and `velkommen.js`, each `js/screen-*.js` a script of its own.
Whatever they import from `node_modules` comes along; the design system's style sheet is imported by relative path.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
SOURCES = ROOT / "src/velkommen/interfaces/assets"
TARGET = ROOT / "src/velkommen/interfaces/static/dist"
ICONS = MODULES / "dkfds/dist/img/all-svg-icons.svg"
FONTS = MODULES / "dkfds/dist/fonts/IBMPlexSans/complete/ttf"
FACES = ("Regular", "Italic", "SemiBold", "SemiBoldItalic")  # what a report is set in
STAMP = MODULES / ".velkommen-assets"
OPTIONS = (
    "--bundle",
    "--minify",
    "--target=es2022,chrome100,firefox100,safari15.4",
    "--charset=utf8",
    "--log-level=warning",
    "--log-override:css-syntax-error=silent",  # a misspelt font format inside the design system
    "--loader:.svg=file",
    "--loader:.png=file",
    "--loader:.woff2=file",
    "--asset-names=dkfds/[name]",
    # Every browser that runs the scripts reads woff2: the others are left out here, and their addresses below.
    "--external:*.eot",
    "--external:*.otf",
    "--external:*.ttf",
    "--external:*.woff",
)
LEFT_OUT = re.compile(r"url\(\"?[^()\"]+\.(?:eot|otf|ttf|woff)\"?\)(?: ?format\(\"[^\"]*\"\))?,?")


def entries() -> dict[str, Path]:
    """Name of each bundle and the file it starts from."""
    screens = {path.stem: path for path in sorted((SOURCES / "js").glob("screen-*.js"))}
    styles = {"velkommen.css": SOURCES / "css/main.css", "report.css": SOURCES / "css/standing.css"}
    return styles | {"velkommen.js": SOURCES / "js/main.js"} | {f"{name}.js": path for name, path in screens.items()}


def fingerprint() -> str:
    """Changes with everything a bundle is made from."""
    digest = hashlib.sha256()
    files = [path for path in sorted(SOURCES.rglob("*")) if path.is_file()]
    for path in [Path(__file__), ROOT / "package-lock.json", *files]:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def esbuild() -> Path:
    """The bundler of this machine. It is a program by itself: bundling needs no Node, only fetching it did."""
    found = sorted(MODULES.glob("@esbuild/*/bin/esbuild")) + sorted(MODULES.glob("@esbuild/*/esbuild.exe"))
    if not found:
        sys.exit("The bundler is not there: run `make setup`.")
    return found[0]


def without_left_out(styles: str) -> str:
    """A style sheet that asks for no font left out of the bundle (a browser tries them first where they stand first)."""
    return re.sub(r",(?=[;}])", "", LEFT_OUT.sub("", styles))


def bundle(folder: Path) -> None:
    """Write every bundle, the fonts and the icons into `folder`."""
    starts = [f"{Path(name).stem}={path.relative_to(ROOT)}" for name, path in entries().items()]
    done = subprocess.run([esbuild(), *starts, *OPTIONS, f"--outdir={folder}"], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("The bundler refused the sources: its lines above say where.")
    styles = folder / "velkommen.css"
    styles.write_text(without_left_out(styles.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copyfile(ICONS, folder / "icons.svg")
    (folder / "paper").mkdir()
    for face in FACES:
        shutil.copyfile(FONTS / f"IBMPlexSans-{face}.ttf", folder / f"paper/IBMPlexSans-{face}.ttf")


def publish(folder: Path) -> None:
    """Put the new files in place one by one, so that a running server always finds a whole file; remove the rest."""
    fresh = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    for name in fresh:
        (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).replace(TARGET / name)
    for path in TARGET.rglob("*"):
        if path.is_file() and path.relative_to(TARGET) not in fresh:
            path.unlink()


def main() -> None:
    now = fingerprint()
    whole = all((TARGET / name).exists() for name in (*entries(), "icons.svg"))
    if whole and STAMP.exists() and STAMP.read_text() == now and "--force" not in sys.argv[1:]:
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TARGET.parent) as folder:
        Path(folder).chmod(0o755)
        bundle(Path(folder))
        publish(Path(folder))
    STAMP.write_text(now)
    kilobytes = sum((TARGET / name).stat().st_size for name in entries()) // 1000
    print(f"assets: {len(entries())} bundles, {kilobytes} kB")


if __name__ == "__main__":
    main()
