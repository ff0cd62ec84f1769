// Finds where an arrow key goes on a map: to the nearest skill in that direction.

const WAYS = { Up: [0, -1], Down: [0, 1], Left: [-1, 0], Right: [1, 0] };

export function next(map, from, way) {
  const [across, along] = WAYS[way] ?? [0, 0];
  const { x, y } = from.position();
  let best;
  map.nodes().forEach((node) => {
    const to = node.position();
    const ahead = (to.x - x) * across + (to.y - y) * along;
    const aside = Math.abs((to.x - x) * along) + Math.abs((to.y - y) * across);
    // A skill that is twice as far to the side as ahead is in another direction.
    if (ahead <= 0 || aside > 2 * ahead) return;
    const cost = ahead + 2 * aside;
    if (!best || cost < best.cost) best = { node, cost };
  });
  return best?.node;
}
