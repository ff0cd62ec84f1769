// Suggests colleagues whose names begin as typed; with `several`, after the last comma.

class PersonField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.choices = document.createElement("datalist");
    this.choices.id = `${this.input.id}-choices`;
    this.append(this.choices);
    this.input.setAttribute("list", this.choices.id);
    this.input.addEventListener("input", () => this.propose());
  }

  async propose() {
    const typed = this.input.value;
    const before = this.hasAttribute("several") ? typed.slice(0, typed.lastIndexOf(",") + 1) : "";
    const starts = typed.slice(before.length).trim();
    if (!starts) return;

    const response = await fetch(`${this.getAttribute("names")}?${new URLSearchParams({ starts })}`);
    if (!response.ok || typed !== this.input.value) return;
    const found = await response.json();
    // A choice replaces the whole value, so each choice repeats the text before the comma.
    this.choices.replaceChildren(...found.map(({ name, more }) => new Option(more, `${before} ${name}`.trim())));
  }
}

customElements.define("person-field", PersonField);
