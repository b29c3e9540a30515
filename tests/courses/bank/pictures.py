"""A picture of one point."""

from __future__ import annotations

import io

from PIL import Image


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(out, "PNG")
    return out.getvalue()


PNG = _png()
