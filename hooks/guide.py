"""The whole guide as it stands on disk: every page's source and all data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar


from hooks.data import sheets
from hooks.data import options
from hooks.text import phone_numbers as phone
from hooks.edition.settings import Clinic, Edition, OfferFile, check_edition, read_edition
from hooks.edition.required_pages import check_required_pages, check_offers
from hooks.data.figures import FigureFile, check_figures
from hooks.finding import LOOK_IN_NAV, LOOK_IN_REFERENCES, Finding, nearest
from hooks.blocks import BY_NAME
from hooks.blocks.base import GuideBlock
from hooks.cache import GradeCache, digest, inputs_digest
from hooks.data.statements import Ledger
from hooks.data.options import OptionFile
from hooks.edition.signatures import Release, Signature, read_record, read_signatures
from hooks.text.passages import Passage, read_passages
from hooks.reflections.definition import Reflection
from hooks.reflections.checks import load_reflections
from hooks.data.claims import ClaimFile
from hooks.data.glossary import Glossary, Term, forms
from hooks.data.help_lines import HelpFile, NEEDED_LINES, Region
from hooks.data.references import Reference
from hooks.data.rule_examples import RuleExamples
from hooks.data.schema import validate
from hooks.data.search import SearchWords
from hooks.data.statements import StatementFile
from hooks.data.wording import Wording
from hooks.data.sheets import Sheet, SheetFile
from hooks.text.markdown_file import (
    BlockOnPage,
    SOURCE_MARK,
    MarkdownFile,
    read_markdown_file,
    read_text,
)

from hooks.text.yaml_file import Place, YamlError, read_yaml

T = TypeVar("T")


@dataclass
class Guide:
    """Everything the pages and the rules need to know of each other.

    Attributes:
        root: the project's root.
        edition: the edition's file, and what is wrong with it.
        clinic: the edition's settings.
        offers: what a clinic can offer, by its id, and how a sentence names it.
        release: the fingerprints of the guide's own pages; read in an edition only.
        signatures: what a clinician has signed, by page.
        pages: every Markdown file by its page name, ``ketamine/limits.md``.
        references: every source by its id.
        known_sources: the ids of all references, of broken ones too; None when
            their file cannot be read.
        claims, figures, help: the data files; None when one cannot be read.
        terms: the glossary, in alphabetical order.
        statements: the evidence ledger's file; ``ledger`` knows who uses it.
        statement_places: the place of each statement in that file, by its number.
        reflections: every reflection that is in order, by its name.
        rules: the examples of each rule.
        wording: the words the rules look for; None when they cannot be read.
        search: how people write what they look for; None when it cannot be read.
        options: the choices of the decision aid; None when no page shows them.
        sheets: every sheet of paper to take along, by its id.
        spoken: words of data files, laid out like pages, for the rules.
        faults: what is wrong with the data files.
        data_places: for each data file the place of each value.
        data_values: for each data file what it holds, every value as the text that was written.
        reference_lines: the line of each reference in its file.
        today: the day against which dates are held; None leaves them alone.
        made_from: a digest of data, settings and templates, taken before they were read;
            in an edition only, whose preview compares every page after every edit.
        every_edition: whether pages show what any edition shows, to compare texts
            and not to be read.
    """

    root: Path
    edition: Edition = field(default_factory=Edition)
    offers: dict[str, str] = field(default_factory=dict)
    release: Release | None = None
    signatures: dict[str, Signature] = field(default_factory=dict)
    pages: dict[str, MarkdownFile] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    known_sources: set[str] | None = None
    claims: ClaimFile | None = None
    figures: FigureFile | None = None
    help: HelpFile | None = None
    terms: list[Term] = field(default_factory=list)
    statements: StatementFile | None = None
    statement_places: dict[str, Place] = field(default_factory=dict)
    reflections: dict[str, Reflection] = field(default_factory=dict)
    wording: Wording | None = None
    search: SearchWords | None = None
    rules: dict[str, RuleExamples] = field(default_factory=dict)
    options: OptionFile | None = None
    sheets: dict[str, Sheet] = field(default_factory=dict)
    spoken: list[MarkdownFile] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    today: date | None = None
    made_from: str = ""
    every_edition: bool = False
    data_places: dict[str, dict[tuple, Place]] = field(default_factory=dict, repr=False)
    data_values: dict[str, Any] = field(default_factory=dict, repr=False)
    reference_lines: dict[str, int] = field(default_factory=dict, repr=False)
    _made: dict[Callable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _passages: dict[int, tuple[MarkdownFile, list[Passage]]] = field(
        default_factory=dict, repr=False
    )

    @cached_property
    def grades(self) -> GradeCache:
        """Reading grades, kept between runs."""
        return GradeCache(self.root)

    def say(self, kind: str) -> str:
        """How a help line of a kind reads in a sentence."""
        return self.region.line(kind).say if self.region else kind

    def passages(self, source: MarkdownFile) -> list[Passage]:
        """Everything a visitor reads on a page (see ``read_passages``), read once."""
        known = self._passages.get(id(source))
        if known is None or known[0] is not source:
            known = self._passages[id(source)] = (source, read_passages(source, self.say, BY_NAME))
        return known[1]

    @property
    def clinic(self) -> Clinic:
        """The edition's settings."""
        return self.edition.clinic

    @cached_property
    def term_forms(self):
        """What finds the words that open their meaning, and the term of each (see ``forms``)."""
        return forms(self.terms)

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
        for source in sorted([*self.pages.values(), *self.spoken], key=lambda source: source.page):
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
    _load_references(guide)
    guide.claims = _load(guide, "claims.yml", ClaimFile)
    guide.figures = _load(guide, "figures.yml", FigureFile)
    guide.help = _load(guide, "help-lines.yml", HelpFile)
    terms = _load(guide, "glossary.yml", Glossary)
    guide.terms = sorted(terms.root, key=lambda term: term.term.lower()) if terms else []
    guide.statements = _load(guide, "statements.yml", StatementFile)
    guide.wording = _load(guide, "wording.yml", Wording)
    guide.search = _load(guide, "search.yml", SearchWords)
    for file in sorted((guide.docs / "data" / "rules").glob("*.yml")):
        examples = _load(guide, f"rules/{file.name}", RuleExamples)
        if examples:
            guide.rules[file.stem] = examples
    if _is_shown(guide, "options"):
        guide.options = _load(guide, "options.yml", OptionFile)
    if _is_shown(guide, "sheet"):
        papers = _load(guide, "sheets.yml", SheetFile)
        guide.sheets = {sheet.id: sheet for sheet in papers.root} if papers else {}
    if guide.figures:
        guide.faults += check_figures(
            guide.figures,
            guide.data_places["docs/data/figures.yml"],
            guide.ledger.statements if guide.statements else None,
            guide.known_sources,
        )
    _check_facts(guide)
    offers = _load(guide, "offers.yml", OfferFile)
    guide.offers = {offer.id: offer.name for offer in offers.offers} if offers else {}
    check_edition(guide.edition, root, guide.help and guide.help.regions, offers and guide.offers)
    guide.faults += [*guide.edition.faults, *check_required_pages(guide), *check_offers(guide)]
    reflections = load_reflections(root, guide.pages, guide.grades.of)
    guide.reflections = reflections.reflections
    guide.faults += reflections.faults
    if guide.edition.own:
        guide.release, faults = read_record(guide)
        guide.signatures, more = read_signatures(guide)
        guide.faults += faults + more
    return guide


