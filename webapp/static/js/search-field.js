// Suggests results while someone types. Arrow keys choose, and Enter opens. Without a choice, Enter searches as usual.

import Combobox from "../vendor/combobox-nav/index.js";

const PAUSE_MILLISECONDS = 120;

class SearchField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.input.autocomplete = "off";
    this.list = Object.assign(document.createElement("div"), { id: "suggestions", className: "suggestions", hidden: true });
    this.list.role = "listbox";
    this.list.ariaLabel = this.getAttribute("label");
    this.append(this.list);
    this.combobox = new Combobox(this.input, this.list, { tabInsertsSuggestions: false });
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => event.key === "Escape" && this.close(event));
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.show(""));
    // Someone may have typed before this script loaded.
    if (this.input.value !== this.input.defaultValue) this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.combobox.destroy();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.propose(), PAUSE_MILLISECONDS);
  }

  async propose() {
    const typed = this.input.value;
    const response = await fetch(`${this.getAttribute("suggestions")}?${new URLSearchParams({ q: typed })}`);
    // If someone has typed more or left the field, this answer is out of date.
    if (response.ok && typed === this.input.value && this.contains(document.activeElement)) this.show(await response.text());
  }

  show(html) {
    clearTimeout(this.timer);
    this.combobox.stop();
    this.list.innerHTML = html;
    this.list.hidden = !this.list.children.length;
    if (!this.list.hidden) this.combobox.start();
  }

  // Escape empties the field, as browsers do, but only once the list is closed.
  close(event) {
    if (!this.list.hidden) event.preventDefault();
    this.show("");
  }
}

customElements.define("search-field", SearchField);
