"""Benchmarks: each measures a figure and its yardstick side by side in one run, and prints the ratio. `python -m bench [NAME …]`."""
