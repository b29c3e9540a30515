"""All papers of a version made ahead, so that the first reader does not wait and is told what they weigh."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from cms.leaflets.paper import has_easy, pages_of, render
from cms.leaflets.papers import paper_name
from cms.models import LeafletEdition, LeafletPage
from cms.remembering import forget_pages

if TYPE_CHECKING:
    from cms.leaflets.printing import Printed


def make_papers(edition: LeafletEdition) -> None:
    """Safe to repeat: a version that was made before comes out of the cache."""
    made = {}
    for kind, easy in papers_of(edition.content):
        pdf = render(edition.page, format=kind, easy=easy, edition=edition)
        made[paper_name(kind, easy=easy)] = {
            "pages": pages_of(edition.content, format=kind, easy=easy),
            "kilobytes": max(1, round(len(pdf) / 1024)),
        }
    LeafletEdition.objects.filter(pk=edition.pk).update(papers=made)
    forget_pages()


def papers_of(content: Printed) -> list[tuple[str, bool]]:
    """Every size, as it is and, where there is a text for it, easy to read."""
    forms = (False, True) if has_easy(content) else (False,)
    return list(product(LeafletPage.Format.values, forms))
