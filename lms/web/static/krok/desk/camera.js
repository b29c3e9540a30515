/* The camera of the device: which one, and its light. */

const CHOSEN = "krok-camera";

function remembered() {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}

function remember(id) {
  try {
    localStorage.setItem(CHOSEN, id);
  } catch {
    /* Asked again next time. */
  }
}

export class Camera {
  #stream = null;

  constructor(video) {
    this.video = video;
  }

  /** Show the picture of the camera chosen before, else of the one that looks away from the person. */
  async start(deviceId = remembered()) {
    this.stop();
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const wanted = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: "environment" } };
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { ...size, ...wanted }, audio: false });
    } catch (error) {
      if (!deviceId || error.name === "NotAllowedError") throw error;
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: size, audio: false });
    }
    this.video.srcObject = this.#stream;
    await this.video.play();
  }

  stop() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  get isOn() {
    return this.#track?.readyState === "live";
  }

  /** The next camera after the one in use; the choice is remembered on this device. */
  async next() {
    const cameras = await this.others();
    const at = cameras.findIndex((camera) => camera.deviceId === this.#track?.getSettings().deviceId);
    const chosen = cameras[(at + 1) % cameras.length];
    if (!chosen) return;
    remember(chosen.deviceId);
    await this.start(chosen.deviceId);
  }

  async others() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((device) => device.kind === "videoinput");
  }

  get hasLight() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  async light(on) {
    await this.#track?.applyConstraints({ advanced: [{ torch: on }] });
  }
}
