"""The pure core: frozen records in, new frozen records out. No file, network, clock, Prefect or DuckDB."""
