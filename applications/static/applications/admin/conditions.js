/* Conditions in the page editor: “show only if [question] [is] [option]”, chosen from what the form asks.

   The three fields of a condition keep what is stored: the key of a question, an operator, and a value. This adds
   lists beside the first and the last, fed from the questions that stand in the editor, and keeps them up to date. */

const { Controller } = window.StimulusModule;

const settings = JSON.parse(document.getElementById("condition-settings").textContent);
const { texts, kinds, optionsUrl } = settings;
const WAIT = 150;
const QUESTION_ID = /^steps-\d+-value-questions-\d+-id$/;

const named = (name) => document.getElementsByName(name)[0];
const valueOf = (name) => named(name)?.value ?? "";
const isDeleted = (prefix) => valueOf(`${prefix}-deleted`) !== "";
const stepOf = (name) => name.match(/^steps-\d+/)[0];

/* What the form asks, in the order of the page. */
function scan() {
  const steps = [];
  const questions = [];
  for (const input of document.querySelectorAll("input[type=hidden][name^='steps-'][name$='-id']")) {
    if (/^steps-\d+-id$/.test(input.name)) steps.push(input.name.slice(0, -3));
    if (!QUESTION_ID.test(input.name)) continue;
    const prefix = input.name.slice(0, -3);
    const step = stepOf(prefix);
    if (isDeleted(prefix) || isDeleted(step)) continue;
    questions.push({
      key: input.value,
      prefix,
      step,
      kind: kinds[valueOf(`${prefix}-type`)],
      kindName: valueOf(`${prefix}-type`),
      label: valueOf(`${prefix}-value-label`).trim() || texts.untitled,
    });
  }
  const live = steps.filter((step) => !isDeleted(step));
  const titles = live.map((step, place) => {
    const title = valueOf(`${step}-value-title`).trim();
    return [step, title ? `${place + 1}. ${title}` : `${place + 1}.`];
  });
  return { questions, titles: new Map(titles) };
}

/* The options of a question that the editor types in. */
function typedOptions(question) {
  const found = [];
  const start = `${question.prefix}-value-options-`;
  for (const input of document.querySelectorAll(`input[type=hidden][name^='${start}'][name$='-id']`)) {
    const prefix = input.name.slice(0, -3);
    if (!isDeleted(prefix)) found.push([input.value, valueOf(`${prefix}-value`).trim() || texts.untitled]);
  }
  return found;
}

/* The options that a question takes from elsewhere, asked for once. Until they come there are none. */
const remote = new Map();

function remoteOptions(question) {
  const chosen = valueOf(`${question.prefix}-value-${question.kind.source}`);
  const page = window.location.pathname.match(/\/pages\/(?:(\d+)\/edit|add\/\w+\/\w+\/(\d+))\//) ?? [];
  const query = new URLSearchParams({ kind: question.kindName, chosen, page: page[1] ?? "", parent: page[2] ?? "" });
  const url = `${optionsUrl}?${query}`;
  if (!remote.has(url)) {
    remote.set(url, []);
    fetch(url, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : { options: [] }))
      .then(({ options }) => {
        remote.set(url, options);
        refreshSoon();
      })
      .catch(() => remote.delete(url));
  }
  return remote.get(url);
}

function optionsOf(question) {
  if (question.kind.value === "yes_no") return question.kind.values;
  if (question.kind.value === "remote") return remoteOptions(question);
  return typedOptions(question);
}

/* Put options into a list, unless it has them; ``groups`` are pairs of a title, or none, and of pairs. */
function fill(select, groups, value) {
  const wanted = JSON.stringify([groups, value]);
  if (select.dataset.shown === wanted) return;
  select.dataset.shown = wanted;
  select.replaceChildren(
    ...groups.flatMap(([title, options]) => {
      const items = options.map(([key, label]) => new Option(label, key, false, key === value));
      if (!title) return items;
      const group = document.createElement("optgroup");
      group.label = title;
      group.append(...items);
      return [group];
    }),
  );
}

const conditions = new Set();
let waiting = 0;

function refreshAll() {
  waiting = 0;
  const found = scan();
  conditions.forEach((condition) => condition.refresh(found));
}

function refreshSoon() {
  waiting ||= window.setTimeout(refreshAll, WAIT);
}

let watches = false;

/* Look again whenever something is typed, added, moved or removed; only on pages that have a condition. */
function watch() {
  if (watches) return;
  watches = true;
  const form = document.getElementById("page-edit-form") ?? document.body;
  form.addEventListener("input", refreshSoon);
  form.addEventListener("change", refreshSoon);
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["style", "aria-hidden"] };
  new MutationObserver(refreshSoon).observe(form, changes);
}

