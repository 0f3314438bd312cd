// Keys of the device (fingerprint, face, code, security key): components/passkey.html.
// The server says what to ask, the device answers, the answer is sent as an ordinary form.
(() => {
  const { webauthnJSON } = window;
  if (!webauthnJSON || !webauthnJSON.supported()) return;

  const SAID = {
    NotAllowedError: "La demande a été annulée, ou elle a trop attendu. Réessayez.",
    InvalidStateError: "Cet appareil a déjà une clé pour votre compte.",
    SecurityError: "Les clés ne marchent pas à cette adresse.",
  };
  const OTHERWISE = "La clé n’a pas pu servir. Réessayez, ou prenez un autre moyen.";

  async function optionsOf(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error("The server gave no request.");
    return (await response.json()).request_options;
  }

  function createFor(form, options) {
    const alone = form.querySelector("input[name=passwordless]");
    const asked = options.publicKey.authenticatorSelection;
    const wanted = Boolean(alone && alone.checked);
    asked.residentKey = wanted ? "required" : "discouraged";
    asked.requireResidentKey = wanted;
    if (wanted) asked.userVerification = "required";
    return webauthnJSON.create(options);
  }

  async function answer(form) {
    const options = await optionsOf(form);
    return form.dataset.passkey === "add" ? createFor(form, options) : webauthnJSON.get(options);
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const said = form.querySelector("[data-passkey-error]");
    form.querySelector("[data-passkey-button]").hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      said.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await answer(form));
        form.submit();
      } catch (error) {
        said.textContent = SAID[error.name] || OTHERWISE;
        said.hidden = false;
      }
    });
  }
})();
