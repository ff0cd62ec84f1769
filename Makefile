# Thin on purpose: ./guildhall does the work, so it also works without make.
.DEFAULT_GOAL := help
.PHONY: help run demo test check check-journeys check-workers quick format texts docs lock neo4j opensearch development engines

bin := .venv/bin
languages := $(basename $(notdir $(wildcard workers/catalogues/*.po)))
extras := cloud hosts ranking speech
quick := $(addprefix tests/,architecture graph queries search webapp/posts)
lock := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --only-binary :all:

help: ## Print what can be made
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Start the site with everything that it needs
	@./guildhall run

demo: ## The same, with a company's worth of people, questions and answers
	@./guildhall demo
	@./guildhall run

test: engines check ## Install what tests need, then check everything

check: development ## Format, lint, layers, types, templates, dependencies, tests
	$(bin)/ruff format --check
	$(bin)/ruff check
	$(bin)/lint-imports --no-logo
	$(bin)/basedpyright --level error
	$(bin)/djlint webapp/templates --lint --quiet
	$(bin)/deptry .
	$(bin)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(bin)/pytest --numprocesses 2 --no-loadscope-reorder --ignore tests/journeys --ignore tests/workers
# Beside each other: the first waits for its browser most of the time, and the second for its queue.
	@$(MAKE) --no-print-directory --jobs 2 check-journeys check-workers

check-journeys:
	$(bin)/pytest tests/journeys

# In a process of its own, because Celery stays connected to one queue for as long as a process lives.
check-workers:
	$(bin)/pytest tests/workers

quick: development ## The most of it in three minutes: one graph engine, no browser, no other server, no long film
	$(bin)/ruff format --check
	$(bin)/ruff check
	$(bin)/lint-imports --no-logo
	$(bin)/basedpyright --level error
	$(bin)/djlint webapp/templates --lint --quiet
	$(bin)/pytest --numprocesses 2 --no-loadscope-reorder --engines arcadedb -m "not slow" $(quick)

format: development ## Lay out Python and templates as `make check` wants them
	$(bin)/ruff format
	$(bin)/ruff check --fix

texts: development ## Collect the texts of letters into workers/catalogues/, where they wait to be translated
	@mkdir -p data
	$(bin)/pybabel --quiet extract --mapping pyproject.toml --no-wrap --sort-by-file --add-location file --output-file data/letters.pot workers
	for language in $(languages); do \
		$(bin)/pybabel --quiet update --input-file data/letters.pot --output-file workers/catalogues/$$language.po --locale $$language \
			--width 120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date; \
	done

docs: development ## Write docs/graph.md anew from the statements in graph/
	$(bin)/python -m docs.schema

lock: development ## Pin what pyproject.toml asks for, with hashes and without naming a host
	$(bin)/uv pip compile pyproject.toml $(lock) --output-file requirements.txt
	$(bin)/uv pip compile pyproject.toml $(lock) --group dev --all-extras --output-file requirements-dev.txt
	for extra in $(extras); do \
		$(bin)/uv pip compile pyproject.toml $(lock) --extra $$extra --constraint requirements-dev.txt --output-file requirements-$$extra.txt; \
	done

neo4j: engines ## Fetch Neo4j and start it on port 7687, to try things on
	@$(bin)/python -m tests.engines.neo4j

opensearch: engines ## Fetch OpenSearch and start it on port 9201, to try things on
	@$(bin)/python -m tests.engines.opensearch

development:
	@./guildhall development

# Tests run on real engines and in a real browser. Without them, they would prove nothing, so none is skipped.
engines: development
	@tests/engines/install
