"""The whole guide as it stands on disk: every page's source and all data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from hooks.clinic import Clinic, read_clinic
from hooks.finding import Finding, nearest
from hooks.grades import Grades
from hooks.prose import Passage, all_passages
from hooks.records import ClaimFile, FigureFile, Glossary, HelpFile, Reference, Region, RuleExamples, Term, Wording, check
from hooks.source import SOURCE_MARK, Source, read_source, read_text
from hooks.yaml_lines import YamlFault, read_yaml

NEEDED_LINES = ("emergency", "crisis", "abuse")
"""The kinds of help line without which a region cannot be chosen."""


@dataclass
class Guide:
    """Everything the pages and the rules need to know of each other.

    Attributes:
        root: the project's root.
        clinic: the edition's settings.
        sources: every Markdown file by its page name, ``ketamine/limits.md``.
        references: every source by its id.
        claims, figures, help: the data files; None when one cannot be read.
        terms: the glossary, in alphabetical order.
        rules: the examples of each rule.
        wording: the words the rules look for; None when they cannot be read.
        faults: what is wrong with the data files.
        data_places: for each data file the place of each value.
        reference_lines: the line of each reference in its file.
        today: the day against which dates are held; None leaves them alone.
    """

    root: Path
    clinic: Clinic = field(default_factory=Clinic)
    sources: dict[str, Source] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    claims: ClaimFile | None = None
    figures: FigureFile | None = None
    help: HelpFile | None = None
    terms: list[Term] = field(default_factory=list)
    wording: Wording | None = None
    rules: dict[str, RuleExamples] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)
    today: date | None = None
    data_places: dict[str, dict] = field(default_factory=dict, repr=False)
    reference_lines: dict[str, int] = field(default_factory=dict, repr=False)
    _passages: dict[int, tuple[Source, list[Passage]]] = field(default_factory=dict, repr=False)

    @cached_property
    def grades(self) -> Grades:
        """Reading grades, kept between runs."""
        return Grades(self.root / ".cache" / "grades.json")

    def say(self, kind: str) -> str:
        """How a help line of a kind reads in a sentence."""
        return self.region.line(kind).say if self.region else kind

    def passages(self, source: Source) -> list[Passage]:
        """Everything a visitor reads on a page (see ``all_passages``), read once."""
        known = self._passages.get(id(source))
        if known is None or known[0] is not source:
            known = self._passages[id(source)] = (source, all_passages(source, self.say))
        return known[1]

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs"

    @property
    def region(self) -> Region | None:
        """The help lines of the edition's region, None when they cannot be read."""
        return self.help.regions.get(self.clinic.region) if self.help else None

    @cached_property
    def uses(self) -> dict[str, list[str]]:
        """The pages that use each reference, by its id, in the order of their names."""
        found: dict[str, list[str]] = {}
        for page, source in sorted(self.sources.items()):
            ids = [i for line in source.prose for i in SOURCE_MARK.findall(line.text)]
            if any(line.text.strip().startswith("/// claims") for line in source.prose) and self.claims:
                ids += [i for claim in self.claims.claims for i in claim.sources]
            if any(line.text.strip() == "/// figure | side-effects" for line in source.prose) and self.figures:
                ids.append(self.figures.side_effects.source)
            for i in dict.fromkeys(ids):
                found.setdefault(i, []).append(page)
        return found

    def anchors(self, page: str) -> set[str]:
        """The places on a page that a link can go to."""
        source = self.sources[page]
        found = {heading.anchor for heading in source.headings}
        blocks = {line.text.strip() for line in source.prose}
        if "/// claims" in blocks and self.claims:
            found |= {claim.id for claim in self.claims.claims}
        return found


def load_guide(root: Path, today: date | None = None) -> Guide:
    """Read the guide at ``root``. Raises nothing; faults are kept with what they concern.

    Args:
        root: the project's root.
        today: the day against which review dates are held; None leaves them alone.
    """
    guide = Guide(root=root, today=today)
    guide.clinic, faults = check(Clinic, read_clinic(root), "clinic.yml", {}, "clinic")
    guide.faults += faults
    guide.clinic = guide.clinic or Clinic()
    for file in sorted(guide.docs.rglob("*.md")):
        source = read_source(file, root, guide.docs)
        guide.sources[source.page] = source
    _load_references(guide)
    guide.claims = _load(guide, "claims.yml", ClaimFile)
    guide.figures = _load(guide, "figures.yml", FigureFile)
    guide.help = _load(guide, "help-lines.yml", HelpFile)
    terms = _load(guide, "glossary.yml", Glossary)
    guide.terms = sorted(terms.root, key=lambda term: term.term.lower()) if terms else []
    guide.wording = _load(guide, "wording.yml", Wording)
    for file in sorted((guide.docs / "data" / "rules").glob("*.yml")):
        examples = _load(guide, f"rules/{file.name}", RuleExamples)
        if examples:
            guide.rules[file.stem] = examples
    _check_region(guide)
    return guide


