# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-to-run
DEV_READY := $(VENV)/.ready-to-test
PORT ?= 5000
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test test-faults lint translations bench quality screenshots clean

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: export FACTCHECK_BASE_URL ?= http://127.0.0.1:$(PORT)
run: $(RUN_READY) ## Install, load the demo desk, serve on 127.0.0.1:5000 (ARTICLE=path takes one in)
	@$(if $(ARTICLE),$(BIN)/factcheck seed >/dev/null && $(BIN)/factcheck ingest "$(ARTICLE)",true)
	@$(BIN)/factcheck seed
	@exec $(BIN)/factcheck serve --port $(PORT)

test: $(DEV_READY) ## Everything: lint, types, layers, then all tests with the coverage gate
	@scripts/install-test-tools & tools=$$!; \
		$(MAKE) --no-print-directory lint; found=$$?; wait $$tools; exit $$found
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --cov --cov-report=term

test-faults: $(DEV_READY) ## Kill and starve real processes (longer)
	$(BIN)/python -m pytest -m faults tests/faults

lint: $(DEV_READY) ## Style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

translations: $(DEV_READY) ## Collect what the pages say, and renew the catalogues
	$(BIN)/python scripts/translations update
	$(BIN)/python scripts/translations check

bench: $(DEV_READY) ## Measure speed and memory; prints a table
	$(BIN)/python -m benchmarks.speed

quality: $(DEV_READY) ## Measure what extraction finds (needs the development data)
	$(BIN)/python -m benchmarks.quality

screenshots: $(DEV_READY) ## Draw the pictures of docs/images anew (needs Chromium)
	$(BIN)/python scripts/screenshots

clean: ## Remove what was built (the data in var/ stays)
	rm -rf $(VENV) build dist *.egg-info .coverage* .mypy_cache .pytest_cache .ruff_cache \
		.hypothesis .import_linter_cache

$(RUN_READY): setup.cfg constraints.txt
	@echo "Installing (once) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@scripts/install-fonts
	@touch $@

$(DEV_READY): setup.cfg constraints.txt
	@echo "Installing with the test tools (once) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(RUN_READY)
