"""How long do the costliest texts that a form accepts take to become HTML? `python -m bench.markdown`."""

import time

import click

from tests.webapp.markdown.hostile import HOSTILE
from webapp.markdown import rendering

SHOWN = 12


def main() -> None:
    """Print the slowest and the largest, in seconds of processor time and thousands of characters."""
    measured = [(*_measured(HOSTILE[name](rendering.MOST_TYPED_CHARACTERS)), name) for name in HOSTILE]
    click.echo(f"{len(measured)} texts of {rendering.MOST_TYPED_CHARACTERS:,} characters; the slowest:")
    for seconds, characters, name in sorted(measured, reverse=True)[:SHOWN]:
        click.echo(f"{seconds:6.2f} s  {characters / 1_000:7.0f}k  {name}")


def _measured(text: str) -> tuple[float, int]:
    begin = time.process_time()
    html = rendering.prose(text).html
    return time.process_time() - begin, len(html)


if __name__ == "__main__":
    main()
