// Comfort only: every page works without this file. What it says stands in data attributes, in the page's language.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Buttons that unfold something: the style sheet has folded it before the first paint, so nothing jumps.
function unfold(button, isOpen) {
  document.getElementById(button.getAttribute("aria-controls")).classList.toggle("is-open", isOpen);
  button.setAttribute("aria-expanded", isOpen);
}
for (const button of all("button[aria-controls]")) {
  button.addEventListener("click", () => unfold(button, button.getAttribute("aria-expanded") !== "true"));
  document.getElementById(button.getAttribute("aria-controls")).addEventListener("keydown", (event) => {
    if (event.key === "Escape") { unfold(button, false); button.focus(); }
  });
}

// What needs attention first takes the focus; its links bring the field into view together with its question.
document.querySelector("[data-focus]")?.focus();
for (const link of all(".error-summary a")) {
  link.addEventListener("click", (event) => {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    (target.closest(".field") ?? target).scrollIntoView();
    (target.matches("input, textarea, select") ? target : target.querySelector("input") ?? target).focus({ preventScroll: true });
  });
}

for (const button of all("[data-print]")) button.addEventListener("click", () => print());
