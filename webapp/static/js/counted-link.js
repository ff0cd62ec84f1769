// Tells the site that someone followed a link. Without a script, the link works but isn't counted.

class CountedLink extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    link.addEventListener("click", () => this.count());
    link.addEventListener("auxclick", (event) => event.button === 1 && this.count());
  }

  count() {
    const body = new FormData();
    body.set("csrf_token", this.querySelector("input").value);
    navigator.sendBeacon(this.getAttribute("to"), body);
  }
}

customElements.define("counted-link", CountedLink);
