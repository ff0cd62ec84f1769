// Adds pictures and files to a text: pasted, dropped, or chosen with the link, which opens a page without a script.

class FileDrop extends HTMLElement {
  connectedCallback() {
    this.text = this.closest("markdown-editor").querySelector("textarea");
    this.said = this.querySelector("[aria-live]");
    this.input = Object.assign(document.createElement("input"), { type: "file", multiple: true, hidden: true });
    this.input.ariaLabel = this.querySelector("a").textContent.trim();
    this.append(this.input);
    this.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      this.input.click();
    });
    this.input.addEventListener("change", () => this.take(this.input.files));
    this.text.addEventListener("paste", (event) => this.take(event.clipboardData.files, event));
    this.text.addEventListener("drop", (event) => this.take(event.dataTransfer.files, event));
    for (const [name, isOver] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
      this.text.addEventListener(name, () => this.classList.toggle("is-over", isOver));
    }
  }

  async take(files, event) {
    if (!files.length) return;
    event?.preventDefault();
    for (const file of [...files]) await this.send(file);
  }

  async send(file) {
    this.said.textContent = `${this.dataset.sending} ${file.name}`;
    const body = new FormData();
    body.set("csrf_token", this.closest("form").elements.csrf_token.value);
    body.set("file", file, file.name);
    const tooLarge = file.size > this.dataset.megabytes * 1e6;
    const answer = tooLarge ? { problem: this.dataset.tooLarge } : await this.answer(body);
    this.said.textContent = answer.problem ?? "";
    if (answer.markdown) this.insert(answer.markdown);
  }

  async answer(body) {
    try {
      const headers = { Accept: "application/json" };
      const response = await fetch(this.getAttribute("to"), { method: "POST", body, headers });
      return await response.json();
    } catch {
      return { problem: this.dataset.failed };
    }
  }

  insert(markdown) {
    const { selectionStart: at, selectionEnd: end, value } = this.text;
    const gap = at && !/\s/.test(value[at - 1]) ? " " : "";
    this.text.setRangeText(`${gap}${markdown} `, at, end, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("file-drop", FileDrop);
