"""The scenes of the editors' handbook: who goes where, does what, and what is photographed.

They are played in their order, and some live on what those before them left. Nothing is found by its words,
which translators may change; by addresses, by names of fields, and by the parts Wagtail is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook_camera import Camera
    from playwright.sync_api import Locator

Numbers = dict[str, int]
MAIN = "main"
FORM = "main form"
TREE = "/admin/pages/{}/"
EDITOR = "/admin/pages/{}/edit/"
TOLD = "/pl/co-robi-osrodek/"
OPEN_MENU = "[data-tippy-root] .tippy-box"


def field(name: str, *, within: str = "") -> str:
    return f'{within} [data-contentpath="{name}"]:visible'


def section_around(camera: Camera, name: str) -> Locator:
    """The group of fields in which one of them stands, with its heading."""
    return camera.page.locator("section.w-panel", has=camera.page.locator(field(name))).last


def panel(camera: Camera, name: str) -> str:
    """Open one of the side panels of the editor."""
    camera.page.locator(f'[data-side-panel-toggle="{name}"]').click()
    camera.page.wait_for_timeout(1500)
    return f'[data-side-panel="{name}"]'


def tab(camera: Camera, number: int) -> None:
    camera.page.locator("[role=tab]").nth(number).click()


def unfold_actions(camera: Camera) -> None:
    """The arrow beside "Save draft"."""
    camera.page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    camera.page.wait_for_timeout(400)


def coming_in(camera: Camera, _numbers: Numbers) -> None:
    with camera.coming_as():
        camera.opens("/pl/account/sign-in/staff/")
        camera.takes("logowanie", f"{MAIN} h1", f"{MAIN} section", margin=24)
    with camera.coming_as("ewa"):
        camera.opens("/pl/account/second-step/")
        camera.takes("drugi-etap", f"{MAIN} h1", f"{MAIN} .stack", margin=24)
        camera.opens("/admin/")
        camera.takes("pulpit", bar=True)


def around_the_tree(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("ewa") as page:
        camera.opens(TREE.format(numbers["/pl/"]))
        camera.takes("drzewo", MAIN, tallest=640)
        camera.opens(f"{TREE.format(numbers['/pl/aktualnosci/'])}add_subpage/")
        camera.takes("nowa-strona", MAIN, tallest=280)
        camera.opens(EDITOR.format(numbers[TOLD]))
        camera.takes("edytor", bar=True)
        shown = panel(camera, "status")
        page.locator(f"{shown} [data-w-dropdown-target=toggle]").first.click()
        camera.takes("stan", shown, margin=0, tallest=700)


def writing(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("ewa", height=1300) as page:
        camera.opens(EDITOR.format(numbers["draft"]))
        page.locator(".c-sf-add-button").first.click()
        camera.takes("bloki", ".w-combobox-container", margin=0)
        page.keyboard.press("Escape")
        camera.takes("obraz-w-tresci", field("picture", within=field("body")))
        camera.opens(EDITOR.format(numbers[TOLD]))
        camera.takes("podglad", panel(camera, "preview"), margin=0)
        tab(camera, 1)
        camera.takes("latwy-tekst", "[role=tablist]", field("easy_read"), tallest=620)


def files(camera: Camera, _numbers: Numbers) -> None:
    with camera.coming_as("ewa", height=1300) as page:
        camera.opens("/admin/images/")
        camera.opens(
            page.locator(f"{MAIN} .listing a[href*='/admin/images/']").first.get_attribute("href") or ""
        )
        camera.takes("obraz", FORM, tallest=820)
        camera.opens("/admin/documents/")
        camera.opens(page.locator("td.title a").first.get_attribute("href") or "")
        camera.takes("dokument", FORM)
        camera.opens("/admin/media/video/add/")
        camera.takes("film", MAIN, tallest=700)
        camera.takes("film-napisy", "[name=captions_pl]", "[name=captions_en]", above=60, margin=40)


def remarks_and_moderation(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("ewa", height=1100) as page:
        camera.opens(EDITOR.format(numbers["draft"]))
        camera.takes("uwagi", panel(camera, "checks"), margin=0, tallest=1000)
        unfold_actions(camera)
        camera.takes("wyslij-do-moderacji", "footer nav", above=60, bar=True)
        page.locator("[name=action-submit]").click()
        page.wait_for_load_state("networkidle")
    with camera.coming_as("bozena", height=1200) as page:
        camera.opens("/admin/")
        camera.takes("do-sprawdzenia", f"{MAIN} h1", f"{MAIN} section >> nth=0", margin=32)
        camera.opens(EDITOR.format(numbers["draft"]))
        unfold_actions(camera)
        camera.takes("decyzja", "footer nav", above=232, bar=True)
        page.locator("[data-workflow-action-name=approve]").first.click()
        page.wait_for_url("**/editing/**")
        camera.takes("przed-publikacja", MAIN, tallest=980)
        page.locator(f"{MAIN} form button").click()
        page.wait_for_load_state("networkidle")


def schedule_history_and_locks(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("bozena") as page:
        camera.opens(EDITOR.format(numbers[TOLD]))
        shown = panel(camera, "status")
        camera.takes("blokada", shown, margin=0, tallest=700)
        page.locator("button[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
        camera.takes("plan", "#schedule-publishing-dialog .w-dialog__box", margin=0)
        camera.opens(f"/admin/pages/{numbers[TOLD]}/history/")
        camera.takes("historia", MAIN, tallest=360)
        camera.opens(f"/admin/pages/{numbers[TOLD]}/revisions/compare/earliest...live/")
        camera.takes("porownanie", MAIN, tallest=520)
        camera.opens(f"/admin/pages/{numbers['/pl/o-nas/']}/move/")
        camera.takes("przenies", MAIN, tallest=320)


def translating(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("yuliia", height=1000) as page:
        camera.opens("/admin/translations/")
        camera.takes("tablica", MAIN)
        address = page.locator("a[href*='/translations/record/']").first.get_attribute("href")
        camera.opens(address or "")
        camera.takes("krotkie-teksty", MAIN, tallest=520)
        camera.opens(f"/admin/localize/submit/page/{numbers['draft']}/")
        camera.takes("zlecenie-tlumaczenia", MAIN, tallest=520)
        for box in page.locator(f"{MAIN} input[name=locales]").all():
            box.check()
        page.locator(f"{MAIN} form [type=submit]").first.click()
        page.wait_for_load_state("networkidle")
        camera.opens("/admin/translations/?language=uk&state=unfinished")
        camera.opens(page.locator("td.title a").first.get_attribute("href") or "")
        page.wait_for_timeout(1500)
        camera.takes("tlumaczenie", bar=True)


def leaflets(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("ewa", height=1100) as page:
        camera.opens(EDITOR.format(numbers[TOLD]))
        page.locator("header [data-w-dropdown-target=toggle]").first.click()
        camera.takes("zrob-ulotke", "header [data-w-dropdown-target=toggle]", OPEN_MENU)
        page.locator("[data-w-action-url-value*='/leaflets/from/']").first.click()
        page.wait_for_url("**/edit/")
        camera.takes("ulotka-papier", section_around(camera, "leads_to"))
        camera.opens("/admin/reports/leaflets/")
        camera.takes("ulotki-pobrane", MAIN, tallest=620)
    with camera.coming_as() as page:
        camera.opens("/pl/ulotki/")
        page.locator(f"{MAIN} h3 a, {MAIN} h2 a").first.click()
        camera.takes("ulotka-czytelnik", "aside.course__aside")


def offices(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("ewa", height=1300) as page:
        camera.opens("/admin/office/")
        camera.takes("placowki", MAIN, tallest=300)
        camera.opens(page.locator("td a").first.get_attribute("href") or "")
        camera.takes("placowka-godziny", "#id_counters-0-weekly_hours-FORMS", above=40, tallest=460)
        camera.takes("placowka-inne-godziny", "#id_counters-2-exceptions-FORMS", above=110, tallest=560)
        camera.takes("placowka-zamknieta", "#id_closures-FORMS", above=50, tallest=420)
    with camera.coming_as():
        camera.opens("/pl/kontakt/strzegomska/")
        camera.takes("placowka-czytelnik", f"{MAIN} article", tallest=800)


def other_pages(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("ewa", height=1300):
        camera.opens(EDITOR.format(numbers["/pl/aktualnosci/otwarte-drzwi/"]))
        camera.takes("wydarzenie", section_around(camera, "starts_at"))
        camera.opens(EDITOR.format(numbers["/pl/rodzicielstwo-zastepcze/"]))
        camera.takes("kampania", section_around(camera, "has_form"))
        camera.opens(EDITOR.format(numbers["/pl/dostepnosc/"]))
        camera.takes("deklaracja", section_around(camera, "drawn_up_on"), tallest=460)
        camera.opens("/admin/searchpicks/add/")
        camera.takes("promowane", MAIN, tallest=480)
    with camera.coming_as("pan_adam"):
        camera.opens("/admin/candidatepath/")
        camera.takes("kandydaci", MAIN, tallest=520)


def settings(camera: Camera, numbers: Numbers) -> None:
    with camera.coming_as("bozena", height=1100):
        camera.opens("/admin/settings/cms/housefacts/")
        tab(camera, 1)
        camera.takes("menu", MAIN, tallest=760)
        tab(camera, 3)
        camera.takes("bezpieczenstwo", MAIN, tallest=800)
    with camera.coming_as("anna"):
        camera.opens(f"/admin/collections/{numbers['collection']}/")
        camera.takes("kolekcja", MAIN, tallest=420)


SCENES = (
    coming_in,
    around_the_tree,
    writing,
    files,
    remarks_and_moderation,
    schedule_history_and_locks,
    translating,
    leaflets,
    offices,
    other_pages,
    settings,
)
