"""Every fault an editor can make is named, at its line and column, with the way to put it right.

Each page in ``pages/`` is named after its fault and has that fault alone.
"""

import shutil

import pytest
from not_none import not_none
from small_guide import PAGES, lay_out

from hooks.blocks import BLOCKS
from hooks.guide import load_guide
from hooks.rendering.signed_pages import release
from hooks.rules import check_guide

BAD_PAGES = {
    "block-badly-opened": [
        "10:1: block: This line starts like a block, and would be printed as it stands. Write "
        '"/// name" or "/// name | words".',
        '14:5: block: The block "emergency" needs words after it. Write "/// emergency | words".',
        (
            '18:5: block: The block "safety" takes no words after it. Write "/// safety" alone '
            "and put the words below."
        ),
    ],
    "block-unclosed": [
        (
            '10:1: block: The block "said" is never closed. Put a line with only "///" after its '
            "last line."
        ),
    ],
    "block-unknown": [
        '10:5: block: There is no block "safty". Did you mean "safety"?',
        (
            '13:5: block: There is no block "poster". Choose one of these: '
            f"{', '.join(sorted(block.NAME for block in BLOCKS))}."
        ),
    ],
    "block-unopened": [
        "12:1: block: This line closes a block that was never opened. Delete it, or open the "
        'block above with "/// name".',
    ],
    "code-never-closed": [
        "10:1: markup: This line opens code that is never closed, or stands where no code can. "
        "Start it at the beginning of the line, and end the code with a line of the same signs "
        "alone.",
        '11:45: source-unknown: There is no source "nobody-1999". Look for it in '
        "docs/data/references.json, or add it there.",
    ],
    "date-bad": [
        (
            '4:1: front-matter: "updated" is not a date. Write year, month and day like this: '
            "2026-11-22."
        ),
        (
            '5:1: front-matter: "review_by" is not a date. Write year, month and day like this: '
            "2026-11-22."
        ),
    ],
    "field-empty": [
        (
            '3:1: front-matter: "description" has no value. Write one after the colon, or delete '
            "the line."
        ),
    ],
    "field-missing": [
        '2:1: front-matter: "updated" is missing. Add a line that starts with "updated:".',
    ],
    "field-twice": [
        '3:1: front-matter: The front matter cannot be read: the key "title" stands here a second '
        'time. Write each field once, as "name: value"; put a value with a colon or a # in double '
        "quotes.",
    ],
    "field-unknown": [
        '2:1: front-matter: "titel" is not a field here. Did you mean "title"?',
    ],
    "fields-badly-written": [
        '2:1: front-matter: "title" is not text. Write it on one line, after the colon.',
        '3:1: front-matter: "description" does not end with a full stop. Write it as a sentence, '
        "and end it with a full stop.",
        '6:1: front-matter: "search_words" is not a list. Put each entry on a line of its own '
        "that starts with a dash.",
        '7:1: front-matter: "index" is neither true nor false. Write "true" or "false".',
        '8:1: front-matter: There is no template "poster.html". Templates stand in the folder '
        "overrides; most pages need none, so delete the line.",
    ],
    "figure-without-drawing": [
        '10:14: block: There is no drawing "two-peple". Did you mean "two-people"?',
    ],
    "front-matter-broken": [
        "2:16: front-matter: The front matter cannot be read: a second colon on one line, or a "
        'line that is indented too far. Write each field once, as "name: value"; put a value with '
        "a colon or a # in double quotes.",
    ],
    "front-matter-list": [
        "2:1: front-matter: The front matter is not a list of fields. Write each field on a line "
        'of its own as "name: value".',
    ],
    "front-matter-missing": [
        "1:1: front-matter: This page has no front matter. Start the file with a line of three "
        "dashes, then title, description, updated and review_by, then three dashes.",
    ],
    "front-matter-unclosed": [
        (
            "1:1: front-matter: The front matter is never closed. Put a line of three dashes "
            "after its last field."
        ),
    ],
    "help-line-unknown": [
        '10:13: help-line: There is no kind of help line "crises". Did you mean "crisis"?',
    ],
    "link-dead": [
        '10:19: link: There is no page "../limits.md". Did you mean "limits.md"?',
        '10:46: link: There is no page "limts.md". Did you mean "limits.md"?',
        "10:54: link: The words behind this address are shown by few browsers, and no rule reads "
        "them. Take them out; say what they say in the text.",
        (
            '10:79: link: There is no file "../about/how-we-know/". Did you mean '
            '"../about/how-we-know.md"?'
        ),
        (
            '10:110: link: There is no page "../about/aliens.md". All pages are listed in '
            "mkdocs.yml, under nav."
        ),
        (
            '10:143: link: There is no file "face.png". Files that pages show or link to stand '
            "in docs/assets."
        ),
        (
            "10:166: link: This link goes nowhere. Put the page between the round brackets, such "
            'as "(limits.md)".'
        ),
    ],
    "link-place-dead": [
        '12:17: link-place: The page "ketamine/limits.md" has no place "#how-long-it-lasts". Did '
        'you mean "how-long-does-it-last"?',
        '12:54: link-place: The page "ketamine/link-place-dead.md" has no place "#zzz". Take the '
        "words of its heading, in small letters, with hyphens between them.",
        (
            '12:72: link-place: The page "about/glossary.md" has no place "#attachment". Did you '
            'mean "attachment-style"?'
        ),
    ],
    "many-faults": [
        '3:1: front-matter: "description" does not end with a full stop. Write it as a sentence, '
        "and end it with a full stop.",
        (
            '4:1: front-matter: "updated" is not a date. Write year, month and day like this: '
            "2026-11-22."
        ),
        '10:12: source-unknown: There is no source "den-2021". Did you mean "dean-2021"?',
        '10:22: evidence-mark: Only "not studied" has a comma and a month; "early" has neither. '
        "Take away what stands after the comma; between two numbers stands a space.",
        '12:18: link: There is no page "../limits.md". Did you mean "limits.md"?',
        (
            '14:1: block: The block "safety" is never closed. Put a line with only "///" after '
            "its last line."
        ),
    ],
    "mark-almost": [
        '10:16: evidence-mark: "[Evidence: early 9.2]" is almost a mark, and would be printed as '
        'it stands. Write "[evidence: early 9.2]", "[practical advice]" or "[call: crisis]", on '
        "one line.",
        '10:48: evidence-mark: "[evidence early 9.2]" is almost a mark, and would be printed as '
        'it stands. Write "[evidence: early 9.2]", "[practical advice]" or "[call: crisis]", on '
        "one line.",
        '10:75: evidence-mark: "[practical advise]" is almost a mark, and would be printed as it '
        'stands. Write "[evidence: early 9.2]", "[practical advice]" or "[call: crisis]", on one '
        "line.",
        '10:100: evidence-mark: "[call crisis]" is almost a mark, and would be printed as it '
        'stands. Write "[evidence: early 9.2]", "[practical advice]" or "[call: crisis]", on one '
        "line.",
        '11:15: evidence-mark: "[evidence: early" is almost a mark, and would be printed as it '
        'stands. Write "[evidence: early 9.2]", "[practical advice]" or "[call: crisis]", on one '
        "line.",
    ],
    "mark-in-heading": [
        '10:18: evidence-mark: The mark "[evidence: early 9.2]" stands in a heading, where it '
        "would change the address of the place. Put it into the text, or on a line of its own "
        "below the heading.",
    ],
    "mark-not-studied-without-month": [
        '10:15: evidence-mark: A "not studied" mark has to say when it was looked for. Write the '
        'month after a comma: "[evidence: not studied 26.1, November 2026]".',
        '10:52: evidence-mark: A "not studied" mark has to say when it was looked for. Write the '
        'month after a comma: "[evidence: not studied 26.1, November 2026]".',
    ],
    "mark-unknown": [
        '10:16: evidence-mark: "hopeful" is not one of the six marks. Choose one of these: '
        "contested, early, moderate, not studied, strong, theory.",
        '10:50: evidence-mark: "Moderate" is not one of the six marks. Did you mean "moderate"?',
        "10:85: evidence-mark: The mark names no grade. Choose one of these: contested, early, "
        "moderate, not studied, strong, theory.",
    ],
    "mark-without-number": [
        '10:16: evidence-mark: "nine" is not the number of a statement. Numbers look like "9.2" '
        'or "A12", with a space between two.',
        '10:49: evidence-mark: Only "not studied" has a comma and a month; "early" has neither. '
        "Take away what stands after the comma; between two numbers stands a space.",
    ],
    "merge-conflict-in-front-matter": [
        "2:1: merge-conflict: A mark of a merge conflict was left in. Choose one of the two "
        "versions and delete the lines that start with <<<<<<<, ======= and >>>>>>>.",
        "3:6: front-matter: The front matter cannot be read: a second colon on one line, or a "
        'line that is indented too far. Write each field once, as "name: value"; put a value with '
        "a colon or a # in double quotes.",
        "4:1: merge-conflict: A mark of a merge conflict was left in. Choose one of the two "
        "versions and delete the lines that start with <<<<<<<, ======= and >>>>>>>.",
        "6:1: merge-conflict: A mark of a merge conflict was left in. Choose one of the two "
        "versions and delete the lines that start with <<<<<<<, ======= and >>>>>>>.",
    ],
    "merge-conflict": [
        "10:1: merge-conflict: A mark of a merge conflict was left in. Choose one of the two "
        "versions and delete the lines that start with <<<<<<<, ======= and >>>>>>>.",
        "12:1: merge-conflict: A mark of a merge conflict was left in. Choose one of the two "
        "versions and delete the lines that start with <<<<<<<, ======= and >>>>>>>.",
        "14:1: merge-conflict: A mark of a merge conflict was left in. Choose one of the two "
        "versions and delete the lines that start with <<<<<<<, ======= and >>>>>>>.",
    ],
    "not-text": [
        "1:1: not-text: This is not a text file in UTF-8. Save it as plain text with the encoding "
        '"UTF-8", or give it an ending that fits what it is.',
    ],
    "not-utf-8": [
        "10:4: not-text: This is not a text file in UTF-8. Save it as plain text with the "
        'encoding "UTF-8", or give it an ending that fits what it is.',
    ],
    "null-bytes": [
        (
            "10:6: not-text: This file holds bytes that no text has. Save it again as plain "
            "text, or remove it."
        ),
    ],
    "review-before-update": [
        '5:1: front-matter: "review_by" is not later than "updated". Give the day by which the '
        "page must be looked at again.",
    ],
    "source-almost": [
        '10:15: source-unknown: "[^ dean-2021]" is almost a source, and would be printed as it '
        "stands. Write it without spaces, one id in each pair of brackets: "
        '"[^dean-2021][^walsh-2021]".',
        '10:28: source-unknown: "[^dean-2021, fda-2023]" is almost a source, and would be printed '
        "as it stands. Write it without spaces, one id in each pair of brackets: "
        '"[^dean-2021][^walsh-2021]".',
    ],
    "source-defined": [
        '12:1: source-defined: The source "dean-2021" is defined on the page. Add it to '
        "docs/data/references.json and delete the definition here.",
    ],
    "source-unknown": [
        '10:17: source-unknown: There is no source "dean-2012". Did you mean "dean-2021"?',
        (
            '10:29: source-unknown: There is no source "zzz". Look for it in '
            "docs/data/references.json, or add it there."
        ),
    ],
    "title-too-long": [
        '2:1: front-matter: "title" is too long. Say it in at most 70 letters.',
    ],
}

