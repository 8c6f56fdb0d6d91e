"""What Prefect costs a night: `python -m bench.prefect_overhead --articles 5000`.

A night without new files, tracked by a server that runs already, against a flow that does nothing: at most 5 s apart. A night of many
articles, tracked against untracked: at most 3% apart, in processor time of the command, its workers and the server (beyond what the server
takes while nothing runs), which other work on the machine disturbs less than the clock; the clock's figures stand beside it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench import _corpus
from bench.pipeline import children
from flows.schedule import prefect_api

NOTHING = "from prefect import flow\n@flow(name='nothing')\ndef nothing(): pass\nnothing()\n"
IDLE_SECONDS = 30.0
TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """Of a command, in seconds."""

    wall: float
    cpu: float
    """Of the command and of all processes that it waited for."""
    server: float
    """Of Prefect's server meanwhile, beyond what it takes anyway."""


def processor_seconds(process: int) -> float:
    """Processor time of a process so far, without that of others it started."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def idle(servers: list[int]) -> float:
    """Processor time that servers take a second while nothing runs."""
    before = sum(map(processor_seconds, servers))
    time.sleep(IDLE_SECONDS)
    return (sum(map(processor_seconds, servers)) - before) / IDLE_SECONDS


def cost(command: list[str], environment: dict[str, str], servers: list[int], idling: float = 0.0) -> Cost:
    """Run a command to its good end."""
    before, served, started = resource.getrusage(resource.RUSAGE_CHILDREN), sum(map(processor_seconds, servers)), time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, max(0.0, sum(map(processor_seconds, servers)) - served - idling * wall))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=5000)
    options.add_argument("--source", type=Path, help="JSON Lines of real articles, in place of made-up ones")
    options.add_argument("--repeat", type=int, default=1, help="Times that each night is run; the cheapest counts.")
    given, _ = options.parse_known_args()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
    with tempfile.TemporaryDirectory() as folder:
        source = given.source or Path(folder) / "articles.jsonl"
        if not given.source:
            _corpus.write(source, given.articles)

        def night(name: str) -> list[str]:
            return [sys.executable, "-m", "flows.cli", "run", str(source), "--home", f"{folder}/{name}", "--quiet", "--rejects-are-fine"]

        with prefect_api(Path(folder)) as address:
            tracked = plain | {"PREFECT_API_URL": address, "PREFECT_HOME": f"{folder}/prefect"}
            servers = children(os.getpid())
            idling = idle(servers)
            nothing = min((cost([sys.executable, "-c", NOTHING], tracked, servers, idling) for _ in range(3)), key=lambda one: one.wall)
            with_prefect = [cost(night(f"tracked-{number}"), tracked, servers, idling) for number in range(given.repeat)]
            without = [cost(night(f"plain-{number}"), plain, []) for number in range(given.repeat)]
            empty = min((cost(night("tracked-0"), tracked, servers, idling) for _ in range(3)), key=lambda one: one.wall)
    print(
        f"a night without new files  {empty.wall:7.1f} s, {empty.wall - nothing.wall:.1f} s more than a flow that does nothing (at most 5)"
    )
    one, other = (min(costs, key=lambda one: one.cpu + one.server) for costs in (with_prefect, without))
    more = (one.cpu + one.server) / other.cpu - 1
    started = nothing.cpu + nothing.server
    print(f"a night, tracked           {one.wall:7.1f} s, {one.cpu:.1f} s of processors and {one.server:.1f} s of the server's")
    print(f"the same, untracked        {other.wall:7.1f} s, {other.cpu:.1f} s of processors")
    print(f"overhead                   {more:7.1%} of processor time, {one.wall / other.wall - 1:.1%} by the clock (at most 3%)")
    print(f"                           of it {started:.1f} s of processors for a flow's start and end, whatever it does")
    print(f"the server meanwhile       {idling:7.1%} of a processor whether anything runs or not")


if __name__ == "__main__":
    main()
