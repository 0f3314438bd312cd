"""Long documents made in the background, with progress, cancel and retry.

A room registers what it makes (`kinds.register_kind`), then orders (`ordering.order`) and sends
the reader to `production.get_absolute_url()`. A maker of the background process (`worker`)
makes one at a time, each in a process of its own: stopping it stops everything, and its memory
goes back to the machine. Files are kept seven days.
"""
