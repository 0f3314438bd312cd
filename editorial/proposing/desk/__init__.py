"""The reviewers' side of proposals, in the administration."""
