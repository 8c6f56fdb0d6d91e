"""Write the golden schema anew: `python tests/schema/golden.py`, after a change on purpose."""

from __future__ import annotations

import json
from pathlib import Path

from transforms.schema import SCHEMA_VERSION, TABLES

if __name__ == "__main__":
    tables = {name: {field.name: field.type for field in table.fields} for name, table in TABLES.items()}
    Path(__file__).with_name("golden.json").write_text(
        json.dumps({"schema_version": SCHEMA_VERSION, "tables": tables}, indent=1) + "\n", "utf8"
    )
