# Every command of the project, one sentence each: `make help`. Python 3.11+, git and make are all that is needed.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

setup: .venv/ready  ## prepare .venv from the hash-locked requirements

.venv/ready: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit(f"Dondoc needs Python 3.11 or later; {sys.executable} is {v[0]}.{v[1]}. Pass another one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup  ## run công văn 6321/UBND-TH from issue to promulgation; ARGS="--exit --home DIR"
	@$(BIN)/dondoc demo $(ARGS)

test: setup  ## run the whole test suite; ARGS="-k name" runs a part
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

read-score: setup  ## score the reader on the sample directives: right, flagged, wrong and unflagged
	$(BIN)/python -m tests.reading.score $(ARGS)

lint: setup  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup  ## measure against raw baselines, in the same run
	$(BIN)/python -m benchmarks $(ARGS)

lock:  ## renew requirements*.txt from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

.PHONY: help setup demo test read-score lint bench lock
