"""Cut the one typeface down to what three languages need.

Nunito Sans comes as separate Latin, Latin-extended and Cyrillic files of 30 kB each. A first visit may
load two font files, so Polish letters have to live in the same file as the basic ones: the two Latin
files are cut at the lightest and the heaviest weight we use, joined, and made variable again.

Papers need the opposite: a file a weight that holds every letter, since Typst takes a font file whole.
Needs `fonttools` and `brotli`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import build, instancer

LIGHTEST, HEAVIEST = 400, 800
LATIN = (
    {*range(0x20, 0x7F), *range(0x2010, 0x2015), *range(0x2018, 0x201B), *range(0x201C, 0x201F)}
    | {ord(letter) for letter in "ĄĆĘŁŃÓŚŹŻąćęłńóśźżÄÖÜßäöüéèêëáíúýčřšžôâîçñ"}
    | {ord(sign) for sign in "\u00a0§©«\u00ad°·»×•…€−ʼ"}
)
CYRILLIC = {*range(0x410, 0x450), *map(ord, "ЁЄІЇёєіїҐґЎў"), 0x301}
LOOKS = ["kern", "liga", "mark", "mkmk", "locl", "ccmp"]
PAPER_LETTERS = (
    {*range(0x20, 0x180), *range(0x218, 0x21C), *range(0x400, 0x460), *range(0x1E80, 0x1E86)}
    | {*range(0x300, 0x305), *range(0x2010, 0x2028), *range(0x2030, 0x203B), *range(0x20A0, 0x20C0)}
    | {ord(sign) for sign in "ʼˇҐґ№™−∕"}
)
PAPER_WEIGHTS = {400: "Regular", 700: "Bold", 800: "ExtraBold"}
USELESS_ON_SCREENS = ("meta", "gasp", "prep", "fpgm", "cvt ", "STAT", "DSIG")


def cut(source: Path, *, weight: int, letters: set[int]) -> TTFont:
    """One weight of a variable font, with these letters only."""
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight})
    options = subset.Options(layout_features=LOOKS, hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    for table in USELESS_ON_SCREENS:
        if table in font:
            del font[table]
    font.flavor = None
    return font


def whole_weight(sources: list[Path], *, weight: int, letters: set[int]) -> TTFont:
    """One weight with the letters of all the sources, each letter from the first that has it."""
    with TemporaryDirectory() as scratch:
        wanted, parts = set(letters), []
        for number, source in enumerate(sources):
            part = Path(scratch, f"{number}.ttf")
            cut(source, weight=weight, letters=wanted).save(part)
            wanted -= set(TTFont(source).getBestCmap())
            parts.append(str(part))
        return Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0], lazy=False)


def join(sources: list[Path], *, letters: set[int], to: Path) -> None:
    """One variable woff2 with the letters of all the sources, each letter from the first that has it."""
    with TemporaryDirectory() as scratch:
        space = DesignSpaceDocument()
        space.addAxis(
            AxisDescriptor(name="Weight", tag="wght", minimum=LIGHTEST, default=LIGHTEST, maximum=HEAVIEST)
        )
        for weight in (LIGHTEST, HEAVIEST):
            whole = Path(scratch, f"{weight}.ttf")
            whole_weight(sources, weight=weight, letters=letters).save(whole)
            space.addSource(
                SourceDescriptor(path=str(whole), location={"Weight": weight}, familyName="Nunito Sans")
            )
        font, _, _ = build(space)
        font.flavor = "woff2"
        font.save(to)


def subset_nunito_sans(files: Path, *, to: Path) -> None:
    """`files` is the package's folder of woff2 files; writes latin.woff2 and cyrillic.woff2."""
    to.mkdir(parents=True, exist_ok=True)
    latin = [files / f"nunito-sans-{part}-wght-normal.woff2" for part in ("latin", "latin-ext")]
    join(latin, letters=LATIN, to=to / "latin.woff2")
    join([files / "nunito-sans-cyrillic-wght-normal.woff2"], letters=CYRILLIC, to=to / "cyrillic.woff2")


def cut_nunito_sans_for_paper(files: Path, *, to: Path) -> None:
    """One TTF a weight with Latin, Polish and Cyrillic letters together, and a list of what they draw."""
    to.mkdir(parents=True, exist_ok=True)
    sources = [
        files / f"nunito-sans-{part}-wght-normal.woff2"
        for part in ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
    ]
    for weight, style in PAPER_WEIGHTS.items():
        font = whole_weight(sources, weight=weight, letters=PAPER_LETTERS)
        font["OS/2"].usWeightClass = weight
        _name(font, style=style)
        font["head"].created = font["head"].modified = TTFont(sources[0])["head"].modified
        font.recalcTimestamp = False
        font.save(to / f"NunitoSans-{style}.ttf")
    (to / "letters.txt").write_text("".join(map(chr, sorted(font.getBestCmap()))), encoding="utf-8")


def _name(font: TTFont, *, style: str) -> None:
    """Call every weight by the name of the family, as a program that lays out pages looks for it."""
    kept = {record.nameID: str(record) for record in font["name"].names if record.nameID in {0, 5, 13, 14}}
    basic = style in {"Regular", "Bold"}
    names = kept | {
        1: "Nunito Sans" if basic else f"Nunito Sans {style}",
        2: style if basic else "Regular",
        3: f"NunitoSans-{style}",
        4: f"Nunito Sans {style}",
        6: f"NunitoSans-{style}",
        16: "Nunito Sans",
        17: style,
    }
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