class ConditionController extends Controller {
  connect() {
    watch();
    const field = (name) => this.element.querySelector(`[name$='-value-${name}']`);
    this.question = field("question");
    this.operator = field("operator");
    this.value = field("value");
    this.chooser ??= this.replaceBy(this.question, document.createElement("select"), "choice");
    this.options ??= this.addBeside(this.value, document.createElement("select"), "choice");
    this.typed ??= this.addBeside(this.value, document.createElement("input"), "typed");
    this.listen();
    conditions.add(this);
    refreshSoon();
  }

  disconnect() {
    conditions.delete(this);
  }

  listen() {
    if (this.listens) return;
    this.listens = true;
    this.element.addEventListener("focusin", () => this.refresh(scan()));
    this.chooser.addEventListener("change", () => {
      this.keep(this.question, this.chooser.value);
      this.keep(this.value, "");
      this.refresh(scan());
      const allowed = this.found?.kind.operators;
      if (allowed && !allowed.includes(this.operator.value)) this.keep(this.operator, allowed[0]);
    });
    this.options.addEventListener("change", () => this.keep(this.value, this.options.value));
    this.typed.addEventListener("input", () => this.keep(this.value, this.typed.value));
  }

  /* Hide a stored field behind a control, which takes over its label. */
  replaceBy(input, control, suffix) {
    this.addBeside(input, control, suffix);
    this.show(input, control);
    return control;
  }

  addBeside(input, control, suffix) {
    control.id = `${input.id}-${suffix}`;
    control.hidden = true;
    input.hidden = true;
    const describedBy = input.getAttribute("aria-describedby");
    if (describedBy) control.setAttribute("aria-describedby", describedBy);
    input.after(control);
    return control;
  }

  show(input, ...controls) {
    const [shown, ...others] = controls;
    others.forEach((control) => (control.hidden = true));
    shown.hidden = false;
    const label = input.closest("[data-contentpath]")?.querySelector("label");
    if (label && label.htmlFor !== shown.id) label.htmlFor = shown.id;
  }

  /* Store a value, and tell the editor's page that something changed. */
  keep(input, value) {
    if (input.value === value) return;
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* The questions that come before this condition; those of its own step for a rule on who may apply. */
  candidates(questions) {
    const name = this.question.name;
    const step = stepOf(name);
    if (name.startsWith(`${step}-value-rules-`)) return questions.filter((question) => question.step === step);
    const own = name.match(/^steps-\d+-value-questions-\d+/)?.[0];
    const end = questions.findIndex((question) => (own ? question.prefix === own : question.step === step));
    if (end >= 0) return questions.slice(0, end);
    const before = (question) =>
      named(`${question.step}-id`).compareDocumentPosition(this.element) & Node.DOCUMENT_POSITION_FOLLOWING;
    return questions.filter(before);
  }

  refresh({ questions, titles }) {
    if (!this.element.isConnected) return;
    const earlier = this.candidates(questions).filter((question) => question.kind);
    const key = this.question.value;
    this.found = earlier.find((question) => question.key === key);
    const groups = [[null, [["", texts.chooseQuestion]]]];
    if (key && !this.found) groups.push([null, [[key, this.lostLabel(questions, key)]]]);
    for (const [step, title] of titles) {
      const own = earlier.filter((question) => question.step === step);
      if (own.length) groups.push([title, own.map((question) => [question.key, question.label])]);
    }
    fill(this.chooser, groups, key);
    this.chooser.toggleAttribute("aria-invalid", Boolean(key && !this.found));
    this.refreshOperators();
    this.refreshValue();
  }

  lostLabel(questions, key) {
    const later = questions.find((question) => question.key === key);
    return later ? texts.later.replace("%s", later.label) : texts.missingQuestion;
  }

  refreshOperators() {
    const allowed = this.found?.kind.operators;
    for (const option of this.operator.options) {
      const fits = !allowed || allowed.includes(option.value) || option.selected;
      if (option.hidden === fits) option.hidden = option.disabled = !fits;
    }
  }

  refreshValue() {
    const kind = this.found?.kind.value ?? "text";
    const value = this.value.value;
    if (["options", "yes_no", "remote"].includes(kind)) {
      const options = optionsOf(this.found);
      const groups = [[null, [["", texts.chooseOption], ...options]]];
      const isLost = value && !options.some(([key]) => key === value);
      if (isLost) groups.push([null, [[value, texts.missingOption]]]);
      fill(this.options, groups, value);
      this.options.toggleAttribute("aria-invalid", Boolean(isLost && kind !== "remote"));
      this.show(this.value, this.options, this.typed);
      return;
    }
    const type = kind === "date" ? "date" : "text";
    if (this.typed.type !== type) this.typed.type = type;
    this.typed.inputMode = kind === "number" ? "decimal" : "text";
    if (this.typed.value !== value) this.typed.value = value;
    this.show(this.value, this.typed, this.options);
  }
}

window.wagtail.app.register("condition", ConditionController);
