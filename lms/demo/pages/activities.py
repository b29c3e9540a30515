"""How we help: the centre's nine activities, as records and as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.models import Activity, ActivityIndexPage, ActivityPage
from lms.demo.pages.telling import tell
from lms.demo.told import in_languages, told, told_in

if TYPE_CHECKING:
    from lms.demo.pages.known import Known


RECORD = {"number", "icon", "name", "counter"}


def load_activities(known: Known) -> None:
    for one in told_in("activities"):
        facts = {"icon": one["icon"], "counter": known.counters.get(one.get("counter", ""))}
        known.activities[one["number"]] = Activity.objects.get_or_create(
            number=one["number"], defaults=facts | in_languages("name", one["name"])
        )[0]


def plant_activities(known: Known) -> None:
    index = tell(
        ActivityIndexPage,
        told("activities-index"),
        parent=known.pages["home"],
        known=known,
        show_in_menus=True,
    )
    for one in told_in("activities"):
        activity = known.activities[one["number"]]
        page = {name: text for name, text in one.items() if name not in RECORD}
        tell(ActivityPage, page, parent=index, known=known, activity=activity)
