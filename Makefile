# Needs make and Python 3.11 or newer; everything else goes into .venv, made on the first call.
# PYTHON names another interpreter. ARGS are handed on: make test ARGS="-k callbacks".

VENV := .venv
RUN := $(VENV)/bin/python -m
READY := $(VENV)/ready
WORKERS ?= auto
IMAGE ?= catapult-simulator
ARGS ?=
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo serve test contract lint format layout types check bench ledger image setup clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(READY) ## watch an app import a number, send and receive a message
	@$(RUN) catapult_simulator demo $(ARGS)

serve: $(READY) ## a simulator on port 8080, until Ctrl-C
	@$(RUN) catapult_simulator serve $(ARGS)

test: $(READY) ## the tests, on all cores
	$(RUN) pytest -n $(WORKERS) tests $(ARGS)

contract: $(READY) ## the contract checks, against a simulator of their own
	$(RUN) pytest -n $(WORKERS) contract_tests --target simulator $(ARGS)

lint: $(READY) ## what ruff finds
	$(RUN) ruff check . $(ARGS)

format: $(READY) ## lay the code out anew
	$(RUN) ruff format . $(ARGS)

layout: $(READY) ## is the code laid out as `make format` would
	$(RUN) ruff format --check . $(ARGS)

types: $(READY) ## what mypy finds
	$(RUN) mypy $(ARGS)

check: ## every gate, as CI runs them
	@.ci/run

bench: $(READY) ## measure, and print the table of docs/performance.md
	$(RUN) bench $(ARGS)
bench: export PYTHONPATH := tests

ledger: $(READY) ## write docs/fidelity.md: every name of the API with its evidence
	@PYTHONPATH=simulator/tools $(RUN) fidelity > docs/fidelity.md

image: ## build the container image
	docker build -t $(IMAGE) $(ARGS) .

setup: $(READY) ## the virtual environment, without running anything

clean: ## remove the virtual environment and all caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find simulator tests contract_tests -name __pycache__ -prune -exec rm -rf {} +

# An interpreter that is gone (a moved folder, an upgraded system) makes the environment anew.
$(READY): pyproject.toml constraints.txt
	@$(RUN) pip --version >/dev/null 2>&1 \
	  || { python=$$(PYTHON="$(PYTHON)" sh .ci/python) && "$$python" -m venv --clear $(VENV); }
	@echo "Installing into $(VENV) ..."
	@$(RUN) pip install --quiet --editable '.[dev]'
	@touch $@
