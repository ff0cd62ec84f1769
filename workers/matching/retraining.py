"""Finds out once a week whether a learned order is better, in a process whose memory is free afterwards."""

import os
import subprocess
import sys
from pathlib import Path

from workers.app import task
from workers.settings import Settings

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 25 * 60


@task
def weekly() -> None:
    """Learn an order and decide whether to use it, unless the operator has switched this off."""
    if Settings.from_env(os.environ).learns:
        subprocess.run([sys.executable, "-m", "workers.matching.training"], cwd=ROOT, timeout=MOST_SECONDS, check=True)
