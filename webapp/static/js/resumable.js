// Uploads in pieces by the protocol tus. After a lost connection, an upload continues where it was, even days later.

const PIECE_BYTES = 8 * 1024 * 1024;
const PAUSES_MS = [0, 1000, 3000, 5000, 10000, 20000];

// The library is a plain script, not a module, so an element has to load it.
function load() {
  const script = document.createElement("script");
  script.src = new URL("../vendor/tus-js-client/tus.min.js", import.meta.url);
  document.head.append(script);
  return new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
}

export async function send(file, { to, token, ...listeners }) {
  if (!globalThis.tus) await load();
  const upload = new globalThis.tus.Upload(file, {
    endpoint: new URL(to, location.href).href,
    headers: { "X-CSRFToken": token },
    metadata: { filename: file.name },
    chunkSize: PIECE_BYTES,
    retryDelays: PAUSES_MS,
    removeFingerprintOnSuccess: true,
    ...listeners,
  });
  const [former] = await upload.findPreviousUploads();
  if (former) upload.resumeFromPreviousUpload(former);
  upload.start();
  return upload;
}