def _load(guide: Guide, name: str, model):
    path = f"docs/data/{name}"
    text, fault = read_text(guide.root / path, path)
    if fault:
        guide.faults.append(fault)
        return None
    try:
        value, places = read_yaml(text)
    except YamlFault as fault:
        guide.faults.append(
            Finding(path, fault.line, fault.column, "data", f"The file cannot be read: {fault.problem}.",
                    "Compare the line with its neighbors; put a text with a colon or a # in double quotes.")
        )
        return None
    record, findings = check(model, value, path, places, "data")
    guide.data_places[path] = places
    guide.faults += findings
    if record is not None:
        guide.faults += _check_references_in(guide, model, record, path, places)
    return record


def _check_references_in(guide, model, record, path, places):
    """Ids in a data file that no reference has, and words its own lists do not hold."""
    findings = []

    def unknown(where, what, word, known):
        line, column = places.get(where, (1, 1))
        findings.append(Finding(path, line, column, f"{what}-unknown", f'There is no {what} "{word}".', nearest(word, known)))

    if model is ClaimFile:
        topics = {topic.id for topic in record.topics}
        verdicts = {verdict.id for verdict in record.verdicts}
        seen = set()
        for n, claim in enumerate(record.claims):
            if claim.id in seen:
                line, column = places.get(("claims", n, "id"), (1, 1))
                findings.append(Finding(path, line, column, "data", f'Two claims have the id "{claim.id}".', "Give one of them another."))
            seen.add(claim.id)
            if claim.topic not in topics:
                unknown(("claims", n, "topic"), "topic", claim.topic, topics)
            if claim.verdict not in verdicts:
                unknown(("claims", n, "verdict"), "verdict", claim.verdict, verdicts)
            for k, i in enumerate(claim.sources):
                if i not in guide.references:
                    unknown(("claims", n, "sources", k), "source", i, guide.references)
    if model is FigureFile and record.side_effects.source not in guide.references:
        unknown(("side-effects", "source"), "source", record.side_effects.source, guide.references)
    if model is Glossary:
        for n, term in enumerate(record.root):
            if term.page and term.page not in guide.sources:
                unknown((n, "page"), "page", term.page, guide.sources)
    return findings


def _check_region(guide: Guide) -> None:
    path = "docs/data/help-lines.yml"
    if guide.help is None:
        return
    for name, region in guide.help.regions.items():
        missing = [kind for kind in NEEDED_LINES if not any(line.kind == kind for line in region.lines)]
        if missing:
            guide.faults.append(
                Finding(path, 1, 1, "help-lines", f'The region "{name}" has no line of the kind {" or ".join(missing)}.',
                        "A region needs an emergency, a crisis and an abuse line; add them or leave the region out.")
            )
    if guide.clinic.region not in guide.help.regions:
        guide.faults.append(
            Finding("clinic.yml", 1, 1, "clinic", f'There are no help lines for the region "{guide.clinic.region}".',
                    nearest(guide.clinic.region, guide.help.regions))
        )


def _load_references(guide: Guide) -> None:
    path = "docs/data/references.json"
    text, fault = read_text(guide.root / path, path)
    if fault:
        guide.faults.append(fault)
        return
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        guide.faults.append(
            Finding(path, error.lineno, error.colno, "data", f"The file cannot be read: {error.msg}.",
                    "Look for a missing comma, quote or bracket on this line or the one above.")
        )
        return
    if not isinstance(entries, list):
        guide.faults.append(Finding(path, 1, 1, "data", "The file has to be a list of references.", "Start it with [ and end it with ]."))
        return
    lines = {}
    for number, line in enumerate(text.split("\n"), 1):
        key, _, value = line.strip().partition(":")
        if key == '"id"':
            lines.setdefault(value.strip(' ,"'), []).append(number)
    for entry in entries:
        name = entry.get("id", "") if isinstance(entry, dict) else ""
        places = {(): (lines.get(str(name), [1])[0], 1)}
        reference, findings = check(Reference, entry, path, places, "reference")
        guide.faults += findings
        if reference is None:
            continue
        if reference.id in guide.references:
            guide.faults.append(
                Finding(path, lines[reference.id][-1], 1, "reference", f'Two references have the id "{reference.id}".',
                        "Keep one of them.")
            )
        guide.references[reference.id] = reference
        guide.reference_lines.setdefault(reference.id, places[()][0])
