"""The settings of an edition: whose guide this is, and which region it serves.

An edition is one file, ``clinic.yml``, which inherits from ``mkdocs.yml`` and in
which only a few named keys may stand. Everything that could switch a check off
or take a page away belongs to the guide, so a later version merges without a
conflict.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

import yaml
from pydantic import AfterValidator, Field, HttpUrl, TypeAdapter, ValidationError
from pydantic.json_schema import JsonSchemaValue

from hooks.data.field_types import INVISIBLE, Checked, OneLine, Sentence, Slug
from hooks.data.load import read_data
from hooks.data.schema import Model, validate
from hooks.edition.colors import nearest_passing, themes
from hooks.finding import Finding, nearest
from hooks.text import phone_numbers
from hooks.text.yaml_file import Place

FILE = "clinic.yml"
EXAMPLE = "clinic.example.yml"
SCHEMA = "docs/data/clinic.schema.json"
OFFERS = "docs/data/offers.yml"

PHONE = re.compile(r"\+?[\d(][\d ()./-]*")
MAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.I | re.A
)
ORIGIN = re.compile(r"https://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(:\d{1,5})?")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
PICTURE = re.compile(r"assets/([\w-]+/)*[\w.-]+\.(svg|png|jpe?g|webp)", re.A)
HEAVIEST_LOGO = 30_000
HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.I | re.A)


@dataclass(frozen=True)
class Written(Checked):
    """A text that is a pattern as a whole; ``wrong`` and ``fix`` say what it has to be."""

    pattern: re.Pattern[str]
    wrong: str
    fix: str

    def check(self, value: str) -> str:
        if not self.pattern.fullmatch(value):
            raise ValueError(self.wrong, self.fix)
        return value

    def in_schema(self) -> JsonSchemaValue:
        return {"pattern": f"^{self.pattern.pattern}$"}


def _phone(value: str) -> str:
    digits = sum(sign.isdigit() for sign in value)
    if not PHONE.fullmatch(value) or not value.isascii() or not 5 <= digits <= 15:
        raise ValueError(
            "is not a phone number",
            "Write digits, with spaces or hyphens between them, and no extension.",
        )
    wrong = phone_numbers.problem_with(value)
    if wrong:
        raise ValueError(*wrong)
    return value


def _address(value: str) -> str:
    """A whole address with https, of a host that can be reached from anywhere."""
    fix = "Copy the whole address of the page, with the https:// in front."
    parts = _parts(value)
    if parts is None or parts.scheme not in ("https", "http"):
        raise ValueError("is not a web address", fix)
    if parts.scheme == "http":
        raise ValueError(
            "is an address without encryption",
            "Write https:// instead of http://, and open it once to see that it works.",
        )
    if "@" in parts.netloc:
        raise ValueError("holds a name or a password", "Leave out what stands before the @.")
    if not HOST.fullmatch(parts.hostname or ""):
        raise ValueError("is not a web address", fix)
    return value


def _site_address(value: str) -> str:
    """Where the site stands: a page of its own host, of loopback for a rehearsal."""
    parts = _parts(value)
    if parts is None or (
        parts.hostname not in ("127.0.0.1", "localhost") or parts.scheme != "http"
    ):
        _address(value)
    if parts.query or parts.fragment:
        raise ValueError("goes to a place on a page", "Leave out what follows the ? or the #.")
    return value


def _edit_address(value: str) -> str:
    _address(value.replace("{path}", "page.md").replace("{path_noext}", "page"))
    if "{path}" not in value and "{path_noext}" not in value:
        raise ValueError(
            "does not say where the page's name goes",
            'End it with "{path}", like https://github.com/OWNER/REPOSITORY/edit/main/docs/{path}.',
        )
    if re.search(r"[{}]", value.replace("{path}", "").replace("{path_noext}", "")):
        raise ValueError(
            "has other words in curly brackets", 'Only "{path}" may stand in curly brackets.'
        )
    return value


def _origin(value: str) -> str:
    if not ORIGIN.fullmatch(value):
        parts = _parts(value)
        host = (parts.hostname or "").lower() if parts else ""
        fix = (
            f'Write only "https://{host}".'
            if HOST.fullmatch(host)
            else 'Write it like "https://maps.example.org", with nothing after it.'
        )
        raise ValueError("is not an origin with https", fix)
    return value


def _parts(value: str):
    """A web address in its parts; None when it is none."""
    try:
        if re.search(r"[\s<>\"'`\\^|]", value) or INVISIBLE.search(value):
            return None
        TypeAdapter(HttpUrl).validate_python(value)
        return urlsplit(value)
    except (ValidationError, ValueError):
        return None


Address = Annotated[
    str, AfterValidator(_address), Field(json_schema_extra={"pattern": r"^https://\S+$"})
]


class Colors(Model):
    """One color for each theme; it is used for links, edges and buttons."""

    light: Annotated[
        str,
        Written(
            COLOR,
            "is not a color",
            'Write it in quotes, as # and six digits or letters from a to f: "#1b5a52".',
        ),
    ]
    dark: Annotated[
        str,
        Written(
            COLOR,
            "is not a color",
            'Write it in quotes, as # and six digits or letters from a to f: "#93d3c6".',
        ),
    ]


class Reviewer(Model):
    """The clinician who signs pages off; all of it, or none.

    Which pages are signed, and what they said then, is in ``signatures.json``.
    """

    name: Annotated[str, OneLine(80)]
    credentials: Annotated[str, OneLine(80)]
    licensed_in: Annotated[str, OneLine(80)]


class ThirdParty(Model):
    """One origin from which a page of this edition may load something."""

    origin: Annotated[
        str, AfterValidator(_origin), Field(json_schema_extra={"pattern": f"^{ORIGIN.pattern}$"})
    ]
    name: Annotated[str, OneLine(80)]
    why: Annotated[Sentence, Field(max_length=200)]


class Clinic(Model):
    """``extra.clinic`` of the configuration.

    Attributes:
        region: a region of ``docs/data/help-lines.yml``; required in ``clinic.yml``.
        leave_to: a plain, fast, ordinary page to which "Leave now" goes.
        offers: ids of ``docs/data/offers.yml``; None says nothing about it.
        hide_not_offered: whether pages on what is not offered leave the menu.
        logo: a picture below ``docs/``.
        neutral_titles: whether the titles of tabs and of the history say nothing.
        third_parties: origins the policy opens and the privacy page names.
    """

    name: Annotated[str, OneLine(80)] | None = None
    phone: Annotated[str, AfterValidator(_phone)] | None = None
    email: (
        Annotated[str, Written(MAIL, "is not an email address", "Write it like name@example.org.")]
        | None
    ) = None
    address: (
        Annotated[list[Annotated[str, OneLine(80)]], Field(min_length=1, max_length=6)] | None
    ) = None
    hours: Annotated[str, OneLine(160)] | None = None
    languages: (
        Annotated[list[Annotated[str, OneLine(40)]], Field(min_length=1, max_length=20)] | None
    ) = None
    booking: Address | None = None
    region: Slug = "us"
    offers: list[Slug] | None = None
    hide_not_offered: bool = False
    reviewer: Reviewer | None = None
    colors: Colors | None = None
    logo: (
        Annotated[
            str,
            Written(
                PICTURE,
                "is not a picture of the guide",
                "Put an SVG, PNG, JPEG or WebP file into docs/assets, and write it like "
                '"assets/logo.svg".',
            ),
        ]
        | None
    ) = None
    neutral_titles: bool = False
    leave_to: Address = "https://www.weather.gov/"
    third_parties: Annotated[list[ThirdParty], Field(max_length=10)] = []

    @property
    def tel(self) -> str:
        """The number as a telephone link wants it."""
        return phone_numbers.tel(self.phone or "")

    @property
    def mailto(self) -> str:
        """The email address as a link wants it."""
        return quote(self.email or "", safe="@")

    @property
    def opened_origins(self) -> tuple[str, ...]:
        """The origins that its pages may ask; none unless it names some."""
        return tuple(party.origin.rstrip("/") for party in self.third_parties)


class _OwnClinic(Clinic):
    """What stands in ``clinic.yml``, where nobody else can choose the region."""

    region: Slug


class _Extra(Model):
    clinic: _OwnClinic


class ClinicFile(Model):
    """``clinic.yml``.

    Besides the clinic three of the generator's own keys may stand in it. The
    name and the address of the site cannot be known to the guide, and neither
    can the place where its text is edited.
    """

    inherit: Literal["mkdocs.yml"] = Field(alias="INHERIT")
    site_name: Annotated[str, OneLine(60)] | None = None
    site_url: Annotated[str, AfterValidator(_site_address)] | None = None
    edit_uri_template: Annotated[str, AfterValidator(_edit_address)] | None = None
    extra: _Extra


THE_MENU = (
    "The menu is the guide's. To take pages on what you do not offer out of it, list what you "
    "offer under extra.clinic.offers and set hide_not_offered: true."
)
THE_LOOK = "Set your colors under extra.clinic.colors, and a picture under extra.clinic.logo."
THE_CHECKS = "The guide's checks hold for every edition. Leave the line out."
THE_BUILD = "How the guide is built is the same for every edition. Leave the line out."
NO_CODE = (
    "The guide runs no other code. To load something from one other place, name it under "
    "extra.clinic.third_parties."
)
EDITING = (
    "Write edit_uri_template instead; with this key the pages would ask that site for something."
)

REFUSED = {
    "nav": THE_MENU,
    "not_in_nav": THE_MENU,
    "exclude_docs": THE_MENU,
    "draft_docs": THE_MENU,
    "theme": THE_LOOK,
    "extra_css": THE_LOOK,
    "extra_templates": THE_LOOK,
    "strict": THE_CHECKS,
    "validation": THE_CHECKS,
    "hooks": THE_CHECKS,
    "plugins": NO_CODE,
    "extra_javascript": NO_CODE,
    "markdown_extensions": THE_BUILD,
    "mdx_configs": THE_BUILD,
    "docs_dir": THE_BUILD,
    "site_dir": THE_BUILD,
    "use_directory_urls": THE_BUILD,
    "watch": THE_BUILD,
    "dev_addr": THE_BUILD,
    "config_file_path": THE_BUILD,
    "repo_url": EDITING,
    "repo_name": EDITING,
    "edit_uri": EDITING,
    "remote_branch": "The workflow publish.yml puts the site online. Leave the line out.",
    "remote_name": "The workflow publish.yml puts the site online. Leave the line out.",
    "copyright": "The license of the text is that of the guide. Leave the line out.",
    "site_description": (
        "Each page says in its own description what it is about. Leave the line out."
    ),
    "site_author": "Write your name under extra.clinic.name.",
}
"""The generator's keys that are not an edition's, and what to do instead."""

COMPARE = (
    "Compare it with clinic.example.yml; put a text with a colon, a # or a quotation mark in "
    "double quotes."
)
FIXES = {
    "INHERIT": 'Write "INHERIT: mkdocs.yml" on the first line.',
    "extra": 'Add a line "extra:", below it "  clinic:", and your settings below that.',
    "clinic": 'Add a line "  clinic:" below "extra:", and your settings below that.',
    "region": 'Add a line such as "region: us", so that the right help lines stand on every page.',
}
"""What to do about a key that is missing."""

BELOW_EXTRA = 'Write "extra:" on a line of its own, and this below it, two spaces in.'
BELOW_CLINIC = 'Move it below "clinic:", four spaces in.'
AT_THE_START = "Move it to the start of a line, outside of extra."


@dataclass
class Edition:
    """What an edition's file says.

    Attributes:
        clinic: the settings, the guide's own where the file is at fault.
        path: the file, for findings.
        raw: ``extra.clinic`` as written.
        places: the place of each value of ``raw``.
        findings: what is wrong with the file.
        own: whether it is a clinic's.
    """

    clinic: Clinic = field(default_factory=Clinic)
    path: str = "mkdocs.yml"
    raw: dict = field(default_factory=dict)
    places: dict[tuple, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    own: bool = False

    def report(self, where: tuple, message: str, fix: str, rule: str = "clinic") -> None:
        """Add a finding at the place of a value, or of what holds it."""
        while where and where not in self.places:
            where = where[:-1]
        self.findings.append(
            Finding(self.path, *self.places.get(where, (1, 1)), rule, message, fix)
        )


class Settings(yaml.SafeLoader):
    """Reads a configuration without acting on its tags (``!ENV`` and the like)."""


Settings.add_multi_constructor("!", lambda loader, suffix, node: None)


def edition(root: Path) -> Path:
    """The configuration that is built: the clinic's when there is one, else the default."""
    own = root / FILE
    return own if own.exists() else root / "mkdocs.yml"