def _is_shown(guide: Guide, block: str) -> bool:
    """Whether some page has a block."""
    return any(found.name == block for source in guide.pages.values() for found in source.blocks)


def _load(guide: Guide, name: str, model):
    path = f"docs/data/{name}"
    text, fault = read_text(guide.root / path, path)
    if fault:
        guide.faults.append(fault)
        return None
    try:
        value, places = read_yaml(text)
    except YamlError as error:
        guide.faults.append(
            Finding(
                path,
                error.line,
                error.column,
                "data",
                f"The file cannot be read: {error.problem}.",
                "Compare the line with its neighbors; put a text with a colon or a # in double "
                "quotes.",
            )
        )
        return None
    record, findings = validate(model, value, path, places, "data")
    guide.data_places[path], guide.data_values[path] = places, value
    guide.faults += findings
    if record is not None:
        guide.faults += _check_references_in(guide, record, path, places)
    return record


def _check_references_in(
    guide: Guide, record, path: str, places: dict[tuple, Place]
) -> list[Finding]:
    """Ids in a data file that no reference has, and words its own lists do not hold."""
    match record:
        case ClaimFile():
            return list(_check_claims(guide, record, path, places))
        case StatementFile():
            return list(_check_statements(guide, record, path, places))
        case OptionFile():
            guide.spoken.append(options.spoken(record, places))
            return list(options.faults(record, places, guide.known_sources))
        case SheetFile():
            guide.spoken.append(sheets.spoken(record.root, places))
            return list(sheets.faults(record.root, places, guide))
        case HelpFile():
            return [
                finding
                for name, region in record.regions.items()
                for finding in _check_region(path, places, name, region)
            ]
        case SearchWords():
            return list(_check_search(guide, path, places, record))
        case Glossary():
            return [
                _unknown(path, places, (n, "page"), "page", term.page, guide.pages, LOOK_IN_NAV)
                for n, term in enumerate(record.root)
                if term.page and term.page not in guide.pages
            ]
    return []


