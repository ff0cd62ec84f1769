// Adds another field as soon as the last one is used. Without a script, saving does.

class LanguageFields extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.addWhenFull());
  }

  addWhenFull() {
    const fields = this.querySelectorAll("select");
    const last = fields[fields.length - 1];
    if (!last.value || fields.length >= Number(this.dataset.most)) return;
    const more = last.cloneNode(true);
    more.id = `languages-${fields.length + 1}`;
    more.ariaLabel = `${this.dataset.label} ${fields.length + 1}`;
    more.value = "";
    this.append(more);
  }
}

customElements.define("language-fields", LanguageFields);
