// Chooses the browser's time zone for people who have never chosen one. They save it, or choose another.

class TimeZoneField extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("select");
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!this.dataset.said || field.value || ![...field.options].some(({ value }) => value === timeZone)) return;
    field.value = timeZone;
    this.querySelector("[aria-live]").textContent = this.dataset.said;
  }
}

customElements.define("time-zone-field", TimeZoneField);
