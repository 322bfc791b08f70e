"""Where a browser without a screen is to be found, for tests of pages and for pictures."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE = "no Chromium on PATH (apt-get install chromium, or set CHROMIUM)"
# A container's root has no user namespace to build the sandbox in.
OPTIONS = ["--no-sandbox"]


def chromium() -> str | None:
    """The path of a browser, if there is one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
