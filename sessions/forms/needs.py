"""What would make it easier to come: only what the run can offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.booking import Needs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.models import Run

MOST_CHILDREN = 8
"""More children than one household brings."""


class NeedsForm(forms.Form):
    """Only what this run can offer."""

    childcare = forms.TypedChoiceField(
        label=gettext_lazy("Childcare during the meetings"), coerce=int, required=False
    )
    interpreter = forms.BooleanField(label=gettext_lazy("An interpreter"), required=False)
    step_free = forms.BooleanField(
        label=gettext_lazy("A way in without steps"),
        help_text=gettext_lazy("For a wheelchair, a pram, tired legs."),
        required=False,
    )
    transport_refund = forms.BooleanField(
        label=gettext_lazy("Refund of travel costs"),
        help_text=gettext_lazy("Keep your tickets: we refund the cheapest way by public transport."),
        required=False,
    )
    diet = forms.CharField(
        label=gettext_lazy("Food: what should we leave out?"),
        help_text=gettext_lazy("A meal is served. For example: no meat, no nuts."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, offered: Iterable[str], run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        for name in set(self.fields) - set(offered):
            del self.fields[name]
        if "childcare" in self.fields:
            field = cast("forms.TypedChoiceField", self.fields["childcare"])
            field.choices = [
                (0, _("No, thank you")),
                *((n, children(n)) for n in range(1, MOST_CHILDREN + 1)),
            ]
            field.help_text = childcare_in_words(run)

    def clean_childcare(self) -> int:
        wanted: int = self.cleaned_data["childcare"] or 0
        left = self.run.childcare_left
        if left is not None and wanted > left:
            raise ValidationError(childcare_full(left))
        return wanted

    def needs(self) -> Needs:
        said = dict(self.cleaned_data)
        looked_after = said.pop("childcare", 0)
        return Needs(childcare=bool(looked_after), children_in_childcare=looked_after, **said)


def needs_offered(run: Run, *, is_step_free: bool) -> list[str]:
    """The needs a run can be asked about. Where all places of childcare are taken, it is not asked about."""
    offers = {
        "childcare": run.offers_childcare and run.childcare_left != 0,
        "interpreter": run.offers_interpreter,
        "step_free": is_step_free,
        "transport_refund": run.offers_transport_refund,
        "diet": run.offers_meal,
    }
    return [name for name, is_offered in offers.items() if is_offered]


def children(number: int) -> str:
    return ngettext("%(number)d child", "%(number)d children", number) % {"number": number}


def childcare_in_words(run: Run) -> str:
    """For which children it is, and for how many there is room."""
    youngest, oldest, left = run.childcare_youngest, run.childcare_oldest, run.childcare_left
    said = []
    if youngest is not None and oldest is not None:
        ages = {"youngest": youngest, "oldest": oldest}
        said.append(_("For children from %(youngest)d to %(oldest)d years old.") % ages)
    elif youngest is not None:
        said.append(_("For children from %(youngest)d years up.") % {"youngest": youngest})
    elif oldest is not None:
        said.append(_("For children up to %(oldest)d years old.") % {"oldest": oldest})
    else:
        said.append(_("For children who come with you."))
    if left is not None and left < MOST_CHILDREN:
        room = ngettext("There is room for %(left)d more.", "There is room for %(left)d more.", left)
        said.append(room % {"left": left})
    return " ".join(said)


def childcare_full(left: int) -> str:
    """Said beside the field when there is not room for so many."""
    if not left:
        return _("All places of the childcare are taken meanwhile. Choose “No, thank you”, or call us.")
    return ngettext(
        "There is room for %(left)d child only. Choose fewer, or call us.",
        "There is room for %(left)d children only. Choose fewer, or call us.",
        left,
    ) % {"left": left}
