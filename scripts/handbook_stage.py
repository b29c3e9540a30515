"""What the handbook's pictures show, arranged in a demonstration by the house's own models and verbs.

Run inside the house, by ``handbook_pictures.py``. Prints, as JSON, the numbers of Polish pages by address.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import uuid4

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import override
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page
from wagtail.users.models import UserProfile

from cms.addresses import address_of
from cms.models import Closure, LeafletCount, LeafletPage, NewsIndexPage, NewsPage, Office, Picture
from lms.demo.personas import personas
from lms.people.models import Role, User

TITLE = "Zimowe warsztaty dla całych rodzin"
HARD = (
    "W związku z realizacją działań przewidzianych w harmonogramie informuje się, że uczestnictwo "
    "w przedsięwzięciach edukacyjno-integracyjnych organizowanych przez Ośrodek jest uwarunkowane uprzednim "
    "dokonaniem zgłoszenia za pośrednictwem formularza rejestracyjnego. Zgłoszenia przyjmowane są "
    "z uwzględnieniem kolejności wpływu, przy czym pierwszeństwo przysługuje rodzinom wielodzietnym "
    "zamieszkującym na terenie miasta. Organizator zastrzega sobie możliwość modyfikacji programu "
    "z przyczyn niezależnych."
)
COUNTS = ((LeafletCount.Taken.PAPER, 31), (LeafletCount.Taken.EASY, 7), (LeafletCount.Taken.CODE, 18))


def user(key: str) -> User:
    found = next(one for one in personas() if one.key == key).user()
    assert found is not None  # noqa: S101 - the demonstration is loaded
    return found


def page_to_mend() -> Page:
    """A piece of news as a beginner writes it: hard words, a link called "here", no other language."""
    kept = NewsPage.objects.filter(title=TITLE).first()
    if kept:
        return kept
    index = NewsIndexPage.objects.get(locale__language_code="pl")
    link = f'<p>Program jest <a linktype="page" id="{index.pk}">tutaj</a>.</p>'
    picture = Picture.objects.order_by("pk").first()
    shown = {"image": picture.pk, "alt_text": "Rodzina idzie po kamieniach przez rzekę.", "decorative": False}
    blocks = [
        ("section", {"heading": "Co będziemy robić", "text": f"<p>{HARD}</p>{link}"}),
        ("image", {"picture": shown, "caption": "Krok za krokiem."}),
    ]
    body = [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks]
    draft = NewsPage(
        title=TITLE,
        lead="Lepienie z gliny, herbata i czas razem. Przyjdźcie w sobotę z dziećmi w każdym wieku.",
        body=json.dumps(body),
        owner=user("ewa"),
        locale=Locale.objects.get(language_code="pl"),
        live=False,
    )
    index.add_child(instance=draft)
    draft.save_revision(user=user("ewa"), log_action=True)
    return draft


def change_an_original(page: Page) -> None:
    """Its translations fall behind, and its history has something to compare."""
    told = page.specific
    told.lead = f"{told.lead} Zadzwoń albo przyjdź."
    told.save_revision(user=user("ewa"), log_action=True)
    told.lead = f"{told.lead} Nie trzeba się umawiać."
    PublishPageRevisionAction(told.save_revision(user=user("bozena")), user=user("bozena")).execute()


def close_an_office() -> None:
    day = timezone.localdate() + timedelta(days=30)
    office = Office.objects.order_by("position").first()
    Closure.objects.get_or_create(
        office=office, first_day=day, defaults={"last_day": day, "reason_pl": "Szkolenie całego zespołu"}
    )


def count_leaflets() -> None:
    """Two months in which people took leaflets."""
    first = timezone.localdate().replace(day=1)
    months: list[date] = [first, (first - timedelta(days=1)).replace(day=1)]
    for row, leaflet in enumerate(
        LeafletPage.objects.live().select_related("locale").order_by("code", "pk")[:9]
    ):
        for month in months:
            for taken, times in COUNTS:
                LeafletCount.objects.get_or_create(
                    code=leaflet.code,
                    language=leaflet.locale.language_code,
                    taken=taken,
                    day=month,
                    defaults={"times": times + 3 * row},
                )


def keep_a_private_collection() -> Collection:
    name = "Tylko dla pracowników"
    kept = Collection.objects.filter(name=name).first() or Collection.get_first_root_node().add_child(
        name=name
    )
    restriction, is_new = CollectionViewRestriction.objects.get_or_create(
        collection=kept, defaults={"restriction_type": CollectionViewRestriction.GROUPS}
    )
    if is_new:
        restriction.groups.set(Group.objects.filter(name__in=[Role.EDITOR, Role.MODERATOR, Role.TRANSLATOR]))
    return kept


def let_translators_read_polish() -> None:
    """Yuliia reads Ukrainian at home; readers of the handbook do not."""
    UserProfile.objects.update_or_create(user=user("yuliia"), defaults={"preferred_language": "pl"})


def main() -> None:
    with override("pl"):
        let_translators_read_polish()
        pages = {address_of(page): page.pk for page in Page.objects.live().filter(locale__language_code="pl")}
        change_an_original(Page.objects.get(pk=pages["/pl/co-robi-osrodek/"]))
        close_an_office()
        count_leaflets()
        numbers = pages | {"draft": page_to_mend().pk, "collection": keep_a_private_collection().pk}
    print(json.dumps(numbers))
