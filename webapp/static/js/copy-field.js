// Copies the text of a field. Without a script or a clipboard, people select it.

class CopyField extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    const [field, button, status] = ["input", "button", "[role=status]"].map((one) => this.querySelector(one));
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      status.textContent = status.dataset.copied;
    });
  }
}

customElements.define("copy-field", CopyField);
