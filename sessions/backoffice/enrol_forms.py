"""What staff write down when a family phones or stands at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from lms.people.models import Guardianship, Person
from sessions.booking import Needs
from sessions.models import Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sessions.models import Run

TOGETHER, APART = "together", "apart"
AT_DESK = (Place.Channel.PHONE, Place.Channel.COUNTER)


def not_to_come(born: date | None) -> date | None:
    if born and born > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return born


class FamilyForm(forms.Form):
    """Who takes a place, what they need, and that they know what happens with their data."""

    channel = forms.ChoiceField(
        label=_("They ask"),
        choices=[(channel.value, channel.label) for channel in AT_DESK],
        widget=forms.RadioSelect,
        initial=Place.Channel.PHONE,
    )
    who = forms.MultipleChoiceField(
        label=_("Who takes a place"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one of them.")},
    )
    together = forms.ChoiceField(
        label=_("Seats"),
        choices=[
            (TOGETHER, _("together: all of them get seats, or all of them wait")),
            (APART, _("each for themselves: who gets a seat takes it")),
        ],
        widget=forms.RadioSelect,
        initial=TOGETHER,
    )
    along = forms.ChoiceField(
        label=_("Who stays with the children"),
        widget=forms.RadioSelect,
        help_text=_("Those hours are kept free for them too."),
    )
    children_in_childcare = forms.IntegerField(
        label=_("Children to look after"), min_value=0, max_value=20, required=False
    )
    interpreter = forms.BooleanField(label=_("Interpreter"), required=False)
    transport_refund = forms.BooleanField(label=_("Refund of travel costs"), required=False)
    step_free = forms.BooleanField(label=_("Step-free access"), required=False)
    diet = forms.CharField(label=_("Diet"), max_length=120, required=False)
    informed = forms.BooleanField(
        label=_("I have read it to them, or given it on paper"),
        error_messages={"required": _("Read it to them first. Without it nothing can be written down.")},
    )

    def __init__(
        self,
        *args: Any,
        run: Run,
        people: Sequence[Person],
        adults: Sequence[Person],
        ask_informed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.uuid): person for person in people}
        self.adults = {str(person.uuid): person for person in adults}
        self._offer("who", [(key, _as_told(person)) for key, person in self.people.items()])
        self._offer("along", [(key, person.display_name) for key, person in self.adults.items()])
        self.initial.setdefault("who", list(self.people)[:1])
        self.initial.setdefault("along", next(iter(self.adults), ""))
        asked = {
            "together": len(people) > 1,
            "along": run.carer_stays and len(adults) > 1 and any(person.is_child for person in people),
            "children_in_childcare": run.offers_childcare,
            "interpreter": run.offers_interpreter,
            "transport_refund": run.offers_transport_refund,
            "diet": run.offers_meal,
            "informed": ask_informed,
        }
        for name, is_asked in asked.items():
            if not is_asked:
                del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Person]:
        return [self.people[key] for key in self.cleaned_data["who"]]

    @property
    def comes_along(self) -> Person | None:
        """The adult named, or the only one there is."""
        return self.adults.get(self.cleaned_data.get("along") or next(iter(self.adults), ""))

    @property
    def is_together(self) -> bool:
        return self.cleaned_data.get("together", TOGETHER) == TOGETHER

    @property
    def needs(self) -> Needs:
        said = self.cleaned_data
        children = said.get("children_in_childcare") or 0
        return Needs(
            childcare=children > 0,
            children_in_childcare=children,
            interpreter=said.get("interpreter", False),
            transport_refund=said.get("transport_refund", False),
            step_free=said["step_free"],
            diet=said.get("diet", ""),
        )


def _as_told(person: Person) -> str:
    age = person.age_on(timezone.localdate())
    if person.is_child and age is not None:
        return _("%(name)s, age %(age)d") % {"name": person.display_name, "age": age}
    return person.display_name


class NewcomerForm(forms.Form):
    """Somebody the house does not know yet: as little as it takes to reach them."""

    given_name = forms.CharField(
        label=_("Given name"), max_length=100, help_text=_("In Latin letters, as in the document.")
    )
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_name_cyrillic = forms.CharField(label=_("Given name in Cyrillic"), max_length=100, required=False)
    family_name_cyrillic = forms.CharField(label=_("Family name in Cyrillic"), max_length=100, required=False)
    language = forms.ChoiceField(
        label=_("Language we write in"), choices=Person.Language, initial=Person.Language.UKRAINIAN
    )
    date_of_birth = forms.DateField(label=_("Date of birth"), widget=AdminDateInput, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    is_somebody_else = forms.BooleanField(
        label=_("It is none of those above; write down a new person"), required=False
    )

    def clean_date_of_birth(self) -> date | None:
        return not_to_come(self.cleaned_data["date_of_birth"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["phone"] and not cleaned["email"]:
            self.add_error("phone", _("Write down a telephone or an e-mail, so that we can tell them."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """The person's own fields."""
        return {name: said for name, said in self.cleaned_data.items() if name != "is_somebody_else"}


class NewChildForm(forms.Form):
    """A child in the care of whoever asks."""

    given_name = forms.CharField(
        label=_("Given name"), max_length=100, help_text=_("In Latin letters, as in the document.")
    )
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_name_cyrillic = forms.CharField(label=_("Given name in Cyrillic"), max_length=100, required=False)
    family_name_cyrillic = forms.CharField(label=_("Family name in Cyrillic"), max_length=100, required=False)
    date_of_birth = forms.DateField(label=_("Date of birth"), widget=AdminDateInput)
    basis = forms.ChoiceField(label=_("They care for the child as"), choices=Guardianship.Basis)
    paper_seen = forms.BooleanField(
        label=_("I have seen the paper that says so"),
        required=False,
        help_text=_("On the telephone it stays open, and is looked at when they come."),
    )

    def clean_date_of_birth(self) -> date | None:
        return not_to_come(self.cleaned_data["date_of_birth"])
