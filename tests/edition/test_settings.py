"""An edition's one file: what may stand in it, and what is said when something else does."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from not_none import not_none
from small_guide import lay_out

from hooks.edition import settings as clinic
from hooks.edition.colors import contrast, nearest_passing, themes
from hooks.edition.required_pages import REQUIRED_OFF_MENU, REQUIRED_PAGES, check_required_pages
from hooks.edition.settings import Edition
from hooks.guide import load_guide
from hooks.rendering.notices import hidden

ROOT = Path(__file__).resolve().parents[2]
CLINICS = Path(__file__).parents[1] / "clinics"
SAYS = "# says: "

SOUND = """INHERIT: mkdocs.yml
site_name: Harbor Street Guide
site_url: https://guide.example.org/couples/
edit_uri_template: https://git.example.org/harbor/guide/edit/main/docs/{path}
extra:
  clinic:
    name: Harbor Street Clinic
    phone: +1 (555) 010-0199
    email: hello+guide@mail.example.org
    address:
      - 1 Example Street
      - Springfield
    hours: "Monday to Friday: 9 to 5"
    languages: [English, Español]
    booking: https://example.org/book?from=guide&to=us
    region: uk
    offers: [ketamine]
    hide_not_offered: true
    reviewer: {name: Ana O'Reader-Núñez, credentials: "MD, psychiatrist", licensed_in: Oregon}
    colors: {light: "#7A1F5C", dark: "#e3a6cf"}
    logo: assets/logo.svg
    neutral_titles: true
    leave_to: https://www.example.org/news
    third_parties:
      - {origin: "https://maps.example.org:8443", name: Maps, why: It shows the way.}
"""


@pytest.fixture
def small(tmp_path):
    """A small guide, with pictures and the record that an edition needs."""
    root = lay_out(tmp_path)
    assets = root / "docs" / "assets"
    assets.mkdir(exist_ok=True)
    (assets / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    (assets / "script.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "utf-8"
    )
    (assets / "heavy.png").write_bytes(b"\x89PNG" + bytes(40_000))
    (root / "docs" / "data" / "release.json").write_text(
        '{"guide": "Stuck Patterns", "pages": {}}', "utf-8"
    )
    return root


def told(root, content) -> list[str]:
    """Everything that is said about an edition's file, line by line."""
    (root / "clinic.yml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return [str(finding) for finding in sorted(load_guide(root).findings)]


def test_there_are_many_ways_to_get_it_wrong():
    assert len(list(CLINICS.glob("*.yml"))) >= 40


@pytest.mark.parametrize("file", sorted(CLINICS.glob("*.yml")), ids=lambda file: file.stem)
def test_what_is_wrong_is_told_at_its_line_with_what_to_do(small, file):
    text = file.read_text("utf-8")
    expected = [line.removeprefix(SAYS) for line in text.splitlines() if line.startswith(SAYS)]
    # An empty file cannot say what is said about it.
    expected = expected or [
        "1:1: clinic: The file is empty. Copy clinic.example.yml over it and start again."
    ]
    assert told(small, text) == [f"clinic.yml:{finding}" for finding in expected]


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"\xff\xfeI", "1:1: not-text: This is not a text file in UTF-8."),
        (b"INHERIT: mkdocs.yml\n\0", "2:1: not-text: This file holds bytes that no text has."),
        (
            b"[" * 5000,
            "1:1: clinic: The file cannot be read: lists inside lists, too deep to read.",
        ),
        (
            b"a: &a [*a, *a]\n",
            "1:4: clinic: The file cannot be read: a word here starts with &, * or !",
        ),
        (
            b"extra: !!python/object/apply:os.system [ls]\n",
            "1:8: clinic: The file cannot be read: a word here starts with &, * or !",
        ),
        (
            b"INHERIT: mkdocs.yml\n---\nextra: {}\n",
            "2:1: clinic: The file cannot be read: a line of three dashes inside the file.",
        ),
        (b"? [a, b]\n: c\n", "1:3: clinic: The file cannot be read: a key must be a plain word."),
        (
            b"<<: {a: b}\nINHERIT: mkdocs.yml\nextra: {clinic: {region: us}}\n",
            '1:1: clinic: "<<" is not a field here.',
        ),
    ],
)
def test_a_hostile_file_is_told_and_does_nothing(small, content, start):
    (finding,) = told(small, content)
    assert finding.startswith(f"clinic.yml:{start}")


def test_a_folder_in_the_place_of_the_file_is_told(small):
    (small / "clinic.yml").mkdir()
    (finding,) = [str(finding) for finding in load_guide(small).findings]
    assert finding.startswith("clinic.yml:1:1: unreadable: The file cannot be opened")


