/* A letter as it is typed: the preview below follows. Without this script the button “Preview” shows it. */

const WAIT = 400;

const form = document.getElementById("letter-form");
const preview = document.getElementById("letter-preview");
let timer = 0;
let running = null;

async function show() {
  running?.abort();
  running = new AbortController();
  const data = new FormData(form);
  data.set("preview", "1");
  try {
    const response = await fetch(form.action || window.location.href, {
      method: "POST",
      body: data,
      headers: { "X-Requested-With": "XMLHttpRequest" },
      signal: running.signal,
    });
    // A session that has ended leads to the sign-in page: the preview stays as it is, and so does what was typed.
    if (response.ok && !response.redirected) preview.innerHTML = await response.text();
  } catch {
    // Overtaken by the next one, or offline: the preview stays as it is.
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(show, WAIT);
}

form.addEventListener("input", soon);
form.addEventListener("change", soon);
