// Rows that come and go, and a budget's totals while one types. Comfort only: without this file, buttons send the page.
const rowsOf = (list) => [...list.querySelectorAll(":scope > [data-row]")];
const within = (element, selector) => [...element.querySelectorAll(selector)];

// Numbers are names, not places: only what people read is counted again.
function tidy(list) {
  const rows = rowsOf(list);
  rows.forEach((row, place) => {
    for (const text of within(row, "[data-number]")) text.textContent = text.dataset.number.replace("{n}", place + 1);
    for (const button of within(row, "[data-remove]")) {
      button.type = "button"; // or Enter in a field would press it
      button.hidden = rows.length <= Number(list.dataset.least);
    }
  });
  const add = list.querySelector(":scope > [data-add]");
  add.type = "button";
  add.hidden = rows.length >= Number(list.dataset.most);
}

function addRow(list) {
  const template = list.querySelector(":scope > template");
  const taken = new Set(rowsOf(list).map((row) => row.dataset.row));
  let number = 0;
  while (taken.has(String(number))) number += 1;
  template.insertAdjacentHTML("beforebegin", template.innerHTML.replaceAll("__row__", number));
  return template.previousElementSibling;
}

// The focus goes to the row that took the place, else to the last one, else to the button that adds one.
function removeRow(list, row) {
  const place = rowsOf(list).indexOf(row);
  row.remove();
  return rowsOf(list)[place] ?? rowsOf(list).at(-1);
}

for (const list of document.querySelectorAll("[data-rows]")) {
  tidy(list);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-remove]");
    if (!button) return;
    event.preventDefault();
    const row = "add" in button.dataset ? addRow(list) : removeRow(list, button.closest("[data-row]"));
    tidy(list);
    (row?.querySelector("input:not([type=hidden]), select, textarea") ?? list.querySelector("[data-add]")).focus();
    list.dispatchEvent(new Event("input", { bubbles: true })); // whoever keeps the draft, or the totals, wants to know
  });
}

// Amounts are read as the server reads them, in cents; what is no amount counts for nothing.
const SIGNS = { EUR: "euros?|eur|€", CAD: "dollars?|cad|\\$ca|ca\\$|\\$" };
function cents(typed, currency) {
  const sign = new RegExp(`^(${SIGNS[currency]})|(${SIGNS[currency]})$`);
  const text = typed.toLowerCase().replace(/[\s'’]/g, "").replace(sign, "");
  let plain;
  if (/^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/.test(text)) plain = text.replace(/[.,]/g, "");
  else if (/^[1-9]\d{0,2}(,\d{3})+\.\d*$/.test(text)) plain = text.replaceAll(",", "");
  else if (/^[1-9]\d{0,2}(\.\d{3})+,\d*$/.test(text)) plain = text.replaceAll(".", "").replace(",", ".");
  else if (/^(?=.*\d)\d*[.,]?\d*$/.test(text)) plain = text.replace(",", ".");
  return plain && plain.length < 16 ? Math.round(Number(plain) * 100) : 0;
}

for (const budget of document.querySelectorAll("[data-budget]")) {
  const { currency, locale } = budget.dataset;
  const money = new Intl.NumberFormat(locale, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const totals = budget.querySelector("[data-totals]");
  const [state, share, spoken] = ["state", "share-shown", "spoken"].map((name) => totals.querySelector(`[data-${name}]`));
  const inputs = (kind) => within(budget, `[data-sum-of="${kind}"]`);
  const sum = (kind) => inputs(kind).reduce((total, input) => total + cents(input.value, currency), 0);
  let pause;
  const update = () => {
    const [expenses, incomes, request, inKind] = ["expenses", "incomes", "request", "in_kind"].map(sum);
    const sums = { expenses, incomes: incomes + request, in_kind: inKind };
    for (const shown of within(budget, "[data-sum]")) shown.textContent = money.format(sums[shown.dataset.sum] / 100);
    const missing = expenses - incomes - request;
    const text = totals.dataset[missing > 0 ? "missing" : missing < 0 ? "over" : "balanced"];
    state.textContent = expenses || sums.incomes ? text.replace("{amount}", money.format(Math.abs(missing) / 100)) : "";
    state.classList.toggle("is-off", missing !== 0);
    share.textContent = request && expenses
      ? totals.dataset.share.replace("{share}", percent.format(Math.ceil((request * 1000) / expenses) / 1000)) : "";
  };
  budget.addEventListener("input", (event) => {
    if (!event.target.matches("[data-sum-of], [data-rows]")) return;
    update();
    clearTimeout(pause);
    pause = setTimeout(() => {
      const lines = within(totals, "dl > div").map((line) => line.innerText.replace(/\s+/g, " "));
      spoken.textContent = [...lines, state.textContent, share.textContent].join(". ");
    }, 1000);
  });
}
