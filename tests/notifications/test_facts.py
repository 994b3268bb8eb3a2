"""What the outbox hands over is checked by name and kind before anything is rendered."""

from dataclasses import MISSING, fields
from typing import Any

import pytest

from notifications.events import EVENTS, Asked, LeadDigest
from notifications.facts import BadFacts, read_directive, read_facts
from notifications.samples import DIRECTIVE, sample


@pytest.mark.parametrize("event", EVENTS)
def test_a_fact_that_is_missing_is_named(event: str) -> None:
    facts = dict(sample(event).facts)
    known = [one.name for one in fields(EVENTS[event]) if one.default is MISSING]
    for name in known:
        with pytest.raises(BadFacts, match=f"^{event}: the fact '{name}' is missing$"):
            read_facts(event, {key: value for key, value in facts.items() if key != name})


@pytest.mark.parametrize(
    ("event", "changed", "why"),
    [
        ("receipt", {"rows": "3"}, "receipt.rows: '3' is not int"),
        ("receipt", {"rows": True}, "receipt.rows: True is not int"),
        ("receipt", {"received_at": "2020-12-21T08:12:40"}, "receipt.received_at: '2020-12-21T08:12:40' has no offset"),
        ("receipt", {"standing": "early"}, "receipt.standing: 'early' is none of on_time, disputed, late"),
        ("receipt", {"receipt": None}, "receipt.receipt: is null"),
        ("lead_digest", {"silent": "Sở Y tế"}, "lead_digest.silent: a list is wanted, not 'Sở Y tế'"),
        ("extension_granted", {"new_last_day": "23/12/2020"}, "extension_granted.new_last_day: Invalid isoformat"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_named_with_its_value(event: str, changed: dict[str, Any], why: str) -> None:
    with pytest.raises(BadFacts) as refused:
        read_facts(event, {**sample(event).facts, **changed})
    assert str(refused.value).startswith(why)


def test_a_mail_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(BadFacts, match=r"^no mail is called 'birthday'$"):
        read_facts("birthday", {})


def test_lists_become_their_own_kinds() -> None:
    facts = read_facts("lead_digest", sample("lead_digest").facts)

    assert isinstance(facts, LeadDigest)
    assert [type(asking) for asking in facts.extensions_asked] == [Asked]
    assert facts.silent[0] == "Sở Ngoại vụ"


def test_mails_about_a_file_have_no_directive() -> None:
    assert read_directive({}) is None
    directive = read_directive(DIRECTIVE)
    assert directive is not None
    assert directive.plan is not None
