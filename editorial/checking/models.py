"""What this part keeps (imported by `editorial.models`)."""
