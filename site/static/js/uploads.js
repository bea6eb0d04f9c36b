// Files travel when they are chosen. Without this file they go with any button.
const later = [];
let going = null;

// Below the question: what is on its way, and what became of it. It stays when the question is drawn again.
function placeFor(question) {
  let place = question.querySelector(":scope > .files__going");
  if (!place) {
    place = document.createElement("div");
    place.className = "files__going";
    place.innerHTML = '<p class="files__said" role="status"></p><p class="field__error" role="alert"></p>';
    question.append(place);
  }
  const [status, alert] = place.children;
  return { place, say: (text) => { status.textContent = text; alert.textContent = ""; }, warn: (text) => { alert.textContent = text; status.textContent = ""; } };
}

const named = (text, file) => text.replace("{name}", file.name);

function chosen(input) {
  const box = input.closest("[data-upload]");
  const question = box.closest("[data-kind]");
  const { warn } = placeFor(question);
  const files = [...input.files];
  input.value = "";
  warn(files.filter((file) => file.size > box.dataset.most).map((file) => named(box.dataset.tooLarge, file)).join(" "));
  later.push(...files.filter((file) => file.size <= box.dataset.most).map((file) => ({ file, question })));
  going ??= sendAll().finally(() => { going = null; });
}

async function sendAll() {
  while (later.length) await send(later.shift());
}

function send({ file, question }) {
  const box = question.querySelector("[data-upload]");
  const { place, say, warn } = placeFor(question);
  const { form } = box.querySelector("input");
  const words = { ...box.dataset };
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "draft", "version", "both"]) {
    if (form.elements[name]) data.append(name, form.elements[name].value);
  }
  data.append("question", words.question);
  data.append(words.question, file);
  const row = document.createElement("div");
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const cancel = Object.assign(document.createElement("button"), { type: "button", className: "button button--secondary" });
  cancel.append(words.cancel, Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${file.name}` }));
  row.className = "files__row";
  bar.setAttribute("aria-label", named(words.sending, file));
  row.append(bar, cancel);
  const had = place.lastElementChild.textContent;
  say(named(words.sending, file));
  place.lastElementChild.textContent = had;
  place.append(row);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const end = (act) => { row.remove(); act(); done(); };
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.onload = () => end(() => answered(request, file, question, words));
    request.onerror = () => end(() => { keepForTheButton(file, question); warn(named(words.unsent, file)); });
    request.onabort = () => end(() => { say(named(words.cancelled, file)); question.querySelector("input[type=file]")?.focus(); });
    cancel.onclick = () => request.abort();
    request.open("POST", words.upload);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
  });
}

function answered(request, file, question, words) {
  const { place, say, warn } = placeFor(question);
  let answer = {};
  try { answer = JSON.parse(request.responseText); } catch { /* a page, such as that of a proxy */ }
  if (answer.html) {
    const hadFocus = question.contains(document.activeElement);
    question.querySelector(".files").outerHTML = answer.html;
    if (hadFocus) (question.querySelector("input[type=file]") ?? question.querySelector(".files__label")).focus();
  }
  if (request.status < 300) {
    const before = place.children[1].textContent;
    say(named(words.kept, file));
    place.children[1].textContent = before;
  } else if (answer.html) {
    say(answer.error); // it stands beside the question, in red
    place.children[0].classList.add("visually-hidden");
    return;
  } else {
    keepForTheButton(file, question);
    warn(answer.error ?? named(words.unsent, file));
  }
  place.children[0].classList.remove("visually-hidden");
}

// Back into the input: so it goes with the next button, as everywhere without this file.
function keepForTheButton(file, question) {
  const input = question.querySelector("input[type=file]");
  const all = new DataTransfer();
  for (const one of [...(input.multiple ? input.files : []), file]) all.items.add(one);
  input.files = all.files;
}

document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.matches("[data-upload] input[type=file]") && target.closest("[data-autosave]") && target.files.length) chosen(target);
});

// A button or the other language waits for what is on its way.
document.addEventListener("submit", async (event) => {
  if (!going) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { target, submitter } = event;
  await going;
  target.requestSubmit(submitter);
}, true);
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(".language-link");
  if (!going || !link) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await going;
  link.click();
}, true);
