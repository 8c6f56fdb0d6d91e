"""What lies in the past: backfills of archives, and rebuilds from the kept originals."""
