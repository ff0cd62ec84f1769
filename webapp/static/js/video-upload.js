// Uploads a video while someone fills in the rest of the form. Without a script, the form sends the whole file.
import { send } from "./resumable.js";

class VideoUpload extends HTMLElement {
  connectedCallback() {
    [this.file, this.sent] = this.querySelectorAll("input");
    this.bar = this.querySelector("progress");
    this.said = this.querySelector("[role=status]");
    this.form = this.closest("form");
    this.file.addEventListener("change", () => this.begin(this.file.files[0]));
    this.form.addEventListener("submit", (event) => this.hold(event));
    // Someone may have chosen a file before this script loaded.
    if (this.file.files.length) this.begin(this.file.files[0]);
  }

  async begin(file) {
    await this.upload?.abort();
    this.upload = this.isSending = undefined;
    this.sent.value = "";
    if (!file) return;
    if (file.size > this.dataset.megabytes * 1e6) return this.say(this.dataset.tooLarge);
    // Set before the upload begins, so that sharing immediately doesn't send the whole file with the form.
    this.isSending = true;
    this.upload = await send(file, {
      to: this.getAttribute("to"),
      token: this.form.elements.csrf_token.value,
      onProgress: (sent, all) => this.show(Math.floor((100 * sent) / all)),
      onSuccess: () => this.finish(),
      onError: (error) => this.giveUp(error.originalResponse?.getBody() || this.dataset.failed),
    });
  }

  // Without the upload's id, the form would send the whole file again.
  hold(event) {
    this.file.disabled = this.isSending;
    if (!this.isSending || this.sent.value) return;
    event.preventDefault();
    this.isHeld = true;
    this.say(this.dataset.waiting);
  }

  finish() {
    this.sent.value = this.upload.url.split("/").at(-1);
    this.show(100);
    this.say(this.dataset.done);
    if (this.isHeld) this.form.requestSubmit();
  }

  show(percent) {
    this.bar.hidden = false;
    this.bar.value = percent;
    if (!this.isHeld) this.say(`${this.dataset.sending} ${percent} %`);
  }

  // Emptied, so that people can choose the same file again to continue its upload.
  giveUp(problem) {
    this.isSending = this.isHeld = this.file.disabled = false;
    this.file.value = "";
    this.bar.hidden = true;
    this.say(problem);
  }

  say(words) {
    this.said.textContent = words;
  }
}

customElements.define("video-upload", VideoUpload);
