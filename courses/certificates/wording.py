"""What an editor may write on a certificate: plain words, a few placeholders, signs that paper can show."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.leaflets.letters import printable, unprintable

PLACEHOLDERS = ("name", "course", "hours", "days", "organiser", "number", "expires")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def faults(words: str) -> list[str]:
    """Why these words cannot stand on a paper, each in a sentence for whoever wrote them."""
    found = []
    unknown = [name for name in PLACEHOLDER.findall(words) if name not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        asked = ", ".join(dict.fromkeys(f"{{{name}}}" for name in unknown))
        found.append(
            _("We do not know what to fill in for %(asked)s. You may write: %(known)s.")
            % {"asked": asked, "known": known}
        )
    if set("{}") & set(PLACEHOLDER.sub("", words)):
        found.append(_("A curly bracket stands alone. A placeholder has one on each side: {name}."))
    if signs := unprintable(words):
        told = ngettext(
            "The typeface of the papers has no drawing for this sign: %(signs)s. Please leave it out.",
            "The typeface of the papers has no drawing for these signs: %(signs)s. Please leave them out.",
            len(signs),
        )
        found.append(told % {"signs": " ".join(signs)})
    return found


def filled(words: str, values: Mapping[str, str]) -> str:
    """The words with their placeholders filled in. What is unknown stays as it was typed."""
    whole = PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words)
    return "\n".join(printable(line) for line in whole.splitlines())
