"""Draw the pages of a PDF as grey points. A program of its own, so that a bad PDF harms nothing but it.

Takes the PDF on standard input, gives for each page "width height" and the points on standard output. Says
on standard error what is wrong with it, in a word of ``Trouble``.
"""

from __future__ import annotations

import resource
import sys

import pypdfium2
import pypdfium2.raw

MEMORY = 2 * 1024**3
SECONDS = 30
POINTS_PER_INCH_WANTED = 300 / 72
PASSWORD_NEEDED = pypdfium2.raw.FPDF_ERR_PASSWORD


def main(most_pages: int, longest_side: int) -> str:
    """What is wrong with the PDF; nothing when all went well."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        paper = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        return "locked" if error.err_code == PASSWORD_NEEDED else "damaged"
    if len(paper) > most_pages:
        return "too_many_pages"
    for number in range(len(paper)):
        try:
            page = paper[number]
            longest = max(*page.get_size(), 1)
            drawn = page.render(scale=min(POINTS_PER_INCH_WANTED, longest_side / longest), grayscale=True)
            picture = drawn.to_pil().convert("L")
        except (pypdfium2.PdfiumError, MemoryError, ValueError):
            return "damaged"
        sys.stdout.buffer.write(f"{picture.width} {picture.height}\n".encode())
        sys.stdout.buffer.write(picture.tobytes())
    return ""


if __name__ == "__main__":
    trouble = main(int(sys.argv[1]), int(sys.argv[2]))
    sys.stderr.write(trouble)
    sys.exit(1 if trouble else 0)
