/* One way to read a QR code in every browser: the browser's own reader, or the one kept with us. */

const QR = { formats: ["qr_code"] };

/** A detector with `detect(image)`. `wasm` is the static address of zxing_reader.wasm. */
export async function qrDetector({ wasm } = {}) {
  if ("BarcodeDetector" in globalThis) {
    const known = await globalThis.BarcodeDetector.getSupportedFormats().catch(() => []);
    if (known.includes("qr_code")) return new globalThis.BarcodeDetector(QR);
  }
  const { BarcodeDetector, setZXingModuleOverrides } = await import("../../vendor/barcode-detector/ponyfill.js");
  if (wasm) {
    setZXingModuleOverrides({ locateFile: (path, prefix) => (path.endsWith(".wasm") ? wasm : prefix + path) });
  }
  return new BarcodeDetector(QR);
}
