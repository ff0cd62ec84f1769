// Draws what the page around it sends, and sends the drawing back. Not a module: this frame has no origin to load one.

const words = { ...document.body.dataset };
let drawn = 0;

addEventListener("message", async ({ source, data }) => {
  const { id, text, theme } = data;
  globalThis.mermaid.initialize({ startOnLoad: false, securityLevel: "strict", htmlLabels: false, theme });
  drawn += 1;
  try {
    const { svg } = await globalThis.mermaid.render(`diagram-${drawn}`, text);
    const { width, height } = new DOMParser().parseFromString(svg, "text/html").querySelector("svg").viewBox.baseVal;
    source.postMessage({ id, svg, width, height, words }, "*");
  } catch (error) {
    source.postMessage({ id, mistake: error.message, words }, "*");
  }
});

// Tells the page around it that it can begin.
parent.postMessage({ ready: true }, "*");
