"""The menus of the back office are made once, for readers of every language."""

import pytest
from django.utils import translation
from django.utils.functional import Promise
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu


@pytest.mark.parametrize(
    "menu", [admin_menu, reports_menu, settings_menu], ids=["main", "reports", "settings"]
)
def test_no_menu_keeps_the_language_of_whoever_opened_it_first(menu, rf, anna, monkeypatch):
    monkeypatch.delitem(menu.__dict__, "registered_menu_items", raising=False)
    request = rf.get("/admin/")
    request.user = anna.user

    with translation.override("uk"):
        items = menu.menu_items_for_request(request)

    assert items
    assert [str(item.label) for item in items if not isinstance(item.label, Promise)] == []
