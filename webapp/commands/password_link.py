"""`guildhall password-link`: how someone gets in again who has forgotten their password, above all an admin."""

import os

import click

from graph.people import password_resets, people
from webapp.operations import serving, stores


@click.command()
@click.argument("email")
def command(email: str) -> None:
    """Print a link with which someone chooses a new password. It works once, within a day."""
    with stores.opened():
        person = people.find_by_email(email)
        if person is None:
            raise click.ClickException(f"Nobody here has the address {email}.")
        token = password_resets.make(person, by=None)
    here = os.environ.get("GUILDHALL_ADDRESS", "").rstrip("/") or serving.Settings.from_env(os.environ).address
    click.echo(f"Send this link to {email}. It works once, within a day:\n  {here}/new-password/{token}")
