// A list whose rows people can drag into another order. Its buttons do the same by keyboard and without a script.

class OrderedRows extends HTMLElement {
  connectedCallback() {
    for (const row of this.rows()) row.draggable = true;
    this.addEventListener("dragstart", (event) => this.take(event));
    this.addEventListener("dragover", (event) => this.drag(event));
    this.addEventListener("dragend", () => this.save());
  }

  rows() {
    return [...this.querySelectorAll("li[data-post]")];
  }

  take(event) {
    this.taken = event.target.closest("li[data-post]");
    this.before = this.order();
    event.dataTransfer.effectAllowed = "move";
  }

  drag(event) {
    const over = event.target.closest("li[data-post]");
    if (!this.taken || !over || over === this.taken) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(this.taken);
    else over.after(this.taken);
  }

  order() {
    return this.rows().map((row) => row.dataset.post);
  }

  async save() {
    const order = this.order();
    this.taken = null;
    if (order.join() === this.before?.join()) return;
    const fields = order.map((post) => ["post", post]);
    const body = new URLSearchParams([["csrf_token", this.getAttribute("token")], ...fields]);
    const response = await fetch(this.getAttribute("action"), { method: "POST", body });
    if (!response.ok) location.reload();
  }
}

customElements.define("ordered-rows", OrderedRows);
