"""What lies in the project: nothing goes online unread, and nothing is kept where nobody reads
it."""

import shutil
from pathlib import Path

import pytest
from small_guide import lay_out

from hooks.guide import load_guide
from hooks.rules import files

ROOT = Path(__file__).resolve().parents[2]
PNG = b"\x89PNG\r\n\x1a\n"
OWN = b"INHERIT: mkdocs.yml\nextra:\n  clinic:\n    region: uk\n"


@pytest.fixture
def small(tmp_path):
    """The folder of a guide without a fault."""
    return lay_out(tmp_path)


def told(root):
    """Path and words of what is found."""
    return [
        (each.path, f"{each.message} {each.fix}") for each in files.check_guide(load_guide(root))
    ]


def put(root, path, data=b"Ketamine cures couples."):
    """Write a file, with its folders."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("docs/ketamine/x.markdown", 'ends in ".md" in small letters'),
        ("docs/ketamine/x.mdown", 'ends in ".md" in small letters'),
        ("docs/ketamine/index.MD", 'ends in ".md" in small letters'),
        ("docs/ketamine/index.html", "Put its words into a page"),
        ("docs/offer/note.txt", "Put its words into a page"),
        ("docs/Letter.docx", "Put its words into a page"),
        ("docs/assets/leaflet.pdf", "Sheets to print are made from the pages"),
        ("docs/assets/IMG_1.HEIC", "Save the picture as .jpg"),
        ("docs/assets/film.mp4", "link to the place where it can be seen"),
        ("docs/assets/prices.xlsx", "Write it as a table"),
        ("docs/assets/all.zip", "Take it out"),
        ("docs/assets/own.woff2", "letters that a visitor's device has"),
        ("docs/ketamine/face.png", "Move it to docs/assets"),
        ("docs/ketamine/own.js", "scripts of the guide stand in docs/assets"),
        ("docs/ketamine/limits.yml", "Nobody reads data there"),
        ("docs/CNAME", 'Pages end in ".md"'),
        ("docs/ketamine/Thumbs.db", "Delete it"),
        ("docs/ketamine/limits.md.orig", "Delete it"),
        ("docs/.well-known/security.txt", "Give it another name"),
        ("docs/templates/page.md", "Give the folder another name"),
        ("docs/ketamine/README.md", 'Name it "index.md"'),
        ("docs/data/glossary (1).yml", 'into "glossary.yml"'),
        ("docs/data/help-line.yaml", 'into "help-lines.yml"'),
        ("overrides/note.txt", "Put its words into a page"),
    ],
)
def test_what_no_rule_reads_is_refused_with_what_to_do_about_its_kind(small, path, fix):
    put(small, path)
    ((found, words),) = told(small)
    assert found == path
    assert fix in words


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("big.jpg", b"\xff\xd8\xff" + b"x" * 9_000_000, "9000 kB"),
        ("IMG.jpg", b"\x00\x00\x00\x18ftypheic", 'no picture of the kind ".jpg"'),
        ("page.svg", b"<!doctype html><p>Hi", 'no picture of the kind ".svg"'),
        ("empty.png", b"", 'no picture of the kind ".png"'),
    ],
)
def test_a_picture_that_a_visitor_cannot_see_or_waits_for_is_told(small, name, data, words):
    put(small, f"docs/assets/{name}", data)
    ((found, said),) = told(small)
    assert found == f"docs/assets/{name}"
    assert words in said


def test_pictures_styles_and_what_the_generator_passes_over_are_let_through(small):
    put(small, "docs/assets/clinic/door.png", PNG)
    put(small, "docs/assets/drawing.svg", b'<?xml version="1.0"?>\n<svg></svg>')
    put(small, "docs/assets/guide.css", b"a{}")
    put(small, "docs/ketamine/.DS_Store")
    assert told(small) == []


def test_a_link_to_another_place_is_told_and_not_followed(small, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    put(elsewhere, "page.md")
    (small / "docs" / "more").symlink_to(elsewhere)
    (small / "docs" / "page.md").symlink_to(elsewhere / "page.md")
    assert sorted(path for path, _ in told(small)) == ["docs/more", "docs/page.md"]


@pytest.mark.parametrize(
    "path",
    [
        "clinic.yaml",
        "Clinic.yml",
        "CLINIC.YML",
        "clinic.yml.txt",
        "clinic (1).yml",
        "clinic - Copy.yml",
        "Copy of clinic.yml",
        "clinic.example (2).yml",
        "clinic",
        "clinik.yml",
        "oak-settings.yml",
        "docs/clinic.yml",
        "docs/assets/clinic.yml",
        "docs/for-clinics/own.yml",
    ],
)
def test_settings_under_a_name_that_nobody_reads_are_told(small, path):
    put(small, path, OWN)
    assert [found for found, words in told(small) if 'Name it "clinic.yml"' in words] == [path]


def test_settings_under_the_right_name_are_let_through(small):
    put(small, "clinic.yml", OWN)
    assert told(small) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("region: us", "region: uk"),
        ("#    name: Your Clinic", "    name: Oak Clinic"),
        ("#site_name", "site_name"),
        ("extra:", "extra: ["),
    ],
)
def test_an_example_that_was_changed_in_place_is_told(small, old, new):
    text = (ROOT / "clinic.example.yml").read_text("utf-8")
    put(small, "clinic.example.yml", text.replace(old, new, 1).encode())
    assert [path for path, _ in told(small)] == ["clinic.example.yml"]


def test_the_example_as_it_comes_is_let_through(small):
    shutil.copy(ROOT / "clinic.example.yml", small)
    assert told(small) == []
