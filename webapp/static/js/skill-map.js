// Draws the skills in its table as a map. Everything on the map is in the table too.
import { draw } from "./skill-map-drawing.js";
import { next } from "./skill-map-steps.js";

const STEP = 1.3;

class SkillMap extends HTMLElement {
  connectedCallback() {
    this.querySelector(".map").hidden = false;
    this.canvas = this.querySelector(".map-drawing");
    this.here = this.querySelector(".map-here");
    this.map = draw(this, this.canvas);
    this.map.on("tap", "node", (event) => this.open(event.target));
    this.map.on("mouseover", "node", (event) => this.go(event.target, { follow: false }));
    this.canvas.addEventListener("keydown", (event) => this.press(event));
    this.canvas.addEventListener("focus", () => this.go(this.at ?? this.first()));
    const zoom = (event) => this.zoom(event.target.closest("button")?.dataset.zoom);
    this.querySelector(".map-zoom").addEventListener("click", zoom);
  }

  first() {
    const around = this.getAttribute("around");
    return around ? this.map.getElementById(around) : this.map.nodes().first();
  }

  press(event) {
    const step = event.key.startsWith("Arrow") && next(this.map, this.at ?? this.first(), event.key.slice(5));
    const zoom = { "+": "in", "-": "out", 0: "fit" }[event.key];
    if (step) this.go(step);
    if (zoom) this.zoom(zoom);
    if (event.key === "Enter" && this.at) this.open(this.at);
    if (step || zoom || event.key.startsWith("Arrow")) event.preventDefault();
  }

  go(node, { follow = true } = {}) {
    this.map.elements().removeClass("here near");
    node.addClass("here").neighborhood().addClass("near");
    this.at = node;
    this.here.textContent = node.data("says");
    if (follow && !inside(node.renderedPosition(), this.canvas)) this.map.center(node);
  }

  zoom(how) {
    const level = this.map.zoom() * (how === "in" ? STEP : 1 / STEP);
    if (how === "fit") this.map.fit(undefined, 24);
    else if (how) this.map.zoom({ level, position: (this.at ?? this.first()).position() });
  }

  open(node) {
    location.assign(node.data("url"));
  }
}

function inside({ x, y }, { clientWidth, clientHeight }) {
  return x > 24 && y > 24 && x < clientWidth - 24 && y < clientHeight - 24;
}

customElements.define("skill-map", SkillMap);
