"""The screen does the arithmetic of the house by itself: what a camera reads from it is what the house takes.

A bare page in a real Chromium, with the network cut once the script is there.
"""

import io
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from attendance.codes.room_codes import code_of

pytestmark = pytest.mark.browser

SECRET = "0f" * 32
UUID, SHORT = "876e84fa-6eca-4dc3-bfdf-d397d6a8ca64", "Q5XIJ6TOZJG4HP672OL5NKGKMQ"
NOW = datetime(2026, 11, 24, 16, 0, 5, tzinfo=UTC)
WORDS = """<main><template data-room-screen-words><section data-room-screen>
  <p data-title></p><div data-qr></div><p data-early hidden>early</p>
  <p data-count hidden><b data-here></b> of <b data-expected></b></p>
</section></template><div id="root"></div></main>"""
START = """async ({ session, offset }) => {
  const { startScreen } = await import("/krok/desk/screen.js");
  globalThis.end = startScreen(session, document.querySelector("#root"), { offset });
}"""
SHOWN = "document.querySelector('[data-qr]').dataset.shows"


class Files(SimpleHTTPRequestHandler):
    """Our static files, and the answer to how many are here."""

    def do_GET(self):
        if self.path.startswith("/api/"):
            self.answer(b'{"here": 17, "expected": 24, "to_confirm": []}', "application/json")
        elif self.path == "/wall":
            self.answer(WORDS.encode(), "text/html")
        else:
            super().do_GET()

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def date_time_string(self, timestamp=None):
        """The clock of the house, however wrong that of the screen is."""
        return super().date_time_string(NOW.timestamp() if timestamp is None else timestamp)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def address():
    folder = settings.BASE_DIR / "lms" / "web" / "static"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium, address):
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    page = context.new_page()
    page.clock.install(time=NOW - timedelta(minutes=1))
    page.clock.pause_at(NOW)
    page.goto(f"{address}/wall")
    yield page
    context.close()


def start(page, *, offset=0, **facts):
    session = {"uuid": UUID, "door_secret": SECRET, "title": "Polski od zera", "is_confidential": False}
    page.evaluate(START, {"session": session | facts, "offset": offset})
    page.wait_for_function(f"{SHOWN} !== undefined")


def read_by_camera(page):
    picture = Image.open(io.BytesIO(page.locator("[data-qr]").screenshot()))
    [found] = zxingcpp.read_barcodes(picture)
    return urlsplit(found.text).path


def wait_for(page, at):
    wanted = f"/c/{SHORT}/{code_of(SECRET, at)}"
    page.wait_for_function(f"{SHOWN}.endsWith('{wanted}')")
    return wanted


def moment(seconds):
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("at", [0, 19, 20, 1_795_536_000])
def test_the_arithmetic_is_that_of_the_house(page, at):
    told = page.evaluate(
        "async ([secret, at]) => (await import('/krok/desk/screen.js')).codeOf(secret, at * 1000)",
        [SECRET, at],
    )

    assert told == code_of(SECRET, datetime.fromtimestamp(at, UTC))


def test_a_camera_reads_what_the_house_takes(page):
    start(page)

    assert read_by_camera(page) == f"/c/{SHORT}/{code_of(SECRET, NOW)}"


def test_the_code_changes_every_twenty_seconds_without_a_network(page):
    start(page)
    page.context.set_offline(True)

    seen = []
    for seconds in (0, 20, 40):
        page.clock.run_for(20_000 if seconds else 0)
        wait_for(page, moment(seconds))
        seen.append(read_by_camera(page))

    assert seen == [f"/c/{SHORT}/{code_of(SECRET, moment(seconds))}" for seconds in (0, 20, 40)]
    assert len(set(seen)) == 3


def test_a_clock_that_is_an_hour_behind_shows_the_code_of_now(page):
    page.evaluate("async () => { await import('/krok/desk/screen.js') }")
    page.context.set_offline(True)

    start(page, offset=3_600_000)

    assert read_by_camera(page) == f"/c/{SHORT}/{code_of(SECRET, moment(3600))}"


def test_a_wrong_clock_is_put_right_by_the_first_answer(page):
    page.clock.set_system_time(moment(-600))

    start(page)
    page.clock.run_for(2000)

    wait_for(page, moment(2))


def test_how_many_are_here_is_shown_while_there_is_a_network(page):
    start(page)

    page.locator("[data-count]").wait_for()
    assert page.locator("[data-count]").inner_text() == "17 of 24"


def test_the_wall_of_a_confidential_meeting_names_nothing(page):
    start(page, is_confidential=True)

    assert page.locator("[data-title]").inner_text() == ""
    assert "Polski od zera" not in page.content()


def test_before_the_door_opens_the_screen_says_so(page):
    # The house, whose clock stands still here, is not heard meanwhile.
    page.route("**/api/**", lambda asked: asked.abort())
    start(page, door_opens_at=moment(60).isoformat())
    early = page.locator("[data-early]")
    early.wait_for()

    page.clock.run_for(61_000)

    early.wait_for(state="hidden")


def test_a_screen_that_was_ended_changes_no_more(page):
    start(page)
    before = page.evaluate(SHOWN)

    page.evaluate("globalThis.end()")
    page.clock.run_for(60_000)

    assert page.evaluate(SHOWN) == before
