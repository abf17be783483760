# Everything runs from .venv, which is made at first use and again when the lock or pyproject.toml changes.
# Needed beforehand: make, and python3 (3.11 or newer) with venv. `make help` lists the targets.

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

EXAMPLE := examples/nordic-accession
RECORD := demo/accede.db
ACCEDE := $(BIN)/accede
READER := $(shell find src/accede -name '*.py' -o -name '*.yaml' -o -name '*.csv')
REPORTS := $(wildcard $(EXAMPLE)/*)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test lint types layers tests docs bench lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

install: $(INSTALLED) ## Install into .venv what requirements.lock names, and this package

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "accede: '$(PYTHON)' is missing or older than 3.11; install Python 3.11 or newer, or name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "accede: '$(PYTHON)' has no venv; install it (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@echo "Installing into $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --no-deps --no-compile --requirement requirements.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@# Compiled once, where programs may not write what they compile; some files of packages are templates, and no Python: they are passed over.
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib src >/dev/null || true
	@touch $@

demo: $(INSTALLED) $(RECORD) ## Read the example reports, print the status and the outlook, write a brief
	@mkdir -p demo
	$(ACCEDE) read $(EXAMPLE) --record $(RECORD)
	$(ACCEDE) import $(EXAMPLE)/acts.csv --record $(RECORD)
	$(ACCEDE) status fin-swe-nato --record $(RECORD)
	$(ACCEDE) outlook fin-swe-nato --record $(RECORD) --valid 2023-06-30 --known 2023-06-30 --if "TUR deposits 2023-07-12"
	@$(ACCEDE) brief fin-swe-nato --format html --output demo/brief.html --record $(RECORD)
	@$(ACCEDE) brief fin-swe-nato --format md --output demo/brief.md --record $(RECORD)

# A record that an older reader made, or that other reports are in, is begun again.
$(RECORD): $(READER) $(REPORTS)
	@rm -f $(RECORD) $(RECORD)-wal $(RECORD)-shm

test: lint types layers tests ## Run every check and every test

lint: $(INSTALLED)
	$(BIN)/ruff check .

types: $(INSTALLED)
	$(BIN)/mypy

layers: $(INSTALLED)
	$(BIN)/lint-imports --no-logo

tests: $(INSTALLED)
	$(BIN)/python -m pytest -n auto --dist worksteal

docs: $(INSTALLED) ## Write the generated documents anew, and the README's excerpts of the demo
	$(BIN)/python docs/generate.py

bench: $(INSTALLED) ## Score the claims of the example reports against those expected
	$(BIN)/python benchmarks/claims.py

lock: ## Resolve the dependencies anew into requirements.lock (needs uv)
	$(UV) lock
	$(UV) export --quiet --no-emit-project --no-header --no-annotate --format requirements-txt > requirements.lock

clean: ## Remove what was made: demo, caches, .venv
	rm -rf demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache $(VENV)
