# The chores of this repository; `make` alone lists them. Everything happens in .venv.
.DEFAULT_GOAL := help
.PHONY: help demo setup test test-all check pictures

PYTHON ?= python3
BIN := .venv/bin
# Files of tests are shared out over the cores; one file stays in one process, with its fixtures.
PYTEST := $(BIN)/python -m pytest -q --doctest-modules --numprocesses auto --maxprocesses 4 --dist loadfile
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/main-job-installed  ## read seeds/; fill every template into out/
	$(BIN)/reportkit review seeds -o out \
	  --template dang/so-ket --template dang/tong-ket --template phu-luc --template phieu-hop
	@$(BIN)/reportkit review seeds -o out/nha-nuoc \
	  --template nha-nuoc/so-ket --template nha-nuoc/tong-ket >/dev/null
	@test -e out/de-cuong.docx || $(BIN)/reportkit outline --profile chi-thi-05 -o out/de-cuong.docx
	@echo "  out/nha-nuoc/bao-cao-so-ket.docx, out/nha-nuoc/bao-cao-tong-ket.docx"

setup: .venv/everything-installed  ## make .venv with all extras and the development tools

test: .venv/everything-installed  ## run the tests and the examples in the docstrings
	$(PYTEST)

test-all: .venv/everything-installed  ## run the tests, the slow ones too
	$(PYTEST) -m "slow or not slow"

check: .venv/everything-installed  ## run ruff, mypy and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

pictures: .venv/everything-installed  ## draw the pictures of the pages anew (LibreOffice, pdftoppm)
	$(BIN)/python docs/pictures.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "reportkit needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; \
	  echo "On Debian and Ubuntu the module stands in a package: apt install python3-venv" >&2; exit 1; }

# The two stamps say what .venv holds; whatever is newer than a stamp makes it anew.
.venv/main-job-installed: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing what the main job needs (once) …"
	@$(INSTALL) --editable '.[pdf]'
	@touch $@

.venv/everything-installed: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing all extras and the development tools (once) …"
	@$(INSTALL) --editable '.[dev]'
	@touch $@ .venv/main-job-installed
