// A textarea with a toolbar and a preview. The server renders the preview, so it is what will be shown.
import "../vendor/markdown-toolbar-element/index.js";
import { draw } from "./diagrams.js";
import { render } from "./formulas.js";

class MarkdownEditor extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.preview = this.querySelector(".editor-preview");
    this.button = this.querySelector(".editor-bar button");
    this.button.addEventListener("click", () => this.turn(this.preview.hidden));
  }

  async turn(toPreview) {
    if (toPreview) this.preview.innerHTML = await this.rendered();
    this.button.ariaPressed = String(toPreview);
    this.text.hidden = toPreview;
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
