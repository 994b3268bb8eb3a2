"""The audit chain: whoever changes the log past the product is found, and the row is named."""

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from config.errors import AuditBroken, UnreadableInput
from records import acts, audit, dossier
from records.audit import GENESIS, Entry, Head, as_written, canonical, parsed, seal, sha256, sha256_of_rows, verify
from tests.cast import ISSUED, SNV, SYT, collecting, hanoi, mails, promulgated, row, submitted_to_chairman


@pytest.fixture
def id_(sqlite_db):
    """A whole directive with its log of some twenty rows, a rich answer in it."""
    id_ = submitted_to_chairman(sqlite_db)
    return id_


@pytest.fixture
def attacker(sqlite_db):
    """Somebody with the file and no respect: opens it past the product and drops what protects the log."""
    sqlite_db.close()
    with closing(sqlite3.connect(sqlite_db.engine.url.database)) as connection:
        connection.execute("DROP TRIGGER audit_log_no_update")
        connection.execute("DROP TRIGGER audit_log_no_delete")
        connection.commit()

        def attack(*statements):
            for statement in statements:
                if isinstance(statement, str):
                    connection.execute(statement)
                else:
                    connection.execute(*statement)
            connection.commit()

        yield attack


def log(db, id_):
    return dossier.history(db, id_)


def said(db, id_, *heads):
    with pytest.raises(AuditBroken) as told:
        dossier.verify(db, id_, heads)
    assert told.value.exit_code == 7
    assert told.value.remedy
    return str(told.value)


def resealed(id_, chain):
    """The chain as somebody who knows how it is made would write it anew."""
    prev, again = GENESIS, []
    for seq, entry in enumerate(chain, start=1):
        told = {**vars(entry), "seq": seq, "prev": prev}
        prev = seal(id_, told)
        again.append(Entry(**{**told, "hash": prev}))
    return again


# --- untouched ----------------------------------------------------------------------------------------------------


def test_an_untouched_log_verifies_and_gives_its_head(db):
    id_ = promulgated(db)

    last = log(db, id_)[-1]
    assert dossier.verify(db, id_) == Head(last.seq, last.hash)
    assert last.name == "promulgate"


def test_every_head_that_left_the_house_in_a_mail_is_in_the_log(db):
    id_ = promulgated(db)
    shown = {mail.audit_head for mail in mails(db, id_)}

    assert len(shown) > 5
    for head in shown:
        footer = " ".join((head[:4], head[4:8], head[8:12]))  # as a mail's footer groups it
        assert dossier.verify(db, id_, [Head(0, footer)])


def test_a_chain_is_its_directives_own(db):
    first, second = collecting(db), collecting(db, number="6322/UBND-TH")

    assert [entry.hash for entry in log(db, first)] != [entry.hash for entry in log(db, second)]
    with pytest.raises(AuditBroken, match=r"row 1 \(issued, .* was changed after it was written"):
        verify(second, log(db, first))


def test_anybody_can_recompute_a_seal_from_an_export_with_nothing_of_ours(db):
    """SHA-256 over the canonical JSON (RFC 8785) of directive, seq, at, actor, kind, name, data and prev."""
    id_ = promulgated(db)
    prev = "0" * 64
    for entry in json.loads(json.dumps(dossier.export(db, id_)))["audit"]:
        sealed = {key: entry[key] for key in ("seq", "at", "actor", "kind", "name", "data", "prev")}
        plain = json.dumps(
            {"directive": id_, **sealed}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )  # the same, as long as no key is beyond U+FFFF and no number has a fraction
        assert entry["prev"] == prev
        assert entry["hash"] == hashlib.sha256(plain.encode()).hexdigest()
        prev = entry["hash"]


def test_an_export_verifies_alone(db):
    id_ = promulgated(db)
    exported = json.loads(json.dumps(dossier.export(db, id_)))

    assert dossier.verify_export(exported) == dossier.verify(db, id_)