def _unknown(
    path: str, places: dict[tuple, Place], where: tuple, what: str, word: str, known, otherwise=""
) -> Finding:
    return Finding(
        path,
        *places.get(where, (1, 1)),
        f"{what}-unknown",
        f'There is no {what} "{word}".',
        nearest(word, known, otherwise),
    )


def _check_cited(guide: Guide, path: str, places, where: tuple, names) -> Iterator[Finding]:
    """Sources that no reference has, of a list at a place."""
    for k, name in enumerate(names):
        if guide.known_sources is not None and name not in guide.known_sources:
            yield _unknown(
                path,
                places,
                (*where, "sources", k),
                "source",
                name,
                guide.known_sources,
                LOOK_IN_REFERENCES,
            )


def _check_claims(
    guide: Guide, record: ClaimFile, path: str, places: dict[tuple, Place]
) -> Iterator[Finding]:
    topics = {topic.id for topic in record.topics}
    verdicts = {verdict.id for verdict in record.verdicts}
    seen = set()
    for n, claim in enumerate(record.claims):
        at = ("claims", n)
        if claim.id in seen:
            yield Finding(
                path,
                *places.get((*at, "id"), (1, 1)),
                "data",
                f'Two claims have the id "{claim.id}".',
                "Give one of them another.",
            )
        seen.add(claim.id)
        if claim.topic not in topics:
            yield _unknown(path, places, (*at, "topic"), "topic", claim.topic, topics)
        if claim.verdict not in verdicts:
            yield _unknown(path, places, (*at, "verdict"), "verdict", claim.verdict, verdicts)
        yield from _check_cited(guide, path, places, at, claim.sources)


def _check_statements(
    guide: Guide, record: StatementFile, path: str, places: dict[tuple, Place]
) -> Iterator[Finding]:
    for n, group in enumerate(record.groups):
        for k, statement in enumerate(group.statements):
            at = ("groups", n, "statements", k)
            if statement.number in guide.statement_places:
                yield Finding(
                    path,
                    *places[at],
                    "data",
                    f'Two statements have the number "{statement.number}".',
                    "Give one of them another.",
                )
            guide.statement_places[statement.number] = places[at]
            yield from _check_cited(guide, path, places, at, statement.sources)


def _check_search(
    guide: Guide, path: str, places: dict[tuple, Place], words: SearchWords
) -> Iterator[Finding]:
    """Words that stand in two lines, lists that are not there, and help that leads nowhere."""
    lines: dict[str, int] = {}
    for n, group in enumerate(words.same):
        for k, word in enumerate(group):
            if lines.setdefault(word, n) != n:
                yield Finding(
                    path,
                    *places[("same", n, k)],
                    "search",
                    f'"{word}" stands in two lines.',
                    "Take it out of one of them.",
                )
    for n, case in enumerate(words.urgent):
        for k, phrase in enumerate(case.say + case.never):
            where = ("say", k) if k < len(case.say) else ("never", k - len(case.say))
            for name in re.findall(r"\{([^}]*)", phrase):
                if name not in words.lists:
                    yield Finding(
                        path,
                        *places[("urgent", n, *where)],
                        "search",
                        f'There is no list "{name}".',
                        nearest(name, words.lists),
                    )
        page, _, anchor = case.to.partition("#")
        if page not in guide.pages:
            yield Finding(
                path,
                *places[("urgent", n, "to")],
                "search",
                f'There is no page "{page}".',
                nearest(page, guide.pages, LOOK_IN_NAV),
            )
        elif anchor and anchor not in guide.anchors(page):
            yield Finding(
                path,
                *places[("urgent", n, "to")],
                "search",
                f'There is no place "{anchor}" on {page}.',
                nearest(anchor, guide.anchors(page)),
            )


