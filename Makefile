# Two commands are enough: `make run` to see the house, `make test` to trust it.
.PHONY: run test lint bench messages lock vendor

PYTHON ?= python3
BIN := .venv/bin

run:
	@PYTHON="$(PYTHON)" scripts/run

test: .venv/.tests
	@$(BIN)/python scripts/check.py test $(ARGS)

lint: .venv/.tests
	@$(BIN)/python scripts/check.py lint

bench: .venv/.tests
	@$(BIN)/python scripts/check.py bench $(ARGS)

# Everything the tests need, from the lock with hashes. Renewed when the lock changes.
.venv/.tests: requirements-dev.lock
	@$(PYTHON) scripts/prepare.py
	@touch $@

# For developers: collect new strings, renew the lock, renew what is vendored.
messages: .venv/.tests
	@$(BIN)/python manage.py makemessages --all --no-location --no-obsolete --ignore=.venv --ignore=var

lock: .venv/.tests
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q --group dev pyproject.toml -o requirements-dev.lock

vendor: .venv/.tests
	@$(BIN)/python scripts/refresh_vendor.py
