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

help: ## Afficher cette liste
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

start: ## Ouvrir le portail pour de vrai : installe, charge la démonstration, sert (HOST=, PORT=)
	$(LAUNCH) start --host "$(HOST)" --port "$(PORT)"

dev: ## Ouvrir le portail pour y travailler : se recharge, dit les erreurs (HOST=, PORT=)
	$(LAUNCH) dev --host "$(HOST)" --port "$(PORT)"

install: ## Installer ce qu’il faut pour « make start », sans démarrer
	$(LAUNCH) install

tools:
	$(LAUNCH) tools

test: ## Lancer tous les tests, navigateur compris (BROWSER=0 sans, ARGS="-k mot")
	$(LAUNCH) tools $(if $(filter 0,$(BROWSER)),,--browser)
	@PYTHONDONTWRITEBYTECODE= $(VENV)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(if $(filter 0,$(BROWSER)),-m "not browser") $(ARGS)

lint: tools ## Vérifier le style, les gabarits, les migrations, les réglages d’un site public
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/djlint templates --lint --quiet
	@$(HERMETIC) $(VENV)/python manage.py makemigrations --check --dry-run
	@HTTPS=1 DEBUG=0 SECRET_KEY="$$($(VENV)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(VENV)/python manage.py check --deploy --fail-level WARNING

format: tools ## Mettre le code Python en forme
	@$(VENV)/ruff check --fix --quiet . || true
	@$(VENV)/ruff format .

bench: install ## Mesurer le portail face à ses budgets (docs/performance.md)
	@$(VENV)/python manage.py prepare
	@$(VENV)/python -m portal.bench $(ARGS)
