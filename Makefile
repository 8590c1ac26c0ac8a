# make          build and serve the guide, reloading as files change
# make test     every test, in three browsers too; gets what it needs, and says so
#
# make site     check everything and build into site/
# make preview  the same as a copy that opens from the folder preview/, without a web server
# make lint     check the content alone
# make check    what needs no browser: form and types of the code, content, most tests
# make handouts print the sheets and the booklet as PDF files
# make bench    measure weight and build time
# make release  record the guide's own text, after its pages have changed
# make weekly   write report.md: what is due for another look, and links that lead nowhere
# make lock     refresh both locks: what builds the guide, and what tests it (needs uv)
# make clean    remove everything that was made

PYTHON ?= python3
# Tests side by side: one for each core.
WORKERS ?= auto
BUILD := .venv/ready
TEST := .venv/ready-to-test
RUN := NO_MKDOCS_2_WARNING=1 .venv/bin/python
PYTEST := $(RUN) -m pytest -q --numprocesses $(WORKERS) --dist loadfile
INSTALL := .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: serve site preview test check lint handouts bench release weekly lock clean

serve: $(BUILD)
	$(RUN) -m mkdocs serve --livereload --config-file $(or $(wildcard clinic.yml),mkdocs.yml)

site: $(BUILD)
	$(RUN) -m hooks build

preview: $(BUILD)
	$(RUN) -m hooks build --files preview

release: $(BUILD)
	$(RUN) -m hooks release

weekly: $(BUILD)
	$(RUN) -m hooks weekly

lint: $(BUILD)
	$(RUN) -m hooks lint

test: check
	$(RUN) tests/outside_tools.py
	$(PYTEST) -m "browser or slow"

check: $(TEST)
	$(RUN) -m ruff format --check
	$(RUN) -m ruff check
	$(RUN) -m mypy hooks tests benchmarks
	$(RUN) -m hooks lint
	$(PYTEST) -m "not (browser or slow)"

handouts: $(TEST)
	$(RUN) -m hooks handouts

bench: $(TEST)
	$(RUN) -m benchmarks $(BENCH)

lock:
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-test.in -o requirements-test.txt

clean:
	rm -rf .venv .build .cache site preview handouts report.md

$(BUILD): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The guide needs Python 3.11 or later. Name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(INSTALL) requirements.txt
	@touch $@

$(TEST): $(BUILD) requirements-test.txt
	$(INSTALL) requirements-test.txt
	@touch $@
