# `make play`, `make test`, `make cluster`: each prepares what it needs.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin

.PHONY: play cluster test test-processors screenshots train-demo free-port

play: free-port .venv/installed
	@$(BIN)/python -m game setup
	@echo "Play at http://localhost:$(PORT)"
	@MALLOC_ARENA_MAX=1 $(BIN)/python -m game serve --port $(PORT)

cluster: .venv/installed-dev nginx
	@$(BIN)/python -m game setup
	@$(BIN)/python -m game cluster --port $(PORT)

free-port:
	@$(PYTHON) -c 'import socket, sys; socket.create_server(("", int(sys.argv[1])))' "$(PORT)" \
	2>/dev/null || { echo "Port $(PORT) is taken; take another: PORT=8600 make play" >&2; exit 1; }

test: .venv/installed-dev chromium nginx
	@$(BIN)/python -m game setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@# Three at once on two cores: the browser's tests mostly wait. In the order of tests/conftest.py.
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

# What computes in floating point, as other processors and other numbers of threads round it. Threads
# of which there are more than processors are told not to spin while they wait for each other.
NUMERIC := $(addprefix tests/,generators faces discriminators training rounds ui/lab admin/test_commands.py)
OLDER := "ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2"
OLDEST := "ONEDNN_MAX_CPU_ISA=SSE41 ATEN_CPU_CAPABILITY=default"

test-processors: .venv/installed-dev
	@$(BIN)/python -m game setup
	@failed=0; for set in "" $(OLDER) $(OLDEST); do for threads in 1 2 4; do \
	echo "$$set OMP_NUM_THREADS=$$threads"; \
	env $$set OMP_NUM_THREADS=$$threads OMP_WAIT_POLICY=PASSIVE $(BIN)/pytest -q $(NUMERIC) || failed=1; \
	done; done; exit $$failed

train-demo: DEMO = $(or $(GAME_HOME),.game)/training/demo
train-demo: .venv/installed
	@$(BIN)/python -m game setup
	@rm -rf "$(DEMO)"
	$(BIN)/python -m game train assets/training/live-32.toml --out "$(DEMO)"

screenshots: .venv/installed-dev chromium
	$(BIN)/python -m tests.browser.screenshots

.PHONY: chromium
chromium:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || { \
	echo "Chromium is missing; installing the headless shell of Debian's."; \
	SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq chromium-headless-shell >/dev/null; }

# Its service, which Debian starts with it, is not wanted: a configuration of the game's own is.
.PHONY: nginx
nginx:
	@PATH="$$PATH:/usr/sbin"; command -v nginx >/dev/null || { \
	echo "nginx is missing; installing Debian's."; \
	SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq nginx-light >/dev/null; \
	$$SUDO systemctl disable --quiet --now nginx 2>/dev/null || true; }

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or later is needed; name it with PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --upgrade pip

.venv/installed: requirements.txt .venv/bin/python
	@echo "Installing requirements.txt (a minute or two, once) …"
	@$(BIN)/pip install --quiet -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing requirements-dev.txt …"
	@$(BIN)/pip install --quiet -r requirements-dev.txt
	@touch $@
