// Passkeys: forms marked data-passkey appear only where the browser can use them.
// What the server asks for is in #passkey-data, or fetched from the form's address when signing in.

const forms = window.PublicKeyCredential?.parseRequestOptionsFromJSON
  ? document.querySelectorAll("form[data-passkey]")
  : [];

async function optionsFor(form) {
  const kept = document.getElementById("passkey-data");
  if (kept) return JSON.parse(kept.textContent);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

async function create(form) {
  const { creation_options: asked } = await optionsFor(form);
  const options = asked.publicKey;
  const alone = form.elements.namedItem("passwordless")?.checked;
  const selection = (options.authenticatorSelection ??= {});
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = Boolean(alone);
  if (alone) selection.userVerification = "required";
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

async function use(form) {
  const { request_options: asked } = await optionsFor(form);
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.publicKey) });
}

for (const form of forms) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const credential = await (form.dataset.passkey === "create" ? create(form) : use(form));
      form.elements.namedItem("credential").value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      // Whoever closes the browser's own window has seen it say why; the page stays as it was.
      if (error.name !== "NotAllowedError" && error.name !== "AbortError") throw error;
    }
  });
}
