"""The whole guide as it stands on disk: every page's source and all data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from hooks.blocks import BY_NAME
from hooks.blocks.base import GuideBlock
from hooks.cache import GradeCache, digest, inputs_digest
from hooks.data import FILES as DATA_FILES
from hooks.data import (
    claims,
    dialogues,
    figures,
    forms,
    glossary,
    help_lines,
    offers,
    options,
    search,
    sheets,
    statements,
)
from hooks.data.claims import ClaimFile
from hooks.data.data_file import DataFile
from hooks.data.dialogues import DialogueFile
from hooks.data.figures import FigureFile
from hooks.data.forms import Forms
from hooks.data.glossary import Term
from hooks.data.help_lines import HelpFile, Region
from hooks.data.load import Loaded, load
from hooks.data.options import OptionFile
from hooks.data.references import Reference, read_references
from hooks.data.rule_examples import RuleExamples
from hooks.data.schema import M
from hooks.data.search import SearchWords
from hooks.data.sheets import Sheet
from hooks.data.shown_text import ShownText
from hooks.data.statements import Ledger, StatementFile
from hooks.data.wording import Wording, read_wording
from hooks.edition.required_pages import check_offers, check_required_pages
from hooks.edition.settings import Clinic, Edition, check_edition, read_edition
from hooks.edition.signatures import Release, Signature, read_record, read_signatures
from hooks.finding import Finding
from hooks.reflections.definition import Reflection
from hooks.reflections.load import load_reflections
from hooks.text.markdown_file import BlockOnPage, MarkdownFile, read_markdown_file
from hooks.text.passages import Passage, read_passages
from hooks.text.syntax import SOURCE_MARK

T = TypeVar("T")


@dataclass
class Guide:
    """Everything the pages and the rules need to know of each other.

    Attributes:
        root: the project's root.
        edition: the edition's file, and what is wrong with it.
        clinic: the edition's settings.
        release: the fingerprints of the guide's own pages; read in an edition only.
        signatures: what a clinician has signed, by page.
        pages: every Markdown file by its page name, ``ketamine/limits.md``.
        references: every source by its id.
        known_sources: the ids of all references, of broken ones too; None when
            their file cannot be read.
        data: every file of data that was read, by its path.
        reflections: every reflection that is in order, by its name.
        wording: the words the rules look for; None when some cannot be read.
        rules: the examples of each rule.
        shown_text: the words of data files that visitors read, laid out as pages.
        findings: what is wrong with the data files.
        reference_lines: the line of each reference in its file.
        today: the day against which dates are held; None leaves them alone.
        made_from: a digest of data, settings and templates, taken before they were read;
            in an edition only, whose preview compares every page after every edit.
        every_edition: whether pages show what any edition shows, to compare texts
            and not to be read.
    """

    root: Path
    edition: Edition = field(default_factory=Edition)
    release: Release | None = None
    signatures: dict[str, Signature] = field(default_factory=dict)
    pages: dict[str, MarkdownFile] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    known_sources: set[str] | None = None
    reflections: dict[str, Reflection] = field(default_factory=dict)
    wording: Wording | None = None
    rules: dict[str, RuleExamples] = field(default_factory=dict)
    data: dict[str, Loaded] = field(default_factory=dict, repr=False)
    shown_text: list[ShownText] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    today: date | None = None
    made_from: str = ""
    every_edition: bool = False
    reference_lines: dict[str, int] = field(default_factory=dict, repr=False)
    _made: dict[Callable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _passages: dict[int, tuple[MarkdownFile, list[Passage]]] = field(
        default_factory=dict, repr=False
    )

    def record(self, file: DataFile[M]) -> M | None:
        """What a file of data holds, None when it cannot be read or no page shows it."""
        loaded = self.data.get(file.path)
        return loaded.record if loaded else None

    @property
    def claims(self) -> ClaimFile | None:
        """The claims with their answers."""
        return self.record(claims.FILE)

    @property
    def figures(self) -> FigureFile | None:
        """The data of the drawings."""
        return self.record(figures.FILE)

    @property
    def dialogues(self) -> DialogueFile | None:
        """The scenes that stop at a turning point."""
        return self.record(dialogues.FILE)

    @property
    def help(self) -> HelpFile | None:
        """The help lines of all regions."""
        return self.record(help_lines.FILE)

    @cached_property
    def terms(self) -> list[Term]:
        """The glossary, in alphabetical order."""
        file = self.record(glossary.FILE)
        return sorted(file.root, key=lambda term: term.term.lower()) if file else []

    @property
    def statements(self) -> StatementFile | None:
        """The statements of the ledger, which knows who uses them."""
        return self.record(statements.FILE)

    @property
    def search(self) -> SearchWords | None:
        """How people write what they look for."""
        return self.record(search.FILE)

    @property
    def options(self) -> OptionFile | None:
        """The choices of the decision aid."""
        return self.record(options.FILE)

    @property
    def sheets(self) -> dict[str, Sheet]:
        """The sheets of paper to take along, by their ids."""
        file = self.record(sheets.FILE)
        return {sheet.id: sheet for sheet in file.root} if file else {}

    @property
    def forms(self) -> Forms | None:
        """Which pages have to have what."""
        return self.record(forms.FILE)

    @property
    def offers(self) -> dict[str, str]:
        """What a clinic can offer, by its id, and how a sentence names it."""
        file = self.record(offers.FILE)
        return {offer.id: offer.name for offer in file.offers} if file else {}

    @cached_property
    def grades(self) -> GradeCache:
        """Reading grades, kept between runs."""
        return GradeCache(self.root)

    def line_words(self, kind: str) -> str:
        """How a help line of a kind reads in a sentence."""
        return self.region.line(kind).say if self.region else kind

    def passages(self, source: MarkdownFile) -> list[Passage]:
        """Everything a visitor reads on a page (see ``read_passages``), read once."""
        known = self._passages.get(id(source))
        if known is None or known[0] is not source:
            known = self._passages[id(source)] = (
                source,
                read_passages(source, self.line_words, BY_NAME),
            )
        return known[1]

    @property
    def clinic(self) -> Clinic:
        """The edition's settings."""
        return self.edition.clinic

    @cached_property
    def term_forms(self):
        """What finds the words that open their meaning, and the term of each (see ``forms``)."""
        return glossary.forms(self.terms)

    def once(self, make: Callable[[Guide], T]) -> T:
        """What something makes of the guide; made once, when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    @cached_property
    def as_the_guide(self) -> Guide:
        """The same guide without an edition's settings, to compare the texts of pages."""
        return replace(self, edition=Edition(), every_edition=True)

    def cross_page_digest(self) -> str:
        """A digest of what pages show of each other: their names and titles, and where each
        statement stands.
        """
        return digest(
            *(f"{page} {source.title}" for page, source in self.pages.items()),
            json.dumps(self.ledger.pages),
        )

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs"

    @property
    def region(self) -> Region | None:
        """The help lines of the edition's region, None when they cannot be read or one that is
        needed is missing."""
        region = self.help.regions.get(self.clinic.region) if self.help else None
        return region if region and region.is_complete else None

    def blocks_on(self, source: MarkdownFile) -> list[tuple[type[GuideBlock], BlockOnPage]]:
        """The guide's own blocks on a page, in their order."""
        return [(BY_NAME[block.name], block) for block in source.blocks if block.name in BY_NAME]

    @cached_property
    def ledger(self) -> Ledger:
        """The statements, and the marks that rest on them."""
        return Ledger(self)

    @cached_property
    def uses(self) -> dict[str, list[str]]:
        """The pages that use each reference, by its id, in the order of their names."""
        found: dict[str, list[str]] = {}
        files = [*self.pages.values(), *self.shown_text]
        for source in sorted(files, key=lambda file: file.page):
            ids = [i for line in source.live for i in SOURCE_MARK.findall(line.text)]
            for kind, block in self.blocks_on(source):
                ids += kind.cites(self, block.argument)
            for i in ids:
                pages = found.setdefault(i, [])
                if source.page not in pages:
                    pages.append(source.page)
        return found

    def anchors(self, page: str) -> set[str]:
        """The places on a page that a link can go to."""
        source = self.pages[page]
        found = {heading.anchor for heading in source.headings}
        for kind, block in self.blocks_on(source):
            found.update(kind.anchors(self, block.argument))
        return found


