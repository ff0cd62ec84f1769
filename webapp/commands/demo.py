"""`guildhall demo`: a site with content, to try it out before you have content of your own."""

import os
import secrets
from pathlib import Path

import click

from graph import driver
from graph.upkeep import migrations
from webapp.commands import importing
from webapp.demo import company
from webapp.operations import data_folder, stores
from webapp.people import passwords
from workers.notifications import notifications

WAIT_SECONDS = 60

# Next to the project, or where the operator says: real questions by real people, if someone put them there.
BESIDE = Path(__file__).parents[3] / "shared" / "data"
DUMP = "stackexchange-quantumcomputing"

SIGN_INS = (("ada", "an employee"), ("grace", "a manager"), ("margaret", "a social coach"), ("elin", "an admin"))


@click.command()
def command() -> None:
    """Fill the site with an example company, its questions and answers. Running it again changes nothing."""
    folder = data_folder.path(os.environ)
    password = _password(folder)
    with stores.opened():
        driver.wait(WAIT_SECONDS)
        migrations.apply()
        is_new = company.move_in(password_hash=passwords.hashed(password))
        dump = Path(os.environ.get("GUILDHALL_DATA", BESIDE)) / DUMP
        if dump.exists():
            importing.load(dump, site=importing.host(dump), as_if_today=True)
        importing.catch_up()
        if is_new:
            company.ask_experts()
            # People are told of the past week, as on a site that was running then.
            notifications.sweep()
    click.echo(f"\nSign in with the password {password} as")
    for name, role in SIGN_INS:
        click.echo(f"  {name}@example.com, {role}")


def _password(folder: Path) -> str:
    """Return the password of the demo's people. It is made at the first call, and only this user can read it."""
    kept = folder / "demo-password"
    if not kept.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write("-".join(secrets.token_hex(2) for _ in range(4)))
    return kept.read_text()
