"""All models of the room, as Django looks for them here."""

from editorial.checking import models as checking  # noqa: F401
from editorial.compiling import models as compiling  # noqa: F401
from editorial.freshness import models as freshness  # noqa: F401
from editorial.proposing import models as proposing  # noqa: F401
from editorial.publishing import models as publishing  # noqa: F401
from editorial.reviewing import models as reviewing  # noqa: F401
from editorial.sheets import models as sheets  # noqa: F401
