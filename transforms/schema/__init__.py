"""The one definition of every table; everything else about the schema (Arrow, DDL, checks, dictionary, comments) is derived from it."""

from transforms.schema.fields import FIELDS as FIELDS
from transforms.schema.fields import Field as Field
from transforms.schema.tables import TABLES as TABLES
from transforms.schema.tables import Table as Table
from transforms.schema.tables import TextSpan as TextSpan

SCHEMA_VERSION = 1
"""Raised with every release that changes a stored table. An older warehouse opens, and is brought up to date by `nightdesk migrate`."""