def read_settings(root: Path) -> dict:
    """``mkdocs.yml`` as written; ``{}`` when it cannot be read, which the site generator says in
    its own words."""
    try:
        settings = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader=Settings)
    except (OSError, yaml.YAMLError, ValueError):
        return {}
    return settings if isinstance(settings, dict) else {}


def read_edition(root: Path) -> Edition:
    """The settings of the edition at ``root`` with everything that is wrong in them. Raises
    nothing."""
    if not (root / FILE).exists():
        extra = read_settings(root).get("extra")
        raw = extra.get("clinic") if isinstance(extra, dict) else None
        raw = raw if isinstance(raw, dict) else {}
        clinic, faults = validate(Clinic, raw, "mkdocs.yml", {}, "clinic")
        return Edition(clinic or Clinic(), raw=raw, findings=faults)
    found = Edition(path=FILE, own=True)
    loaded = read_data(root, FILE, "clinic", COMPARE)
    found.findings += loaded.findings
    if not loaded.is_read:
        return found
    text, value, places = loaded.text, loaded.value, loaded.places
    if not isinstance(value, dict):
        found.findings.append(
            Finding(
                FILE,
                1,
                1,
                "clinic",
                "The file does not hold settings." if value else "The file is empty.",
                "Copy clinic.example.yml over it and start again.",
            )
        )
        return found
    found.places = places
    _refuse(found, value)
    record, faults = validate(ClinicFile, value, FILE, places, "clinic")
    found.findings += [_plainer(fault, text.split("\n")) for fault in faults]
    _check_types(found, text, value)
    extra = value.get("extra")
    found.raw = (
        extra["clinic"] if isinstance(extra, dict) and isinstance(extra.get("clinic"), dict) else {}
    )
    found.places = {
        place[2:]: at for place, at in places.items() if place[:2] == ("extra", "clinic")
    } or {(): (1, 1)}
    if record and not found.findings:
        found.clinic = record.extra.clinic
    return found


