"""Reading a spreadsheet that somebody sends: apart, with limits, cell by cell.

Knows nothing of our models and is run in a process of its own (`opening`): strangers' files
can be anything.
"""
