"""The operator's commands: `./guildhall COMMAND`, or `guildhall COMMAND` once it is installed."""

from importlib import import_module

import click

# The module with each `command`, and what it does. The sentences are here so that --help doesn't load all modules.
COMMANDS = {
    "run": ("run", "Start the site with everything it needs."),
    "demo": ("demo", "Fill the site with an example company."),
    "import": ("importing", "Import content from another site."),
    "migrate": ("migrate", "Update the graph's schema."),
    "reindex": ("reindex", "Rebuild the search index from the graph."),
    "check-index": ("check_index", "Compare the search index with the graph."),
    "check-audit": ("check_audit", "Check that nobody changed the audit log."),
    "create-admin": ("create_admin", "Print an invitation link for an admin."),
    "password-link": ("password_link", "Print a link with which someone chooses a new password."),
    "backtest": ("backtest", "Measure matching quality on past questions."),
    "train-ranking": ("train_ranking", "Learn a better order for asking experts."),
    "doctor": ("doctor", "Check everything the site needs."),
    "seed": ("seed", "Fill an empty site with made-up content for benchmarks."),
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
