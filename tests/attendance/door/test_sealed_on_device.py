"""Somebody leaves a phone that keeps lists: nobody can read them any more, and no mark is lost."""

from __future__ import annotations

import pytest

from tests.attendance.door.on_device import ADDRESS, ask, device

__all__ = ["device"]
pytestmark = pytest.mark.browser

HERS, ANOTHERS = ("A" * 43 + "=", "B" * 43 + "=")
LEAVES = f"""
const vault = await import('{ADDRESS}desk/vault.js');
const sealed = await import('{ADDRESS}desk/sealed.js');
const irena = {{ person: 'irena', name: 'Irena' }};
await module.comes({{ ...irena, queue_keys: [argument.hers] }});
await vault.write('session/1', {{ title: 'CZAS' }});
await vault.write('unsent/000000000001', {{ event: {{ event_id: 'e1' }}, by: 'irena' }});
await module.leaves();
const left = {{ ids: await vault.ids(), key: await vault.heldKey('sealing'), sealed: await sealed.count() }};
await module.comes({{ ...irena, queue_keys: argument.given }});
const found = await vault.all('unsent/');
const still = await sealed.count();
await vault.destroy();
indexedDB.deleteDatabase('krok-desk-sealed');
return {{ left, found, still }};
"""


def test_whoever_signs_in_again_finds_what_waits_and_nothing_else_can_be_read(device):
    told = ask(device, "owner.js", LEAVES, {"hers": HERS, "given": ["C" * 43 + "=", HERS]})

    assert told["left"] == {"ids": [], "key": None, "sealed": 1}
    assert told["found"] == [["unsent/000000000001", {"event": {"event_id": "e1"}, "by": "irena"}]]
    assert told["still"] == 0


def test_the_key_of_somebody_else_opens_nothing(device):
    told = ask(device, "owner.js", LEAVES, {"hers": HERS, "given": [ANOTHERS]})

    assert (told["found"], told["still"]) == ([], 1)
