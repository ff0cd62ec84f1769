// Chooses which skills on a map show their names: as many as there is room for, the largest first.

const LETTERS = 12;
const LETTER_WIDTH = 7;
const LINE = 16;

export function keepNames(map) {
  const largest = map.nodes().sort((one, other) => other.data("size") - one.data("size"));
  let asked;
  const later = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => map.batch(() => name(largest, map.zoom())));
  };
  map.on("zoom resize", later);
  later();
}

// Names keep their size on the screen, so zooming in makes room for more of them.
function name(largest, zoom) {
  const taken = [];
  largest.forEach((node) => {
    const place = room(node);
    const isFree = !taken.some((other) => overlap(place, other));
    if (isFree) taken.push(place);
    node.toggleClass("named", isFree);
  });
  largest.style({ "font-size": LETTERS / zoom, "text-outline-width": 2 / zoom, "text-margin-y": 4 / zoom });
}

function room(node) {
  const { x, y } = node.renderedPosition();
  const lines = node.data("label").split("\n");
  const wide = LETTER_WIDTH * Math.max(...lines.map((line) => line.length));
  const top = y + node.renderedHeight() / 2;
  return { left: x - wide / 2, right: x + wide / 2, top, bottom: top + LINE * lines.length };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
