"""Fetch other people's front-end work at pinned versions, and put it where our pages take it from.

Run it by hand after changing a version below, then look at the difference and commit it:

    python scripts/refresh_vendor.py

It needs npm, and for the typeface the Python packages fonttools and brotli. Nothing here runs when Krok
is set up or served: what it fetches is in the repository, so no page and no installation depends on it.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from subset_fonts import cut_nunito_sans_for_paper, subset_nunito_sans

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "lms" / "web" / "static" / "vendor"
TESTS = ROOT / "tests" / "vendor"
PAPER_FONTS = ROOT / "lms" / "web" / "paper" / "fonts"
LICENCES = Path(__file__).parent / "licences"


@dataclass(frozen=True, kw_only=True)
class Package:
    """One package: `files` maps a path inside it to the name it gets here."""

    name: str
    version: str
    licence: str
    what_for: str
    folder: str
    files: dict[str, str]
    into: Path = STATIC
    licence_kept_here: Path | None = None
    """Its licence, where the package names one and forgets to bring its text."""


PACKAGES = [
    Package(
        name="htmx.org",
        version="4.0.1",
        licence="0BSD",
        what_for="replaces a part of a page without loading the whole; fetched only by pages that use it",
        folder="htmx",
        files={"dist/htmx.esm.min.js": "htmx.js"},
    ),
    Package(
        name="barcode-detector",
        version="3.2.2",
        licence="MIT",
        what_for="reads QR codes where the browser cannot (Firefox, Safari, most desktops)",
        folder="barcode-detector",
        files={
            "dist/es/ponyfill.js": "ponyfill.js",
            "dist/es/zxing-exported.js": "zxing-exported.js",
            "node_modules/zxing-wasm/dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
            "node_modules/zxing-wasm/LICENSE": "LICENSE-zxing-wasm",
        },
    ),
    Package(
        name="lean-qr",
        version="2.7.4",
        licence="MIT",
        what_for="draws the room code on the device that shows it, so that it changes without a network",
        folder="lean-qr",
        files={"index.mjs": "lean-qr.js"},
    ),
    Package(
        name="@event-calendar/build",
        version="5.10.1",
        licence="MIT",
        what_for="the calendar of the back office: rooms and trainers as columns, dragging",
        folder="event-calendar",
        files={
            "dist/event-calendar.min.js": "event-calendar.js",
            "dist/event-calendar.min.css": "event-calendar.css",
        },
        licence_kept_here=LICENCES / "event-calendar.txt",
    ),
    Package(
        name="scorm-again",
        version="3.4.3",
        licence="MIT",
        what_for="the run-time interface that SCORM 1.2 and SCORM 2004 content talks to, with sequencing",
        folder="scorm-again",
        files={"dist/esm/scorm12.min.js": "scorm12.js", "dist/esm/scorm2004.min.js": "scorm2004.js"},
    ),
    Package(
        name="h5p-standalone",
        version="3.8.2",
        licence="MIT, and GPL-3.0 for the core of H5P in it",
        what_for="plays H5P content; served to the packages' origin only",
        folder="h5p-standalone",
        files={
            f"dist/{name}": name
            for name in (
                "main.bundle.js",
                "frame.bundle.js",
                "styles/h5p.css",
                "fonts/h5p-core-30.woff2",
                "fonts/h5p-hub-publish.woff2",
                "fonts/h5p-theme.woff2",
                "images/h5p.svg",
                "images/throbber.gif",
            )
        },
        licence_kept_here=LICENCES / "h5p-standalone.txt",
    ),
    Package(
        name="@fontsource-variable/nunito-sans",
        version="5.3.0",
        licence="OFL-1.1",
        what_for="the typeface, cut to Latin with Polish and to Cyrillic with Ukrainian, weights 400 to 800",
        folder="nunito-sans",
        files={},
    ),
    Package(
        name="axe-core",
        version="4.14.1",
        licence="MPL-2.0",
        what_for="finds accessibility faults; used by tests only, never served",
        folder="axe-core",
        files={"axe.min.js": "axe.min.js"},
        into=TESTS,
    ),
]


def fetch(packages: list[Package], *, into: Path) -> None:
    wanted = [f"{package.name}@{package.version}" for package in packages]
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to refresh the vendored files. Nothing was changed.")
    command = [npm, "install", "--install-strategy=nested", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run([*command, "--prefix", str(into), *wanted], check=True, cwd=into)


def place(package: Package, *, source: Path) -> None:
    """Replace our copy of the package as a whole, so that no file of an older version stays behind."""
    target = package.into / package.folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for theirs, ours in package.files.items():
        (target / ours).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / theirs, target / ours)
    shutil.copyfile(package.licence_kept_here or source / "LICENSE", target / "LICENSE")
    (target / "VERSION").write_text(f"{package.name} {package.version}\n")


def take_the_decoder_from_our_own_address(folder: Path) -> None:
    """The package fetches its WebAssembly from a public network by default; ours lies beside it."""
    code = folder / "zxing-exported.js"
    text = code.read_text()
    start = text.index("return n ? `https://")
    end = text.index(";", start)
    code.write_text(
        text[:start] + 'return n ? new URL("./zxing_reader.wasm", import.meta.url).href : t + e' + text[end:]
    )


def turn_the_calendar_into_a_module(folder: Path) -> None:
    """It is made for a script tag and points to a map that is not kept; our scripts import it."""
    code = folder / "event-calendar.js"
    text = code.read_text().split("//# sourceMappingURL=")[0].rstrip()
    code.write_text(text + "\nexport const { create, destroy } = EventCalendar;\n")


def leave_maps_out(folder: Path) -> None:
    """They point to maps that are not kept here."""
    for code in folder.rglob("*.js"):
        code.write_text(re.sub(r"\n?//# sourceMappingURL=\S*\s*$", "\n", code.read_text()))


def leave_text_fonts_out(folder: Path) -> None:
    """H5P brings a megabyte of typefaces for running text; the reader's own does as well."""
    styles = folder / "styles" / "h5p.css"
    rules = re.compile(r"@font-face\s*\{[^}]*fonts/(?:inter|open-sans)/[^}]*\}\s*")
    styles.write_text(rules.sub("", styles.read_text()))


