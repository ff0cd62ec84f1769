// Jumps to a moment without leaving the page, and marks the line of the transcript that is being said.

class VideoPlayer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.jump(event));
    // Captured, since what a video tells does not bubble, and the video itself may come later.
    this.addEventListener("timeupdate", (event) => this.mark(event.target.currentTime), true);
  }

  jump(event) {
    const moment = event.target.closest("[data-at]");
    const video = this.querySelector("video");
    if (!moment || !video || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    video.currentTime = Number(moment.dataset.at);
    video.play().catch(() => this.mark(video.currentTime));
    const here = new URL(location.href);
    here.searchParams.set("t", Math.floor(moment.dataset.at));
    history.replaceState(null, "", here);
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
