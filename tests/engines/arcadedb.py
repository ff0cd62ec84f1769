"""ArcadeDB, the graph engine for laptops, as tests start it."""

from pathlib import Path

from graph.upkeep import arcadedb
from tests import engines


def start(folder: Path) -> engines.Running:
    """Start it in this folder, which it fills at the first start."""
    engine = arcadedb.prepare(folder)
    return engines.run(engine.command, engine.settings, folder=folder, answers=engine.answers)
