"""Full-text search over articles and quotes."""
