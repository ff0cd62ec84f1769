"""Runs commands as `python -m webapp.commands` if the package is not installed."""

from webapp.commands import guildhall

guildhall(prog_name="guildhall")
