PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# Damaged files of every kind, for longer than `make test` does it: SEED and COUNT say which and how many.
fuzz: $(VENV)/installed-dev
	$(BIN)/python -m tests.fuzzing --seed $${SEED:-1} --count $${COUNT:-5000}

.PHONY: demo fuzz test test-ray test-browser pictures codes lint clean

# The example's translation has faults, so the gate's exit code 1 is what must come out.
demo: $(VENV)/installed
	$(BIN)/tqcheck check --example --offline || test $$? -eq 1

test: lint
	$(BIN)/python -m pytest

# The HTML report in a real browser.
test-browser: $(VENV)/installed-browser
	NEED_BROWSER=1 $(BIN)/python -m pytest tests/browser

# Those of the README.
pictures: $(VENV)/installed-browser
	$(BIN)/python docs/pictures.py

# A page a code, from the checks' own examples.
codes: $(VENV)/installed-dev
	$(BIN)/python docs/codes.py

# Ray and what it needs are 150 MB: not for every run of the tests, which skip these without it.
test-ray: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[ray]'
	$(BIN)/python -m pytest tests/test_archive_ray.py

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fluent]'
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(VENV)/installed-browser: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,browser]'
	command -v chromium || command -v "$$CHROMIUM" || { \
	  sudo=$$(test $$(id -u) -eq 0 || echo sudo) && $$sudo apt-get update -qq && \
	  $$sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; }
	touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
