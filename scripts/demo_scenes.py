"""The drawings of the demonstration, as SVG: one river, the people who cross it, and where they arrive.

They speak the language of ``templates/components/illustrations``: flat shapes, its colours, stepping stones.
"""

# ruff: noqa: E501 - a path is read as a whole

from __future__ import annotations

WIDTH, HEIGHT = 1200, 800

COLOURS = """
.sky{fill:#fdeede}.dusk{fill:#dfeeed}.sun{fill:#f8b87c}.far{fill:#d5e3d2}.hill{fill:#b7d0bb}
.water-far{fill:#bcdcdb}.water{fill:#93c5c7}.near{fill:#5fa5ab}.stone{fill:#f3e7d3}.side{fill:#c2b196}
.next{fill:#f6a965}.next-side{fill:#d98335}.roof{fill:#c8743a}.wall{fill:#fff6e8}.leaf{fill:#5f9274}
.leaf-light{fill:#8fb79a}.one{fill:#0b5b66}.two{fill:#c8632b}.hair{fill:#6b432a}.fair{fill:#c99a5b}
.dark{fill:#2d4347}.skin{fill:#eec39a}.skin-deep{fill:#c98e62}.paper{fill:#fffdf9}.sunk{fill:#f4ede1}
.line{fill:none;stroke:#2d4347;stroke-width:7;stroke-linecap:round;stroke-linejoin:round}
.ripple{fill:none;stroke:#e9f5f3;stroke-width:4;stroke-linecap:round}
.trunk{fill:none;stroke:#c8743a;stroke-width:12;stroke-linecap:round}
.leg{stroke:#2d4347;stroke-width:9;stroke-linecap:round;fill:none}
.rope{stroke:#86420b;stroke-width:4;fill:none;stroke-linecap:round}
"""


def tree(x: float, y: float, r: float, tone: str = "leaf") -> str:
    return (
        f'<path class="trunk" d="M{x} {y}v{-r * 1.9}"/><circle class="{tone}" cx="{x}" cy="{y - r * 2.2}" r="{r}"/>'
        f'<circle class="{tone}" cx="{x + r * 0.75}" cy="{y - r * 1.6}" r="{r * 0.68}"/>'
    )


def stone(x: float, y: float, r: float, *, is_next: bool = False) -> str:
    top, side = ("next", "next-side") if is_next else ("stone", "side")
    return (
        f'<ellipse class="{side}" cx="{x}" cy="{y + r * 0.16}" rx="{r}" ry="{r * 0.3}"/>'
        f'<ellipse class="{top}" cx="{x}" cy="{y}" rx="{r}" ry="{r * 0.3}"/>'
    )


def house(x: float, y: float, s: float) -> str:
    """Its door stands at (x, y); ``s`` is the width."""
    return (
        f'<g transform="translate({x} {y}) scale({s / 100})">'
        '<path class="roof" d="M24-112h14v34H24z"/><path class="wall" d="M-44-62h88V0h-88z"/>'
        '<path class="roof" d="M-56-58L0-106 56-58z"/><path class="sun" d="M-30-44h24v24h-24z"/>'
        '<path class="roof" d="M10-42h24V0H10z"/></g>'
    )


def grown_up(
    x: float, y: float, s: float, *, coat: str = "one", scarf: str = "two", hair: str = "hair"
) -> str:
    """Seen from behind, standing at (x, y). At scale 1 some 140 high."""
    return (
        f'<g transform="translate({x} {y}) scale({s})"><path class="leg" d="M-9-28v26M9-28v26"/>'
        f'<path class="{coat}" d="M-28-22c-1-42 6-77 27-77s29 35 28 77c-16 5-40 5-55 0z"/>'
        f'<circle class="{hair}" cx="0" cy="-137" r="8.5"/><circle class="{hair}" cx="0" cy="-117" r="17.5"/>'
        f'<path class="{scarf}" d="M-16-102c10 7 22 7 32 0l3 9c-11 8-27 8-38 0z"/></g>'
    )


def child(x: float, y: float, s: float, *, coat: str = "two", hat: str = "wall", pack: str = "next") -> str:
    return (
        f'<g transform="translate({x} {y}) scale({s})"><path class="leg" d="M-6-16v14M6-16v14"/>'
        f'<path class="{coat}" d="M-19-13c-2-28 4-47 19-47s21 19 19 47c-12 4-27 4-38 0z"/>'
        f'<rect class="{pack}" x="-11" y="-53" width="22" height="25" rx="8"/>'
        '<circle class="hair" cx="0" cy="-72" r="13"/>'
        f'<path class="{hat}" d="M-15-71c-1-13 6-19 15-19s16 6 15 19c-9 4-21 4-30 0z"/>'
        f'<circle class="{hat}" cx="0" cy="-93" r="5"/></g>'
    )