def load_guide(root: Path, today: date | None = None) -> Guide:
    """Read the guide at ``root``. Raises nothing; faults are kept with what they concern.

    Args:
        root: the project's root.
        today: the day against which review dates are held; None leaves them alone.
    """
    guide = Guide(root=root, today=today)
    guide.edition = read_edition(root)
    if guide.edition.own:
        guide.made_from = inputs_digest(root)
    for file in sorted(guide.docs.rglob("*.md")):
        source = read_markdown_file(file, root, guide.docs)
        guide.pages[source.page] = source
    _load_data(guide)
    regions, offered = guide.help and guide.help.regions, guide.record(offers.FILE)
    check_edition(guide.edition, root, regions, offered and guide.offers)
    guide.findings += [
        *guide.edition.findings,
        *check_required_pages(guide),
        *check_offers(guide),
    ]
    reflections = load_reflections(root, guide.pages, guide.grades.of)
    guide.reflections = reflections.reflections
    guide.findings += reflections.findings
    guide.shown_text += reflections.shown_text
    if guide.edition.own:
        guide.release, faults = read_record(guide)
        guide.signatures, more = read_signatures(guide)
        guide.findings += faults + more
    return guide


def _load_data(guide: Guide) -> None:
    """Read every file of data, then hold each against the others."""
    references = read_references(guide.root)
    guide.references, guide.known_sources = references.by_id, references.known
    guide.reference_lines = references.lines
    guide.findings += references.findings
    needed = {
        path
        for source in guide.pages.values()
        for kind, block in guide.blocks_on(source)
        for path in kind.data_files(block.argument)
    }
    for file in DATA_FILES:
        missing = file.may_be_missing and not (guide.root / file.path).is_file()
        if not missing and (not file.optional or file.path in needed):
            guide.data[file.path] = load(guide.root, file.path, file.model)
    there = [(file, guide.data[file.path]) for file in DATA_FILES if file.path in guide.data]
    for file, loaded in there:
        guide.shown_text += file.shown(loaded, guide)
    for file, loaded in there:
        guide.findings += [*loaded.findings, *file.check(loaded, guide)]
    guide.wording, files = read_wording(guide.root)
    for words in files:
        guide.data[words.path] = words
        guide.findings += words.findings
    for example in sorted((guide.docs / "data" / "rules").glob("*.yml")):
        examples = load(guide.root, f"docs/data/rules/{example.name}", RuleExamples)
        guide.data[examples.path] = examples
        guide.findings += examples.findings
        if examples.record:
            guide.rules[example.stem] = examples.record
