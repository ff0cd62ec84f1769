// The look of a skill map: shapes and sizes come from its table, colours from the page's own styles.
import cytoscape from "../vendor/cytoscape/cytoscape.esm.min.mjs";
import { look } from "./skill-map-look.js";
import { keepNames } from "./skill-map-names.js";

// Cytoscape would add its own style, which our content security policy refuses. This makes it believe it has done so.
document.head.append(Object.assign(document.createElement("meta"), { id: "__________cytoscape_stylesheet" }));

// The golden angle, as between a sunflower's seeds: skills start without overlaps, and in the same place at each visit.
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

export function draw(root, container) {
  const fluid = { hideEdgesOnViewport: true, textureOnViewport: true };
  const map = cytoscape({ container, elements: elements(root), style: look(root), minZoom: 0.1, maxZoom: 3, ...fluid });
  arrange(map);
  keepNames(map);
  const repaint = () => map.style(look(root));
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  return map;
}

function elements(root) {
  const rows = [...root.querySelectorAll("tr[data-slug]")];
  const nodes = rows.map((row, place) => ({ data: skill(row), position: seed(place) }));
  const ties = rows.flatMap((row) => [...row.querySelectorAll("[data-tie]")].map((tie) => line(row.dataset.slug, tie)));
  return [...nodes, ...new Map(ties.map((tie) => [tie.data.id, tie])).values()];
}

function skill(row) {
  const [link, , covered, near] = row.children;
  const words = [link, covered, near].map((cell) => cell.textContent.replace(/\s+/g, " ").trim());
  const { slug, posts, coverage } = row.dataset;
  const label = coverage === "good" ? words[0] : `${words[0]}\n${words[1]}`;
  const size = 12 + 6 * Math.log2(1 + Number(posts));
  return { id: slug, label, size, coverage, url: link.querySelector("a").href, says: words.filter(Boolean).join(" · ") };
}

function line(from, tie) {
  const id = [from, tie.dataset.tie].sort().join(" ");
  return { data: { id, source: from, target: tie.dataset.tie, why: tie.dataset.why } };
}

function seed(place) {
  const distance = 60 * Math.sqrt(place);
  return { x: distance * Math.cos(place * GOLDEN), y: distance * Math.sin(place * GOLDEN) };
}

function arrange(map) {
  const many = map.nodes().length > 60;
  const still = { name: "cose", animate: false, randomize: false, padding: 24 };
  const loose = { nodeRepulsion: 9000, idealEdgeLength: 70, gravity: many ? 0.8 : 0.4 };
  // A larger map has more to lay out but must not take longer. With 300 skills, 300 rounds take a second.
  const rounds = { numIter: many ? 300 : 800, nodeDimensionsIncludeLabels: !many };
  map.layout({ ...still, ...loose, ...rounds }).run();
}
