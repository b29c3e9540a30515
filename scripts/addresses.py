"""No file names a package registry's host or a path of somebody's machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
FORBIDDEN = re.compile(
    r"files\.python"
    r"hosted|pypi\.(org|python)|registry\.npm"
    r"js|--index"
    r"-url [^`]|/(ro"
    r"ot|home/\w+)/"
)


def main() -> int:
    listed = subprocess.run(["git", "ls-files"], cwd=HOUSE, check=True, capture_output=True, text=True)
    found = 0
    for name in listed.stdout.splitlines():
        try:
            text = (HOUSE / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if FORBIDDEN.search(line):
                print(f"{name}:{number}: {line.strip()[:120]}", file=sys.stderr)
                found += 1
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