def land(horizon: float = 430) -> str:
    return (
        '<path class="sky" d="M0 0h1200v800H0z"/><circle class="sun" cx="880" cy="190" r="78"/>'
        f'<path class="far" d="M0 {horizon}c190-120 380-190 560-150s260 40 640-40v560H0z"/>'
        f'<path class="hill" d="M0 {horizon + 70}c260-90 470-60 690-80s330-70 510-30v440H0z"/>'
    )


STONES = (
    land()
    + house(1010, 392, 150)
    + tree(1130, 400, 34)
    + tree(120, 480, 40)
    + '<path class="water-far" d="M0 560c260-50 520-40 760-76s320-60 440-56v372H0z"/>'
    '<path class="water" d="M0 640c280-40 560-30 780-70s300-50 420-46v276H0z"/>'
    '<path class="near" d="M0 740c300-40 620-20 1200-60v120H0z"/>'
    '<path class="ripple" d="M120 610c40-8 80-8 120 0M520 580c40-8 80-8 120 0M980 560c40-8 80-8 110 0'
    'M240 720c50-9 100-9 150 0M900 690c46-9 92-9 140 0M620 760c50-9 100-9 150 0"/>'
    + stone(940, 470, 46)
    + stone(850, 510, 56)
    + stone(740, 556, 70)
    + stone(610, 610, 84, is_next=True)
    + stone(440, 676, 104)
    + stone(250, 752, 120)
    + grown_up(420, 668, 1.25)
    + child(484, 676, 1.25)
)

HOME = (
    '<path class="dusk" d="M0 0h1200v800H0z"/><circle class="wall" cx="210" cy="160" r="56"/>'
    '<path class="far" d="M0 520c220-110 470-150 700-110s320 30 500-10v400H0z"/>'
    '<path class="hill" d="M0 600c300-70 620-60 1200-80v280H0z"/>'
    + tree(180, 610, 66)
    + tree(1060, 600, 52, "leaf-light")
    + house(600, 600, 430)
    + '<path class="next" d="M643 600h104l70 120H560z" opacity=".55"/>'
    + stone(690, 640, 52)
    + stone(650, 690, 66)
    + stone(590, 752, 84, is_next=True)
    + grown_up(430, 730, 1.35, coat="two", scarf="one", hair="dark")
    + child(352, 742, 1.35, coat="one", hat="next", pack="two")
)

TABLE = (
    '<path class="sunk" d="M0 0h1200v800H0z"/><rect class="dusk" x="110" y="90" width="330" height="330" rx="16"/>'
    '<path class="hill" d="M110 330c90-60 220-60 330-20v94a16 16 0 0 1-16 16H126a16 16 0 0 1-16-16z"/>'
    '<circle class="sun" cx="340" cy="190" r="44"/><path class="line" d="M275 90v330M110 255h330"/>'
    '<path class="rope" d="M700 0v150"/><path class="two" d="M620 210c0-44 36-70 80-70s80 26 80 70z"/>'
    '<path class="sun" d="M560 560l90-350h100l90 350z" opacity=".28"/>'
    '<ellipse class="roof" cx="700" cy="590" rx="440" ry="112"/><ellipse class="next" cx="700" cy="570" rx="440" ry="112"/>'
    '<ellipse class="paper" cx="700" cy="556" rx="104" ry="30"/>'
    '<path class="two" d="M620 548c0-60 30-84 80-84s80 24 80 84c-40 16-120 16-160 0z"/>'
    '<path class="paper" d="M626 520c30 16 50-10 74 6s46-12 72-4c-8-36-34-58-72-58s-66 20-74 56z"/>'
    + "".join(
        f'<g transform="translate({x} {y})"><ellipse class="paper" cx="0" cy="32" rx="64" ry="18"/>'
        f'<path class="{tone}" d="M-42-34h84c0 46-10 66-42 66s-42-20-42-66z"/>'
        f'<path class="line" d="M42-22c34-8 34 36-6 34" style="stroke:#fff6e8"/>'
        '<path class="ripple" d="M-14-58c-10-16 10-22 0-40M14-58c-10-16 10-22 0-40" style="stroke:#c2b196"/></g>'
        for x, y, tone in ((440, 560, "one"), (900, 528, "leaf"), (910, 620, "two"))
    )
    + '<path class="trunk" d="M420 690l-30 110M980 690l30 110"/>'
)

