"""Draw the pictures of the demonstration into ``lms/demo/content/pictures``. Run when a drawing changes.

    .venv/bin/python scripts/draw_demo_pictures.py [name …]

Needs Chromium. The result is committed, so that nobody needs it to load the demonstration.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from demo_scenes import HEIGHT, SCENES, WIDTH, drawing
from PIL import Image
from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).parent.parent / "lms" / "demo" / "content" / "pictures"
TONES = 96
"""Flat drawings need few colours; the rest are the soft edges between them."""


def main(names: list[str]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name in names or SCENES:
            page.set_content(f"<body style='margin:0'>{drawing(name)}</body>")
            shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            path = PICTURES / f"{name}.png"
            shot.quantize(TONES, dither=Image.Dither.NONE).save(path, optimize=True)
            sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
