"""A picture is kept once in a bank, also when it is sent twice in the same moment."""

import pytest

from courses.bank import pictures
from courses.bank.pictures import as_upload, keep_picture
from tests.courses.bank.pictures import PNG
from tests.factories.quizzes import BankFactory

pytestmark = pytest.mark.django_db


def test_whoever_comes_second_gets_the_picture_of_the_first(monkeypatch):
    bank, measure, kept = BankFactory(), pictures.Image.open, []

    def another_is_first(content, **formats):
        if not formats and not kept:
            kept.append(None)
            kept.append(keep_picture(bank, as_upload("map.png", PNG)))
        return measure(content, **formats)

    monkeypatch.setattr(pictures.Image, "open", another_is_first)
    second = keep_picture(bank, as_upload("plan.png", PNG))

    assert second == kept[1]
    assert bank.pictures.count() == 1
    second.file.delete(save=False)
