"""A framework comes from Moodle's CSV or a plain table: all of it after a look, or nothing, line by line."""

import io
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import Workbook

from courses.competences.importing import books
from courses.competences.importing.proposal import Proposal, propose
from courses.competences.importing.taking import NotSound, take
from courses.models import Competence, Framework, Level

MOODLE = """\
"Parent ID number","ID number","Short name",Description,"Description format","Scale values",\
"Scale configuration","Rule type (optional)","Rule outcome (optional)","Rule config (optional)",\
"Cross-referenced competency ID numbers","Exported ID (optional)","Is framework",Taxonomy
,DIG-24,"Cyfrowe kompetencje","<p>Wersja 2024</p>",1,"Zna,Umie,Uczy innych",\
"[{""scaleid"":""2""}]",,,,,,1,competence
,D1,"Informacja","<p>Szuka
 i ocenia&nbsp;</p><p>źródła &amp; fakty<br /></p>",1,,,,,,,1,,
D1,D1.1,"Wyszukiwanie, filtrowanie","",1,,,,,,,2,,
D1,D1.2,"Ocena danych","",1,,,,,,,3,,
"""
FOREIGN = Path(__file__).parent / "foreign"


def test_a_framework_of_moodle_is_read_whole():
    proposal = propose(MOODLE.encode("utf-8-sig"), language="pl")

    assert proposal.problems == []
    assert (proposal.code, proposal.titles) == ("DIG-24", {"pl": "Cyfrowe kompetencje"})
    assert proposal.levels == ["Zna", "Umie", "Uczy innych"]
    assert [(row.line, row.code, row.parent) for row in proposal.rows] == [
        (3, "D1", ""),
        (5, "D1.1", "D1"),
        (6, "D1.2", "D1"),
    ]
    assert proposal.rows[0].descriptions == {"pl": "Szuka i ocenia\nźródła & fakty"}
    assert proposal.rows[1].title == "Wyszukiwanie, filtrowanie"
    assert proposal.left_out == [
        "Description format",
        "Scale configuration",
        "Exported ID (optional)",
        "Taxonomy",
    ]


def test_a_table_in_three_languages_is_read_from_xlsx():
    content = _book(
        ["kod", "nadrzędna", "nazwa pl", "назва uk", "title en", "opis pl", "ESCO"],
        ["W-1", None, "Wiedza", "Знання", "Knowledge", None, None],
        [
            7,
            "W-1",
            "Pierwsza pomoc",
            "Перша допомога",
            "First aid",
            "RKO",
            "http://data.europa.eu/esco/skill/a-1",
        ],
    )

    proposal = propose(content, language="pl", code="HOUSE", title="Dom")

    assert proposal.problems == []
    assert proposal.rows[1].code == "7"
    assert proposal.rows[1].titles == {"pl": "Pierwsza pomoc", "uk": "Перша допомога", "en": "First aid"}


def test_a_table_of_another_tool_is_read_with_its_formulas_links_and_lines():
    proposal = propose((FOREIGN / "xlsxwriter.xlsx").read_bytes(), language="pl", code="R", title="Rodzina")

    assert proposal.problems == []
    assert [(row.line, row.code, row.parent, row.title) for row in proposal.rows] == [
        (2, "R", "", "Rodzina"),
        (3, "R-1", "R", "Rozmowa z dzieckiem"),
        (4, "12", "R", "Pierwsza pomoc"),
        (5, "R-2", "R", "Granice"),
    ]
    assert proposal.rows[0].descriptions == {"pl": "Wspieranie rodziny\nw kryzysie"}
    assert (
        proposal.rows[2].esco_uri == "http://data.europa.eu/esco/skill/0b071b62-4b39-4a3e-9b3b-4f3f0b6d6b6b"
    )


def test_what_a_spreadsheet_did_to_a_table_is_named_by_line(english):
    proposal = propose((FOREIGN / "xlsxwriter_spoilt.xlsx").read_bytes(), language="en", code="X")

    assert [(problem.line, problem.words) for problem in proposal.problems] == [
        (3, "A3 is a date. If it was a code, please make the column text and type it again."),
        (4, "The cells B4:B6 are merged. Please part them and fill in each."),
        (7, "C7 is an error of the table: #N/A."),
    ]


