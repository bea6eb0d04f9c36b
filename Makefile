# La Trame. `make help` lists what one can do here.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Without kept byte code each program that is started compiles Django and Wagtail again: five seconds instead of one.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-compile --require-hashes
DEMO_SETTINGS := DEMO=1 DJANGO_SETTINGS_MODULE=portal.settings.production
TEST_SETTINGS := DJANGO_SETTINGS_MODULE=portal.settings.test

.PHONY: run test test-fast soak check bench demo messages fonts screenshots requirements help

run: $(VENV)/.base ## Start the portal with its demonstration content (PORT=8000)
	@exec $(PY) bin/run.py

test: $(VENV)/.dev ## Run the tests in random order (PYTEST="-k words" narrows them; DATABASE_URL chooses the database)
	@$(PY) -m pytest $(PYTEST)

test-fast: $(VENV)/.dev ## Run them without browsers, threads, other programs and visits of every address
	@$(PY) -m pytest -m "not (browser or threads or processes or crawl)" $(PYTEST)

soak: $(VENV)/.dev ## Run the proofs that take long
	@$(PY) -m pytest -m soak $(PYTEST)

check: $(VENV)/.dev ## Look at style, types, layers, circles of imports, templates, migrations and catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@PYTHONPATH=site:. $(BIN)/lint-imports --no-logo
	@$(PY) bin/cycles.py
	@PYTHONPATH= $(BIN)/djlint --quiet --lint applications events home offers site
	@$(TEST_SETTINGS) $(PY) manage.py makemigrations --check --dry-run
	@$(PY) bin/messages.py check
	@$(PY) bin/lockfiles.py

bench: $(VENV)/.base ## Print requests per second, server time and page weights of the demonstration
	@$(PY) bin/messages.py compile
	@$(DEMO_SETTINGS) $(PY) manage.py prepare
	@$(DEMO_SETTINGS) $(PY) bin/bench.py

demo: $(VENV)/.base ## Load the demonstration content, or load it again
	@$(PY) bin/messages.py compile
	@$(DEMO_SETTINGS) $(PY) manage.py migrate --verbosity 0
	@$(DEMO_SETTINGS) $(PY) manage.py load_demo

messages: $(VENV)/.base ## Bring the catalogues up to the sources (needs xgettext)
	@$(PY) bin/messages.py update

fonts: $(VENV)/.base ## Fetch the typefaces with npm
	@$(PY) bin/fonts.py

screenshots: $(VENV)/.dev ## Take the README's pictures (needs Chromium)
	@$(PY) bin/screenshots.py

requirements: ## Compile the requirements and the npm lock file again (needs uv and npm)
	cd requirements && for name in base dev; do uv pip compile --quiet --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 $$name.in --output-file $$name.txt || exit 1; done
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund --silent
	python3 bin/lockfiles.py --strip

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(PY):
	@for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
		if "$$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making the virtual environment with $$python …"; \
			exec "$$python" -m venv --clear $(VENV); \
		fi; \
	done; \
	echo "No Python of version 3.11 or newer with its venv module was found (Debian: python3 and python3-venv)." >&2; exit 1

$(VENV)/.base: requirements/base.txt | $(PY)
	@echo "Installing the packages …"
	@$(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(PY)
	@echo "Installing the packages of the tests and checks …"
	@$(PIP) -r requirements/dev.txt
	@touch $@ $(VENV)/.base
