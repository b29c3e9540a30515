"""The squares of a manager's grid: ``{% squares grid member %}``, ``{% tally member %}``.

A grid has thousands of squares, so a row is written at once; what is the same in every row is read once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.team.cells import BADGES, Cell, Look
from courses.team.grid import Grid
from lms.web.templatetags.icons import icon

if TYPE_CHECKING:
    from courses.models import Competence
    from courses.team.forecast import Forecast
    from courses.team.people import Member
    from courses.team.quarters import Quarter

register = template.Library()


@register.simple_tag
def squares(grid: Grid, member: Member) -> SafeString:
    """A row of the grid. What can be closed is a link that says the competence too, for whoever hears it."""
    home = reverse("my_team:person", args=[member.person.uuid])
    cells = (_square(competence, cell, home, grid=grid) for competence, cell in grid.cells_of(member))
    return mark_safe("".join(cells))  # noqa: S308 - every part is escaped in _square


def _square(competence: Competence, cell: Cell | None, home: str, *, grid: Grid) -> str:
    if cell is None:
        return "<td></td>"
    aside = "" if grid.wanted.is_everything or grid.wanted.meets(cell) else " sq--aside"
    words = grid.drawn.get(cell.says)
    if words is None:
        words = f"<b>{conditional_escape(cell.word)}</b> <small>{conditional_escape(cell.detail)}</small>"
        grid.drawn[cell.says] = words
    kind = f"sq sq--{cell.look.value}{aside}"
    if not cell.can_be_closed and cell.look is not Look.PLANNED:
        return f'<td class="{kind}">{words}</td>'
    named = f"<span>{grid.titles[competence.pk]}</span> "
    return f'<td class="{kind}"><a href="{home}{competence.uuid}/">{named}{words}</a></td>'


@register.simple_tag
def tally(member: Member) -> SafeString:
    """How somebody stands in all, in a few words."""
    if not member.cells:
        return mark_safe(conditional_escape(_("nothing is asked for")))  # noqa: S308
    parts = [
        (Look.MISSING, member.gaps, ngettext("%d missing", "%d missing", member.gaps)),
        (Look.LAPSING, member.lapsing, ngettext("%d lapsing", "%d lapsing", member.lapsing)),
        (Look.PLANNED, member.planned, ngettext("%d planned", "%d planned", member.planned)),
    ]
    said = [
        format_html('<span class="badge badge--{}">{}</span> ', BADGES[look][0], words % number)
        for look, number, words in parts
        if number
    ]
    if not said or (member.is_all_well and not member.planned):
        said = [format_html('<span class="badge badge--success">{}</span>', _("holds all that is asked"))]
    return mark_safe("".join(said))  # noqa: S308 - format_html escaped each


@register.simple_tag
def square(cell: Cell) -> SafeString:
    """The same square as a badge, on the pages of one person."""
    kind, sign = cell.badge
    return format_html('<span class="badge badge--{}">{}{}</span>', kind, icon(sign, "", "small"), cell.word)


@register.simple_tag
def number_in(forecast: Forecast, quarter: Quarter) -> int:
    return forecast.number(quarter)
