// Proposes what may be meant while somebody types. Arrows choose, Enter opens; without a choice it searches as ever.

const PAUSE_MILLISECONDS = 120;

class SearchField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = document.createElement("div");
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.append(this.list);
    this.setAll(this.list, { id: "suggestions", role: "listbox", "aria-label": this.getAttribute("label") });
    this.setAll(this.input, { role: "combobox", autocomplete: "off", "aria-autocomplete": "list" });
    this.setAll(this.input, { "aria-controls": "suggestions", "aria-expanded": "false" });
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.walk(event));
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.show(""));
  }

  setAll(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.propose(), PAUSE_MILLISECONDS);
  }

  async propose() {
    const typed = this.input.value;
    const response = await fetch(`${this.getAttribute("suggestions")}?${new URLSearchParams({ q: typed })}`);
    // Whoever has typed on, or left, waits for something else.
    if (response.ok && typed === this.input.value && this.contains(document.activeElement)) this.show(await response.text());
  }

  show(html) {
    this.list.innerHTML = html;
    this.options = [...this.list.children];
    this.options.forEach((option, number) => (option.id = `suggestion-${number}`));
    this.list.hidden = !this.options.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.choose(-1);
  }

  choose(number) {
    this.chosen = number;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
    this.input.setAttribute("aria-activedescendant", this.options[number]?.id ?? "");
  }

  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (this.list.hidden) return;
    if (event.key === "Escape") this.show("");
    else if (event.key === "Enter" && this.chosen >= 0) this.options[this.chosen].click();
    else if (step) this.choose(Math.max(-1, Math.min(this.options.length - 1, this.chosen + step)));
    else return;
    event.preventDefault();
  }
}

customElements.define("search-field", SearchField);
