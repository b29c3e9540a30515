"""The pictures of the editors' handbook, ``docs/podrecznik-redaktora/obrazki``, taken in the real house.

    python scripts/handbook_pictures.py
    python scripts/handbook_pictures.py --at http://127.0.0.1:8000 leaflets offices

The first opens a demonstration of its own, takes every picture anew in a few minutes, and leaves nothing
behind. The second uses one that runs already, with the ``KROK_VAR`` of this shell, changes what lies in it,
and plays the scenes that are named (``handbook_scenes.py``). Needs what ``make test`` needs, and Chromium.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def main() -> int:
    album = [str(HOUSE / ".venv" / "bin" / "python"), str(HOUSE / "scripts" / "handbook_album.py")]
    return subprocess.run(
        [*album, *sys.argv[1:]], env={**os.environ, "PYTHONPATH": str(HOUSE)}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
