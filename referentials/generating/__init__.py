"""Documents made from a referential for one structure: livret, fiches, grids, dossier."""
