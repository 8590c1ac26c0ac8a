"""Phone numbers: what a link dials, and which numbers no telephone reaches."""

import pytest

from hooks.text import phone_numbers


@pytest.mark.parametrize(
    ("written", "dialed"),
    [
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("+44(0)20 7946 0018", "+442079460018"),
        ("+353 (0) 1 555 0199", "+35315550199"),
        ("020 7946 0018", "02079460018"),
        ("+1 (555) 010-0199", "+15550100199"),
        ("(555) 010-0199", "5550100199"),
        ("116 123", "116123"),
        ("+39 06 555 0199", "+39065550199"),
    ],
)
def test_a_link_dials_what_a_telephone_can(written, dialed):
    assert phone_numbers.tel(written) == dialed


@pytest.mark.parametrize(
    "number",
    [
        "+44 020 7946 0018",
        "+4402079460018",
        "0044 20 7946 0018",
        "(0)20 7946 0018",
        "+0 20 7946 0018",
        "+1 555 010",
        "+1 055 501 0199",
        "020 7946 0018 / 0019",
        "+353 01 555 0199",
    ],
)
def test_a_number_that_nobody_reaches_is_told(number):
    assert phone_numbers.problem_with(number)


@pytest.mark.parametrize(
    "number",
    [
        "+44 (0)20 7946 0018",
        "020 7946 0018",
        "911",
        "000",
        "1-800-799-7233",
        "+1 (555) 010-0199",
        "+39 06 555 0199",
        "+44 20 7946 0018",
        "0808 80 10 800",
        "+61 2 5550 1999",
    ],
)
def test_a_number_that_can_be_reached_is_let_through(number):
    assert phone_numbers.problem_with(number) is None