def test_a_sound_edition_is_taken_as_written(small):
    assert told(small, SOUND) == []
    edition = load_guide(small).clinic
    assert (edition.name, edition.region, edition.offers, edition.hide_not_offered) == (
        "Harbor Street Clinic",
        "uk",
        ["ketamine"],
        True,
    )
    assert edition.tel == "+15550100199"
    assert edition.hours == "Monday to Friday: 9 to 5"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(small):
    assert told(small, b"\xef\xbb\xbf" + SOUND.encode().replace(b"\n", b"\r\n")) == []


def test_every_region_of_the_guide_can_be_chosen(small):
    shutil.copy(ROOT / "docs" / "data" / "help-lines.yml", small / "docs" / "data")
    shutil.copy(ROOT / "docs" / "data" / "statements.yml", small / "docs" / "data")
    regions = not_none(load_guide(ROOT).help).regions
    assert len(regions) >= 6
    for region in regions:
        findings = told(small, f"INHERIT: mkdocs.yml\nextra:\n  clinic:\n    region: {region}\n")
        assert [
            finding
            for finding in findings
            if finding.startswith("clinic.yml") or "help-lines" in finding
        ] == []
        assert not not_none(load_guide(small).region).missing(("emergency", "crisis", "abuse"))


def test_a_region_without_an_abuse_line_cannot_be_chosen(small):
    file = small / "docs" / "data" / "help-lines.yml"
    text = file.read_text("utf-8")
    start = text.index("\n  uk:")
    file.write_text(text[:start] + text[start:].replace("kind: abuse", "kind: harm"), "utf-8")
    assert any(
        'The region "uk" has no line of the kind "abuse".' in finding
        for finding in told(small, SOUND)
    )


def test_the_example_can_be_copied_as_it_is(small):
    assert told(small, (ROOT / "clinic.example.yml").read_text("utf-8")) == []


def test_every_line_the_example_offers_may_be_used(small):
    shutil.copy(ROOT / "docs" / "assets" / "icon.svg", small / "docs" / "assets")
    text = re.sub(
        r"^#(?=(site_|edit_| {4}\w| {6}))",
        "",
        (ROOT / "clinic.example.yml").read_text("utf-8"),
        flags=re.M,
    )
    assert told(small, text) == []
    record = clinic.read_edition(small).clinic
    assert [
        name for name in clinic.Clinic.model_fields if name not in record.model_fields_set
    ] == []


def test_the_example_names_every_region_and_every_offer():
    text = (ROOT / "clinic.example.yml").read_text("utf-8")
    guide = load_guide(ROOT)
    assert [
        name
        for name in (*not_none(guide.help).regions, *guide.offers)
        if not re.search(rf"\b{name}\b", text)
    ] == []


def test_every_offer_is_what_some_page_is_about():
    guide = load_guide(ROOT)
    assert {source.meta.get("offers") for source in guide.pages.values()} - {None} == set(
        guide.offers
    )


def test_the_schema_is_that_of_the_models_and_the_data():
    guide = load_guide(ROOT)
    assert (ROOT / clinic.SCHEMA).read_text("utf-8") == clinic.schema(
        not_none(guide.help).regions, guide.offers
    )
    assert (
        f"$schema={clinic.SCHEMA}"
        in (ROOT / "clinic.example.yml").read_text("utf-8").splitlines()[0]
    )


def test_the_schema_knows_the_choices():
    fields = json.loads((ROOT / clinic.SCHEMA).read_text("utf-8"))["$defs"]["_OwnClinic"]
    assert fields["additionalProperties"] is False
    assert "new-zealand" in fields["properties"]["region"]["enum"]
    assert fields["required"] == ["region"]


# Colors


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "color",
    [
        "#ff6600",
        "#ffff00",
        "#00aaff",
        "#808080",
        "#000000",
        "#ffffff",
        "#1b5a52",
        "#93d3c6",
        "#ff0000",
        "#0000ff",
    ],
)
def test_the_color_that_is_offered_can_be_read_and_is_near(color, theme):
    theme = themes(ROOT)[theme]
    offered = nearest_passing(color, theme)
    for ground in (theme.paper, theme.card, theme.soft(offered)):
        assert contrast(offered, ground) >= 4.5
    assert contrast(theme.on(offered), offered) >= 4.5
    if theme.weakest(color)[0] < 4.5:
        # A color that is refused is not answered with one far beyond the line.
        assert theme.weakest(offered)[0] < 4.8


