// Reports how a search went, without a name: whether someone opened a result or only looked at the list.

const LOOK_MILLISECONDS = 2000;

class SearchNotes extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.timer = setTimeout(() => this.say(), LOOK_MILLISECONDS);
    for (const name of ["click", "auxclick"]) {
      this.closest("main").addEventListener(name, (event) => event.target.closest(".rows-found a") && this.open());
    }
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  open() {
    if (!this.opened) this.say({ opened: "on" });
    this.opened = true;
  }

  say(more = {}) {
    clearTimeout(this.timer);
    const body = new FormData(this.form);
    for (const [name, value] of Object.entries({ ...more, ...(this.said && { again: "on" }) })) body.set(name, value);
    // A beacon arrives even if the reader leaves the page for the result.
    navigator.sendBeacon(this.form.action, body);
    this.said = true;
  }
}

customElements.define("search-notes", SearchNotes);
