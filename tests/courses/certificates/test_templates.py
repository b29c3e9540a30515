"""Each course may have papers of its own words, in the language or the two languages of whoever gets them."""

import pytest

from courses import certificates
from courses.certificates.sample import pages_of, sample_of
from courses.certificates.templates import keep, retire, template_for
from courses.models import CertificateTemplate
from tests.factories.certificates import CertificateTemplateFactory, certified
from tests.factories.courses import CourseFactory

pytestmark = pytest.mark.django_db


def chosen(course, language, *, is_confidential=False):
    return template_for(course, language=language, is_confidential=is_confidential)


def test_both_languages_come_before_the_readers_own_and_that_before_polish():
    course = CourseFactory()
    polish = CertificateTemplateFactory(course=course, languages="pl")
    assert chosen(course, "uk") == polish

    ukrainian = CertificateTemplateFactory(course=course, languages="uk")
    assert chosen(course, "uk") == ukrainian

    both = CertificateTemplateFactory(course=course, languages="pl_uk")
    assert (chosen(course, "uk"), chosen(course, "pl"), chosen(course, "en")) == (both, polish, polish)


def test_the_words_of_the_course_come_before_those_for_all():
    house = CertificateTemplateFactory(languages="pl_uk")
    own = CertificateTemplateFactory(course=CourseFactory(), languages="pl")

    assert chosen(own.course, "uk") == own
    assert chosen(CourseFactory(), "uk") == house


def test_a_confidential_course_has_no_words_of_its_own():
    own = CertificateTemplateFactory(course=CourseFactory(), languages="pl_uk")

    assert chosen(own.course, "uk", is_confidential=True) is None


def test_a_paper_says_what_the_template_says(oksana, mops):
    course = CourseFactory(valid_months=12, title_pl="Opieka", title_uk="Опіка")
    CertificateTemplateFactory(
        course=course,
        body_pl="{course}: ważne do {expires}",
        body_uk="{course}: {hours}",
        signatory="Anna Lis",
        signatory_role_pl="Dyrektor",
    )

    statement = certified(oksana, course=course, organiser=mops).statement

    assert statement["languages"] == ["pl", "uk"]
    assert statement["words"]["uk"]["title"] == "Посвідчення"
    assert statement["body"]["pl"] == f"Opieka: ważne do {statement['expires']['pl']}"
    assert statement["body"]["uk"] == "Опіка: 6"
    assert statement["signatory"] == {"name": "Anna Lis", "role": {"pl": "Dyrektor", "uk": ""}}


def test_a_template_that_made_no_paper_is_simply_changed(ewa):
    template = CertificateTemplateFactory()
    template.title_pl = "Dyplom"

    assert keep(template, by=ewa).pk == template.pk
    assert CertificateTemplate.objects.get().title_pl == "Dyplom"


def test_one_that_made_papers_stays_beside_its_next_version(ewa, oksana, mops):
    template = CertificateTemplateFactory()
    certificate = certified(oksana, course=CourseFactory(), organiser=mops)
    template.title_pl = "Dyplom"

    newer = keep(template, by=ewa)

    certificate.refresh_from_db()
    assert certificate.template.title_pl == "Zaświadczenie"
    assert (newer.version, newer.title_pl, newer.is_current) == (2, "Dyplom", True)
    assert CertificateTemplate.objects.current().get() == newer


def test_without_a_template_the_house_has_words_of_its_own(oksana, mops):
    retire(CertificateTemplateFactory())

    certificate = certified(oksana, course=CourseFactory(), organiser=mops)

    assert certificate.template is None
    assert certificate.statement["words"]["pl"]["title"] == "Zaświadczenie"


@pytest.mark.parametrize("languages", CertificateTemplate.Languages.values)
def test_a_full_paper_stays_on_one_page(languages):
    text = "Szkolenie przeprowadzono na podstawie ustawy o wspieraniu rodziny. " * 3
    template = CertificateTemplateFactory.build(
        languages=languages, body_pl=text, body_uk=text, body_en=text, signatory="Anna Lis"
    )

    assert pages_of(template) == 1


def test_the_sample_is_about_nobody():
    sample = sample_of(CertificateTemplateFactory.build())

    assert sample["number"].endswith("PREVIEW")
    assert not certificates.issuing.Certificate.objects.exists()