BAD_DATA = [
    (
        "help-lines.yml",
        '        call: "988"\n',
        "",
        [
            'docs/data/help-lines.yml:14:9: help-lines: The line "us-crisis" has no number and no '
            'chat address. Add "call", "text" or "chat" to it, or take the line out.',
        ],
    ),
    (
        "help-lines.yml",
        'call: "988"',
        "call:",
        [
            'docs/data/help-lines.yml:18:9: data: "call" (entry 2) has no value. Write one after '
            "the colon, or delete the line.",
        ],
    ),
    (
        "help-lines.yml",
        '        call: "988"\n',
        '        text: {to: "988"}\n',
        [
            'docs/data/help-lines.yml:14:9: help-lines: The line "us-crisis" has no number to '
            'call. Pages say "call" before the first line of the kind "crisis"; add "call" to it, '
            "or put another one first.",
        ],
    ),
    (
        "help-lines.yml",
        'call: "988"',
        "call: nine eight eight",
        [
            'docs/data/help-lines.yml:18:9: data: "call" (entry 2) is not a phone number. Write '
            "digits, with spaces or hyphens between them.",
        ],
    ),
    (
        "help-lines.yml",
        "  - id: uk-abuse\n        kind: abuse",
        "  - id: uk-abuse\n        kind: harm",
        [
            'docs/data/help-lines.yml:32:3: help-lines: The region "uk" has no line of the kind '
            '"abuse". Every region needs an emergency, a crisis and an abuse line; add it, or '
            "leave the region out.",
        ],
    ),
    (
        "help-lines.yml",
        "  - id: uk-abuse\n        kind: abuse",
        "  - id: uk-abuse\n        kind: abusse",
        [
            (
                'docs/data/help-lines.yml:54:9: data: "abusse" is not a known kind. Did you mean '
                '"abuse"?'
            ),
        ],
    ),
    (
        "help-lines.yml",
        "checked: 2026-11-20",
        "checked: yesterday",
        [
            'docs/data/help-lines.yml:22:9: data: "checked" (entry 2) is not a date. Write year, '
            "month and day like this: 2026-11-22.",
        ],
    ),
    (
        "help-lines.yml",
        "https://example.org/uk/abuse",
        "example.org/uk/abuse",
        [
            'docs/data/help-lines.yml:59:9: data: "seen_at" (entry 3) is not a web address. Copy '
            "the whole address of the page, with the https:// in front.",
        ],
    ),
    (
        "help-lines.yml",
        "        say: 116 123",
        "        phone: 116 123",
        [
            (
                'docs/data/help-lines.yml:44:9: data: "say" (entry 2) is missing. Add a line '
                'that starts with "say:".'
            ),
            'docs/data/help-lines.yml:47:9: data: "phone" is not a field here. Choose one of '
            "these: also, call, chat, checked, for, hours, id, kind, languages, name, note, say, "
            "seen_at, text, trust, tty.",
        ],
    ),
    (
        "help-lines.yml",
        "        say: 116 123",
        "\tsay: 116 123",
        [
            "docs/data/help-lines.yml:47:1: data: The file cannot be read: a tab, where spaces "
            "belong. Use 2 spaces.",
        ],
    ),
    (
        "help-lines.yml",
        "  uk:",
        "  UK:",
        [
            'docs/data/help-lines.yml:32:3: data: "UK" is not an id. Write it in small letters '
            'and digits, with hyphens between words, "like-this".',
        ],
    ),
    (
        "help-lines.yml",
        "  us:",
        "  usa:",
        [
            (
                'mkdocs.yml:1:1: clinic: There are no help lines for the region "us". Did you '
                'mean "usa"?'
            ),
        ],
    ),
    (
        "help-lines.yml",
        "regions:\n",
        "lines:\n",
        [
            (
                'docs/data/help-lines.yml:1:1: data: "lines" is not a field here. Choose one of '
                "these: regions."
            ),
            (
                'docs/data/help-lines.yml:1:1: data: "regions" is missing. Add a line that '
                'starts with "regions:".'
            ),
        ],
    ),
    (
        "claims.yml",
        "[dean-2021]",
        "[dean-2012]",
        [
            (
                'docs/data/claims.yml:14:15: source-unknown: There is no source "dean-2012". Did '
                'you mean "dean-2021"?'
            ),
        ],
    ),
    (
        "claims.yml",
        "topic: couples",
        "topic: couple",
        [
            (
                'docs/data/claims.yml:10:5: topic-unknown: There is no topic "couple". Did you '
                'mean "couples"?'
            ),
        ],
    ),
    (
        "claims.yml",
        "verdict: overclaim",
        "verdict: wrong",
        [
            (
                'docs/data/claims.yml:12:5: verdict-unknown: There is no verdict "wrong". Choose '
                "one of these: overclaim."
            ),
        ],
    ),
    (
        "claims.yml",
        "comparison group.",
        "comparison group",
        [
            'docs/data/claims.yml:13:5: data: "honest" (entry 1) does not end with a full stop. '
            "Write it as a sentence, and end it with a full stop.",
        ],
    ),
    (
        "claims.yml",
        "[B3]",
        "[C3]",
        [
            'docs/data/claims.yml:15:16: data: "evidence" (entry 1) is not a row of the list of '
            'claims. Write it like "A12".',
        ],
    ),
    (
        "claims.yml",
        "  - id: saves-relationships\n",
        (
            "  - id: saves-relationships\n    topic: couples\n    claim: Other.\n    verdict: "
            "overclaim\n    honest: No.\n  - id: saves-relationships\n"
        ),
        [
            (
                'docs/data/claims.yml:14:5: data: Two claims have the id "saves-relationships". '
                "Give one of them another."
            ),
        ],
    ),
    (
        "claims.yml",
        "verdicts:",
        "verdict:",
        [
            (
                'docs/data/claims.yml:1:1: data: "verdicts" is missing. Add a line that starts '
                'with "verdicts:".'
            ),
            (
                'docs/data/claims.yml:4:1: data: "verdict" is not a field here. Did you mean '
                '"verdicts"?'
            ),
        ],
    ),
    (
        "glossary.yml",
        "ketamine/limits.md",
        "limits.md",
        [
            'docs/data/glossary.yml:4:3: page-unknown: There is no page "limits.md". Did you mean '
            '"ketamine/limits.md"?',
        ],
    ),
    (
        "glossary.yml",
        "  meaning: How we reach for the people we depend on.\n",
        "",
        [
            'docs/data/glossary.yml:1:3: data: "meaning" (entry 1) is missing. Add a line that '
            'starts with "meaning:".',
        ],
    ),
    (
        "glossary.yml",
        "- term: Attachment style\n",
        "term: Attachment style\n",
        [
            "docs/data/glossary.yml:2:7: data: The file cannot be read: a second colon on one "
            "line, or a line that is indented too far. Compare the line with its neighbors; put a "
            "text with a colon or a # in double quotes.",
        ],
    ),
    (
        "glossary.yml",
        "  also: [bond]",
        "  also: [bond",
        [
            "docs/data/glossary.yml:3:10: data: The file cannot be read: a ] is missing. Compare "
            "the line with its neighbors; put a text with a colon or a # in double quotes.",
        ],
    ),
    (
        "references.json",
        '"volume": "9",',
        '"volume": "9"',
        [
            "docs/data/references.json:15:3: data: The file cannot be read from here on. Look for "
            "a missing comma, quote or bracket on this line or the one above.",
        ],
    ),
    (
        "references.json",
        '  "title": "A leaflet without an address"\n',
        '  "name": "A leaflet"\n',
        [
            (
                'docs/data/references.json:26:1: reference: "name" is not a field here. Did you '
                'mean "number"?'
            ),
            (
                'docs/data/references.json:26:1: reference: "title" is missing. Add a line that '
                'starts with "title:".'
            ),
        ],
    ),
    (
        "references.json",
        '"DOI"',
        '"doi"',
        [
            (
                'docs/data/references.json:3:1: reference: "doi" is not a field here. Did you '
                'mean "DOI"?'
            ),
        ],
    ),
    (
        "references.json",
        '"id": "leaflet"',
        '"id": "fda-2023"',
        [
            (
                "docs/data/references.json:26:1: reference: Two references have the id "
                '"fda-2023". Keep one of them.'
            ),
        ],
    ),
    (
        "references.json",
        "[[2023]]",
        "[[]]",
        [
            'docs/data/references.json:18:1: reference: "date-parts" (entry 1) is empty. Add an '
            "entry, or delete the field.",
        ],
    ),
    (
        "references.json",
        "https://www",
        "www",
        [
            'docs/data/references.json:18:1: reference: "URL" is not a web address. Copy the '
            "whole address of the page, with the https:// in front.",
        ],
    ),
    (
        "references.json",
        '"volume": "9"',
        '"volume": null',
        [
            'docs/data/references.json:3:1: reference: "volume" has no value. Write one after the '
            "colon, or delete the line.",
        ],
    ),
    (
        "references.json",
        '"volume": "9"',
        '"volume": 9',
        [
            (
                'docs/data/references.json:3:1: reference: "volume" is not text. Write it on one '
                "line, after the colon."
            ),
        ],
    ),
]

