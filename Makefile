# Needs make, a POSIX shell (on Windows: WSL or Git Bash) and Python 3.11 or newer. Everything else is
# installed into .venv by the first call. PYTHON names another interpreter.
# ARGS are passed on: make test ARGS="-k callbacks".

VENV := .venv
RUN := $(VENV)/bin/python -m
READY := $(VENV)/ready
EXTRA := dev
CONSTRAINTS := constraints.txt
WORKERS ?= auto
IMAGE ?= catapult-simulator
ARGS ?=
export PIP_CONSTRAINT := $(CONSTRAINTS)
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests that need no browser, no SDK and no server process.
PORTABLE := core web rest control callbacks http_server tls cli openapi/test_openapi.py test_pytest_plugin.py testing

# Other programs at work, browsers among them, and generated requests.
PAGES := tests/project/test_pages.py tests/project/test_suites.py
LIVE := tests/project/test_live_route.py tests/project/test_live_guard.py tests/project/test_live_run.py
FUZZ := tests/openapi/test_schemathesis.py
SCALE := $(wildcard tests/project/test_haproxy*.py)
BROWSER := tests/pages/phone/test_browser.py tests/pages/test_api_reference.py tests/pages/test_rebinding.py
ELSEWHERE := $(BROWSER) $(PAGES) $(LIVE) $(FUZZ) $(SCALE)

.DEFAULT_GOAL := help
.PHONY: help demo serve test browser docs live fuzz scale test-fast contract mutants wrong coverage lint format layout types lowest versions wheel examples check
.PHONY: bench ledger image setup clean test-portable

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(READY) ## run an example: an app imports a number, sends and receives a message
	@$(RUN) catapult_simulator demo $(ARGS)

serve: $(READY) ## serve the simulator on port 8080, until Ctrl-C
	@$(RUN) catapult_simulator serve $(ARGS)

test: $(READY) ## run all tests but those of the five targets below, on all cores
	$(RUN) pytest -n $(WORKERS) tests $(patsubst %,--ignore=%,$(ELSEWHERE)) $(ARGS)

browser: $(READY) ## run the tests of the pages in Chromium
	$(RUN) pytest -n $(WORKERS) $(BROWSER) $(ARGS)

docs: $(READY) ## build the documentation into build/site, and run the blocks of its pages and its suites
	$(RUN) mkdocs build --quiet --strict
	$(RUN) pytest -n $(WORKERS) $(PAGES) $(ARGS)
docs: export NO_MKDOCS_2_WARNING := 1

live: $(READY) ## run the contract suite as against a real account, on a simulator
	$(RUN) pytest -n $(WORKERS) $(LIVE) $(ARGS)

fuzz: $(READY) ## call each operation of the OpenAPI documents with generated requests
	$(RUN) pytest -n $(WORKERS) $(FUZZ) $(ARGS)

scale: $(READY) ## run three simulators behind HAProxy, and the contract suite through it
	$(RUN) pytest -n 0 -s $(SCALE) $(ARGS)

test-fast: $(READY) ## run the tests of the core and of /v1, in seconds
	$(RUN) pytest -n $(WORKERS) -q --hypothesis-profile fast tests/core tests/rest $(ARGS)

contract: $(READY) ## run the contract suite against a simulator that it starts
	$(RUN) pytest -n $(WORKERS) contract_tests --target simulator $(ARGS)

mutants: $(READY) ## change the code of the API in 24 places; the contract suite has to notice 90 % of them
	$(RUN) mutants $(if $(ALL),--all) $(ARGS)
mutants: export PYTHONPATH := tests

wrong: $(READY) ## make mistakes in the API's place, 20 of many; the contract suite has to notice each
	$(RUN) wrong $(if $(ALL),--all) $(ARGS)
wrong: export PYTHONPATH := tests

coverage: $(READY) ## print the branches of core, rest, web and callbacks that tests take; they may not fall
	$(RUN) covered
coverage: export PYTHONPATH := tests

lint: $(READY) ## check the code with ruff
	$(RUN) ruff check . $(ARGS)

format: $(READY) ## format the code
	$(RUN) ruff format . $(ARGS)

layout: $(READY) ## check that the code is formatted
	$(RUN) ruff format --check . $(ARGS)

types: $(READY) ## check the types with mypy
	$(RUN) mypy $(ARGS)

lowest: ## test with the lowest versions that pyproject.toml admits
	@$(MAKE) --no-print-directory test-portable \
	  VENV=.envs/lowest EXTRA=test CONSTRAINTS=constraints-lowest.txt

versions: ## run the fast tests on each supported Python that is installed
	@.ci/versions

wheel: ## build the wheel, install it in a clean environment and try it there
	@.ci/wheel

examples: ## run the suites of examples/club against the built wheel; RUNS is how often
	@.ci/examples

check: ## run every gate, as CI does
	@.ci/run

bench: $(READY) ## measure, and print the table of docs/performance.md
	$(RUN) bench $(ARGS)
bench: export PYTHONPATH := tests

ledger: $(READY) ## write docs/fidelity.md: every name of the API with its evidence
	@PYTHONPATH=simulator/tools $(RUN) fidelity > $(VENV)/fidelity.md && mv $(VENV)/fidelity.md docs/

image: ## build the container image
	docker build -t $(IMAGE) $(ARGS) .

setup: $(READY) ## make the virtual environment

clean: ## remove the virtual environments and all caches
	rm -rf $(VENV) .envs .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find simulator tests contract_tests -name __pycache__ -prune -exec rm -rf {} +

test-portable: $(READY)
	$(RUN) pytest -n $(WORKERS) -q $(addprefix tests/,$(PORTABLE)) $(ARGS)

# Where the interpreter is gone (a moved folder, an upgraded system), the environment is made anew.
$(READY): pyproject.toml $(CONSTRAINTS)
	@$(RUN) pip --version >/dev/null 2>&1 \
	  || { python=$$(PYTHON="$(PYTHON)" sh .ci/python) && "$$python" -m venv --clear $(VENV); }
	@echo "Installing into $(VENV) ..."
	@$(RUN) pip install --quiet --editable '.[$(EXTRA)]'
	@touch $@
