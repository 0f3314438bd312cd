"""« Recueils »: printed guides composed from the records of the bank."""
