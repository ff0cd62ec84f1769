// Jumps to a moment without leaving the page, marks the line being spoken, and adds keys and a choice of speeds.
const KEYS = {
  k: ({ video }) => (video.paused ? video.play() : video.pause()),
  j: ({ video }) => (video.currentTime -= 10),
  l: ({ video }) => (video.currentTime += 10),
  "<": (player) => player.hurry(-1),
  ">": (player) => player.hurry(1),
};

class VideoPlayer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.jump(event));
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("change", (event) => event.target.matches("select") && this.hurry(0));
    // Listens in the capture phase, because a video's events don't bubble and the video may be added later.
    this.addEventListener("timeupdate", (event) => this.mark(event.target.currentTime), true);
  }

  get video() { return this.querySelector("video"); }

  jump(event) {
    const moment = event.target.closest("[data-at]");
    const { video } = this;
    if (!moment || !video || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    video.currentTime = Number(moment.dataset.at);
    video.play().catch(() => this.mark(video.currentTime));
    const here = new URL(location.href);
    here.searchParams.set("t", Math.floor(moment.dataset.at));
    history.replaceState(null, "", here);
  }

  // Elsewhere on the page, j and k move through lists.
  press(event) {
    const act = KEYS[event.key];
    if (!act || !this.video || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
    event.preventDefault();
    event.stopPropagation();
    act(this);
  }

  hurry(by) {
    const speed = this.querySelector("select");
    speed.selectedIndex = Math.max(0, Math.min(speed.length - 1, speed.selectedIndex + by));
    this.video.playbackRate = Number(speed.value);
  }

  mark(time) {
    for (const list of this.querySelectorAll(".moments")) {
      const lines = [...list.querySelectorAll("[data-at]")];
      const now = lines.findLast((line) => Number(line.dataset.at) <= time + 0.05);
      if (now?.ariaCurrent) continue;
      for (const line of lines) line.removeAttribute("aria-current");
      now?.setAttribute("aria-current", "true");
      if (now && list.matches(".transcript")) list.scrollTop = now.offsetTop - list.clientHeight / 3;
    }
  }
}

customElements.define("video-player", VideoPlayer);
