"""Spreadsheets in bulk: template, simulation, import, undo, export."""
