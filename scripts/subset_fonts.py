"""Cut the one typeface down to what three languages need.

Nunito Sans comes as separate Latin, Latin-extended and Cyrillic files of 30 kB each. A first visit may
load two font files, so Polish letters have to live in the same file as the basic ones: the two Latin
files are cut at the lightest and the heaviest weight we use, joined, and made variable again.
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


def join(sources: list[Path], *, letters: set[int], to: Path) -> None:
    """One variable woff2 with the letters of all the sources, each letter from the first that has it."""
    with TemporaryDirectory() as scratch:
        space = DesignSpaceDocument()
        space.addAxis(
            AxisDescriptor(name="Weight", tag="wght", minimum=LIGHTEST, default=LIGHTEST, maximum=HEAVIEST)
        )
        for weight in (LIGHTEST, HEAVIEST):
            wanted, parts = set(letters), []
            for number, source in enumerate(sources):
                part = Path(scratch, f"{weight}-{number}.ttf")
                cut(source, weight=weight, letters=wanted).save(part)
                wanted -= set(TTFont(source).getBestCmap())
                parts.append(str(part))
            whole = Path(scratch, f"{weight}.ttf")
            (Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])).save(whole)
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
