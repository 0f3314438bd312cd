"""Set the portal going: `python3 -m portal.launch start` (or, simply, `make start`).

This file stays readable by older Pythons, so that they say what is missing
instead of failing on a syntax they do not know.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def use_recent_python():
    """Go on with a recent Python of this machine when the one that was called is too old."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_NAMES:
        path = shutil.which(name)
        if path:
            os.execv(path, [path, "-m", "portal.launch"] + sys.argv[1:])  # noqa: S606
    sys.stderr.write(
        "Le portail demande Python 3.11 ou plus récent\u00a0; cette machine a Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}. "
        "Installez Python 3.11, puis relancez la commande.\n"
    )
    sys.exit(1)


if __name__ == "__main__":
    use_recent_python()
    from portal.launching.commands import main

    sys.exit(main(sys.argv[1:]))
