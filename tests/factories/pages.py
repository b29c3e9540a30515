"""A small public site in three languages, planted where Wagtail's welcome page stood."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.cache import cache
from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, InformationPage
from courses.models import CourseIndexPage, CoursePage
from tests.factories.courses import CourseFactory

LANGUAGES = ("pl", "uk", "en")
SECTION = [{"type": "section", "value": {"heading": "Dla kogo", "text": "<p>Zadzwoń: 71 784 96 06.</p>"}}]


@dataclass
class PublicSite:
    """The pages of every kind by language."""

    homes: dict[str, HomePage]
    catalogues: dict[str, CourseIndexPage]
    course_pages: list[CoursePage] = field(default_factory=list)

    def tell_of(self, course=None, *, languages=LANGUAGES, **fields):
        """Publish the page of a course, in Polish first."""
        course = course or CourseFactory()
        given = {"title": course.title, "slug": course.code.lower(), "lead": "Zapraszamy.", "body": SECTION}
        page = _add(CoursePage(course=course, **given | fields), under=self.catalogues["pl"])
        self.course_pages.append(page)
        for language in languages[1:]:
            _translate(page, language)
        return page

    def add(self, kind, *, under=None, languages=LANGUAGES, **fields):
        """Publish a page of any kind, in Polish first; below the home page unless another is given."""
        fields.setdefault("slug", slugify(fields["title"]))
        page = _add(kind(**fields), under=under or self.homes["pl"])
        return [page, *(_translate(page, language) for language in languages[1:])]

    def add_information(self, *, languages=LANGUAGES, **fields):
        given = {
            "title": "Kontakt",
            "slug": "kontakt",
            "lead": "Zadzwoń.",
            "body": SECTION,
            "show_in_menus": True,
        }
        page = _add(InformationPage(**given | fields), under=self.homes["pl"])
        return [page, *(_translate(page, language) for language in languages[1:])]


def plant_site() -> PublicSite:
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    root = Page.get_first_root_node()
    given = {"title": "Krok", "headline": "Krok po kroku", "lead": "Razem.", "courses_label": "Kursy"}
    home = root.add_child(instance=HomePage(slug="pl", locale=locales["pl"], **given))
    site = Site.objects.get(is_default_site=True)
    site.root_page, site.hostname, site.port = home, "testserver", 80
    site.save()
    homes = {"pl": home, "uk": _translate(home, "uk", slug="uk"), "en": _translate(home, "en", slug="en")}
    index = _add(
        CourseIndexPage(title="Kursy", slug="kursy", lead="Bezpłatnie.", show_in_menus=True), under=home
    )
    catalogues = {
        "pl": index,
        "uk": _translate(index, "uk", title="Курси"),
        "en": _translate(index, "en", title="Courses", slug="courses"),
    }
    cache.clear()
    return PublicSite(homes=homes, catalogues=catalogues)


def _add(page, *, under):
    page.locale = under.locale
    return Page.objects.get(pk=under.pk).add_child(instance=page)


def _translate(page, language, **texts):
    """The same page in another language, published under the translation of its parent."""
    locale = Locale.objects.get(language_code=language)
    kept = {
        field.name: getattr(page, field.name)
        for field in page._meta.fields
        if field.model is type(page) and not field.primary_key
    }
    names = {name: getattr(page, name) for name in ("title", "slug", "show_in_menus", "search_description")}
    translation = type(page)(translation_key=page.translation_key, locale=locale, **kept | names | texts)
    parent = page.get_parent()
    return (parent if parent.is_root() else parent.get_translation(locale)).add_child(instance=translation)
