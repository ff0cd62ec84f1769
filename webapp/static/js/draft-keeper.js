// Saves a form while someone fills it in, and says when it was saved or that it couldn't be.

const PAUSE_MS = 1000;
const AGAIN_MS = 10_000;

const isFilledIn = (field) =>
  field.checked !== field.defaultChecked || (field.defaultValue ?? field.value) !== field.value;

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.said = this.querySelector("[role=status]");
    const [button, instead] = this.querySelectorAll("button");
    this.instead = instead;
    this.form.addEventListener("input", () => this.wait(PAUSE_MS));
    document.addEventListener("visibilitychange", () => document.hidden && this.timer && this.save());
    // Runs last, when it is certain whether the form is sent.
    addEventListener("submit", (event) => event.target === this.form && !event.defaultPrevented && this.stop());
    button.addEventListener("click", (event) => this.save(event));
    instead.addEventListener("click", (event) => this.save(event));
    // Someone may have typed before this script loaded.
    if ([...this.form.elements].some(isFilledIn)) this.wait(PAUSE_MS);
  }

  wait(milliseconds) {
    this.stop();
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  // One at a time, because each save needs the state that the previous one returned.
  async save(event) {
    event?.preventDefault();
    this.stop();
    if (this.isSaving) return this.wait(PAUSE_MS);
    this.isSaving = true;
    const answer = await this.sent(event?.target === this.instead);
    this.isSaving = false;
    this.instead.hidden = !answer.may_replace;
    if (answer.state !== undefined) this.form.elements.draft_seen.value = answer.state;
    if (answer.again) this.timer ??= setTimeout(() => this.save(), AGAIN_MS);
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    this.said.textContent = answer.problem ?? (answer.state ? `${this.dataset.saved} ${time}` : "");
  }

  async sent(isInstead) {
    const body = new FormData(this.form);
    body.delete("file");
    if (isInstead) body.set("draft_instead", "yes");
    try {
      const headers = { Accept: "application/json" };
      const response = await fetch(this.getAttribute("to"), { method: "POST", body, headers, keepalive: document.hidden });
      return await response.json();
    } catch {
      return { problem: this.dataset.failed, again: true };
    }
  }
}

customElements.define("draft-keeper", DraftKeeper);
