"""Instants go in aware and come out in UTC, to the microsecond, and sort as time does."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from sqlalchemy.dialects import sqlite

from records.tables import Instant, directives, documents
from tests.cast import hanoi, issued

moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC)) | st.builds(  # noqa: DTZ001
    lambda moment, hours: moment.replace(tzinfo=timezone(timedelta(hours=hours))),
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)),  # noqa: DTZ001
    st.integers(-23, 23),
)


def kept_as(db, moment):
    id_ = issued(db, number=moment.isoformat())
    with db.write() as connection:
        connection.execute(update(directives).where(directives.c.id == id_).values(wake_at=moment))
        return connection.execute(select(directives.c.wake_at).where(directives.c.id == id_)).scalar_one()


@pytest.mark.parametrize("said", ["2020-12-22 00:00", "2020-12-21 23:59:59.999999", "1987-07-01 12:00"])
def test_an_instant_is_the_same_one_wherever_it_was_said(db, said):
    kept = kept_as(db, hanoi(said))

    assert kept == hanoi(said)
    assert kept.tzinfo is UTC


@given(moment=moments)
def test_sqlite_keeps_every_instant_as_text_of_one_length_that_sorts_as_time_does(moment):
    write, read = Instant().bind_processor(sqlite.dialect()), Instant().result_processor(sqlite.dialect(), None)

    assert read(write(moment)) == moment
    assert len(write(moment)) == 26
    later = moment.astimezone(UTC) + timedelta(microseconds=1)
    assert write(moment) < write(later)


def test_an_instant_without_a_zone_is_refused(db):
    with pytest.raises(Exception, match="has no time zone"):
        kept_as(db, datetime(2020, 12, 22))  # noqa: DTZ001 - that is what is refused


def test_no_instant_stays_none(db):
    issued(db)
    with db.read() as connection:
        assert connection.execute(select(directives.c.plan_late_from, directives.c.digest_at)).one().digest_at is None


def test_bytes_come_back_as_they_were(db):
    content = bytes(range(256))
    with db.write() as connection:
        row = {"sha256": "0" * 64, "filename": "a", "media_type": "b", "content": content}
        connection.execute(insert(documents), row)
        assert connection.execute(select(documents.c.content)).scalar_one() == content
