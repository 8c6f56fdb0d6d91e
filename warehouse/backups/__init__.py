"""Backups by content, and restoring them."""
