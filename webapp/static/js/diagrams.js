// Shows Mermaid's diagrams as pictures, in the page and in what htmx or a preview adds; their source stays below.
// They are drawn in a frame, which loads only if there are any: see webapp/markdown/diagrams.py.

const dark = matchMedia("(prefers-color-scheme: dark)");
const THEMES = { light: "neutral", dark: "dark" };
const theme = () => THEMES[document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")];
const waiting = new Map();
let board, asked = 0;

export async function draw(root) {
  for (const source of root.querySelectorAll("pre.mermaid:not(.is-drawn)")) {
    source.classList.add("is-drawn");
    show(source, await drawing(source.textContent));
  }
}

async function drawing(text) {
  board ??= opened();
  const frame = await board;
  const id = (asked += 1);
  frame.contentWindow.postMessage({ id, text, theme: theme() }, "*");
  return new Promise((resolve) => waiting.set(id, resolve));
}

function opened() {
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: "/drawing-board", className: "drawing-board", tabIndex: -1, ariaHidden: "true" });
  frame.sandbox.add("allow-scripts");
  document.body.append(frame);
  return new Promise((resolve) => {
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      (data.ready ? resolve : waiting.get(data.id))(data.ready ? frame : data);
    });
  });
}

function show(source, { svg, width, height, mistake, words }) {
  const figure = source.closest("figure") ?? Object.assign(element("figure"), { className: "diagram" });
  if (!figure.isConnected) source.replaceWith(figure);
  if (mistake) return figure.replaceChildren(element("p", `${words.mistake} ${mistake.split("\n")[0]}`), source);
  const picture = Object.assign(new Image(width, height), { alt: described(source) ?? words.diagram });
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  figure.replaceChildren(picture, Object.assign(element("details"), { className: "unfold" }));
  figure.lastChild.append(element("summary", words.source), source);
}

const described = (source) => source.textContent.match(/^\s*acc(?:Descr|Title)\s*:\s*(.+)$/m)?.[1];
const element = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });

function redraw() {
  for (const source of document.querySelectorAll("pre.is-drawn")) source.classList.remove("is-drawn");
  draw(document);
}

draw(document);
document.addEventListener("htmx:load", (event) => draw(event.detail.elt));
dark.addEventListener("change", redraw);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
