// Sends a video piece by piece while the form is filled in, and goes on where it was after a lost connection.

const PIECE_BYTES = 8 * 1024 * 1024;
const PAUSES_MS = [0, 1000, 3000, 5000, 10000, 20000];

function load() {
  const script = document.createElement("script");
  script.src = new URL("../vendor/tus-js-client/tus.min.js", import.meta.url);
  document.head.append(script);
  return new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
}

class VideoUpload extends HTMLElement {
  connectedCallback() {
    [this.file, this.id] = this.querySelectorAll("input");
    this.bar = this.querySelector("progress");
    this.said = this.querySelector("[role=status]");
    this.form = this.closest("form");
    this.file.addEventListener("change", () => this.begin(this.file.files[0]));
    this.form.addEventListener("submit", (event) => this.hold(event));
  }

  async begin(file) {
    await this.upload?.abort();
    Object.assign(this, { upload: undefined, isOver: false });
    this.id.value = "";
    if (!file) return;
    if (file.size > this.dataset.megabytes * 1e6) return this.say(this.dataset.tooLarge);
    await load();
    this.upload = new globalThis.tus.Upload(file, {
      endpoint: new URL(this.getAttribute("to"), location.href).href,
      headers: { "X-CSRFToken": this.form.elements.csrf_token.value },
      metadata: { filename: file.name },
      chunkSize: PIECE_BYTES,
      retryDelays: PAUSES_MS,
      removeFingerprintOnSuccess: true,
      onProgress: (sent, all) => this.show(Math.floor((100 * sent) / all)),
      onSuccess: () => this.finish(),
      onError: (error) => this.say(error.originalResponse?.getBody() || this.dataset.failed),
    });
    const [former] = await this.upload.findPreviousUploads();
    if (former) this.upload.resumeFromPreviousUpload(former);
    this.upload.start();
  }

  // Without its upload a form would send the whole file again.
  hold(event) {
    this.file.disabled = Boolean(this.upload);
    if (!this.upload || this.isOver) return;
    event.preventDefault();
    this.isHeld = true;
    this.say(this.dataset.waiting);
  }

  finish() {
    this.isOver = true;
    this.id.value = this.upload.url.split("/").at(-1);
    this.show(100);
    this.say(this.dataset.done);
    if (this.isHeld) this.form.requestSubmit();
  }

  show(percent) {
    this.bar.hidden = false;
    this.bar.value = percent;
    if (!this.isHeld) this.say(`${this.dataset.sending} ${percent} %`);
  }

  say(words) {
    this.said.textContent = words;
  }
}

customElements.define("video-upload", VideoUpload);
