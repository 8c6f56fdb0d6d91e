"""What an export is, for programs: as a Frictionless Data Package (version 2) and as Croissant (version 1.0).

Both are made from the schema: names, types, meanings, closed vocabularies, bounds and keys. Nothing that isn't known is claimed: the
licence of the articles is their publishers' affair, and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from transforms.schema import TABLES, Field
from warehouse.exports.formats import Content

Json = dict[str, Any]
MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "duckdb": "application/x-duckdb",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NESTED = ("parquet", "duckdb")
"""Formats that have lists and structs; the others hold them as JSON texts."""
DATA_PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
CROISSANT_CONFORMANCE = "http://mlcommons.org/croissant/1.0"
_CROISSANT_TERMS = [
    "citeAs",
    "column",
    "equivalentProperty",
    "extract",
    "field",
    "fileProperty",
    "fileObject",
    "fileSet",
    "format",
    "includes",
    "isLiveDataset",
    "jsonPath",
    "key",
    "md5",
    "parentField",
    "path",
    "recordSet",
    "references",
    "regex",
    "repeated",
    "replace",
    "samplingRate",
    "separator",
    "source",
    "subField",
    "transform",
]
CROISSANT_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _CROISSANT_TERMS},
}
"""The context of the Croissant specification, which its users are to repeat."""


@dataclass(frozen=True)
class About:
    """What the export as a whole is."""

    snapshot: int
    committed_at: datetime
    """UTC."""
    output_format: str
    where: str | None

    @property
    def description(self) -> str:
        """A sentence for people."""
        rows = f"rows where {self.where}" if self.where else "all rows"
        return f"Snapshot {self.snapshot} of a Nightdesk warehouse of news events, quotes and entities: {rows} of the tables listed."


@dataclass(frozen=True)
class Resource:
    """A table in its file."""

    content: Content
    path: str
    """Below the export's folder."""
    bytes: int
    sha256: str


def data_package(about: About, resources: Sequence[Resource]) -> Json:
    """The descriptor `datapackage.json`."""
    return {
        "$schema": DATA_PACKAGE_PROFILE,
        "name": f"nightdesk-snapshot-{about.snapshot}",
        "title": f"Nightdesk, snapshot {about.snapshot}",
        "description": about.description,
        "version": _version(about),
        "created": f"{about.committed_at:%Y-%m-%dT%H:%M:%SZ}",
        "resources": [_table_resource(about, resource) for resource in resources],
    }


def croissant(about: About, resources: Sequence[Resource]) -> Json:
    """The descriptor `croissant.json`, in JSON-LD."""
    files = {resource.path: resource for resource in resources}
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CROISSANT_CONFORMANCE,
        "name": f"nightdesk-snapshot-{about.snapshot}",
        "description": about.description,
        "version": _version(about),
        "datePublished": about.committed_at.date().isoformat(),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": path,
                "name": path,
                "contentUrl": path,
                "contentSize": f"{resource.bytes} B",
                "encodingFormat": "application/x-parquet" if about.output_format == "parquet" else MEDIA_TYPES[about.output_format],
                "sha256": resource.sha256,
            }
            for path, resource in files.items()
        ],
        "recordSet": [_record_set(about, resource) for resource in resources],
    }


def _version(about: About) -> str:
    return f"{about.snapshot}.0.0"


def _table_resource(about: About, resource: Resource) -> Json:
    content = resource.content
    definitions = {one.name: one for one in content.table.fields} if content.table else {}
    schema: Json = {"fields": [_table_field(one, content.meanings, definitions.get(one.name)) for one in content.schema]}
    if content.key:
        schema["primaryKey"] = list(content.key)
    if content.references:
        schema["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {"resource": "" if target == content.name else target, "fields": [TABLES[target].key[0]]},
            }
            for column, target in content.references
        ]
    described: Json = {
        "name": content.name,
        "type": "table",
        "description": content.description,
        "path": resource.path,
        "format": about.output_format,
        "mediatype": MEDIA_TYPES[about.output_format],
        "bytes": resource.bytes,
        "hash": f"sha256:{resource.sha256}",
        "schema": schema,
    }
    if about.output_format == "csv":
        described["encoding"] = "utf-8"
    if about.output_format == "xlsx":
        described["dialect"] = {"sheetName": content.name}
    if about.output_format in ("sqlite", "duckdb"):
        described["dialect"] = {"table": content.name}
    return described


def _table_field(column: pa.Field[Any], meanings: Any, definition: Field | None) -> Json:
    described: Json = {"name": column.name, "type": _frictionless_type(column.type), "description": meanings[column.name]}
    if definition is None:
        return described
    if definition.example and described["type"] not in ("array", "object"):
        described["example"] = definition.example.replace(" ", "T") if described["type"] == "datetime" else definition.example
    limits: Json = {"required": True} if definition.required else {}
    if definition.values:
        limits["enum"] = list(definition.values)
    whole = described["type"] == "integer"
    for name, bound in (("minimum", definition.minimum), ("maximum", definition.maximum)):
        if bound is not None:
            limits[name] = int(bound) if whole else bound
    return described | ({"constraints": limits} if limits else {})


def _frictionless_type(kind: pa.DataType) -> str:
    for is_kind, name in (
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_decimal, "number"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "datetime"),
        (pa.types.is_list, "array"),
        (pa.types.is_struct, "object"),
    ):
        if is_kind(kind):
            return name
    return "string"


def _record_set(about: About, resource: Resource) -> Json:
    content = resource.content
    described: Json = {
        "@type": "cr:RecordSet",
        "@id": content.name,
        "name": content.name,
        "description": content.description,
        "field": [_croissant_field(about, resource, column) for column in content.schema if _is_croissant(about, column.type)],
    }
    if content.key:
        described["key"] = [{"@id": f"{content.name}/{column}"} for column in content.key]
    return described


def _is_croissant(about: About, kind: pa.DataType) -> bool:
    """Whether Croissant 1.0 has a type for a column: it has none for lists of structs, which datapackage.json alone describes."""
    return about.output_format not in NESTED or not (pa.types.is_list(kind) and pa.types.is_struct(kind.value_type))


def _croissant_field(about: About, resource: Resource, column: pa.Field[Any]) -> Json:
    """A column. Lists are lists only in the formats that have such; in the others they are texts (JSON).

    References are left out: readers of Croissant would join whole tables for them. They stand in datapackage.json.
    """
    content, kind = resource.content, column.type
    described: Json = {"@type": "cr:Field", "@id": f"{content.name}/{column.name}", "name": column.name}
    described["description"] = content.meanings[column.name]
    if about.output_format in NESTED and pa.types.is_list(kind):
        described["repeated"] = True
        kind = kind.value_type
    described["dataType"] = _croissant_type(kind)
    described["source"] = {"fileObject": {"@id": resource.path}, "extract": {"column": column.name}}
    return described


def _croissant_type(kind: pa.DataType) -> str:
    names = {"boolean": "Boolean", "integer": "Integer", "number": "Float", "date": "Date", "datetime": "DateTime"}
    return "sc:" + names.get(_frictionless_type(kind), "Text")