def test_the_guides_own_colors_would_pass_as_an_edition(small):
    css = (ROOT / "docs" / "assets" / "guide.css").read_text("utf-8")
    light, dark = re.findall(r"--accent: (#\w{6});", css)[:2]
    text = SOUND.replace("#7A1F5C", light).replace("#e3a6cf", dark)
    assert light in text and dark in text
    assert told(small, text) == []


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#abc", "#aabbcc") == pytest.approx(1)


# What every edition keeps


@pytest.fixture
def project(tmp_path):
    """What the settings and pages of the guide are read from."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def guide():
    return load_guide(ROOT)


def faults_of(root):
    return [str(finding) for finding in load_guide(root).findings]


@pytest.mark.parametrize("page", REQUIRED_PAGES + REQUIRED_OFF_MENU)
def test_a_page_on_help_safety_harm_or_evidence_cannot_be_lost(guide, page):
    rest = {name: source for name, source in guide.pages.items() if name != page}
    assert [str(finding) for finding in check_required_pages(replace(guide, pages=rest))] == [
        f"docs/{page}:1:1: kept-page: Every edition needs this page, and it is gone. "
        "Take it back from the guide. You may change its words; it will say that it differs."
    ]


@pytest.mark.parametrize("page", REQUIRED_PAGES)
def test_nor_can_it_be_taken_out_of_the_menu(tmp_path, guide, page):
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert text.count(f"- {page}\n") == 1
    (tmp_path / "mkdocs.yml").write_text(
        text.replace(f"- {page}\n", "- questions/index.md\n"), "utf-8"
    )
    assert [str(finding) for finding in check_required_pages(replace(guide, root=tmp_path))] == [
        f'mkdocs.yml:1:1: kept-page: The menu does not name "{page}", which every edition needs.'
        f' Put "- {page}" back under nav.'
    ]


@pytest.mark.parametrize("key", ["exclude_docs", "draft_docs"])
@pytest.mark.parametrize("pattern", ["/help/now.md", "now.md", "/help/", "help/*"])
def test_nor_can_a_setting_take_it_out_of_the_site(tmp_path, guide, key, pattern):
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    rest = text.replace("exclude_docs: |\n  /data/\n  *.yml\n", "")
    assert rest != text
    (tmp_path / "mkdocs.yml").write_text(f"{key}: |\n  /data/\n  {pattern}\n{rest}", "utf-8")
    found = [str(finding) for finding in check_required_pages(replace(guide, root=tmp_path))]
    assert (
        found[0]
        == f'mkdocs.yml:1:1: kept-page: "{key}" takes "help/now.md" out of the site, and every'
        " edition needs that page. Take the line that names it, or its folder, out of the list."
    )
    assert all("help/" in each for each in found)


def test_nor_can_the_search_leave_it_out(guide):
    page = "cycles/not-a-cycle.md"
    source = guide.pages[page]
    left_out = replace(source, meta={**source.meta, "index": "false"}, places={("index",): (5, 1)})
    (finding,) = check_required_pages(replace(guide, pages={**guide.pages, page: left_out}))
    assert (
        str(finding)
        == "docs/cycles/not-a-cycle.md:5:1: kept-page: The search and the list A to Z would leave"
        ' this page out, and every edition needs it. Delete the line "index: false".'
    )


def test_nor_can_it_be_hidden_with_what_a_clinic_does_not_offer(guide):
    settings = guide.clinic.model_copy(update={"offers": [], "hide_not_offered": True})
    out = hidden(replace(guide, edition=Edition(clinic=settings)))
    assert "couples/overview.md" in out and not out & set(REQUIRED_PAGES)


def test_what_every_edition_keeps_is_there_and_its_loss_is_told(project):
    assert faults_of(project) == []
    (project / "docs" / "help" / "now.md").unlink()
    assert [
        fault for fault in faults_of(project) if fault.startswith("docs/help/now.md:1:1: kept-page")
    ] != []


def test_a_page_that_names_an_unknown_offer_is_told(project):
    page = project / "docs" / "ketamine" / "integration.md"
    page.write_text(
        page.read_text("utf-8").replace("offers: integration", "offers: intergration"), "utf-8"
    )
    (finding,) = faults_of(project)
    assert re.fullmatch(
        r'docs/ketamine/integration\.md:\d+:1: front-matter: "intergration" is not among what can'
        r' be offered\. Did you mean "integration"\?',
        finding,
    )


def test_a_region_whose_facts_are_no_statement_is_told(project):
    file = project / "docs" / "data" / "help-lines.yml"
    file.write_text(
        file.read_text("utf-8").replace('facts: ["1.15", "1.16"]', 'facts: ["1.15", "1.99"]'),
        "utf-8",
    )
    (finding,) = faults_of(project)
    assert 'data: There is no statement "1.99".' in finding
