"""Copies of tables in other formats, to folders and URLs."""
