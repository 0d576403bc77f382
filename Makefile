# Every command that people and CI use. `make run` and `make test` need Python 3.11 to 3.13 and make, nothing else.

.DEFAULT_GOAL := help
.PHONY: help setup run test check accuracy bench fuzz openapi image format lock clean

PORT ?= 8000
export PORT

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## make .venv with everything for development
	@scripts/setup.sh dev

run:  ## serve the samples on 127.0.0.1:8000 (PORT=… for another)
	@scripts/run.sh

test: setup  ## run all tests, installing the programs that they drive where this user may
	@scripts/test.sh

check: setup  ## check format, lint, types, layers, OpenAPI drift, dependencies, Dockerfile, documents
	@scripts/check.sh

accuracy: setup  ## measure what is found in ../shared/corpus against its labels
	@.venv/bin/resolution-search accuracy

fuzz: setup  ## feed damaged documents of every format to the readers (SECONDS=60 SEED=1)
	@.venv/bin/python scripts/fuzz.py --seconds $(or $(SECONDS),60) --seed $(or $(SEED),1)

bench: setup  ## compare searching with tantivy, SQLite and PostgreSQL (BENCH="--quick", "--help")
	@.venv/bin/python -m service.evaluation.comparison $(BENCH)

openapi: setup  ## write openapi/openapi.json from the routes
	@.venv/bin/resolution-search openapi > openapi/openapi.json.new
	@mv openapi/openapi.json.new openapi/openapi.json

image:  ## build the container image, start it, and try it
	@scripts/image.sh

format: setup  ## format the code and repair what can be repaired
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

lock: setup  ## write the lock files from pyproject.toml
	@scripts/lock.sh

clean:  ## remove the virtual environment, caches and the local data (var/)
	@rm -rf .venv var dist .ruff_cache .mypy_cache .pytest_cache .hypothesis .import_linter_cache .schemathesis