# --- the database refuses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET actor = 'clerk'",
        "UPDATE audit_log SET data = '{}' WHERE seq = 2",
        "DELETE FROM audit_log",
        "DELETE FROM audit_log WHERE seq = 2",
        "INSERT INTO audit_log SELECT * FROM audit_log WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_row(db, statement):
    id_ = collecting(db)
    before = log(db, id_)

    def tamper():
        with db.engine.connect() as connection, connection.begin():
            connection.execute(text(statement))

    with pytest.raises(DBAPIError, match=r"append-only|UNIQUE|duplicate key"):
        tamper()
    assert log(db, id_) == before


def test_postgresql_refuses_to_empty_the_log_too(opened, postgres_url):
    db = opened(postgres_url)
    id_ = collecting(db)

    def tamper():
        with db.engine.connect() as connection, connection.begin():
            connection.execute(text("TRUNCATE audit_log"))

    with pytest.raises(DBAPIError, match="append-only"):
        tamper()
    assert len(log(db, id_)) == 2


def test_sqlite_replaces_no_row_either(sqlite_db):
    """INSERT OR REPLACE deletes the row that is in its way."""
    id_ = collecting(sqlite_db)
    before = log(sqlite_db, id_)

    def tamper():
        with sqlite_db.engine.connect() as connection, connection.begin():
            connection.execute(
                text(
                    "INSERT OR REPLACE INTO audit_log "
                    "SELECT directive_id, seq, at, 'x', kind, name, data, prev, hash FROM audit_log WHERE seq = 2"
                )
            )

    with pytest.raises(DBAPIError, match="append-only"):
        tamper()
    assert log(sqlite_db, id_) == before


# --- changed, removed, inserted, reordered ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "at = '2020-12-17T02:00:00.000001Z'",
        "actor = 'lead'",
        "kind = 'fact '",
        "name = 'close'",
        "data = '{}'",
        "data = replace(data, '\"answered\":1', '\"answered\":2')",
        "data = data || ' '",
        "data = replace(data, '{', '{ ')",
        "data = '{\"answered\":1,' || substr(data, 2)",
        "data = 'no JSON any more'",
        "data = '[1]'",
        "data = x'ff00'",
        "data = CAST(x'7bff7d' AS TEXT)",
        "data = 12345678901234567890",
        "data = '{\"a\":NaN}'",
        "data = '{\"a\":' || replace(hex(zeroblob(5000)), '00', '[') || '}'",
        "actor = CAST(x'ff' AS TEXT)",
        "hash = upper(hash)",
        "hash = substr(hash, 1, 63) || '!'",
        "hash = x'00'",
    ],
)
def test_a_changed_row_is_found_and_named(sqlite_db, id_, attacker, change):
    (row_,) = [entry for entry in log(sqlite_db, id_) if entry.name == "close_collection"]

    attacker(f"UPDATE audit_log SET {change} WHERE seq = {row_.seq}")

    assert said(sqlite_db, id_).startswith(f"row {row_.seq} (")
    assert len(log(sqlite_db, id_)) >= row_.seq, "the log can still be read and shown"


def test_a_row_whose_own_hash_was_made_to_fit_breaks_the_row_after_it(sqlite_db, id_, attacker):
    chain = log(sqlite_db, id_)
    forged = {**vars(chain[4]), "actor": "somebody else"}

    attacker(
        (
            "UPDATE audit_log SET actor = ?, hash = ? WHERE seq = ?",
            ("somebody else", seal(id_, forged), chain[4].seq),
        )
    )

    assert said(sqlite_db, id_).startswith(f"row {chain[5].seq} ({chain[5].name}, {chain[5].at}) does not follow")


@pytest.mark.parametrize("seq", [1, 2, 7])
def test_a_removed_row_is_found_and_named(sqlite_db, id_, attacker, seq):
    after = log(sqlite_db, id_)[seq]
    attacker(f"DELETE FROM audit_log WHERE seq = {seq}")

    assert said(sqlite_db, id_) == f"row {seq} is missing: row {seq + 1} ({after.name}) follows row {seq - 1}"


