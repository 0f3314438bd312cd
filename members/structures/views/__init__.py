"""Pages of the structures, for their people."""