UNREADABLE_DATA = [
    (
        "claims.yml",
        None,
        (
            "1:1: unreadable: The file cannot be opened: No such file or directory. Check that "
            "it exists and may be read."
        ),
    ),
    (
        "claims.yml",
        b"",
        (
            "1:1: data: The file is not a group of fields. Write each field on a line of its "
            'own, as "name: value".'
        ),
    ),
    (
        "claims.yml",
        b"\xff\xfet\x00",
        (
            "1:1: not-text: This is not a text file in UTF-8. Save it as plain text with the "
            'encoding "UTF-8", or give it an ending that fits what it is.'
        ),
    ),
    (
        "claims.yml",
        b"[" * 1000,
        "1:1: data: The file cannot be read: lists inside lists, too deep to read. "
        "Compare the line with its neighbors; put a text with a colon or a # in double quotes.",
    ),
    (
        "references.json",
        None,
        (
            "1:1: unreadable: The file cannot be opened: No such file or directory. Check that "
            "it exists and may be read."
        ),
    ),
    (
        "references.json",
        b"",
        (
            "1:1: data: The file cannot be read from here on. Look for a missing comma, quote or "
            "bracket on this line or the one above."
        ),
    ),
    (
        "references.json",
        b"{}",
        "1:1: data: The file has to be a list of references. Start it with [ and end it with ].",
    ),
    (
        "references.json",
        b"[" * 100_000,
        ("1:1: data: The file has lists inside lists, too deep to read. Take out the inner ones."),
    ),
]


