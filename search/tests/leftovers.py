"""What Whoosh leaves open when it stumbles on a damaged file or a full disk."""

import gc
import warnings
from collections.abc import Iterable

import pytest

QUIET = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("broken_files"),
]


@pytest.fixture
def broken_files() -> Iterable[None]:
    """Close them here, so that no later test is blamed."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()