def _check_region(
    path: str, places: dict[tuple, Place], name: str, region: Region
) -> Iterator[Finding]:
    """Lines that no one can reach, and kinds of line that every region needs."""
    for kind in region.missing(NEEDED_LINES):
        yield Finding(
            path,
            *places[("regions", name)],
            "help-lines",
            f'The region "{name}" has no line of the kind "{kind}".',
            "Every region needs an emergency, a crisis and an abuse line; add it, or leave the "
            "region out.",
        )
    for n, line in enumerate(region.lines):
        place = places[("regions", name, "lines", n)]
        wrong = phone.fault(line.call) if line.call else None
        if wrong:
            at = places.get(("regions", name, "lines", n, "call"), place)
            yield Finding(path, *at, "help-lines", f'"{line.call}" {wrong[0]}.', wrong[1])
        if not (line.call or line.text or line.chat):
            yield Finding(
                path,
                *place,
                "help-lines",
                f'The line "{line.id}" has no number and no chat address.',
                'Add "call", "text" or "chat" to it, or take the line out.',
            )
        elif line.kind in NEEDED_LINES and line is region.line(line.kind) and not line.call:
            yield Finding(
                path,
                *place,
                "help-lines",
                f'The line "{line.id}" has no number to call.',
                f'Pages say "call" before the first line of the kind "{line.kind}"; add "call" '
                "to it, or put another one first.",
            )


def _check_facts(guide: Guide) -> None:
    """Facts of a region that are no statement of the ledger."""
    if not guide.help or not guide.statements:
        return
    path = "docs/data/help-lines.yml"
    for name, region in guide.help.regions.items():
        for n, number in enumerate(region.facts):
            if number not in guide.ledger.statements:
                place = guide.data_places[path].get(("regions", name, "facts", n), (1, 1))
                guide.faults.append(
                    Finding(
                        path,
                        *place,
                        "data",
                        f'There is no statement "{number}".',
                        nearest(
                            number,
                            guide.ledger.statements,
                            "Look for it in docs/data/statements.yml.",
                        ),
                    )
                )


def _load_references(guide: Guide) -> None:
    path = "docs/data/references.json"
    text, fault = read_text(guide.root / path, path)
    if fault:
        guide.faults.append(fault)
        return
    try:
        entries = json.loads(text)
    except RecursionError:
        guide.faults.append(
            Finding(
                path,
                1,
                1,
                "data",
                "The file has lists inside lists, too deep to read.",
                "It has to be one list of references.",
            )
        )
        return
    except json.JSONDecodeError as error:
        guide.faults.append(
            Finding(
                path,
                error.lineno,
                error.colno,
                "data",
                "The file cannot be read from here on.",
                "Look for a missing comma, quote or bracket on this line or the one above.",
            )
        )
        return
    if not isinstance(entries, list):
        guide.faults.append(
            Finding(
                path,
                1,
                1,
                "data",
                "The file has to be a list of references.",
                "Start it with [ and end it with ].",
            )
        )
        return
    lines: dict[str, list[int]] = {}
    for match in re.finditer(r'"id"\s*:\s*"([^"]*)"', text):
        lines.setdefault(match.group(1), []).append(text.count("\n", 0, match.start()) + 1)
    guide.known_sources = set(lines)
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            guide.faults.append(
                Finding(
                    path,
                    1,
                    1,
                    "reference",
                    f"Entry {number} is not a reference.",
                    "Start it with { and end it with }.",
                )
            )
            continue
        name = entry.get("id", "")
        places = {(): (lines.get(str(name), [1])[0], 1)}
        reference, findings = validate(Reference, entry, path, places, "reference")
        guide.faults += findings
        if reference is None:
            continue
        if reference.id in guide.references:
            guide.faults.append(
                Finding(
                    path,
                    lines.get(reference.id, [1])[-1],
                    1,
                    "reference",
                    f'Two references have the id "{reference.id}".',
                    "Keep one of them.",
                )
            )
        guide.references[reference.id] = reference
        guide.reference_lines.setdefault(reference.id, places[()][0])
