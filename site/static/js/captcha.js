// The robot check. Nothing of it is loaded before the button is pressed, and whatever fails, the form is sent.
const PATIENCE = 5000;
const box = document.querySelector("[data-captcha]");
const form = box.closest("form");
const [input, allow, status] = ["input", "button", "[role=status]"].map((selector) => box.querySelector(selector));
const { nonce } = document.querySelector("script[src][nonce]");
let isReady = false;
let isAsking = false;
let isAsked = false;

// Without this a button's name and value would be lost on the way, and the server would not know which was pressed.
box.hidden = !HTMLFormElement.prototype.requestSubmit;

allow.addEventListener("click", () => {
  allow.parentElement.hidden = true;
  status.textContent = status.dataset.loading;
  status.focus();
  const script = Object.assign(document.createElement("script"), { src: input.dataset.script, nonce });
  const fail = () => {
    isReady = false;
    allow.parentElement.hidden = false;
    status.textContent = status.dataset.failed;
    script.remove();
  };
  script.addEventListener("error", fail);
  script.addEventListener("load", () => {
    if (!window.grecaptcha?.ready) return fail();
    return window.grecaptcha.ready(() => {
      isReady = true;
      status.textContent = status.dataset.ready;
    });
  });
  document.head.append(script);
});

function answer() {
  const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE); });
  return Promise.race([window.grecaptcha.execute(input.dataset.key, { action: input.dataset.action }), late]);
}

// First of all that listen: the others see the form leave once, with the answer in it.
form.addEventListener("submit", async (event) => {
  if (!isReady || isAsked || !["", "send"].includes(event.submitter?.value ?? "")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isAsking) return;
  isAsking = true;
  const { submitter } = event;
  try {
    input.value = await answer();
  } catch {
    input.value = "";
  }
  // Later, not now: a browser ignores a form that is sent while it still tells of its sending.
  setTimeout(() => {
    isAsking = false;
    isAsked = true;
    form.requestSubmit(submitter);
  });
}, { capture: true });

// An answer serves once: a page that is shown again asks again.
window.addEventListener("pageshow", () => {
  isAsked = false;
  input.value = "";
});
