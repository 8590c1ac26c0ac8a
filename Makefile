# make          build and serve the guide, reloading as files change
# make site     check everything and build into site/
# make preview  the same as a copy that opens from the folder preview/, without a web server
# make test     every test, in two browsers too
# make lint     check the content alone
# make handouts print the sheets and the booklet as PDF files
# make bench    measure weight and build time
# make release  record the guide's own text, after its pages have changed
# make weekly   write report.md: what is due for another look, and links that lead nowhere
# make lock     refresh the locked requirements (needs uv)

PYTHON ?= python3
READY := .venv/ready
RUN := NO_MKDOCS_2_WARNING=1 .venv/bin/python

.PHONY: serve site preview test lint handouts bench release weekly lock clean

serve: $(READY)
	$(RUN) -m mkdocs serve --livereload --config-file $(or $(wildcard clinic.yml),mkdocs.yml)

site: $(READY)
	$(RUN) -m hooks build

preview: $(READY)
	$(RUN) -m hooks build --files preview

release: $(READY)
	$(RUN) -m hooks release

test: $(READY)
	$(RUN) -m pytest $(TESTS)

weekly: $(READY)
	$(RUN) -m hooks weekly

lint: $(READY)
	$(RUN) -m hooks lint

handouts: $(READY)
	$(RUN) -m hooks handouts

bench: $(READY)
	$(RUN) -m benchmarks

lock:
	uv pip compile requirements.in --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.txt

clean:
	rm -rf .venv .build site preview

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The guide needs Python 3.11 or later. Name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $(READY)
