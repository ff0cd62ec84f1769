// Shows a picture as soon as it is prepared. Until then, the site answers 202 with a drawing that says so.
const ACCEPTED = 202;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;

const watched = new WeakSet();

async function watch(picture) {
  const address = picture.currentSrc;
  if (watched.has(picture) || !isWaiting(address)) return;
  watched.add(picture);
  for (let pause = FIRST_PAUSE_MS; picture.isConnected; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const response = await fetch(address, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (response && response.status !== ACCEPTED) {
      // With the same address, the browser would show the drawing again, which it remembers.
      picture.src = `${address}#prepared`;
      return;
    }
  }
}

function isWaiting(address) {
  return performance.getEntriesByName(address).at(-1)?.responseStatus === ACCEPTED;
}

// Pictures also arrive later, with a preview or a part of a page.
document.addEventListener("load", (event) => event.target instanceof HTMLImageElement && watch(event.target), true);
for (const picture of document.images) if (picture.complete) watch(picture);