def test_a_removed_row_whose_followers_were_moved_up_is_found(sqlite_db, id_, attacker):
    attacker(
        "DELETE FROM audit_log WHERE seq = 5",
        "UPDATE audit_log SET seq = -seq WHERE seq > 5",
        "UPDATE audit_log SET seq = -seq - 1 WHERE seq < 0",
    )

    assert said(sqlite_db, id_).startswith("row 5 (")


def test_an_inserted_row_is_found_and_named(sqlite_db, id_, attacker):
    attacker(
        "UPDATE audit_log SET seq = -seq WHERE seq >= 5",
        "UPDATE audit_log SET seq = -seq + 1 WHERE seq < 0",
        "INSERT INTO audit_log SELECT directive_id, 5, at, actor, kind, name, data, prev, hash FROM audit_log "
        "WHERE seq = 4",
    )

    assert said(sqlite_db, id_).startswith("row 5 (")


def test_a_row_that_stands_twice_is_found_and_named(sqlite_db, id_, attacker):
    """Without its key the table can hold a row twice."""
    attacker(
        "CREATE TABLE a AS SELECT * FROM audit_log",
        "INSERT INTO a SELECT * FROM audit_log WHERE seq = 4",
        "DROP TABLE audit_log",
        "ALTER TABLE a RENAME TO audit_log",
    )

    assert said(sqlite_db, id_).startswith("row 4 (")
    assert "was added" in said(sqlite_db, id_)


def test_two_rows_that_changed_places_are_found(sqlite_db, id_, attacker):
    attacker(
        "UPDATE audit_log SET seq = -4 WHERE seq = 4",
        "UPDATE audit_log SET seq = 4 WHERE seq = 5",
        "UPDATE audit_log SET seq = 5 WHERE seq = -4",
    )

    assert said(sqlite_db, id_).startswith("row 4 (")


def test_a_row_added_at_the_end_with_a_good_seal_is_found_by_what_the_directive_knows(sqlite_db, id_, attacker):
    last = log(sqlite_db, id_)[-1]
    told = {**vars(last), "seq": last.seq + 1, "prev": last.hash, "name": "plan_approved"}
    attacker(
        (
            "INSERT INTO audit_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (id_, told["seq"], told["at"], told["actor"], told["kind"], told["name"], canonical(told["data"]),
             told["prev"], seal(id_, told)),
        )
    )  # fmt: skip

    assert said(sqlite_db, id_).startswith(f"row {last.seq + 1} (plan_approved, {last.at}) was added after")


# --- a cut tail, a log written anew -------------------------------------------------------------------------------


def cut(chain, to):
    """What to do to the database so that the last rows seem never to have been."""
    head = chain[to - 1]
    return (
        f"DELETE FROM audit_log WHERE seq > {to}",
        f"UPDATE directives SET audit_seq = {to}, audit_head = '{head.hash}'",
    )


def test_a_cut_tail_is_found_by_the_heads_of_the_mails_in_the_outbox(sqlite_db, id_, attacker):
    chain = log(sqlite_db, id_)
    attacker(*cut(chain, 5))

    assert said(sqlite_db, id_).startswith("the end was cut off: the log has 5 rows, a mail or export knows row ")


def test_a_cut_tail_is_found_by_a_mail_that_left_though_the_outbox_was_cut_too(sqlite_db, id_, attacker):
    chain = log(sqlite_db, id_)
    footer = mails(sqlite_db, id_, "plan_submitted")[0].audit_head[:12]
    attacker(*cut(chain, 5), "DELETE FROM outbox WHERE audit_seq > 5", "DELETE FROM submissions", "DELETE FROM rows")
    attacker("DELETE FROM plans")

    assert said(sqlite_db, id_, Head(0, footer)) == (
        f"no row is the one that a mail or export knows as {footer}: rewritten, or cut off after it"
    )
    assert said(sqlite_db, id_, Head(chain[-1].seq, chain[-1].hash)) == (
        f"the end was cut off: the log has 5 rows, a mail or export knows row {chain[-1].seq}"
    )


