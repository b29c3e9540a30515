"""What a file proposes: a framework with its competences, and everything that is wrong, by line."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from courses.competences.importing.columns import LANGUAGES, columns_of
from courses.competences.importing.problems import FileRefused, Problem
from courses.competences.importing.tables import lines_of
from courses.models.framework import HIGHEST_LEVEL, is_esco_address

if TYPE_CHECKING:
    from courses.competences.importing.lines import Line

CODE_LENGTH = 60
TITLE_LENGTH = 200
MARK = re.compile(r"</?[a-z][^<>]*>|&#?\w+;", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div|h\d|tr)>", re.IGNORECASE)
YES = frozenset({"1", "true", "yes", "tak", "так"})


@dataclass(frozen=True)
class Row:
    """A competence of the file; ``titles`` and ``descriptions`` by language."""

    line: int
    code: str
    parent: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    esco_uri: str = ""

    @property
    def title(self) -> str:
        return next(iter(self.titles.values()), "")


@dataclass
class Proposal:
    code: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    named_in: int = 0
    """The line in which the file names the framework; 0 where it does not."""
    levels: list[str] = field(default_factory=list)
    language: str = "pl"
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Heads of columns that hold something and have no place here."""

    @property
    def is_sound(self) -> bool:
        return not self.problems and bool(self.rows)

    def as_data(self) -> dict[str, Any]:
        """Without its problems: only what is sound is kept for the second step."""
        return {**asdict(self), "problems": []}

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> Proposal:
        return cls(**{**data, "rows": [Row(**row) for row in data["rows"]]})


def propose(content: bytes, *, language: str, code: str = "", title: str = "") -> Proposal:
    """Read a file. ``language`` is that of texts whose column names none.

    ``code`` and ``title`` name the framework where the file does not.
    """
    proposal = Proposal(code=code, titles={language: title} if title else {}, language=language)
    try:
        lines = lines_of(content)
        columns = columns_of(lines[0].cells)
        if "code" not in columns or not any(name.startswith("title") for name in columns):
            words = _("The first line must name the columns: code and title at least.")
            raise FileRefused(words, line=lines[0].number)
    except FileRefused as refused:
        proposal.problems.append(refused.problem)
        return proposal
    proposal.left_out = _left_out(lines, set(columns.values()))
    for line in lines[1:]:
        faults = [line.faults[place] for place in columns.values() if place in line.faults]
        proposal.problems.extend(Problem(line.number, words) for words in dict.fromkeys(faults))
        cells = {name: _at(line, place) for name, place in columns.items()}
        if cells.get("is_framework", "").casefold() in YES:
            _take_framework(proposal, line, cells)
        else:
            proposal.rows.append(_row(line, cells, language=language))
    _look_through(proposal)
    return proposal


def _left_out(lines: list[Line], read: set[int]) -> list[str]:
    others = [(place, head) for place, head in enumerate(lines[0].cells) if head and place not in read]
    return [head for place, head in others if any(_at(line, place) for line in lines[1:])]


def _at(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _take_framework(proposal: Proposal, line: Line, cells: dict[str, str]) -> None:
    if proposal.named_in:
        words = _("A second framework begins here; the first one is in line %(line)s. Please split the file.")
        proposal.problems.append(Problem(line.number, words % {"line": proposal.named_in}))
        return
    proposal.named_in = line.number
    proposal.code = _slug(cells["code"]) or proposal.code
    if title := cells.get("title"):
        proposal.titles = {proposal.language: title[:TITLE_LENGTH]}
    scale = [step.strip() for step in cells.get("scale", "").split(",") if step.strip()]
    proposal.levels = scale
    if len(scale) > HIGHEST_LEVEL:
        words = _("The scale has more than %(most)s steps.") % {"most": HIGHEST_LEVEL}
        proposal.problems.append(Problem(line.number, words))


def _row(line: Line, cells: dict[str, str], *, language: str) -> Row:
    def told(name: str) -> dict[str, str]:
        texts = {code: _plain(cells.get(f"{name}_{code}", "")) for code in LANGUAGES}
        if plain := _plain(cells.get(name, "")):
            texts.setdefault(language, plain)
            texts[language] = texts[language] or plain
        return {code: text for code, text in texts.items() if text}

    return Row(
        line=line.number,
        code=cells["code"],
        parent=cells.get("parent", ""),
        titles=told("title"),
        descriptions=told("description"),
        esco_uri=cells.get("esco_uri", ""),
    )


def _look_through(proposal: Proposal) -> None:
    if not proposal.code:
        words = _("The file does not say what the framework is called. Please type its code and title.")
        proposal.problems.append(Problem(0, words))
    if not proposal.rows:
        proposal.problems.append(Problem(0, _("The file holds no competence.")))
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in proposal.rows:
        by_code[row.code.casefold()].append(row)
    told = {problem.line for problem in proposal.problems}
    for row in proposal.rows:
        if row.line not in told:
            proposal.problems.extend(Problem(row.line, words) for words in _wrong_with(row, by_code))
    proposal.problems.extend(_circles(proposal.rows))
    proposal.problems.sort()


def _wrong_with(row: Row, by_code: dict[str, list[Row]]) -> list[str]:
    wrong = []
    if not row.code:
        wrong.append(_("The code is missing."))
    elif len(row.code) > CODE_LENGTH:
        wrong.append(_("The code is longer than 60 signs."))
    elif (first := by_code[row.code.casefold()][0]) is not row:
        wrong.append(
            _("The code %(code)s stands in line %(line)s already.") % {"code": row.code, "line": first.line}
        )
    if not row.titles:
        wrong.append(_("The title is missing."))
    elif any(len(title) > TITLE_LENGTH for title in row.titles.values()):
        wrong.append(_("The title is longer than 200 signs."))
    if row.parent and row.parent.casefold() not in by_code:
        wrong.append(_("It is part of %(code)s, which the file does not hold.") % {"code": row.parent})
    if row.esco_uri:
        try:
            is_esco_address(row.esco_uri)
        except ValidationError as error:
            wrong.extend(error.messages)
    return wrong


def _circles(rows: list[Row]) -> list[Problem]:
    """Each circle once, at its first line, with the way round."""
    known = {row.code.casefold(): row for row in reversed(rows)}
    told: set[str] = set()
    problems = []
    for row in rows:
        way: list[str] = []
        code = row.code.casefold()
        while code and code in known and code not in way and code not in told:
            way.append(code)
            code = known[code].parent.casefold()
        if code and code in way:
            circle = [known[one] for one in way[way.index(code) :]]
            names = " → ".join(f"{one.code} ({one.line})" for one in [*circle, circle[0]])
            words = _("These are parts of each other, in a circle: %(names)s.") % {"names": names}
            problems.append(Problem(min(one.line for one in circle), words))
        told.update(way)
    return problems


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-")[:CODE_LENGTH]


def _plain(text: str) -> str:
    """Moodle writes descriptions as HTML; ours are plain. In HTML only its marks begin a new line."""
    if not MARK.search(text):
        return text.strip()
    lines = html.unescape(strip_tags(BREAK.sub("\n", " ".join(text.split())))).split("\n")
    return "\n".join(told for line in lines if (told := " ".join(line.split())))
