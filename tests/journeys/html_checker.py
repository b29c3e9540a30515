"""What the Nu HTML checker says of pages, in words. The jar is fetched by ``scripts/html_checker.py``."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

JARS = Path(__file__).resolve().parents[2] / ".venv" / "vnu"


def is_here() -> bool:
    return shutil.which("java") is not None and any(JARS.glob("*.jar"))


def faults(pages: Mapping[str, str]) -> list[str]:
    """Address to HTML in; one line for every fault out. All pages go through one start of Java."""
    with TemporaryDirectory(prefix="krok-html-") as folder:
        files = {}
        for number, (address, html) in enumerate(pages.items()):
            file = Path(folder, f"{number}.html")
            file.write_text(html, encoding="utf-8")
            files[file.as_uri().replace("file:///", "file:/")] = address
        jar = max(JARS.glob("*.jar"))
        command = ["java", "-Xss4m", "-jar", str(jar), "--exit-zero-always", "--format", "json", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{files[message['url']]}: {message['message']} {message.get('extract', '')!r}"
        for message in messages
        if message["type"] != "info" or message.get("subType") == "warning"
    ]
