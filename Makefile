# Nightdesk. `make run` and `make test` need Python 3.11 or later and make; everything else is installed from the lock files.

PYTHON ?= python3
HOME_DIR ?= nightdesk-home
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run install test lint format lock docs bench soak clean help

run: install  ## Ingest the sample articles and ask the warehouse three questions
	@$(BIN)/nightdesk run seeds/sample --home $(HOME_DIR) --rejects-are-fine
	@$(BIN)/python -m flows.tour --home $(HOME_DIR)

install: .venv/.installed  ## Make .venv with the nightdesk command

test: .venv/.installed-dev lint  ## Lint, check types and import direction, run all tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: .venv/.installed-dev  ## Lint, formatting, types, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.installed-dev  ## Format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.installed-dev  ## Measure speed and memory, each figure beside its yardstick in one run
	$(BIN)/python -m bench

soak: .venv/.installed-dev  ## The long runs: 10,000 mutated files, 300 kills, three unattended nights
	HYPOTHESIS_PROFILE=search $(BIN)/python -m pytest tests/quotes tests/quantities tests/times tests/names tests/annotate
	$(BIN)/python -m tests.parse.fuzz 10000
	$(BIN)/python -m bench.kills --kills 300 --readers 8
	$(BIN)/python -m bench.unattended

docs: .venv/.installed-dev  ## Write docs/reference/ and docs/settings.md anew from the code
	$(BIN)/python -m warehouse.dictionary docs/reference
	$(BIN)/python -m flows.settings_page docs/settings.md

lock: .venv/.installed-dev  ## Resolve the dependencies anew
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## Remove the environment and the sample's warehouse
	rm -rf .venv $(HOME_DIR) build *.egg-info

help:  ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Nightdesk needs Python 3.11 to 3.13: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "installing into .venv (once; about a minute)"
	@$(PIP_INSTALL) --no-deps --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@$(PIP_INSTALL) --no-deps --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@
