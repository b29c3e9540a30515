"""The Nu HTML checker for the tests: fetched once by npm at a pinned version, checked against its digest.

It is 30 MB of Java that no reader ever meets, so it lies in `.venv` and not in the repository.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from steps import HOUSE

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
JAR = HOUSE / ".venv" / "vnu" / f"vnu-{VERSION}.jar"


def fetch() -> None:
    """Put the checker where the tests look for it; what goes wrong is said, and the next run tries again."""
    npm = shutil.which("npm")
    if JAR.exists() or npm is None:
        return
    with TemporaryDirectory(prefix="krok-vnu-") as scratch:
        command = [npm, "pack", "--silent", "--pack-destination", scratch, f"vnu-jar@{VERSION}"]
        done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
        packed = next(Path(scratch).glob("*.tgz"), None)
        if done.returncode or packed is None:
            print(f"!! npm could not fetch the HTML checker: {done.stderr.strip()}", file=sys.stderr)
            return
        digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if digest != SHA512:
            sys.exit("The HTML checker that npm fetched is not the one we know. Nothing was kept.")
        _unpack(packed)


def _unpack(packed: Path) -> None:
    JAR.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packed) as package:
        member = package.getmember("package/build/dist/vnu.jar")
        member.name = f"{JAR.name}.part"
        package.extract(member, JAR.parent, set_attrs=False)
    JAR.with_name(member.name).rename(JAR)
