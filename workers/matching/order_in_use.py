"""The order that is in use: a learned one from a file in the data folder, or the formula's where there is none."""

import importlib.util
import os
import tempfile
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from graph.matching import experts, features
from graph.matching.experts import Order
from workers.matching import learning
from workers.matching.learning import Learned
from workers.settings import Settings

# If the formula is in use, why: learning is off, LightGBM is missing, or there is no file for these features.
State = Literal["learned", "off", "uninstalled", "missing"]


def current() -> Order:
    """Return the order in use now. An order kept by another process is used from the next question on."""
    path = _path()
    return _read(path, path.stat().st_mtime_ns) if state() == "learned" else experts.by_score


def state() -> State:
    """Return whether a learned order is in use on this machine, and if not, why."""
    if not Settings.from_env(os.environ).learns:
        return "off"
    if importlib.util.find_spec(learning.PACKAGE) is None:
        return "uninstalled"
    return "learned" if _path().is_file() else "missing"


def keep(learned: Learned) -> None:
    """Use this order from now on. Concurrent readers get either the whole old order or the whole new one."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False) as file:
        file.write(learned.written())
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def forget() -> None:
    """Use the formula's order from now on. Without a learned order, this changes nothing."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    # The name depends on the features, so an order learned from other features is ignored.
    edition = blake2b("\n".join(features.NAMES).encode(), digest_size=4).hexdigest()
    return Settings.from_env(os.environ).folder / "orders" / f"{edition}.txt"


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> Learned:
    return learning.read(path.read_text())
