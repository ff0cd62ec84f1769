// Begins a text with the template of the chosen community, unless someone has typed a text of their own.

class TemplateField extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.text = this.form.elements.body;
    this.began = this.text.value;
    this.button = this.querySelector("button");
    const select = this.querySelector("select");
    select.addEventListener("change", () => this.begin());
    // Someone may have chosen a community before this script loaded. Text that a browser restored stays.
    const first = [...select.options].find((option) => option.defaultSelected) ?? select.options[0];
    if (select.selectedOptions[0] !== first && !this.text.value.trim()) this.begin();
  }

  async begin() {
    const seen = this.text.value;
    if (seen.trim() && seen.trim() !== this.began.trim()) return;
    const body = new FormData(this.form);
    body.delete("file");
    const headers = { Accept: "application/json" };
    try {
      const response = await fetch(this.button.formAction, { method: "POST", body, headers });
      const template = (await response.json()).body;
      // If someone began to type in the meantime, leave their text alone.
      if (this.text.value !== seen) return;
      this.text.value = this.began = template;
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
    } catch {
      // The button still works.
    }
  }
}

customElements.define("template-field", TemplateField);
