"""What a run tells: progress, logs, metrics, messages, the report, the status."""