def write_table() -> None:
    rows = "\n".join(
        f"| {package.folder} | {package.name} | {package.version} | {package.licence} | {package.what_for} |"
        for package in PACKAGES
    )
    (STATIC / "README.md").write_text(
        "# Other people's work, kept here\n\n"
        "Written by `scripts/refresh_vendor.py`; change versions there, never files here. "
        "axe-core lies in `tests/vendor/`, the typeface for papers in `lms/web/paper/fonts/`.\n\n"
        f"| folder | package | version | licence | what for |\n|---|---|---|---|---|\n{rows}\n"
    )


def main() -> None:
    with TemporaryDirectory() as scratch:
        fetch(PACKAGES, into=Path(scratch))
        for package in PACKAGES:
            source = Path(scratch, "node_modules", package.name)
            place(package, source=source)
            if package.folder == "barcode-detector":
                take_the_decoder_from_our_own_address(STATIC / package.folder)
            if package.folder == "event-calendar":
                turn_the_calendar_into_a_module(STATIC / package.folder)
            if package.folder == "scorm-again":
                leave_maps_out(STATIC / package.folder)
            if package.folder == "h5p-standalone":
                leave_text_fonts_out(STATIC / package.folder)
            if package.folder == "nunito-sans":
                subset_nunito_sans(source / "files", to=STATIC / package.folder)
                place(replace(package, into=PAPER_FONTS.parent, folder=PAPER_FONTS.name), source=source)
                cut_nunito_sans_for_paper(source / "files", to=PAPER_FONTS)
    write_table()


if __name__ == "__main__":
    main()
