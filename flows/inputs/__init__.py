"""Where files come from: sources, listings, feeds, inboxes, and the ledger of what was read."""
