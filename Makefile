# Two commands matter: `make demo` and `make test`. Each makes its own .venv when there is none, and installs
# again only after pyproject.toml changed. PYTHON=python3.12 picks an interpreter, ARGS="..." goes to the command.

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench clean

PY := .venv/bin/python
PAGES := $(wildcard README.md CONTRIBUTING.md docs/*.md)

# .venv/runs: aantafel can run.  .venv/develops: it can be tested as well, so it can run too.
RUNS := $(if $(wildcard .venv/develops),.venv/develops,.venv/runs)

# A folder that was copied or moved has a .venv that points elsewhere, and another Python may be asked for:
# then the stamps do not count, and .ci/venv looks again.
ifneq "$(shell cat .venv/made-in 2>/dev/null)" "$(CURDIR)"
.PHONY: .venv/runs .venv/develops
else ifdef PYTHON
.PHONY: .venv/runs .venv/develops
endif

help:  ## show these commands
	@echo "make COMMAND, where COMMAND is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1 \2/p' Makefile | awk '{ name = $$1; $$1 = ""; printf "  %-6s%s\n", name, $$0 }'

demo: $(RUNS)  ## load the natural-stone case in ./aantafel-demo and say what it shows
	@.venv/bin/aantafel demo $(ARGS)

test: .venv/develops  ## run all tests; ARGS="tests/graph -x" runs some of them
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: .venv/develops  ## ruff, mypy --strict, and: are the generated parts of the docs up to date?
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m cogapp --check --verbosity=1 -n UTF-8 --check-fail-msg="Run make docs, and read what changed." $(PAGES)

docs: .venv/develops  ## write the generated parts of README.md and docs/ again
	$(PY) -m cogapp -r --verbosity=1 -n UTF-8 $(PAGES)

bench: .venv/develops  ## time and memory, each measure in a process of its own
	@$(PY) -m benchmarks $(ARGS)

clean:  ## remove .venv, caches and builds; never your data
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/runs: pyproject.toml
	@sh .ci/venv .
	@touch $@

.venv/develops: pyproject.toml
	@sh .ci/venv '.[dev]'
	@touch $@
