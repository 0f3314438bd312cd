"""Settings of the portal, read from the environment (see README for every variable).

`base` holds the application, `services` what can grow up (database, cache, files),
`security` the headers and cookies, `accounts` how one signs in, `cms` Wagtail, `searching` the
search engine. Each file is short on purpose.
"""

from .accounts import *  # noqa: F403
from .base import *  # noqa: F403
from .cms import *  # noqa: F403
from .searching import *  # noqa: F403
from .security import *  # noqa: F403
from .services import *  # noqa: F403
