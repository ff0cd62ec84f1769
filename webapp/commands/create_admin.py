"""`guildhall create-admin`: how the first person joins, and how to get in again after all admins have left."""

import os

import click

from graph.people import invitations
from webapp.operations import serving, stores


@click.command()
@click.option("--unless-there-is-one", is_flag=True, help="Print nothing if the site already has an admin.")
def command(unless_there_is_one: bool) -> None:
    """Print an invitation link for an admin. It works once, within 14 days."""
    with stores.opened():
        if unless_there_is_one and invitations.admin_exists():
            return
        token = invitations.invite(is_admin=True)
    here = os.environ.get("GUILDHALL_ADDRESS", "").rstrip("/") or serving.Settings.from_env(os.environ).address
    click.echo(f"Open this link to become an admin. It works once:\n  {here}/invitations/{token}")