CHILDREN = (
    land(380)
    + tree(160, 470, 62)
    + tree(1080, 440, 44)
    + '<path class="hill" d="M0 520c300-50 700-40 1200-70v350H0z"/>'
    '<path class="water-far" d="M0 640c300-50 700-70 1200-50v210H0z"/>'
    '<path class="water" d="M0 700c300-40 700-40 1200-30v130H0z"/>'
    '<path class="ripple" d="M180 690c40-8 80-8 120 0M840 670c40-8 80-8 120 0M500 760c50-9 100-9 150 0M980 740c40-8 80-8 110 0"/>'
    '<path class="paper" d="M640 700l40 40h120l40-40-66 14-34-54-34 54z"/>'
    '<path class="next" d="M950 660l26 26h78l26-26-43 9-22-35-22 35z"/>'
    + child(380, 640, 2.3, coat="two", hat="wall", pack="next")
    + child(500, 630, 2.0, coat="one", hat="next", pack="sun")
    + child(270, 632, 1.8, coat="leaf", hat="two", pack="wall")
)

HANDS = (
    '<path class="sky" d="M0 0h1200v800H0z"/><circle class="sun" cx="600" cy="330" r="250" opacity=".55"/>'
    '<path class="far" d="M0 640c300-80 900-80 1200 0v160H0z"/>'
    + house(600, 440, 230)
    + '<g><path class="skin" d="M250 560c60-40 150-60 230-50 60 8 90-20 140-14 34 4 34 40-4 50l-110 26'
    'c60 0 130-26 190-52 36-16 62 18 30 44-90 74-210 130-330 132-60 2-110 20-160 50z"/>'
    '<path class="one" d="M0 640l236-96 44 190L60 800H0z"/>'
    '<path class="skin-deep" d="M960 590c-50-40-120-66-190-60-40 4-70-14-108-8-28 4-28 34 4 42l84 20'
    'c-50 0-100-18-146-38-30-14-50 16-24 38 76 62 180 104 280 104 50 0 90 14 130 38z"/>'
    '<path class="two" d="M1200 660l-226-90-40 156L1130 800h70z"/></g>'
)

SWING = (
    land(460)
    + '<path class="hill" d="M0 600c300-60 800-60 1200-30v230H0z"/><path class="trunk" style="stroke-width:46" '
    'd="M420 690c10-140 0-240-20-330M410 420c90-30 200-50 330-46"/>'
    '<circle class="leaf" cx="330" cy="280" r="150"/><circle class="leaf" cx="500" cy="220" r="140"/>'
    '<circle class="leaf-light" cx="420" cy="190" r="110"/><circle class="leaf" cx="690" cy="330" r="84"/>'
    '<circle class="next" cx="300" cy="330" r="16"/><circle class="next" cx="430" cy="270" r="16"/>'
    '<circle class="next" cx="560" cy="300" r="16"/><circle class="next" cx="380" cy="160" r="16"/>'
    '<path class="rope" d="M650 376L700 640M740 374l36 262"/><path class="roof" d="M680 636h116v16H680z"/>'
    + child(738, 646, 1.9, coat="one", hat="two", pack="sun")
    + grown_up(900, 700, 1.8, coat="leaf", scarf="next", hair="fair")
)

BRIDGE = (
    land(400)
    + '<path class="water-far" d="M0 560c300-30 900-30 1200 0v240H0z"/><path class="water" d="M0 640c300-30 900-30 1200 0v160H0z"/>'
    '<path class="ripple" d="M200 600c40-8 80-8 120 0M860 620c40-8 80-8 120 0M480 720c50-9 100-9 150 0M900 740c46-9 92-9 140 0M120 720c40-8 80-8 120 0"/>'
    '<path class="hill" d="M0 520c90-20 180-20 250 30l-60 90H0zM1200 500c-90-16-180-10-250 40l60 100h190z"/>'
    '<path d="M190 560c240-130 580-130 820 0" fill="none" stroke="#c8743a" stroke-width="30" stroke-linecap="round"/>'
    '<path class="rope" style="stroke-width:8" d="M190 490c240-130 580-130 820 0"/>'
    + "".join(
        f'<path class="rope" style="stroke-width:8" d="M{x} {y}v-74"/>'
        for x, y in ((190, 562), (320, 510), (460, 476), (600, 464), (740, 476), (880, 510), (1010, 562))
    )
    + tree(90, 520, 48)
    + tree(1130, 500, 54)
    + grown_up(520, 466, 1.1)
    + child(570, 464, 1.1)
    + grown_up(770, 480, 1.1, coat="two", scarf="wall", hair="dark")
)

