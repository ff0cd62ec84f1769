"""How many files and connections the site's programs may have open."""

import resource

LEAST = 512
# More would only make programs slow that go through all possible descriptors.
MOST = 65_536


class TooFew(Exception):
    """The system allows fewer open files than the site needs."""


def allow_many() -> None:
    """Allow the programs that we start as many as the system permits. Raises `TooFew` if that is not enough."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = MOST if most == resource.RLIM_INFINITY else min(most, MOST)
    if now == resource.RLIM_INFINITY or now >= reachable:
        reachable = now
    else:
        resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, most))
    if reachable != resource.RLIM_INFINITY and reachable < LEAST:
        raise TooFew(
            f"Guildhall may open only {reachable} files and needs {LEAST}. Allow more with `ulimit -n {LEAST}`."
        )
