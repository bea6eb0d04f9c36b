// Forms, for comfort: each works without this file. What it says stands in data attributes, in the page's language.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const language = document.documentElement.lang;

// Characters left: visible at once, announced after a second's pause, never enforced.
const rules = new Intl.PluralRules(language);
for (const count of all("[data-count-of]")) {
  const field = document.getElementById(count.dataset.countOf);
  const spoken = count.nextElementSibling;
  const limit = Number(field.dataset.limit);
  let pause;
  const update = (speak) => {
    const left = limit - [...field.value.replace(/\r?\n/g, "\r\n")].length;
    const texts = count.dataset[(left < 0 ? "over" : "left") + (rules.select(Math.abs(left)) === "one" ? "One" : "Many")];
    count.textContent = texts.replace("{n}", Math.abs(left).toLocaleString(language));
    count.classList.toggle("is-over", left < 0);
    clearTimeout(pause);
    if (speak) pause = setTimeout(() => { spoken.textContent = count.textContent; }, 1000);
  };
  field.addEventListener("input", () => update(true));
  update(false);
}

// Conditions, as applications/conditions.py has them: all must hold, and what is empty or hidden fulfils none. The
// server decides again; a question that it found wrong is never hidden.
const fold = (text) => text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss")
  .normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function numberOf(typed) {
  let text = typed.replace(/[^\d.,+−-]/g, "").replace("−", "-");
  if (/^[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/.test(text)) text = text.replace(/[.,]/g, "");
  else if (/[.,].*[.,]/.test(text)) text = text.replaceAll(text.match(/[.,]/)[0], "");
  text = text.replace(",", ".");
  return /\d/.test(text) ? Number(text) : NaN;
}

function monthOf(typed) {
  if (/^\d+$/.test(typed)) return Number(typed);
  for (let month = 0; month < 12; month += 1) {
    for (const code of ["fr", "en"]) {
      for (const style of ["long", "short"]) {
        const name = new Intl.DateTimeFormat(code, { month: style }).format(new Date(2000, month, 15));
        if (fold(name) === fold(typed)) return month + 1;
      }
    }
  }
  return NaN;
}

const valueIn = (block, selector) => block.querySelector(selector)?.value.trim() ?? "";

function dayIn(block) {
  const [day, year] = [valueIn(block, "[name$=_day]"), valueIn(block, "[name$=_year]")];
  const date = new Date(Date.UTC(Number(year), monthOf(valueIn(block, "[name$=_month]")) - 1, Number(day)));
  const exists = /^\d{4}$/.test(year) && date.getUTCDate() === Number(day);
  return exists ? date.toISOString().slice(0, 10) : "";
}

// What a question is answered with, as a list of texts; and how answers of its kind are compared.
const chosen = (block) => all("input:checked, option:checked", block).map((one) => one.value).filter(Boolean);
const byNumber = (a, b) => numberOf(a) - numberOf(b);
const kinds = {
  number: { answer: (block) => [valueIn(block, "input")].filter((text) => !Number.isNaN(numberOf(text))), compare: byNumber },
  budget: { answer: (block) => [valueIn(block, "[data-sum-of=request]")].filter((text) => !Number.isNaN(numberOf(text))), compare: byNumber },
  date: { answer: (block) => [dayIn(block)].filter(Boolean), compare: (a, b) => (a > b) - (a < b) },
  short_text: { answer: (block) => [valueIn(block, "input, textarea")].filter(Boolean), contains: (a, b) => fold(a).includes(fold(b)) },
  consent: { answer: (block) => (block.querySelector("input:checked") ? ["yes"] : []) },
};
kinds.money = kinds.number;
kinds.long_text = kinds.short_text;

function holds({ question, operator, value }) {
  const block = document.getElementById(`question-${question}`);
  if (!block || !isShown(block)) return false;
  const kind = { answer: chosen, compare: (a, b) => (a > b) - (a < b), contains: (a, b) => a === b, ...kinds[block.dataset.kind] };
  const answers = kind.answer(block);
  if (!answers.length) return false;
  if (operator === "contains") return answers.some((answer) => kind.contains(answer, value));
  const order = kind.compare(answers[0], value);
  return { is: order === 0, is_not: order !== 0, more: order > 0, less: order < 0 }[operator] ?? false;
}

const conditional = new Map(all("[data-conditions]").map((block) => [block, JSON.parse(block.dataset.conditions)]));
const isShown = (block) => !conditional.has(block) || block.classList.contains("is-shown");

// In the order of the page: a question depends on earlier ones only.
function decide() {
  for (const [block, conditions] of conditional) {
    block.classList.toggle("is-shown", conditions.every(holds) || Boolean(block.querySelector("[aria-invalid=true]")));
  }
}
if (conditional.size) {
  for (const kind of ["input", "change"]) document.addEventListener(kind, decide);
  decide();
}

// Saving by itself: three seconds after the last key, and when the page is left. Files wait for a button.
const PAUSE = 3000;
const PATIENCE = 20000;
const LONGEST_KEEPALIVE = 60000; // browsers refuse more than 64 KiB
const RETRIES = [5000, 15000, 60000];

class Autosave {
  constructor(form) {
    this.form = form;
    this.saved = document.querySelector("[data-saved]");
    this.problem = form.querySelector("[data-save-error]");
    this.keys = all("[name=asked]", form).map((input) => input.value);
    this.kept = this.content();
    this.failures = 0;
    this.running = null;
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.typed());
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.save({ keepalive: true }));
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save({ keepalive: true }); });
    form.addEventListener("submit", (event) => this.submit(event));
    for (const link of all(".language-link")) link.addEventListener("click", (event) => this.leave(event, link));
  }

  // What is typed, by question; under "" what every post carries. Files are not texts.
  content() {
    const texts = new Map(["", ...this.keys].map((key) => [key, ""]));
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value !== "string" || name === "asked") continue;
      const key = this.keys.find((one) => name === one || name.startsWith(`${one}-`) || name.startsWith(`${one}_`)) ?? "";
      texts.set(key, `${texts.get(key)}&${new URLSearchParams([[name, value]])}`);
    }
    return texts;
  }

  // Only the questions that changed here: another window may have a newer text of the others.
  changed(content) {
    return this.keys.filter((key) => content.get(key) !== this.kept.get(key));
  }

  typed() {
    this.isLeaving = false;
    this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // One at a time, so that an older text never arrives after a newer one.
  async save({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.running && !keepalive) await this.running;
    const content = this.content();
    const keys = this.changed(content);
    if (!keys.length || this.isLeaving) return;
    const text = `${content.get("")}${keys.map((key) => `${content.get(key)}&asked=${key}`).join("")}&go=save`.slice(1);
    this.running = this.send(text, content, keepalive && text.length < LONGEST_KEEPALIVE);
    await this.running;
    this.running = null;
  }

  async send(text, content, keepalive) {
    try {
      const response = await fetch(this.form.action, {
        method: "POST", body: new URLSearchParams(text), keepalive, redirect: "error",
        headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
      });
      const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      const answer = isJson ? await response.json() : {};
      if (response.ok && answer.saved) return this.succeeded(content, answer);
      const wait = Number(response.headers.get("Retry-After")) * 1000;
      this.failed(answer.error ?? this.form.dataset.refused, wait);
    } catch {
      this.failed(this.form.dataset.unsaved);
    }
  }

  succeeded(content, { saved, notice = "" }) {
    this.kept = content;
    this.failures = 0;
    if (this.problem.textContent !== notice) this.problem.textContent = notice;
    if (this.saved.textContent !== saved) this.saved.textContent = saved;
  }

  failed(text, wait = 0) {
    if (this.problem.textContent !== text) this.problem.textContent = text;
    this.later(Math.max(wait, RETRIES[Math.min(this.failures, RETRIES.length - 1)]));
    this.failures += 1;
  }

  // A button pressed while a saving is on its way waits for it, three seconds at most.
  async submit(event) {
    clearTimeout(this.timer);
    if (this.running) {
      event.preventDefault();
      const { submitter } = event;
      await Promise.race([this.running, new Promise((resolve) => { setTimeout(resolve, PAUSE); })]);
      this.running = null;
      this.form.requestSubmit(submitter);
    } else {
      this.isLeaving = true;
      this.kept = this.content();
    }
  }

  async leave(event, link) {
    if (!this.changed(this.content()).length || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await this.save();
    if (!this.changed(this.content()).length) location.href = link.href;
  }
}

for (const form of all("[data-autosave]")) {
  const autosave = new Autosave(form);
  addEventListener("pageshow", () => { autosave.isLeaving = false; });
}

// Whoever comes to change one answer begins there, once the browser has done with the address.
const target = location.hash.startsWith("#question-") && document.getElementById(location.hash.slice(1));
const start = target && target.querySelector("input:not([type=hidden]), select, textarea");
if (start) addEventListener("load", () => setTimeout(() => start.focus({ preventScroll: true })));
