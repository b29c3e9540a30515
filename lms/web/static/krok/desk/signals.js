/* What is heard and felt, for somebody who looks at the person and not at the screen. */

const TONES = {
  green: [[880, 0.09], [1320, 0.14]],
  amber: [[560, 0.16], [560, 0.16]],
  red: [[220, 0.45]],
};
const PULSES = { green: 60, amber: [70, 70, 70], red: 350 };

export class Signals {
  #audio = null;
  isSounding = true;

  constructor() {
    /* Browsers let a page sound only after somebody touched it. */
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => this.#wake(), { once: true });
  }

  #wake() {
    this.#audio ??= new AudioContext();
    if (this.#audio.state === "suspended") this.#audio.resume().catch(() => {});
  }

  give(colour) {
    navigator.vibrate?.(PULSES[colour]);
    if (!this.isSounding) return;
    try {
      this.#wake();
      this.#play(TONES[colour] ?? TONES.red);
    } catch {
      /* A phone without sound still shows the verdict. */
    }
  }

  #play(tones) {
    let at = this.#audio.currentTime;
    for (const [pitch, length] of tones) {
      const tone = this.#audio.createOscillator();
      const volume = this.#audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.25, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + length);
      tone.connect(volume).connect(this.#audio.destination);
      tone.start(at);
      tone.stop(at + length);
      at += length + 0.04;
    }
  }
}
