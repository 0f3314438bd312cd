"""Colours of the printed documents, without their hash sign; see ``print.css``."""

INK = "1F2A24"
MUTED = "3B453F"
BRICK = "A3391B"
GREEN = "1E5945"
GREEN_TINT = "E3EEE8"
OCHRE = "8A6410"
OCHRE_TINT = "FBEBCB"
LINE = "6F6759"
WRITING_LINE = "535D57"
# A face found on every office machine, under that name or with the same metrics.
OFFICE_FONT = "Arial"