def test_a_cut_tail_is_found_by_the_directives_own_head(sqlite_db, id_, attacker):
    chain = log(sqlite_db, id_)
    attacker("DELETE FROM outbox", cut(chain, 5)[0])

    assert said(sqlite_db, id_).startswith("the end was cut off: the log has 5 rows")


def test_a_log_written_anew_from_a_row_on_is_found_by_any_head_that_left_after_it(sqlite_db, id_, attacker):
    """Whoever has the file can compute seals; the mails have left the house."""
    chain = log(sqlite_db, id_)
    left = Head(chain[-1].seq, chain[-1].hash)
    forged = [*chain]
    forged[3] = Entry(**{**vars(chain[3]), "actor": "somebody else"})
    again = resealed(id_, forged)
    attacker("DELETE FROM audit_log", "DELETE FROM outbox")
    for entry in again:
        attacker(
            (
                "INSERT INTO audit_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (id_, entry.seq, entry.at, entry.actor, entry.kind, entry.name, canonical(entry.data), entry.prev,
                 entry.hash),
            )
        )  # fmt: skip
    attacker(("UPDATE directives SET audit_head = ?", (again[-1].hash,)))

    assert dossier.verify(sqlite_db, id_) == Head(len(again), again[-1].hash), "nothing in the file betrays it"
    assert said(sqlite_db, id_, left) == (
        f"row {left.seq} is not the one that a mail or export knows as {left.hash[:12]}: rewritten, or cut off after it"
    )


def test_a_code_that_is_too_short_to_tell_seals_apart_proves_nothing(sqlite_db, id_):
    assert "is no seal: 8 digits at least" in said(sqlite_db, id_, Head(0, "a"))
    assert "is no seal" in said(sqlite_db, id_, Head(3, ""))


# --- the export, and what is sealed beside the log ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda it: it["audit"][3].update(actor="lead"), "row 4 ("),
        (lambda it: it["audit"].pop(3), "row 4 is missing"),
        (lambda it: it["audit"].pop(), "the end was cut off"),
        (lambda it: it["audit"].insert(3, it["audit"][3]), "row 4 ("),
        (lambda it: it["audit"].reverse(), "is missing"),
        (lambda it: it["answers"][0]["rows"][0].update(product="Đề án khác"), "answer 1 of SYT was changed"),
        (lambda it: it["answers"].pop(), "answer 1 of SYT is gone"),
        (lambda it: it["answers"].append({**it["answers"][0], "version": 2}), "answer 2 of SYT is not in the log"),
        (lambda it: it.update(directive="0000"), "row 1 ("),
    ],
)
def test_a_tampered_export_is_found(db, tamper, found):
    exported = json.loads(json.dumps(dossier.export(db, submitted_to_chairman(db))))
    tamper(exported)

    with pytest.raises(AuditBroken) as told:
        dossier.verify_export(exported)
    assert found in str(told.value)


@pytest.mark.parametrize("content", [{}, {"audit": 3}, {"audit": [{}], "head": {"seq": 1, "hash": "a"}}, {"audit": []}])
def test_what_is_no_export_is_said_to_be_none(content):
    with pytest.raises(UnreadableInput, match="this is no exported dossier"):
        dossier.verify_export(content)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE rows SET content = replace(content, 'Đề án', 'Dự án')", "answer 1 of SYT was changed after"),
        ("UPDATE rows SET content = 'no JSON'", "answer 1 of SYT was changed after"),
        ("DELETE FROM rows", "answer 1 of SYT was changed after"),
        ("DELETE FROM submissions", "answer 1 of SYT is gone"),
        ("UPDATE submissions SET agency = 'SNV'", "answer 1 of SNV is not in the log"),
        ("UPDATE documents SET content = 'something else'", "the original document is not the one"),
        ("UPDATE plans SET rows_sha256 = 'ab'", "plan version 1 is not the one handed in"),
        ("DELETE FROM plans", "plan version 1 is not the one handed in"),
    ],
)
def test_answers_plans_and_the_original_are_held_against_the_log(sqlite_db, id_, attacker, statement, found):
    attacker(statement)

    assert found in said(sqlite_db, id_)


