"""What an import keeps (imported by `monographs.models`)."""
