"""Browsers by the names that people know, such as *Firefox on Windows*, from how they introduce themselves."""

from webapp.shell.translations import translated as _

# The first that is found counts: most browsers also claim to be others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def name(introduction: str) -> str:
    """Return the browser and its system as far as they are known, for reading; nothing depends on it."""
    browser = next((known for sign, known in BROWSERS if sign in introduction), "")
    system = next((known for sign, known in SYSTEMS if sign in introduction), "")
    if browser and system:
        return _("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or _("Unknown browser")
