# Two commands matter: `make demo` and `make test`. Both start from a machine that has Python 3.11 or later and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: install demo test check docs lock browser bench clean

install: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Frankpledge needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: install
	@$(BIN)/frankpledge demo

# Some tests open the published page in a browser. Chromium is used from the machine where it is there.
browser: install
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { echo "Installing Chromium for the tests of the published page"; \
	     { apt-get update -qq && apt-get install -qq -y chromium >/dev/null; } || $(BIN)/python -m playwright install --with-deps chromium; }

test: install browser
	$(BIN)/python -m pytest --numprocesses auto

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

docs: install
	$(BIN)/python docs/generate.py

bench: install
	$(BIN)/python -m benchmarks

lock:  # after a change of dependencies; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev --no-emit-index-url --no-header pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv frankpledge-demo dist .pytest_cache .mypy_cache .ruff_cache
