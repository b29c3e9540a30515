"""An editor thinks in percent: 80 is kept as a part of one, and what could mean two things is asked again."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import capfirst

from courses.bank.backoffice.quiz_viewset import QuizViewSet
from courses.share_field import ShareField
from courses.viewsets import CourseViewSet


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("typed", ["80", "80 %", "80%", " 80\u00a0% ", "80,0"])
def test_eighty_is_read_with_and_without_the_sign(typed):
    assert ShareField().clean(typed) == Decimal("0.80")


@pytest.mark.parametrize(("typed", "meant"), [("0.8", "80"), ("0,85", "85"), ("1", "100"), ("1.00", "100")])
def test_what_looks_like_a_part_of_one_is_asked_again(typed, meant):
    with pytest.raises(ValidationError, match=f"Do you mean {meant} %"):
        ShareField().clean(typed)


@pytest.mark.parametrize("typed", ["0", "101", "-5", "66.5", "0.8 %", "many", "8٠"])
def test_only_whole_percents_of_the_range_are_taken(typed):
    with pytest.raises(ValidationError, match="from 1 to 100"):
        ShareField(least=1).clean(typed)


def test_one_percent_is_possible_with_its_sign():
    assert ShareField(least=1).clean("1 %") == Decimal("0.01")


@pytest.mark.parametrize(("share", "shown"), [("0.80", "80"), ("1.00", "100"), ("0.07", "7"), ("0.00", "0")])
def test_what_is_kept_is_shown_in_percent_and_is_no_change(share, shown):
    field = ShareField()

    assert field.prepare_value(Decimal(share)) == shown
    assert not field.has_changed(Decimal(share), f"{shown} %")


@pytest.mark.parametrize(
    ("records", "name"), [(QuizViewSet, "pass_share"), (CourseViewSet, "required_share")]
)
def test_the_forms_of_the_back_office_ask_in_percent(records, name):
    form = records.edit_handler.bind_to_model(records.model).get_form_class()

    assert isinstance(form.base_fields[name], ShareField)
    assert form.base_fields[name].label == capfirst(records.model._meta.get_field(name).verbose_name)
