// The colours and the font of a skill map, read from the page, so that they follow its theme.

const SHAPES = { good: "ellipse", thin: "triangle", none: "diamond" };

export function look(root) {
  const colour = (name) => getComputedStyle(root.querySelector(name)).color;
  const page = getComputedStyle(root.querySelector(".map-drawing"));
  const [text, muted] = [page.color, colour(".hint")];
  const letters = { color: text, "font-family": page.fontFamily };
  const below = { "text-valign": "bottom", "text-wrap": "wrap", "text-outline-color": page.backgroundColor };
  const node = { width: "data(size)", height: "data(size)", ...letters, ...below };
  const shades = Object.entries(SHAPES).map(([name, shape]) => ({
    selector: `node[coverage = "${name}"]`,
    style: { shape, "background-color": colour(`.coverage-${name}`) },
  }));
  return [
    { selector: "node", style: node },
    { selector: "node.named, node.here", style: { label: "data(label)", "z-index": 1 } },
    ...shades,
    { selector: "edge", style: { width: 1, "line-color": muted, opacity: 0.4, "curve-style": "haystack" } },
    { selector: 'edge[why = "broader"], edge[why = "narrower"]', style: { width: 2 } },
    { selector: "edge.near", style: { width: 2, opacity: 1 } },
    { selector: "node.here", style: { "border-width": 3, "border-color": text, "font-weight": 600, "z-index": 2 } },
  ];
}
