"""Banks of questions in the back office, with all that is done inside one."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from courses.bank.backoffice import bank_views, export_views, import_views, question_views
from courses.models import Bank
from lms.web.own_records import OwnRecordsViewSet


class BankViewSet(OwnRecordsViewSet):
    model = Bank
    icon = "folder-open-inverse"
    menu_label = _("Question banks")
    add_label = _("Add a question bank")
    inspect_view_enabled = True
    index_view_class = bank_views.BankList
    add_view_class = bank_views.AddBank
    edit_view_class = bank_views.EditBank
    inspect_view_class = bank_views.BankPage
    list_per_page = 50
    list_display = (
        "title",
        Column("number", label=_("Questions"), sort_key="number"),
        Column(
            "organisation", label=_("Organisation"), accessor=lambda bank: bank.organisation or _("the house")
        ),
    )
    search_fields = ("title",)
    search_backend_name = None
    edit_handler = ObjectList(
        [FieldPanel("title"), FieldPanel("organisation")], base_form_class=bank_views.BankForm
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        views, files = question_views, import_views
        return [
            *super().get_urlpatterns(),
            path("bring/<int:pk>/", files.BringFile.as_view(), name="bring"),
            path("file/<int:pk>/", files.LookThrough.as_view(), name="look_through"),
            path("file/again/<int:pk>/", files.ReadAgain.as_view(), name="read_again"),
            path("file/put-away/<int:pk>/", files.PutAway.as_view(), name="put_away"),
            path("take-out/<int:pk>/", export_views.TakeOut.as_view(), name="take_out"),
            path("picture/<uuid:uuid>/", views.ShowPicture.as_view(), name="picture"),
            path("question/<int:pk>/", views.QuestionPage.as_view(), name="question"),
            path("question/add/<int:pk>/<slug:kind>/", views.AddQuestion.as_view(), name="add_question"),
            path("question/edit/<int:pk>/", views.EditQuestion.as_view(), name="edit_question"),
            path("question/retire/<int:pk>/", views.RetireQuestion.as_view(), name="retire_question"),
            path("question/back/<int:pk>/", views.BringBack.as_view(), name="bring_back"),
        ]
