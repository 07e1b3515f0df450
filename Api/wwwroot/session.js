// Asks for the key if the server requires one. It is entered once and exchanged for a cookie that scripts cannot read.

const MARK = "txt2image.signedIn"; // scripts cannot see that cookie, so this records that there may be one
const byId = id => document.getElementById(id);
let asking = null;

/** Asks for the key until the server accepts it. Concurrent callers share one dialog. Returns false if it is cancelled. */
export function signIn() {
  return (asking ??= ask().finally(() => (asking = null)));
}

export function showSignOut() {
  byId("sign-out").hidden = !recalled();
}

byId("sign-out").addEventListener("click", async () => {
  await fetch("session", { method: "DELETE" }).catch(() => {});
  recall(false);
  location.reload();
});

byId("key-cancel").addEventListener("click", () => byId("key").close());

function ask() {
  const dialog = byId("key"), input = byId("key-input"), error = byId("key-error");
  let taken = false;
  input.value = error.textContent = "";
  byId("key-form").onsubmit = async event => {
    event.preventDefault();
    error.textContent = await refusalOf(input.value.trim());
    if (error.textContent) return input.select();
    taken = true;
    recall(true);
    showSignOut();
    dialog.close();
  };
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => {
    input.value = "";
    resolve(taken);
  }, { once: true }));
}

/** Returns why the server rejects a key; empty if it accepts it. */
async function refusalOf(key) {
  try {
    const response = await fetch("session", {
      method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ key }), signal: AbortSignal.timeout(30_000),
    });
    if (response.ok) return "";
    return (await response.json().catch(() => ({}))).detail ?? `The server answered ${response.status}.`;
  } catch {
    return "The server does not answer. Try again.";
  }
}

// A browser may forbid local storage. Then only the sign-out button is missing.
function recall(signedIn) {
  try {
    if (signedIn) localStorage.setItem(MARK, "1");
    else localStorage.removeItem(MARK);
  } catch { /* see above */ }
}

function recalled() {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}
