"""The PDF of a certificate keeps to PDF/UA-1: whoever cannot see it hears the same (ISO 14289-1)."""

import io
import re

import pypdf
import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image

from courses import certificates
from courses.certificates.sample import paper_of
from courses.certificates.statement import statement_of
from courses.models import Enrolment
from lms.web.pdf import render_pictures
from tests.factories.certificates import CertificateTemplateFactory, certified, facts_of
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    template = CertificateTemplateFactory.build(
        languages="pl_uk", body_pl="Treść", body_uk="Зміст", signatory="Anna Lis"
    )
    return pypdf.PdfReader(io.BytesIO(paper_of(template)))


def elements(paper):
    """The structure tree, flat."""
    waiting = [paper.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if not isinstance(node, dict):
            continue
        if "/S" in node:
            yield node
        kids = node.get("/K", [])
        waiting += kids if isinstance(kids, list) else [kids]


def test_it_says_that_it_keeps_to_the_standard(paper):
    told = paper.trailer["/Root"]["/Metadata"].get_object().get_data().decode()

    assert re.search(r"pdfuaid:part[^\d]*1\b", told)


def test_it_is_tagged_with_a_title_to_show_and_a_language(paper):
    root = paper.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "pl"
    assert paper.metadata.title.startswith("Zaświadczenie")


def test_its_headings_begin_at_the_top_and_its_pictures_have_words(paper):
    found = list(elements(paper))

    assert [one["/S"] for one in found if one["/S"] in ("/H1", "/H2")].count("/H1") == 1
    figures = [one for one in found if one["/S"] == "/Figure"]
    assert figures
    assert all(str(one.get("/Alt", "")).strip() for one in figures)


def test_the_second_language_is_marked_as_such(paper):
    assert "uk" in {str(one["/Lang"]) for one in elements(paper) if "/Lang" in one}


def test_every_letter_travels_with_it(paper):
    fonts = paper.pages[0]["/Resources"]["/Font"].values()
    inner = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts]

    assert all({"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object()) for font in inner)


def test_the_longest_names_stay_on_one_page_whose_code_any_camera_reads(mops):
    mops.name = "Fundacja na rzecz wspierania rodzin, dzieci i młodzieży Dolnego Śląska"
    person = PersonFactory.build(
        given_name="Maksymilian Aleksander",
        family_name="Konstantynopolitańczykowski-Przybyszewski",
        given_name_cyrillic="Максиміліан Олександр",
        family_name_cyrillic="Константинопольський-Пшибишевський",
    )
    title = "Szkolenie dla kandydatów na rodziców zastępczych i osób prowadzących rodzinny dom dziecka " * 2
    text = "Szkolenie przeprowadzono na podstawie ustawy o wspieraniu rodziny. " * 3
    statement = statement_of(
        Enrolment(person=person, course=CourseFactory.build(title_pl=title[:180], title_uk=title[:180])),
        facts=facts_of(mops),
        number="MOPS-2026-00001-ABCDEFGH",
        address="https://krok.example.org/v/MOPS-2026-00001-ABCDEFGH",
        issued_at=timezone.now(),
        expires_on=timezone.localdate(),
        template=CertificateTemplateFactory.build(body_pl=text, body_uk=text, signatory="Anna Lis"),
    )

    pages = render_pictures("certificate", statement, ppi=110)

    assert len(pages) == 1
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(pages[0])))
    assert code.text == statement["address"]


def test_it_is_frozen_with_the_words_of_its_day(oksana, mops):
    certificate = certified(oksana, course=CourseFactory(title_pl="Opieka"), organiser=mops)
    first = certificates.frozen_pdf(certificate)
    CertificateTemplateFactory(title_pl="Dyplom")
    oksana.family_name = "Inna"
    oksana.save()

    assert certificates.frozen_pdf(certificate) == first
