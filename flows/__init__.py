"""Prefect flows, the command line, settings and reports: thin, and in the order in which the data goes."""

import os

# Before NumPy and Prefect are first imported: one thread a process (the processes are the parallelism), and no telemetry.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
