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


@pytest.fixture(scope="module")
def set_apart() -> Iterable[None]:
    """What other tests left is not looked at again after each test of the module."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def broken_files(set_apart) -> Iterable[None]:
    """Close them here, so that no later test is blamed."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()
