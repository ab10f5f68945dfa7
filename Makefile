# make run    the environment, then `govnlp run all` over seeds/ into data/processed/
# make test   what the tests need, then lint, types and tests
# make clean  removes the environment and what a run wrote

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Python compiles what it imports; compiling the rest as well would take 60 MB.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile \
	--constraint constraints.txt

.PHONY: run test lint types clean

# Status 3 means: done, with some files set aside. The summary says which.
run: $(VENV)/.installed
	@$(BIN)/govnlp run all || [ $$? -eq 3 ]
	@echo "(. $(BIN)/activate puts govnlp on your PATH)"

test: $(VENV)/.installed-dev
	$(MAKE) --no-print-directory lint types
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit("govnlp needs Python 3.11 or newer; try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	$(INSTALL) --editable '.[ingest]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(INSTALL) --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) data/processed/*.parquet data/processed/_*
