"""How a trainer lets people in: a camera that sees a film of passes, and a scanner that says who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import override

from attendance.models import Scan
from tests.journeys.house import eventually

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

Verdict = Scan.Verdict
DAY = 60

# Each verdict that the scanner shows, as it comes: the word, the name and the colour.
LISTEN = """
globalThis.verdicts = [];
new MutationObserver(() => {
  const said = document.querySelector('[data-said] .verdict');
  if (!said || said === globalThis.heard) return;
  globalThis.heard = said;
  const text = (part) => said.querySelector(`.verdict__${part}`)?.textContent.trim() ?? '';
  const colour = [...said.classList].find((name) => name.includes('--'));
  globalThis.verdicts.push([text('word'), text('name'), colour?.split('--')[1] ?? '']);
}).observe(document, { childList: true, subtree: true });
"""


@dataclass(frozen=True)
class Said:
    """What the scanner said: its word, a name, a colour."""

    verdict: Scan.Verdict
    name: str
    colour: str


def opens_the_scanner(trainer: Visitor, session: str) -> None:
    trainer.context.add_init_script(LISTEN)
    trainer.opens(f"/{trainer.language}/desk/").looks()
    trainer.page.locator(f'main a[href$="/desk/{session}/"]').click()
    trainer.page.wait_for_url(f"**/desk/{session}/")
    trainer.looks()
    trainer.page.locator(f'main a[href$="/desk/{session}/scan/"]').click()
    trainer.page.locator("video").wait_for()


def hears(trainer: Visitor, *expected: Said, within: float = DAY) -> None:
    """Wait until the scanner has said all this, each at least once."""
    with override(trainer.language):
        wanted = {(str(said.verdict.label), said.name, said.colour) for said in expected}
    heard: set[tuple[str, ...]] = set()

    def all_said() -> bool:
        heard.update(tuple(said) for said in trainer.page.evaluate("globalThis.verdicts"))
        return wanted <= heard

    try:
        eventually(all_said, within=within, what=f"{wanted}")
    except AssertionError as error:
        raise AssertionError(f"the scanner said {sorted(heard)}, and not {sorted(wanted - heard)}") from error


def closes_the_list(trainer: Visitor, session: str) -> None:
    trainer.opens(f"/{trainer.language}/desk/{session}/").looks()
    trainer.page.locator('main a[href$="/close/"]').click()
    others = trainer.looks().page.locator("#id_others_absent")
    if others.count():
        others.check()
    trainer.presses(trainer.say("Close the list"))
    trainer.reads(trainer.say("The list is closed"))
    trainer.looks()