# --- canonical text -----------------------------------------------------------------------------------------------


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(value=st.dictionaries(st.text("abĐ\U0001f600\uffff"), values, max_size=4))
def test_what_was_put_on_record_is_read_back_and_hashes_the_same(value):
    """Also 1e20, which the canonical form writes as a whole number that no JSON reader takes for one."""
    written = canonical(value)

    assert canonical(parsed(written)) == written
    assert as_written(written) == parsed(written)
    assert sha256(as_written(written)) == sha256(value)


@given(rows=st.lists(st.dictionaries(st.text("ab"), values, min_size=1, max_size=2), max_size=3))
def test_the_hash_of_rows_is_the_hash_of_their_list(rows):
    assert sha256_of_rows(map(canonical, rows)) == sha256(rows)


@given(value=values)
def test_the_canonical_form_is_that_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value).decode()


def test_a_backslash_before_u0000_is_no_nul():
    assert parsed(canonical({"a": "\\u0000", "b": "\\\\u0000"})) == {"a": "\\u0000", "b": "\\\\u0000"}
    with pytest.raises(UnreadableInput):
        canonical({"a": "\\\x00"})


def test_an_answer_with_a_number_as_spreadsheets_write_them_still_verifies(db):
    id_ = collecting(db, SYT, SNV)
    acts.submit(db, id_, "SYT", [row() | {"account": 12345678901234567.0, "cost": 1e20, "share": 0.1}], now=ISSUED)

    assert dossier.verify(db, id_) == Head(3, log(db, id_)[-1].hash)


# --- random tampering ---------------------------------------------------------------------------------------------


class Forger:
    """Does one random thing to a copy of a log."""

    FIELDS = ("seq", "at", "actor", "kind", "name", "data", "prev", "hash")

    def __init__(self, draw):
        self.draw = draw

    def forge(self, chain):
        chain = list(chain)
        at = self.draw(st.integers(0, len(chain) - 1))
        way = self.draw(st.sampled_from(["change", "remove", "copy", "swap", "cut"]))
        if way == "change":
            field = self.draw(st.sampled_from(self.FIELDS))
            value = {
                "seq": st.integers(-3, 40),
                "data": st.dictionaries(st.text("ab"), st.integers() | st.text(), max_size=2),
            }.get(field, st.text(max_size=64))
            chain[at] = Entry(**{**vars(chain[at]), field: self.draw(value)})
        elif way == "remove":
            del chain[at]
        elif way == "copy":
            chain.insert(self.draw(st.integers(0, len(chain))), chain[at])
        elif way == "swap":
            other = self.draw(st.integers(0, len(chain) - 1))
            chain[at], chain[other] = chain[other], chain[at]
        else:
            del chain[at:]
        return chain


@pytest.fixture(scope="module")
def whole():
    """A chain made as the product makes it, without a database."""
    chain, prev = [], GENESIS
    for seq in range(1, 13):
        told = {
            "seq": seq, "at": audit.utc(hanoi("2020-12-17 09:00")), "actor": "SYT", "kind": "fact",
            "name": "submitted", "data": {"rows": seq, "note": "bản chính"}, "prev": prev,
        }  # fmt: skip
        prev = seal("6321", told)
        chain.append(Entry(**told, hash=prev))
    return chain


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_random_tampering_passes(whole, data):
    forger, chain = Forger(data.draw), whole
    for _ in range(data.draw(st.integers(1, 3))):
        if chain:
            chain = forger.forge(chain)
    head = Head(len(whole), whole[-1].hash)

    if chain == whole:
        assert verify("6321", chain, [head]) == head
    else:
        with pytest.raises(AuditBroken):
            verify("6321", chain, [head])
