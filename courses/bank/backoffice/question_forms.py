"""Which form a kind of question has."""

from __future__ import annotations

from courses.bank.backoffice.arranging_forms import MatchingForm, OrderingForm
from courses.bank.backoffice.choosing_forms import MultipleForm, SingleForm, TrueFalseForm
from courses.bank.backoffice.gap_form import GapForm
from courses.bank.backoffice.question_form import QuestionForm
from courses.bank.backoffice.typing_forms import NumberForm, ShortTextForm

FORMS: dict[str, type[QuestionForm]] = {
    str(form.kind): form
    for form in (
        SingleForm,
        MultipleForm,
        TrueFalseForm,
        MatchingForm,
        OrderingForm,
        NumberForm,
        ShortTextForm,
        GapForm,
    )
}
