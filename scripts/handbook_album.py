"""Takes the pictures of the editors' handbook; started by ``handbook_pictures.py``, which says how."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from handbook_camera import Camera, start_browser
from handbook_scenes import SCENES
from playwright.sync_api import sync_playwright

from tests.journeys.house import open_house

HOUSE = Path(__file__).resolve().parent.parent
ALBUM = HOUSE / "docs" / "podrecznik-redaktora" / "obrazki"
STAGE = "import django; django.setup(); from handbook_stage import main; main()"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--at", default="", metavar="ADDRESS")
    asked.add_argument("scenes", nargs="*")
    wishes = asked.parse_args()
    began = time.monotonic()
    if wishes.at:
        take_pictures(address=wishes.at, environment=dict(os.environ), only=wishes.scenes)
    else:
        print("opening a house", flush=True)
        with tempfile.TemporaryDirectory() as folder, open_house(Path(folder) / "house") as house:
            take_pictures(address=house.address, environment=house.environment, only=wishes.scenes)
    print(f"{time.monotonic() - began:.0f} s")


def take_pictures(*, address: str, environment: dict[str, str], only: list[str]) -> None:
    numbers = set_stage(environment)
    ALBUM.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        camera = Camera(start_browser(playwright), address=address, album=ALBUM)
        for scene in SCENES:
            if not only or scene.__name__ in only:
                print(scene.__name__, flush=True)
                scene(camera, numbers)
    if not only:
        for old in {picture.stem for picture in ALBUM.glob("*.png")} - set(camera.taken):
            (ALBUM / f"{old}.png").unlink()
    weight = sum(picture.stat().st_size for picture in ALBUM.glob("*.png"))
    print(f"{len(camera.taken)} pictures; the album weighs {weight // 1024} kB")


def set_stage(environment: dict[str, str]) -> dict[str, int]:
    """Arrange what the pictures show, and learn the numbers of the pages."""
    settings = {"DJANGO_SETTINGS_MODULE": "lms.settings.development", "KROK_DEMO": "1"}
    paths = os.pathsep.join([str(HOUSE), str(HOUSE / "scripts")])
    done = subprocess.run(
        [sys.executable, "-c", STAGE],
        cwd=HOUSE,
        env={**settings, **environment, "PYTHONPATH": paths},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    numbers: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return numbers


if __name__ == "__main__":
    main()