def _refuse(found: Edition, value: dict) -> None:
    """Take out the keys that are not an edition's, with a word on each; so each is told once."""
    fields = dict.fromkeys(Clinic.model_fields, BELOW_CLINIC)
    first = dict.fromkeys(("INHERIT", "site_name", "site_url", "edit_uri_template"), AT_THE_START)
    _take_out(found, value, (), {**fields, "clinic": BELOW_EXTRA})
    extra = value.get("extra")
    if isinstance(extra, dict):
        _take_out(found, extra, ("extra",), {**fields, **first})
        clinic = extra.get("clinic")
        if isinstance(clinic, dict):
            _take_out(found, clinic, ("extra", "clinic"), first)


def _take_out(found: Edition, holder: dict, where: tuple, misplaced: dict[str, str]) -> None:
    """Take out of a mapping what an edition cannot set, and what stands somewhere else."""
    for key in list(holder):
        if key in REFUSED:
            found.report((*where, key), f'"{key}" cannot be set in an edition.', REFUSED[key])
        elif key in misplaced:
            found.report((*where, key), f'"{key}" stands in the wrong place.', misplaced[key])
        else:
            continue
        del holder[key]


def _plainer(fault: Finding, lines: list[str]) -> Finding:
    """A finding with the fix that fits an edition, where the usual one would not help."""
    if "has no value" in fault.message and re.search(r":\s+#", lines[fault.line - 1]):
        return replace(
            fault,
            message=fault.message[:-1] + ", because a # starts a remark.",
            fix="Put the value in double quotes.",
        )
    name = next((name for name in FIXES if fault.message == f'"{name}" is missing.'), None)
    return replace(fault, fix=FIXES[name]) if name else fault


