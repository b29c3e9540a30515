"""Set the papers of the demonstration into ``lms/demo/content/papers``. Run when their texts change.

    .venv/bin/python scripts/make_demo_papers.py

The same typeface and the same tags for screen readers (PDF/UA) as every paper of the house.
"""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import typst

HOUSE = Path(__file__).parent.parent
CONTENT = HOUSE / "lms" / "demo" / "content"
FONTS = HOUSE / "lms" / "web" / "paper" / "fonts"
SHEET = """
#let told = json(bytes(sys.inputs.data))
#set document(title: told.title, author: "Krok")
#set page("a5", margin: 14mm)
#set text(font: "Nunito Sans", size: 12pt, lang: told.lang, fill: rgb("#172a2d"))
#show heading: set text(size: 24pt, fill: rgb("#0b5b66"))
= #told.title
#v(2mm)
#told.lead
#v(4mm)
#for line in told.lines [
  #block(width: 100%, inset: 9pt, radius: 6pt, fill: rgb("#dfeeed"), below: 7pt)[
    #text(size: 19pt, weight: 800, line.number) \\
    #line.what
  ]
]
#v(3mm)
#for blank in told.blanks [
  #blank #box(width: 1fr, repeat[.]) #v(4mm)
]
"""


def main() -> None:
    told = tomllib.loads((CONTENT / "papers.toml").read_text(encoding="utf-8"))
    for code in ("pl", "uk", "en"):
        data = {
            "lang": code,
            "title": told["title"][code],
            "lead": told["lead"][code],
            "lines": [{"number": one["number"], "what": one["what"][code]} for one in told["lines"]],
            "blanks": [told[name][code] for name in ("mine", "school", "doctor")],
        }
        paper = typst.compile(
            SHEET.encode(),
            format="pdf",
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=datetime(2026, 11, 2, tzinfo=UTC),
        )
        path = CONTENT / "papers" / f"fridge-{code}.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(paper)
        sys.stdout.write(f"{path.name}: {len(paper) // 1024} kB\n")


if __name__ == "__main__":
    main()
