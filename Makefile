# Run `make` to see what it can do.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# Give BROWSER=0 to leave out the tests that drive a browser.
BROWSER ?= 1
# More words for pytest or the bench: make test ARGS="-k recherche"
ARGS ?=

VENV := .venv/bin
LAUNCH := @command -v $(PYTHON) >/dev/null || { echo "Il manque Python 3 ($(PYTHON)) : installez Python 3.11 ou plus récent." >&2; exit 1; }; exec $(PYTHON) -m portal.launch
# Checks that must not depend on this machine's .env.
HERMETIC := DJANGO_SETTINGS_MODULE=portal.settings.test

.PHONY: help start dev install test lint format bench tools
.NOTPARALLEL:

help: ## Show this list
	@echo "make start            ouvrir le portail : http://$(HOST):$(PORT)/"
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

start: ## Install what is missing, load the demo, serve for real (HOST=, PORT=)
	$(LAUNCH) start --host "$(HOST)" --port "$(PORT)"

dev: ## The same with the reloading server and DEBUG (HOST=, PORT=)
	$(LAUNCH) dev --host "$(HOST)" --port "$(PORT)"

install: ## Install what `make start` needs, without starting
	$(LAUNCH) install

tools:
	$(LAUNCH) tools

test: ## Run every test, browser included (BROWSER=0 without, ARGS="-k word")
	$(LAUNCH) tools $(if $(filter 0,$(BROWSER)),,--browser)
	@$(VENV)/python -m pytest -n 2 --dist loadfile $(if $(filter 0,$(BROWSER)),-m "not browser") $(ARGS)

lint: tools ## Check style, templates, migrations and the settings of a public site
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/djlint templates --lint --quiet
	@$(HERMETIC) $(VENV)/python manage.py makemigrations --check --dry-run
	@HTTPS=1 DEBUG=0 SECRET_KEY="$$($(VENV)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(VENV)/python manage.py check --deploy --fail-level WARNING

format: tools ## Put every Python file in the house style
	@$(VENV)/ruff check --fix --quiet . || true
	@$(VENV)/ruff format .

bench: install ## Measure against the budgets of docs/performance.md
	@$(VENV)/python -m portal.bench $(ARGS)