@pytest.fixture
def small(tmp_path):
    """The folder of a guide without a fault."""
    return lay_out(tmp_path)


def findings_of(root):
    """What stands in the way of building the guide at a root, as an editor reads it."""
    return [str(finding) for finding in check_guide(load_guide(root)) if finding.blocking]


def test_a_sound_guide_gives_no_finding(small):
    assert findings_of(small) == []


def test_every_bad_page_has_its_findings_written_down():
    assert sorted(BAD_PAGES) == sorted(page.stem for page in PAGES.glob("*.md"))


@pytest.mark.parametrize("name", BAD_PAGES)
def test_a_bad_page_is_told_where_and_how(small, name):
    shutil.copy(PAGES / f"{name}.md", small / "docs" / "ketamine")
    assert findings_of(small) == [
        f"docs/ketamine/{name}.md:{finding}" for finding in BAD_PAGES[name]
    ]


@pytest.mark.parametrize("name", BAD_PAGES)
def test_windows_line_ends_change_no_finding(small, name):
    content = (PAGES / f"{name}.md").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    (small / "docs" / "ketamine" / f"{name}.md").write_bytes(content)
    assert findings_of(small) == [
        f"docs/ketamine/{name}.md:{finding}" for finding in BAD_PAGES[name]
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "findings"),
    BAD_DATA,
    ids=lambda value: value.strip() if isinstance(value, str) else "",
)
def test_bad_data_is_told_where_and_how(small, name, old, new, findings):
    file = small / "docs" / "data" / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    assert findings_of(small) == findings