DOORSTEP = (
    '<path class="dusk" d="M0 0h1200v800H0z"/><path class="wall" d="M180 0h840v650H180z"/>'
    '<path class="sun" d="M470 130h260v520H470z"/><path class="next" d="M470 650h260l110 150H360z" opacity=".6"/>'
    '<path class="roof" d="M730 130l150 40v520l-150-40z"/><circle class="sun" cx="758" cy="420" r="13"/>'
    '<path class="roof" d="M450 110h300v20H450z"/>'
    '<rect class="dusk" x="240" y="220" width="150" height="190" rx="10"/><path class="line" d="M315 220v190M240 315h150"/>'
    '<path class="two" d="M250 420h130l-16 50H266z"/><circle class="leaf" cx="280" cy="404" r="26"/>'
    '<circle class="leaf" cx="316" cy="394" r="30"/><circle class="leaf-light" cx="352" cy="406" r="24"/>'
    '<path class="side" d="M180 650h840v30H180z"/><ellipse class="roof" cx="600" cy="724" rx="150" ry="28"/>'
    + "".join(
        f'<path class="{tone}" d="M{x} 710c0-14 8-22 20-22h24c12 0 22 6 22 22z"/>'
        for x, tone in ((500, "one"), (560, "one"), (632, "two"), (676, "two"))
    )
    + '<path class="hill" d="M0 700c60-30 120-30 180-20v120H0zM1200 690c-60-30-120-30-180-14v124h180z"/>'
    + tree(100, 700, 50)
    + tree(1110, 690, 46, "leaf-light")
)

SOUNDS = (
    '<path class="sky" d="M0 0h1200v800H0z"/><path class="far" d="M0 640c300-80 800-90 1200-20v180H0z"/>'
    + "".join(
        f'<g transform="translate({x} {y})"><path class="{tone}" d="M-120-80a40 40 0 0 1 40-40H80a40 40 0 0 1 40 40v110'
        f'a40 40 0 0 1-40 40H{20 * turn}l{-60 * turn} 56 6-56H-80a40 40 0 0 1-40-40z"/>'
        f'<text x="0" y="24" text-anchor="middle" font-family="Nunito Sans, sans-serif" font-weight="800" '
        f'font-size="130" fill="{ink}">{letter}</text></g>'
        for x, y, tone, ink, letter, turn in (
            (260, 260, "one", "#fff6e8", "ш", 1),
            (540, 190, "next", "#2c1703", "sz", 1),
            (810, 260, "two", "#fff6e8", "р", -1),
            (1030, 480, "leaf", "#fff6e8", "r", -1),
        )
    )
    + grown_up(480, 730, 2.2, coat="leaf", scarf="next", hair="fair")
    + child(680, 740, 2.6, coat="two", hat="wall", pack="sun")
)

PICNIC = (
    land(420)
    + '<path class="hill" d="M0 560c300-50 800-60 1200-30v270H0z"/>'
    + tree(130, 580, 70)
    + tree(1090, 560, 56, "leaf-light")
    + '<path class="rope" d="M516 540C640 400 740 320 850 220"/><path class="two" d="M850 220l-34-80 88-30 20 84z"/>'
    '<path class="rope" d="M850 220c30 30 0 50 30 80s0 50 24 76"/>'
    '<path class="paper" d="M300 690l140-70h420l120 70-130 70H420z"/>'
    '<path class="next" d="M370 655l140 0-140 70zM860 620l-90 0 130 80zM560 620h110l60 140H470z" opacity=".55"/>'
    '<path class="roof" d="M540 640h130l-14 70H554z"/><path class="rope" style="stroke-width:9" d="M556 640c0-70 98-70 98 0"/>'
    '<circle class="two" cx="740" cy="690" r="20"/><circle class="leaf" cx="780" cy="696" r="18"/>'
    '<path class="one" d="M440 670h44v34c0 12-44 12-44 0z"/>'
    + child(486, 600, 1.9, coat="one", hat="next", pack="two")
    + grown_up(330, 640, 1.5, coat="two", scarf="one", hair="dark")
    + grown_up(960, 640, 1.5)
    + child(1020, 652, 1.4, coat="leaf", hat="wall", pack="sun")
)

SCENES = {
    "stones": STONES,
    "home": HOME,
    "table": TABLE,
    "children": CHILDREN,
    "hands": HANDS,
    "swing": SWING,
    "bridge": BRIDGE,
    "doorstep": DOORSTEP,
    "sounds": SOUNDS,
    "picnic": PICNIC,
}


def drawing(name: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<style>{COLOURS}</style>{SCENES[name]}</svg>"
    )
