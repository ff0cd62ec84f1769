// A textarea with a toolbar and a preview. The server renders the preview, so it looks like the posted text.
import "../vendor/markdown-toolbar-element/index.js";
import { draw } from "./diagrams.js";
import { render } from "./formulas.js";

class MarkdownEditor extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.typing = this.querySelector("name-completion");
    this.preview = this.querySelector(".editor-preview");
    this.button = this.querySelector(".editor-bar button");
    this.button.addEventListener("click", () => this.turn(this.preview.hidden));
    this.text.addEventListener("input", () => this.measure());
    this.measure();
  }

  // Say so before the text is sent, because the error for ten megabytes would be a page of its own, without the text.
  measure() {
    const { value } = this.text;
    const most = Number(this.getAttribute("most"));
    const isTooLong = value.length > most && [...value].length > most;
    this.text.setCustomValidity(isTooLong ? `${this.dataset.tooLong} ${value.length.toLocaleString()}` : "");
  }

  async turn(toPreview) {
    if (toPreview) this.preview.innerHTML = await this.rendered();
    this.button.ariaPressed = String(toPreview);
    // Also hide what measures the field: next to a hidden field, it would be one letter wide and very tall.
    this.typing.hidden = toPreview;
    this.preview.hidden = !toPreview;
    if (!toPreview) return this.text.focus();
    render(this.preview);
    draw(this.preview);
  }

  async rendered() {
    const body = new FormData();
    body.set("text", this.text.value);
    body.set("csrf_token", this.closest("form").elements.csrf_token.value);
    const response = await fetch(this.getAttribute("preview"), { method: "POST", body });
    return response.text();
  }
}

customElements.define("markdown-editor", MarkdownEditor);