@pytest.mark.parametrize(
    ("name", "content", "finding"),
    UNREADABLE_DATA,
    ids=lambda value: value[:12] if isinstance(value, (str, bytes)) else "gone",
)
def test_a_data_file_that_cannot_be_read_is_the_one_thing_told(small, name, content, finding):
    file = small / "docs" / "data" / name
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    assert findings_of(small) == [f"docs/data/{name}:{finding}"]


def test_an_edition_may_choose_any_region_of_the_data(small):
    (small / "clinic.yml").write_text(
        "INHERIT: mkdocs.yml\nextra:\n  clinic:\n    region: uk\n", "utf-8"
    )
    (small / "docs" / "data" / "release.json").write_text(
        release(load_guide(small), "Stuck Patterns"), "utf-8"
    )
    assert findings_of(small) == []
    assert not_none(load_guide(small).region).name == "United Kingdom"


def test_a_region_without_a_needed_line_is_never_the_one_shown(small):
    file = small / "docs" / "data" / "help-lines.yml"
    file.write_text(
        file.read_text("utf-8").replace(
            "id: us-abuse\n        kind: abuse", "id: us-abuse\n        kind: harm"
        ),
        "utf-8",
    )
    assert load_guide(small).region is None


def test_findings_come_in_the_order_of_files_and_lines(small):
    for name in ("source-unknown", "block-unknown"):
        shutil.copy(PAGES / f"{name}.md", small / "docs" / "ketamine")
    places = [tuple(finding.split(":")[:2]) for finding in findings_of(small)]
    assert places == [
        ("docs/ketamine/block-unknown.md", "10"),
        ("docs/ketamine/block-unknown.md", "13"),
        ("docs/ketamine/source-unknown.md", "10"),
        ("docs/ketamine/source-unknown.md", "10"),
    ]


def test_only_the_pages_asked_for_are_checked(small):
    for name in ("source-unknown", "block-unclosed"):
        shutil.copy(PAGES / f"{name}.md", small / "docs" / "ketamine")
    found = check_guide(load_guide(small), {"ketamine/block-unclosed.md"})
    assert {finding.path for finding in found} == {"docs/ketamine/block-unclosed.md"}
