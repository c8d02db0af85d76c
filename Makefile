# Everything runs in .venv, made from requirements.lock; `make` alone lists the targets.
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
# Images of containers set it; every command would then compile a thousand modules anew, three seconds each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site serve test soak lint bench bench-build pictures frames floor lock bill audit clean

help:
	@sed -n 's/^## //p' Makefile

## make site   set up, check and build into site/, then say how to look at it
site: $(VENV)/.ready
	@$(BIN)/showcase build
	@echo
	@echo "The site is in site/. To look at it: make serve, or"
	@echo "  $(BIN)/python -m http.server --directory site 8000   # http://127.0.0.1:8000/"

## make serve  preview with live reload at http://127.0.0.1:8000/
serve: $(VENV)/.ready
	$(BIN)/mkdocs serve

## make test   set up and run everything: style, types, every test (the browser's included)
test: $(VENV)/.ready
	@scripts/setup/system-packages
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2 --dist worksteal

## make soak   what takes longer: a hundred kills of every command that writes, and more of the same
soak: $(VENV)/.ready
	@scripts/setup/system-packages
	SHOWCASE_SOAK=100 $(BIN)/pytest -m soak -n 2 --dist worksteal

## make frames  the same site in the second frame: ProperDocs, and the fork of Material that lives on
frames: $(VENV)/.ready
	SHOWCASE_SOAK=1 $(BIN)/pytest tests/test_second_frame.py

## make lint   style and types only
lint: $(VENV)/.ready
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy

## make bench  timings and the quality of the search, each beside a peer in the same run
bench: $(VENV)/.bench-ready bench/peers/.ready
	@scripts/setup/system-packages
	@for script in bench/*.py; do $(BIN)/python $$script || exit 1; done

## make bench-build  the whole build beside Hugo, Eleventy, Pelican, Zensical and Material, into README.md (some minutes)
bench-build: $(VENV)/.bench-ready bench/peers/.ready
	$(BIN)/python bench/build.py --readme 1000 10000

## make pictures  take the pictures of the agencies' guide anew (scripts/pictures/take.py says what it needs)
pictures: $(VENV)/.ready
	$(BIN)/python scripts/pictures/take.py

## make floor  what browsers have learnt since the oldest that we serve, for tests/test_styles.py (needs npm)
floor: $(VENV)/.ready
	@folder=$$(mktemp -d); cd $$folder && npm pack --silent @mdn/browser-compat-data >/dev/null && tar xzf *.tgz && \
	cd $(CURDIR) && $(BIN)/python scripts/floor/take.py $$folder/package/data.json && rm -r $$folder

## make lock   resolve the dependencies of pyproject.toml anew into requirements.lock
lock: $(VENV)/.ready
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
	  --no-header --no-annotate --upgrade --quiet --output-file requirements.lock

## make bill   what the site is made with, as CycloneDX, into dist/showcase.cdx.json (the same bytes every time)
BILL := dist/showcase.cdx.json
bill: $(VENV)/.ready
	@mkdir -p $(dir $(BILL))
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-format JSON \
	  --output-file $(BILL) $(BIN)/python 2>/dev/null
	@echo "$(BILL)"

## make audit  known vulnerabilities of what requirements.lock names (asks OSV; without an answer it fails)
audit: $(VENV)/.ready
	@BIN=$(BIN) scripts/setup/audit

## make clean  remove what was built and installed
clean:
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache

# The peers, on top of the environment; a mirror set up for pip serves them too, as in scripts/setup/environment.
$(VENV)/.bench-ready: bench/requirements.lock $(VENV)/.ready
	@mirror=$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true); \
	UV_SYSTEM_CERTS=1 VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes \
	  $${mirror:+--default-index "$$mirror"} -r bench/requirements.lock
	@touch $@

# Pelican wants an older Pygments than MkDocs, Eleventy Node.js: environments of their own.
bench/peers/.ready: bench/peers/requirements.lock bench/peers/package-lock.json $(VENV)/.ready
	@mirror=$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true); \
	$(BIN)/uv venv --quiet --allow-existing bench/peers/.venv && \
	UV_SYSTEM_CERTS=1 VIRTUAL_ENV=bench/peers/.venv $(BIN)/uv pip install --quiet --require-hashes \
	  $${mirror:+--default-index "$$mirror"} -r bench/peers/requirements.lock
	@cd bench/peers && npm ci --no-audit --no-fund --silent
	@touch $@

$(VENV)/.ready: requirements.lock pyproject.toml scripts/setup/environment
	@scripts/setup/environment $(VENV)
	@touch $@
