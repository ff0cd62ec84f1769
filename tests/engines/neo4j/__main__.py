"""`make neo4j`: a Neo4j to try things on, until Ctrl-C."""

import click

from tests.engines import neo4j

PORT = 7687


@click.command()
def run() -> None:
    """Start Neo4j on its usual port and print how a site can use it."""
    engine = neo4j.start(neo4j.FETCHED / "home", port=PORT)
    click.echo(f"Neo4j answers. To use it, until Ctrl-C:\n  export GUILDHALL_GRAPH_URL={engine.settings.url}")
    click.echo(f"  export GUILDHALL_GRAPH_PASSWORD={engine.settings.password}")
    try:
        engine.process.wait()
    except KeyboardInterrupt:
        engine.stop()


if __name__ == "__main__":
    run()
