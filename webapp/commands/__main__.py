"""`python -m webapp.commands`, for when the package is not installed."""

from webapp.commands import guildhall

guildhall(prog_name="guildhall")
