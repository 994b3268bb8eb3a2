"""Documents that came in: known by their content, never lost, answered by the clerk beside a run that reads."""

import hashlib
from datetime import timedelta

import pytest

from config.errors import NotAllowed, NotFound
from records import intake
from tests.cast import ISSUED, everything, hanoi

CONTENT = "Số: 6321 /UBND-TH".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def received(db, content=CONTENT, name="6321.txt", now=ISSUED):
    return intake.receive(db, filename=name, media_type="text/plain", content=content, now=now)


def test_what_came_in_is_kept_byte_for_byte_and_waits_to_be_read(db):
    came, is_new = received(db)

    assert is_new
    assert (came.sha256, came.content, came.status, came.arrived_at) == (SHA256, CONTENT, "received", ISSUED)
    assert intake.unsettled(db) == [SHA256]


def test_the_same_file_twice_is_one_whatever_it_is_called(db):
    received(db)
    before = everything(db)

    came, is_new = received(db, name="a copy.txt", now=ISSUED + timedelta(days=1))

    assert not is_new
    assert came.filename == "6321.txt"
    assert everything(db) == before


def test_it_is_found_by_the_first_digits_of_its_digest(db):
    received(db)
    other = hashlib.sha256(b"another").hexdigest()
    received(db, b"another")

    assert intake.get(db, SHA256[:6]).sha256 == SHA256
    assert intake.get(db, other.upper()[:8]).sha256 == other
    for said in ("", "%", "_" * 64, "zz", SHA256 + "0"):
        with pytest.raises(NotFound):
            intake.get(db, said)


def test_the_clerks_answers_are_kept_beside_earlier_ones_and_wake_the_document(db):
    came, _ = received(db)
    assert intake.settle(db, came, "awaiting_clerk", reason="hai cách hiểu thời hạn")
    assert intake.waiting(db) == [(SHA256, "6321.txt", ISSUED)]
    assert intake.unsettled(db) == []

    intake.answer(db, SHA256, {"deadline.submit": "2020-12-21"}, by="vanthu")
    intake.answer(db, SHA256, {"lead": "SKHDT"}, by="vanthu")

    came = intake.get(db, SHA256)
    assert (came.answers, came.answered_by, came.status) == (
        {"deadline.submit": "2020-12-21", "lead": "SKHDT"},
        "vanthu",
        "answered",
    )
    assert intake.unsettled(db) == [SHA256]


def test_an_answer_that_came_while_it_was_read_is_not_overwritten(db):
    came, _ = received(db)
    intake.settle(db, came, "awaiting_clerk", reason="…")
    intake.answer(db, SHA256, {"lead": "SKHDT"}, by="vanthu")
    being_read = intake.get(db, SHA256)
    intake.answer(db, SHA256, {"lead": "STC"}, by="vanthu")

    assert not intake.settle(db, being_read, "issued", directive_id="6321")

    assert (intake.get(db, SHA256).status, intake.get(db, SHA256).answers) == ("answered", {"lead": "STC"})
    assert intake.settle(db, intake.get(db, SHA256), "issued", directive_id="6321")
    assert intake.issued(db) == ["6321"]


def test_what_does_not_wait_for_the_clerk_takes_no_answer(db):
    came, _ = received(db)
    before = everything(db)
    with pytest.raises(NotAllowed, match=r"6321\.txt is received: it has no open question"):
        intake.answer(db, SHA256, {"lead": "STC"}, by="vanthu")
    with pytest.raises(NotFound, match="no document 000000000000 came in"):
        intake.answer(db, "0" * 64, {"lead": "STC"}, by="vanthu")
    assert everything(db) == before

    intake.settle(db, came, "rejected", reason="không đọc được")
    with pytest.raises(NotAllowed, match="is rejected"):
        intake.answer(db, SHA256, {"lead": "STC"}, by="vanthu")


def test_documents_wait_in_the_order_in_which_they_came(db):
    for n, hour in enumerate((12, 9, 15)):
        came, _ = received(db, str(n).encode(), f"{hour}.txt", hanoi(f"2020-12-17 {hour:02}:00"))
        intake.settle(db, came, "awaiting_clerk")

    assert [name for _, name, _ in intake.waiting(db)] == ["9.txt", "12.txt", "15.txt"]
