"""Quality gates: a night's rows are judged before they are committed, by the measures and limits of seeds/gates.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

import duckdb
import pyarrow as pa
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import seeds
import warehouse
from transforms.records import Row
from warehouse.errors import WarehouseError

OWN = "gates.yml"
"""File in a home with gates of its own."""
TOLD = 5
"""Sentences of one gate that are told; the others are counted."""


class Gate(BaseModel):
    """What one measure must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    level: Literal["warn", "stop", "ignore"]
    measure: str
    minimum: float | None = None
    maximum: float | None = None
    cases: int = Field(ge=1, description="With fewer cases the measure says too little to be judged.")
    says: str = Field(description="The sentence for the reader, as a format of value, limit, cases, subject, usual and detail.")
    passes: float
    breaks: float

    @model_validator(mode="after")
    def _is_a_gate(self) -> Gate:
        if self.minimum is None and self.maximum is None:
            raise ValueError("a gate needs a minimum or a maximum")
        return self

    def limit_broken(self, value: float) -> float | None:
        """The limit that a value lies beyond; None for a value that passes."""
        if self.minimum is not None and value < self.minimum:
            return self.minimum
        return self.maximum if self.maximum is not None and value > self.maximum else None


class Gates(BaseModel):
    """Measures by name, as SQL, and the gates over them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measures: dict[str, str] = {}
    gates: tuple[Gate, ...] = ()

    def with_own(self, own: Gates) -> Gates:
        """These, with a home's own in the place of those of the same name."""
        names = {gate.name for gate in own.gates}
        return Gates(measures=self.measures | own.measures, gates=(*(gate for gate in self.gates if gate.name not in names), *own.gates))

    @property
    def stopping(self) -> Gates:
        """Those that stop a night. What else is unusual of a night says nothing of a part of an archive."""
        return Gates(measures=self.measures, gates=tuple(gate for gate in self.gates if gate.level == "stop"))

    @property
    def active(self) -> tuple[Gate, ...]:
        """Those that are not switched off, the ones that stop a night first."""
        return tuple(sorted((gate for gate in self.gates if gate.level != "ignore"), key=lambda gate: gate.level != "stop"))


class Breach(NamedTuple):
    """A measure that lies beyond a gate's limit."""

    gate: Gate
    subject: str | None
    value: float
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What the gates say of a night."""

    breaches: tuple[Breach, ...]

    @property
    def stops(self) -> list[str]:
        """Why the night must not be committed; empty if it may."""
        return list(_told(breach for breach in self.breaches if breach.gate.level == "stop"))

    @property
    def warnings(self) -> list[str]:
        """What the reader should know; what stops the night as well is not told twice."""
        stopped = {(breach.gate.measure, breach.subject) for breach in self.breaches if breach.gate.level == "stop"}
        warned = (breach for breach in self.breaches if breach.gate.level == "warn")
        return list(_told(breach for breach in warned if (breach.gate.measure, breach.subject) not in stopped))


class GateError(WarehouseError):
    """The quality gates stopped the night before its commit."""

    def __init__(self, stops: list[str]) -> None:
        super().__init__(
            "The quality gates stopped the night before its commit. " + " ".join(stops),
            "Nothing is lost: what was worked out is kept. Mend the cause and run the same command again, or add --no-gates to commit as it is.",
        )


def load(home: Path) -> Gates:
    """The gates of seeds/gates.yml and of the home's own file. Raises WarehouseError where that file is wrong."""
    gates = Gates.model_validate(seeds.read("gates"))
    own = home / OWN
    if own.exists():
        try:
            gates = gates.with_own(Gates.model_validate(yaml.safe_load(own.read_text("utf8")) or {}))
        except (yaml.YAMLError, UnicodeError, ValidationError) as error:
            raise WarehouseError(f"{own} is wrong: {_wrong(error)}.", "See seeds/gates.yml for how gates are written.") from None
    for gate in gates.active:
        if gate.measure not in gates.measures:
            raise WarehouseError(f"The gate {gate.name!r} judges {gate.measure!r}, and there is no such measure.", f"Add it to {own}.")
    return gates


def _wrong(error: Exception) -> str:
    """What is wrong with a file of gates, on one line."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return " ".join(str(error).split()).removesuffix(".")


def judge(gates: Gates, transaction: warehouse.Transaction, night: datetime) -> Verdict:
    """Judge the rows of a transaction's run, which began at `night` (UTC): the state that would be committed is what is measured."""
    wanted = {gate.measure: gates.measures[gate.measure] for gate in gates.active}
    faults = [{"check": failure.check, "meaning": failure.meaning, "count": failure.count} for failure in warehouse.check_new(transaction)]
    columns: dict[str, pa.DataType] = {"check": pa.string(), "meaning": pa.string(), "count": pa.int64()}
    with transaction.connection.cursor() as connection:
        connection.register("faults", pa.Table.from_pylist(faults, pa.schema(columns)))
        for name in transaction.files:
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {transaction.scan(name)}")
        measured = {name: measure(connection, name, query, transaction.run_id, night) for name, query in wanted.items()}
    return Verdict(tuple(breach for gate in gates.active for row in measured[gate.measure] if (breach := breached(gate, row))))


def measure(connection: duckdb.DuckDBPyConnection, name: str, query: str, run_id: str, night: datetime) -> list[Row]:
    """What a measure gives. Raises WarehouseError where it can't be asked."""
    known: dict[str, Any] = {"run_id": run_id, "night": night}
    try:
        asked = {key: value for key, value in known.items() if f"${key}" in query}
        rows: list[Row] = connection.sql(query, params=asked).to_arrow_table().to_pylist()
    except duckdb.Error as error:
        raise WarehouseError(f"The measure {name!r} of the quality gates fails: {error}", "Mend it, or run with --no-gates.") from None
    return rows


def breached(gate: Gate, row: Row) -> Breach | None:
    """The breach of a gate by one row of its measure; None where it passes, or where there is too little to judge."""
    value = row.get("value")
    if value is None or (row.get("cases") or 0) < gate.cases:
        return None
    limit = gate.limit_broken(float(value))
    if limit is None:
        return None
    known = {"subject": None, "usual": None, "detail": None} | row
    return Breach(gate, row.get("subject"), float(value), gate.says.format(limit=limit, **known))


def _told(breaches: Iterable[Breach]) -> Iterator[str]:
    """The sentences, of each gate the first few, worst first."""
    by_gate: dict[str, list[Breach]] = {}
    for breach in breaches:
        by_gate.setdefault(breach.gate.name, []).append(breach)
    for name, broken in by_gate.items():
        ordered = sorted(broken, key=lambda breach: breach.value, reverse=breach_is_high(broken[0]))
        yield from (breach.sentence for breach in ordered[:TOLD])
        if len(ordered) > TOLD:
            yield f"({name}: {len(ordered) - TOLD:,} more.)"


def breach_is_high(breach: Breach) -> bool:
    """Whether the value lies above the gate's range rather than below it."""
    return breach.gate.maximum is not None and breach.value > breach.gate.maximum
