// Turns formulas into MathML, in the page and in what htmx or a preview adds. The library loads only if there are any.

const vendor = new URL("../vendor/temml/", import.meta.url);
let loaded;

export async function render(root) {
  const unread = ".math:not(:has(math))";
  if (!root.querySelector(unread)) return;

  loaded ??= load();
  await loaded;
  // Look again only now, because other callers that waited too may have rendered some.
  for (const formula of root.querySelectorAll(unread)) {
    const displayMode = formula.classList.contains("block");
    globalThis.temml.render(formula.textContent, formula, { displayMode, throwOnError: false });
  }
}

// Temml is a plain script, not a module, so an element has to load it.
function load() {
  const style = document.createElement("link");
  Object.assign(style, { rel: "stylesheet", href: new URL("Temml-Local.css", vendor) });
  const script = document.createElement("script");
  script.src = new URL("temml.min.js", vendor);
  document.head.append(style, script);
  return new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
}

render(document);
document.addEventListener("htmx:load", (event) => render(event.detail.elt));