def _check_types(found: Edition, text: str, value: dict) -> None:
    """Texts that the site generator would take for a number, a date or a yes."""
    try:
        as_read = yaml.load(text, Loader=Settings)
    except (yaml.YAMLError, ValueError):
        return
    for key in ("site_name", "site_url", "edit_uri_template"):
        if isinstance(value.get(key), str) and not isinstance(as_read.get(key), str):
            found.report(
                (key,),
                f'"{key}" is read as a number, a date or a yes or no.',
                f'Put it in double quotes: {key}: "{value[key]}".',
            )


def check_edition(found: Edition, root: Path, regions, offers) -> None:
    """Add what is wrong with an edition's settings beside the rest of the guide.

    Each value is looked at for itself, so that one fault hides no other.

    Args:
        found: the edition.
        root: the project's root.
        regions: the ids of the regions; None when they cannot be read.
        offers: the ids of what can be offered; None when they cannot be read.
    """
    raw = found.raw
    region = raw.get("region", found.clinic.region)
    if isinstance(region, str) and region and regions is not None and region not in regions:
        found.report(
            ("region",),
            f'There are no help lines for the region "{region[:60]}".',
            nearest(region, regions),
        )
    for n, offer in enumerate(raw["offers"] if isinstance(raw.get("offers"), list) else []):
        if isinstance(offer, str) and offers is not None and offer not in offers:
            found.report(
                ("offers", n),
                f'"{offer[:60]}" is not among what can be offered.',
                nearest(offer, offers),
            )
    if raw.get("hide_not_offered") and "offers" not in raw:
        found.report(
            ("hide_not_offered",),
            '"hide_not_offered" hides nothing, because nothing says what you offer.',
            'List it under "offers:".',
        )
    told = [
        name
        for name in (
            "phone",
            "email",
            "address",
            "hours",
            "languages",
            "booking",
            "offers",
            "reviewer",
            "logo",
        )
        if name in raw
    ]
    if told and "name" not in raw:
        found.report(
            (told[0],),
            f'"{told[0]}" stands here, but nothing says whose it is.',
            'Add a line that starts with "name:".',
        )
    parties = raw["third_parties"] if isinstance(raw.get("third_parties"), list) else []
    origins = [party.get("origin") for party in parties if isinstance(party, dict)]
    for n, origin in enumerate(origins):
        if origin and origin in origins[:n]:
            found.report(
                ("third_parties", n),
                f'"{str(origin)[:60]}" is named twice.',
                "Keep one of the two.",
            )
    _check_logo(found, root)
    _check_colors(found, root)


