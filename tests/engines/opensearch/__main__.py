"""`make opensearch`: an OpenSearch to try things on, until Ctrl-C."""

import click

from tests.engines import opensearch

PORT = 9201


@click.command()
def run() -> None:
    """Start OpenSearch and print how a site can use it."""
    (opensearch.FETCHED / "home").mkdir(parents=True, exist_ok=True)
    engine = opensearch.start(opensearch.FETCHED / "home", port=PORT)
    click.echo("OpenSearch answers. To use it, until Ctrl-C:\n  export GUILDHALL_SEARCH_ENGINE=opensearch")
    click.echo(f"  export GUILDHALL_SEARCH_URL={engine.url}")
    try:
        engine.process.wait()
    except KeyboardInterrupt:
        engine.stop()


if __name__ == "__main__":
    run()
