"""`nightdesk serve`: read-only SQL for many clients at once."""
