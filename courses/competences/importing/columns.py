"""The heads of columns, as Moodle exports them and as people write them in three languages."""

from __future__ import annotations

LANGUAGES = ("pl", "uk", "en")

HEADS: dict[str, tuple[str, ...]] = {
    "code": (
        "id number",
        "idnumber",
        "code",
        "kod",
        "код",
        "numer identyfikacyjny",
        "ідентифікаційний номер",
    ),
    "parent": (
        "parent id number",
        "parentidnumber",
        "parent",
        "part of",
        "nadrzędna",
        "należy do",
        "батьківська",
        "належить до",
    ),
    "title": ("short name", "shortname", "title", "name", "nazwa", "назва"),
    "description": ("description", "opis", "опис"),
    "scale": ("scale values", "scalevalues"),
    "is_framework": ("is framework", "isframework"),
    "esco_uri": ("esco", "esco uri", "esco url"),
    **{f"title_{code}": (f"title {code}", f"nazwa {code}", f"назва {code}") for code in LANGUAGES},
    **{f"description_{code}": (f"description {code}", f"opis {code}", f"опис {code}") for code in LANGUAGES},
}
BY_HEAD = {head: column for column, heads in HEADS.items() for head in heads}


def columns_of(cells: tuple[str, ...]) -> dict[str, int]:
    """Where each known column stands; of two alike the first counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        head = " ".join(cell.casefold().replace("_", " ").strip("*: ").split())
        if column := BY_HEAD.get(head):
            found.setdefault(column, place)
    return found
