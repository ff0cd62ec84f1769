"""`guildhall doctor`: what is wrong, and what to do about it."""

import click

from webapp.operations import checkup, stores


@click.command()
def command() -> None:
    """Check everything the site needs. Exits with code 1 if something is wrong."""
    with stores.opened():
        wrong = [_show(finding) for finding in checkup.findings()].count(True)
    if wrong:
        raise SystemExit(1)


def _show(finding: checkup.Finding) -> bool:
    """Print a finding and tell whether it is a problem."""
    is_problem = finding.advice is not None
    click.secho(f"{'wrong' if is_problem else 'ok':<6}", fg="red" if is_problem else "green", nl=False)
    click.echo(f"{finding.subject:<10}{finding.fact}")
    for line in (finding.advice or "").splitlines():
        click.echo(f"{'':<16}{line}")
    return is_problem
