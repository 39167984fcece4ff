# What you need day by day. `make help` shows it.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,$(shell command -v $(name) 2>/dev/null)))
PARLEY := .venv/bin/parley
RASA := .venv-rasa/bin/rasa
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: help install run test chat train bench evaluate lint models clean check-python

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: check-python ## Make both environments, .venv (desk) and .venv-rasa (engine)
	@$(PYTHON) setup/install.py

run: install ## Start Parley with the demo shop; stop with Ctrl-C
	@exec $(PARLEY) up

test: check-python ## Run every test
	@$(PYTHON) setup/install.py --dev
	@.venv/bin/python -m pytest

chat: install ## Talk in the terminal, through the running desk
	@$(PARLEY) chat

train: install ## Train the Rasa model, as `rasa train --domain domain` does
	@$(RASA) train --domain domain

bench: check-python ## Measure against stock Rasa and write bench/latest.json
	@$(PYTHON) setup/install.py --dev
	@.venv/bin/python -m bench

evaluate: check-python ## Measure how well messages are read (DATA=folder ONLY="parts" STOCK=1)
	@$(PYTHON) setup/install.py --dev
	@.venv/bin/python -m bench.understanding --data "$(DATA)" $(if $(ONLY),--only $(ONLY)) $(if $(STOCK),--stock)

lint: check-python ## Check style, types and the direction of imports
	@$(PYTHON) setup/install.py --dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

models: check-python ## Build the models from scratch (DATA=folder), half an hour
	@$(PYTHON) setup/install.py --train
	@.venv-train/bin/python -m models.build.encoder --data "$(DATA)"
	@.venv-train/bin/python -m models.build.frustration --data "$(DATA)"

clean: ## Remove environments, trained models and caches; your data in .parley/ stays
	rm -rf .venv .venv-rasa .venv-train .rasa models/*.tar.gz parley.egg-info results
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/.artifacts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

check-python:
	@test -n "$(PYTHON)" || { echo "Parley needs Python 3.11 or newer on the PATH, and there is none."; exit 1; }
