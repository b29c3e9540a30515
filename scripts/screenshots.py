"""Pictures of every page that the stories pass, to be looked at: ``var/screenshots/``.

Three languages, a phone and a desktop, light and dark. Arguments go to pytest: ``-k queue``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("KROK_VAR", HOUSE / "var")).absolute()


def main() -> int:
    album = VAR / "screenshots"
    album.mkdir(parents=True, exist_ok=True)
    for old in album.glob("*.png"):
        old.unlink()
    pytest = [str(HOUSE / ".venv" / "bin" / "pytest"), "tests/journeys", "-q", *sys.argv[1:]]
    done = subprocess.run(pytest, cwd=HOUSE, env={**os.environ, "KROK_SCREENSHOTS": str(album)}, check=False)
    print(f"{len(list(album.glob('*.png')))} pictures in {album}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