def test_a_formula_that_was_never_worked_out_is_not_taken_for_an_empty_cell(english):
    content = _book(["code", "title"], ["A", "Help"], ['=CONCATENATE("B","1")', "More help"])

    proposal = propose(content, language="en", code="X")

    assert [(problem.line, problem.words) for problem in proposal.problems] == [
        (3, "A3 is a formula without a result. Please save the table with values.")
    ]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffkod;nadrzędna;nazwa\r\nA;;Pomoc\r\nB;A;Rozmowa\r\n",
        "sep=;\nkod;nadrzędna;nazwa\nA;;Pomoc\nB;A;Rozmowa",
    ],
    ids=["as Excel saves it in Poland", "as Excel tells itself"],
)
def test_a_table_parted_by_semicolons_is_read(content):
    proposal = propose(content.encode(), language="pl", code="H", title="Dom")

    assert proposal.problems == []
    assert [(row.code, row.parent, row.title) for row in proposal.rows] == [
        ("A", "", "Pomoc"),
        ("B", "A", "Rozmowa"),
    ]


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (["A,B,Jeden", "B,C,Dwa", "C,A,Trzy"], [(2, "circle: A (2) → B (3) → C (4) → A (2)")]),
        (["A,A,Jeden"], [(2, "circle: A (2) → A (2)")]),
        (["A,,Jeden", "B,X,Dwa"], [(3, "part of X, which the file does not hold")]),
        (["A,,Jeden", "a,,Dwa"], [(3, "The code a stands in line 2 already")]),
        ([",,Jeden", "B,,"], [(2, "code is missing"), (3, "title is missing")]),
        ([f"{'A' * 61},,Jeden", f"B,,{'x' * 201}"], [(2, "longer than 60"), (3, "longer than 200")]),
        ([], [(0, "holds no competence")]),
    ],
    ids=["circle", "own parent", "unknown parent", "doubled", "empty cells", "too long", "nothing"],
)
def test_what_is_wrong_is_named_by_line(lines, problems, english):
    content = "\n".join(["code,parent,title", *lines]).encode()

    found = propose(content, language="pl", code="X").problems

    assert [problem.line for problem in found] == [line for line, _words in problems]
    assert all(words in problem.words for problem, (_line, words) in zip(found, problems, strict=True))


def test_two_circles_are_told_apart_and_what_leads_to_one_is_none(english):
    content = b"code,parent,title\nA,B,1\nB,A,2\nC,A,3\nD,E,4\nE,D,5"

    found = propose(content, language="pl", code="X").problems

    assert [problem.line for problem in found] == [2, 5]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("code,title\nA,Dobra\nB,Żółta".encode("cp1250"), 3, "Windows-1250"),
        ("code,title\nA,Компетентність".encode("cp1251"), 2, "Windows-1251"),
        ("code,title\nA,B".encode("utf-16"), 0, "UTF-16"),
        (b'code,title\nA,B\nC,"open', 3, "quotation mark"),
        (b"code,title\nA,\x00", 2, "not a text"),
        (b"", 0, "empty"),
        (b"  \n ", 0, "empty"),
        (b"\xef\xbb\xbf", 0, "empty"),
        ("\u00a0\n".encode(), 0, "empty"),
        (b",,\n,,", 0, "empty"),
        (b"wiersz;inny\n1;2", 1, "name the columns"),
        (b"PK\x03\x04broken", 0, "damaged"),
        (b"PK\x03\x04" + b"PK\x05\x06" + b"\x7f" * 16 + b"\0\0", 0, "damaged"),
        (b"\xd0\xcf\x11\xe0old", 0, "old XLS"),
        (b"code,title\n" + b"A,B\n" * 3001, 3000, "3,000"),
    ],
    ids=[
        "cp1250",
        "cp1251",
        "utf-16",
        "quote",
        "nul",
        "empty",
        "blank",
        "mark",
        "spaces",
        "commas",
        "heads",
        "zip",
        "lies",
        "xls",
        "long",
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(content, line, words, english):
    proposal = propose(content, language="pl", code="X")

    assert [problem.line for problem in proposal.problems] == [line]
    assert words in proposal.problems[0].words
    assert not proposal.is_sound


def test_a_table_with_more_texts_than_anybody_reads_is_not_even_opened(english, monkeypatch):
    content = _book(["code", "title"], ["A", "B"])
    monkeypatch.setattr(books, "MOST_TAGS", 50)
    monkeypatch.setattr(books, "load_workbook", lambda *_of, **_how: pytest.fail("it was opened"))

    [problem] = propose(content, language="pl", code="X").problems

    assert "far more than a document holds" in problem.words


def test_a_second_framework_in_the_file_is_refused(english):
    second = ',OTHER,"Inne","",1,,,,,,,,1,competence\n'

    found = propose((MOODLE + second).encode(), language="pl").problems

    assert [(one.line, "line 2" in one.words) for one in found] == [(7, True)]


@pytest.mark.django_db
def test_what_was_looked_at_is_taken_and_taking_it_twice_changes_nothing():
    seen = Proposal.of_data(propose(MOODLE.encode(), language="pl").as_data())

    first, second = take(seen, by=None), take(seen, by=None)

    assert (first.added, second.added, second.changed) == (3, 0, 0)
    child = Competence.objects.get(framework__code="DIG-24", code="D1.2")
    assert (child.title_pl, child.parent.code, child.position) == ("Ocena danych", "D1", 2)
    assert list(Level.objects.values_list("number", "title_pl")) == [
        (1, "Zna"),
        (2, "Umie"),
        (3, "Uczy innych"),
    ]


@pytest.mark.django_db
def test_a_language_added_later_joins_the_first():
    take(propose(b"code,title\nA,Pomoc", language="pl", code="H", title="Dom"), by=None)

    taken = take(propose("code,title\nA,Допомога".encode(), language="uk", code="H", title="Дім"), by=None)

    held = Competence.objects.get()
    assert (held.title_pl, held.title_uk, taken.changed) == ("Pomoc", "Допомога", 1)
    assert (taken.framework.title_pl, taken.framework.title_uk) == ("Dom", "Дім")


@pytest.mark.django_db
def test_of_a_file_with_one_wrong_line_nothing_is_taken():
    proposal = propose(b"code,parent,title\nA,,Jeden\nB,X,Dwa", language="pl", code="H")

    with pytest.raises(NotSound):
        take(proposal, by=None)

    assert not Framework.objects.exists()


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def _book(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