def _check_logo(found: Edition, root: Path) -> None:
    logo = found.raw.get("logo")
    if not isinstance(logo, str) or not PICTURE.fullmatch(logo):
        return
    file = root / "docs" / logo
    if not file.is_file():
        there = [
            picture.relative_to(root / "docs").as_posix()
            for picture in (root / "docs" / "assets").rglob("*")
            if picture.suffix in (".svg", ".png", ".jpg", ".jpeg", ".webp")
        ]
        return found.report(
            ("logo",),
            f'There is no file "docs/{logo}".',
            nearest(logo, there, "Put the picture there, or correct the name."),
        )
    size = file.stat().st_size
    if size > HEAVIEST_LOGO:
        found.report(
            ("logo",),
            f"The logo weighs {size // 1000} kB, on every page.",
            f"Save it smaller, {HEAVIEST_LOGO // 1000} kB at most; an SVG is best.",
        )
    if logo.endswith(".svg"):
        text = file.read_bytes().decode("utf-8", "replace")
        if re.search(
            r"<script|\son\w+\s*=|javascript:|<foreignObject|<!ENTITY|(?:href|src)\s*=\s*[\"'](?!#|data:image/)|@import|url\(\s*[\"']?(?!#)",
            text,
            re.I,
        ):
            found.report(
                ("logo",),
                "The logo holds a script, or loads something from elsewhere.",
                "Export it again as a plain SVG, or as a PNG.",
            )


def _check_colors(found: Edition, root: Path) -> None:
    colors = found.raw.get("colors")
    if not isinstance(colors, dict):
        return
    for name, theme in themes(root).items():
        color = colors.get(name)
        if name not in colors:
            _suggest(found, name, next(iter(colors.values()), None), theme)
        if not isinstance(color, str) or not COLOR.fullmatch(color):
            continue
        lowest, ground = theme.weakest(color)
        if lowest < theme.ENOUGH:
            found.report(
                ("colors", name),
                f'"{name}" is too weak on the {name} theme: its contrast with {ground} is '
                f"{lowest:.1f} to 1, and 4.5 is needed.",
                f'The nearest color that can be read is "{nearest_passing(color, theme)}".',
            )


def _suggest(found: Edition, name: str, other, theme) -> None:
    """Offer a color for the theme that has none: the nearest to that of the other theme."""
    if isinstance(other, str) and COLOR.fullmatch(other):
        fix = f'Add {name}: "{nearest_passing(other, theme)}", or another.'
        found.findings = [
            replace(fault, fix=fix) if fault.message == f'"{name}" is missing.' else fault
            for fault in found.findings
        ]


def schema(regions, offers) -> str:
    """The JSON Schema of ``clinic.yml``, for editors that complete and check YAML as one types.

    Args:
        regions, offers: the ids that may be chosen.
    """
    value = ClinicFile.model_json_schema(by_alias=True)
    fields = value["$defs"]["_OwnClinic"]["properties"]
    fields["region"]["enum"] = sorted(regions)
    for choice in fields["offers"]["anyOf"]:
        if "items" in choice:
            choice["items"]["enum"] = sorted(offers)
    value["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    value["title"] = "An edition of the guide"
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
