"""Record the film that stands where an interpreter's recording belongs, into ``lms/demo/content/films``.

    .venv/bin/python scripts/record_demo_film.py

We cannot film a signer. A drawn figure moves its hands beside a river; these are no signs and say nothing,
and everything around the film says so. Needs Chromium; the result is committed.
"""

from __future__ import annotations

import base64
import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FILMS = Path(__file__).parent.parent / "lms" / "demo" / "content" / "films"
SECONDS = 24
DRAW = """
([seconds, width, height]) => new Promise((done) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const c = canvas.getContext("2d");
  const shape = (colour, path) => { c.fillStyle = colour; c.fill(new Path2D(path)); };
  const oval = (colour, x, y, rx, ry) => {
    c.fillStyle = colour; c.beginPath(); c.ellipse(x, y, rx, ry, 0, 0, 7); c.fill();
  };
  const arm = (from, elbow, hand) => {
    c.strokeStyle = "#0b5b66"; c.lineWidth = 30; c.lineCap = c.lineJoin = "round";
    c.beginPath(); c.moveTo(...from); c.lineTo(...elbow); c.lineTo(...hand); c.stroke();
    oval("#eec39a", hand[0], hand[1], 19, 22);
  };
  const ease = (t) => t * t * (3 - 2 * t);
  const stones = [[70, 330, 44], [150, 306, 36], [218, 286, 29], [274, 270, 23], [320, 257, 18]];
  const draw = (t) => {
    shape("#fdeede", "M0 0h640v360H0z");
    oval("#f8b87c", 120, 100, 34, 34);
    shape("#d5e3d2", "M0 190c110-60 220-80 330-60s180 10 310-20v250H0z");
    shape("#b7d0bb", "M0 226c140-40 260-30 380-40s170-30 260-14v188H0z");
    shape("#bcdcdb", "M0 262c140-24 260-20 380-34s180-24 260-22v154H0z");
    shape("#93c5c7", "M0 306c150-20 300-16 420-30s150-16 220-16v100H0z");
    stones.forEach(([x, y, r], number) => {
      const risen = ease(Math.min(1, Math.max(0, (t - 1 - number * 3.6) / 1.2)));
      if (!risen) return;
      const last = number === stones.length - 1;
      c.globalAlpha = risen;
      oval(last ? "#d98335" : "#c2b196", x, y + r * 0.16 + (1 - risen) * 10, r, r * 0.3);
      oval(last ? "#f6a965" : "#f3e7d3", x, y + (1 - risen) * 10, r, r * 0.3);
      c.globalAlpha = 1;
    });
    oval("#fffdf9", 480, 180, 150, 150);
    c.save(); c.beginPath(); c.arc(480, 180, 150, 0, 7); c.clip();
    shape("#0b5b66", "M392 360c-6-84 26-128 88-128s94 44 88 128z");
    shape("#eec39a", "M462 196h36v40c-12 12-24 12-36 0z");
    oval("#eec39a", 480, 168, 42, 48);
    shape("#6b432a", "M436 164c-4-44 18-62 44-62s48 18 44 62c-10-22-30-30-44-30s-34 8-44 30z");
    oval("#2d4347", 464, 172, 4, 5); oval("#2d4347", 496, 172, 4, 5);
    c.strokeStyle = "#c8632b"; c.lineWidth = 4; c.beginPath(); c.arc(480, 184, 12, 0.3, 2.85); c.stroke();
    const a = Math.sin(t * 1.5), b = Math.sin(t * 1.5 + 1.4), d = Math.sin(t * 0.75);
    arm([404, 268], [396, 316], [440 + 16 * a, 278 - 20 * b]);
    arm([556, 268], [564, 316], [520 - 16 * b * d, 274 - 24 * a]);
    c.restore();
    const label = "przykład  ·  приклад  ·  example";
    c.font = "600 15px sans-serif"; c.textBaseline = "middle";
    c.fillStyle = "#fffdf9"; c.beginPath();
    c.roundRect(16, 16, c.measureText(label).width + 32, 34, 17); c.fill();
    c.fillStyle = "#172a2d"; c.fillText(label, 32, 34);
  };
  const recorder = new MediaRecorder(canvas.captureStream(12), {
    mimeType: "video/webm;codecs=vp9", videoBitsPerSecond: 70000,
  });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.onstop = () => {
    const reader = new FileReader();
    reader.onload = () => {
      draw(seconds - 3);
      done([reader.result, canvas.toDataURL("image/png")].map((file) => file.split(",")[1]));
    };
    reader.readAsDataURL(new Blob(parts));
  };
  draw(0);
  recorder.start();
  const began = performance.now();
  const beat = setInterval(() => {
    const t = (performance.now() - began) / 1000;
    if (t < seconds) return draw(t);
    clearInterval(beat);
    recorder.stop();
  }, 1000 / 12);
})
"""


def main() -> None:
    FILMS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        film, poster = map(base64.b64decode, page.evaluate(DRAW, [SECONDS, 640, 360]))
        browser.close()
    path = FILMS / "stepping-stones.webm"
    path.write_bytes(film)
    still = Image.open(io.BytesIO(poster)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    still.save(path.with_suffix(".png"), optimize=True)
    sys.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main()
