// Shows the square that will be cut out of a chosen photo. Sliders or dragging move it; the server does the cutting.

class PhotoCrop extends HTMLElement {
  connectedCallback() {
    this.crop = this.querySelector("fieldset");
    this.canvas = this.querySelector("canvas");
    this.file = this.querySelector("input[type=file]");
    this.sliders = Object.fromEntries(["zoom", "across", "down"].map((name) => [name, this.querySelector(`#${name}`)]));
    this.file.addEventListener("change", () => this.choose());
    this.crop.addEventListener("input", () => this.draw());
    this.canvas.addEventListener("pointerdown", (event) => this.take(event));
    this.canvas.addEventListener("pointermove", (event) => this.drag(event));
    this.addEventListener("htmx:beforeSwap", ({ detail }) => this.showRefusal(detail));
    for (const failure of ["htmx:responseError", "htmx:sendError"]) {
      this.addEventListener(failure, () => this.say(this.dataset.failed));
    }
    // Someone may have chosen a photo before this script loaded.
    if (this.file.files.length) this.choose();
  }

  // A refusal comes with the sentence beside the field, so it takes the place of the form as well.
  showRefusal(answer) {
    if (answer.xhr.status === 422) Object.assign(answer, { shouldSwap: true, isError: false });
  }

  say(problem) {
    this.querySelector("[aria-live]").textContent = problem;
  }

  async choose() {
    // What waits for the photo before would replace the one that is being chosen.
    this.querySelector("[role=status]")?.remove();
    this.crop.hidden = true;
    for (const slider of Object.values(this.sliders)) slider.value = slider.defaultValue;
    const chosen = this.file.files[0];
    const problem = chosen?.size > this.dataset.megabytes * 1e6 ? this.dataset.tooLarge : "";
    this.file.setCustomValidity(problem);
    this.say(problem);
    const picture = chosen && (await createImageBitmap(chosen).catch(() => null));
    if (!picture || chosen !== this.file.files[0]) return;
    this.picture = picture;
    this.crop.hidden = false;
    this.draw();
  }

  // The same square as `store/crops.py` cuts out, and the space beside it, in pixels of the picture.
  square() {
    const { width, height } = this.picture;
    const side = (Math.min(width, height) * 100) / this.sliders.zoom.value;
    return { side, across: width - side, down: height - side };
  }

  draw() {
    const { side, across, down } = this.square();
    const [left, upper] = [across * this.sliders.across.value, down * this.sliders.down.value];
    const { width, height } = this.canvas;
    const context = this.canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, width, height);
    context.drawImage(this.picture, left / 1000, upper / 1000, side, side, 0, 0, width, height);
  }

  take(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.taken = { x: event.clientX, y: event.clientY, across: this.sliders.across.value, down: this.sliders.down.value };
  }

  drag(event) {
    if (!this.canvas.hasPointerCapture(event.pointerId)) return;
    const { side, across, down } = this.square();
    const scale = (1000 * side) / this.canvas.clientWidth;
    this.sliders.across.value = this.taken.across - ((event.clientX - this.taken.x) * scale) / (across || 1);
    this.sliders.down.value = this.taken.down - ((event.clientY - this.taken.y) * scale) / (down || 1);
    this.draw();
  }
}

customElements.define("photo-crop", PhotoCrop);
