"""The `nightdesk` command: a file for each family of verbs."""

from flows.cli.app import main as main
