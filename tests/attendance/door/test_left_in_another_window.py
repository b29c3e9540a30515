"""Somebody leaves while this phone is busy in another window: what was destroyed is not written again."""

from __future__ import annotations

import pytest

from tests.attendance.door.on_device import ADDRESS, ask, device

__all__ = ["device"]
pytestmark = pytest.mark.browser

KEY = "A" * 43 + "="
A_MONTH_AND_A_DAY = 31 * 24 * 60 * 60 * 1000
OF_THE_PHONE = f"""
const load = (name) => import('{ADDRESS}desk/' + name);
const [vault, sealed, owner, quick, device, outbox] = await Promise.all(
  ['vault.js', 'sealed.js', 'owner.js', 'quick.js', 'device.js', 'outbox.js'].map(load));
const clock = Date.now, worker = {{ person: 'irena', name: 'Irena', queue_keys: ['{KEY}'] }};
const now = new Date().toISOString();
const session = {{ uuid: 's1', title: 'CZAS', starts_at: now, ends_at: now }};
const package_ = {{ sessions: [session], visits: [], server_time: now, worker, device: {{}} }};
const event = {{ event_id: 'e1', session: 's1', sequence: 1, device: await device.deviceName() }};
const notes = () => vault.write('unsent/000000000001', {{ event, by: 'irena' }});
const house = (answers) => {{
  globalThis.fetch = async (address, asked) => new Response(JSON.stringify(await answers(address, asked)));
}};
const ends = async (told) => {{
  Date.now = clock;
  localStorage.clear();
  await vault.destroy();
  await sealed.remove('irena', ['unsent/000000000001', 'unsent/000000000002']);
  return told;
}};
"""


def test_lists_that_were_on_their_way_are_not_kept_however_long_they_took(device):
    told = ask(
        device,
        "lists.js",
        f"""{OF_THE_PHONE}
        house(async () => {{
          await quick.forgetNow();
          Date.now = () => clock() + 60_000;
          return package_;
        }});
        await module.refresh({{ isForced: true }});
        const left = await vault.ids();
        Date.now = clock;
        house(async () => package_);
        Date.now = () => clock() + 60_000;
        await module.refresh({{ isForced: true }});
        return ends({{ left, later: await vault.ids('session/') }});""",
    )

    assert told == {"left": [], "later": ["session/s1"]}


def test_an_answer_to_what_was_sealed_meanwhile_empties_the_drawer_and_keeps_nothing(device):
    told = ask(
        device,
        "outbox.js",
        f"""{OF_THE_PHONE}
        await owner.comes(worker);
        await notes();
        const batch = await vault.all('unsent/');
        await quick.forgetNow();
        const before = await sealed.count();
        await module.settle(batch, [{{ event_id: 'e1', status: 'recorded' }}]);
        return ends({{ before, after: await sealed.count(), kept: await vault.ids() }});""",
    )

    assert told == {"before": 1, "after": 0, "kept": []}


def test_what_was_told_of_a_list_that_is_gone_goes_too(device):
    told = ask(
        device,
        "lists.js",
        f"""{OF_THE_PHONE}
        await vault.change({{ write: [['session/s1', session], ['told/s1/1', {{}}], ['told/s2/1', {{}}]] }});
        await module.tidy();
        return ends(await vault.ids());""",
    )

    assert told == ["session/s1", "told/s1/1"]


def test_what_is_sealed_outlives_a_lock_and_goes_out_under_the_name_that_was_locked(device):
    told = ask(
        device,
        "locking.js",
        f"""{OF_THE_PHONE}
        await owner.comes(worker);
        await notes();
        await quick.forgetNow();
        const old = await device.deviceName();
        const number = await device.nextNumber();
        house(async () => ({{ revoked: true }}));
        await module.obey();
        const isRising = (await device.nextNumber()) > number;
        const sent = [];
        house(async (_, asked) => {{
          sent.push(JSON.parse(asked.body));
          return {{ results: [{{ event_id: 'e1', status: 'recorded', verdict: 'held_back' }}] }};
        }});
        await owner.comes(worker);
        await outbox.sendNow();
        const [{{ device: name, worker: by }}] = sent;
        return ends({{ isOld: name === old, isNew: (await device.deviceName()) !== old, by, isRising }});""",
    )

    assert told == {"isOld": True, "isNew": True, "by": "irena", "isRising": True}


def test_whoever_never_comes_back_is_waited_for_a_month(device):
    told = ask(
        device,
        "lists.js",
        f"""{OF_THE_PHONE}
        await owner.comes(worker);
        await notes();
        await quick.forgetNow();
        await module.tidy();
        const kept = await sealed.count();
        Date.now = () => clock() + {A_MONTH_AND_A_DAY};
        await module.tidy();
        return ends([kept, await sealed.count()]);""",
    )

    assert told == [1, 0]
