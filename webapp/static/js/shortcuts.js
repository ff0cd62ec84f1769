// Keyboard shortcuts: `data-keys` names them, and j and k move through the lists with `.rows`.

const dialog = document.getElementById("shortcuts");
const SEQUENCE_MS = 1000;
let before = { key: "", at: 0 };

// Single-key shortcuts get in the way of people who use voice control, so everyone can turn them off.
const areOn = () => localStorage.getItem("shortcuts") !== "off";

function press(keys) {
  const row = document.querySelector(".at-hand");
  const named = `[data-keys="${CSS.escape(keys)}"]`;
  // What can't be done with the row at hand isn't done with another one.
  const others = [...document.querySelectorAll(named)].filter((one) => !row || !one.closest(".rows > li"));
  const target = row?.querySelector(named) ?? others[0];
  if (target?.matches("input, textarea")) target.focus();
  else target?.click();
  return target;
}

function move(by) {
  const rows = [...document.querySelectorAll(".rows > li")];
  const here = rows.findIndex((row) => row.matches(".at-hand"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, here + by))];
  rows[here]?.classList.remove("at-hand");
  next?.classList.add("at-hand");
  next?.querySelector("a, button")?.focus();
  return next;
}

function isTyping(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select, dialog *");
}

document.addEventListener("keydown", (event) => {
  if (!areOn() || isTyping(event)) return;
  const { key, timeStamp } = event;
  const sequence = timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${key}` : key;
  before = { key, at: timeStamp };
  // Arrow keys scroll the page, unless someone is in a list already.
  const isInList = event.target.closest(".rows > li.at-hand");
  const step = { j: 1, k: -1, ...(isInList && { ArrowDown: 1, ArrowUp: -1 }) }[key];
  const done = press(sequence) || press(key) || (step && move(step));
  if (done) event.preventDefault();
});

const opener = document.querySelector("[data-opens=shortcuts]");
if (dialog && opener) {
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  const box = document.getElementById("shortcuts-on");
  box.checked = areOn();
  box.addEventListener("change", () => localStorage.setItem("shortcuts", box.checked ? "on" : "off"));
}
