// Suggests colleagues whose names begin as typed.

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
    const starts = this.input.value.trim();
    if (!starts) return;

    const response = await fetch(`${this.getAttribute("names")}?${new URLSearchParams({ starts })}`);
    if (!response.ok || starts !== this.input.value.trim()) return;
    const found = await response.json();
    this.choices.replaceChildren(...found.map(({ name, more }) => new Option(more, name)));
  }
}

customElements.define("person-field", PersonField);
