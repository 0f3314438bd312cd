"""What an import keeps (imported by `monographs.models`)."""

from monographs.importing.recognising.models import HeadingVariant

__all__ = ["HeadingVariant"]
