"""The square that is cut out of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Crop:
    """A square of an upright picture.

    `zoom` is in percent: at 100, the square is as large as fits. `across` and `down` are thousandths of the space that
    is left beside it: at 500, it is in the middle.
    """

    zoom: int = 100
    across: int = 500
    down: int = 500

    def side(self, size: tuple[int, int]) -> float:
        """Return the side of the square in a picture of this size, in pixels."""
        return max(min(size) * 100 / self.zoom, 1.0)

    def box(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        """Return its left, upper, right and lower edge in a picture of this size, in pixels."""
        side = self.side(size)
        left, upper = (size[0] - side) * self.across / 1000, (size[1] - side) * self.down / 1000
        return left, upper, left + side, upper + side
