"""The structure’s side of the file: its pages, by theme."""
