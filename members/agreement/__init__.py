"""The agreement (agrément) of structures: rules, moves, completeness, certificate."""
