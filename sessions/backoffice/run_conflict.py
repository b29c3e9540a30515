"""Two coordinators edit one run: the second is told what the first has saved, and loses nothing typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Person
from lms.privacy.models import AuditEntry
from lms.web.dates import day, hour, moment
from sessions.models import Run

if TYPE_CHECKING:
    from sessions.backoffice.run_form import RunForm

UNTOUCHED = ("version",)


def tell(form: RunForm) -> None:
    """Mark the fields in which the form differs from what is saved now; saving again is then knowing."""
    stored = Run.objects.get(pk=form.instance.pk)
    typed = dict(form.cleaned_data)
    fresh = type(form)(instance=stored, for_user=form.for_user)
    form.add_error(None, _who_saved(stored))
    for name, field in form.fields.items():
        if name in UNTOUCHED or field.disabled:
            continue
        saved = _in_words(field, _stored(stored, fresh, name))
        if saved != _in_words(field, typed.get(name)):
            form.add_error(name, _("Saved meanwhile: %(value)s") % {"value": saved})
    form.data = form.data.copy()
    form.data["version"] = str(stored.version)


def _who_saved(run: Run) -> str:
    entry = (
        AuditEntry.objects.filter(action=AuditEntry.Action.CHANGED, target=f"{run._meta.label} {run.pk}")
        .select_related("actor__person")
        .first()
    )
    if entry is None:
        return _("The run was saved meanwhile. All you typed is still here. Save again to keep yours.")
    who = Person.of(entry.actor) if entry.actor else None
    when = hour(entry.at) if _is_today(entry.at) else moment(entry.at)
    return _(
        "%(who)s saved this run meanwhile (%(when)s). All you typed is still here. Where it differs from "
        "what is saved now, the field says so. Save again to keep yours."
    ) % {"who": who or _("Somebody"), "when": when}


def _is_today(at: datetime) -> bool:
    return timezone.localdate(at) == timezone.localdate()


def _stored(run: Run, fresh: RunForm, name: str) -> Any:
    """What the row holds; what hangs on it in other tables as the form reads it."""
    field = run._meta.get_field(name) if name != "languages" else None
    if field is None or field.many_to_many:
        return fresh.initial.get(name)
    return getattr(run, name)


def _in_words(field: Any, value: Any) -> str:
    """As a colleague would say it on the telephone."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = (
        {} if hasattr(field, "queryset") else {str(key): word for key, word in getattr(field, "choices", ())}
    )
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    choices = _choices(field)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(sorted(str(choices.get(str(one), one)) for one in value)) or "–"
    return str(choices.get(str(value), value))


def _choices(field: Any) -> dict[str, str]:
    """Keys with their words; a field whose choices are records needs none, for records say themselves."""
    if hasattr(field, "queryset"):
        return {}
    return {str(key): str(word) for key, word in getattr(field, "choices", ())}
