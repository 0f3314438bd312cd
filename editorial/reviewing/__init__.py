"""Reviews: ready-made workflows, deputies, one digest, the board of what waits."""
