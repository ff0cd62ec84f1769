// Suggests people and groups after @ and skills after #, and writes the link to the chosen one.
import "../vendor/text-expander-element/bundle.js";

const KINDS = { "@": "names", "#": "skills" };

class NameCompletion extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector("textarea");
    const expander = document.createElement("text-expander");
    expander.setAttribute("keys", "@ #");
    // The widget looks for its field when it is added to the page.
    const isTyping = document.activeElement === text;
    expander.append(text);
    this.prepend(expander);
    expander.addEventListener("text-expander-change", ({ detail }) => detail.provide(this.latest(detail)));
    expander.addEventListener("keydown", (event) => this.hold(event), { capture: true });
    // A field of several lines is not a combobox. Its role stays, and attributes that only comboboxes have are removed.
    const plain = () => ["role", "aria-expanded"].forEach((name) => text.removeAttribute(name));
    expander.addEventListener("text-expander-activate", () => queueMicrotask(plain));
    expander.addEventListener("text-expander-value", ({ detail }) => (detail.value = detail.item.dataset.says));
    // Someone may have typed before this script loaded. They continue there, with suggestions for what they began.
    if (isTyping) {
      text.focus();
      text.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }

  // What a slow answer suggests for fewer letters must not replace what is meant by all of them.
  async latest(typed) {
    this.asked = this.proposed(typed);
    this.isWaiting = true;
    let asked, found;
    do {
      asked = this.asked;
      found = await asked;
    } while (asked !== this.asked);
    this.isWaiting = false;
    return found;
  }

  // Whoever types quickly chooses before the last letter is answered, and means the first that fits all letters.
  hold(event) {
    if (!["Enter", "Tab"].includes(event.key) || !this.isWaiting || !this.querySelector(".completion")) return;
    event.preventDefault();
    event.stopPropagation();
    const choose = () => this.querySelector('.completion [aria-selected="true"]')?.click();
    this.asked.then(() => setTimeout(choose));
  }

  async proposed({ key, text }) {
    if (!text) return { matched: false };
    const address = `${this.getAttribute("from")}${KINDS[key]}?${new URLSearchParams({ starts: text })}`;
    const response = await fetch(address);
    const found = response.ok ? await response.json() : [];
    return { matched: found.length > 0, fragment: this.menu(found, text) };
  }

  menu(found, text) {
    const menu = document.createElement("ul");
    Object.assign(menu, { className: "completion", role: "listbox", id: `completion-${text.length}` });
    menu.ariaLabel = this.dataset.label;
    for (const { name, says, more } of found) {
      const item = Object.assign(document.createElement("li"), { role: "option", textContent: name });
      item.dataset.says = says;
      if (more) item.append(" ", Object.assign(document.createElement("span"), { className: "hint", textContent: more }));
      menu.append(item);
    }
    return menu;
  }
}

customElements.define("name-completion", NameCompletion);
