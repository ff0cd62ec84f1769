"""The operator's commands: `./guildhall COMMAND`, or `guildhall COMMAND` once it is installed."""

from importlib import import_module

import click

# The module whose `command` it is, and what it does. The sentences stand here so that --help need not load them all.
COMMANDS = {
    "run": ("run", "Start the site with everything that it needs."),
    "demo": ("demo", "Fill the site with a company, to try it out."),
    "import": ("importing", "Bring in what another site knows."),
    "migrate": ("migrate", "Bring the graph's schema up to date."),
    "reindex": ("reindex", "Build the search index anew from the graph."),
    "check-index": ("check_index", "Compare the search index with the graph."),
    "create-admin": ("create_admin", "Print a link by which an admin joins."),
    "backtest": ("backtest", "Measure the expert finder on the site's own past."),
    "train-ranking": ("train_ranking", "Learn from the past in which order to ask, if that is better."),
    "doctor": ("doctor", "Check everything that the site needs."),
    "seed": ("seed", "Fill an empty site with made-up content, to measure it."),
}


class Commands(click.Group):
    """Loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        return import_module(f"webapp.commands.{module}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in COMMANDS.items()])


@click.group(cls=Commands)
def guildhall() -> None:
    """Guildhall: what your people know, in one graph, and who can help."""
