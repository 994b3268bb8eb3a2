"""A directive's whole life in the real records, each of its mails delivered: the facts they hand over are the facts
that the mails name, for every mail there is."""

import re
from collections import Counter
from datetime import date

import pytest

from config.clock import CompressedClock
from config.settings import Settings
from notifications.delivery import deliver
from notifications.events import EVENTS
from records import acts, agency_acts, decisions
from records.acts import Person
from records.database import Records
from records.firing import advance
from records.outbox import write_to_clerk
from tests.cast import BA_TO, SKHDT, SNV, STP, SYT, approve, collecting, hanoi, row
from tests.conftest import Open
from tests.notifications.mail_server import Fault, MailServer

HANH = Person(name="Nguyễn Thị Minh Hạnh", position="Phó Giám đốc")
FIFTH_OF_A_WEEK = [f"2020-12-{day} {hour}" for day in range(18, 29) for hour in ("08:30", "12:00")]


class Life:
    """One directive under a clock that is wound; after each act its mails go out."""

    def __init__(self, db: Records, settings: Settings, clock: CompressedClock, server: MailServer) -> None:
        self.db, self.settings, self.clock, self.server = db, settings, clock, server

    async def at(self, words: str, id_: str) -> None:
        """Wind the clock to `words`; what the directive's run does at that time, and the mails of it."""
        self.clock.start(hanoi(words), speed=1.0)
        advance(self.db, id_, hanoi(words))
        await deliver(self.db, self.settings, self.clock)


@pytest.fixture
def life(sqlite_url: str, opened: Open, settings: Settings, clock: CompressedClock, server: MailServer) -> Life:
    db = opened(sqlite_url, portal_url="https://dondoc.quangngai.example")
    return Life(db, settings, clock, server)


async def test_every_mail_that_the_records_write_can_be_made_and_sent(life: Life) -> None:
    db = life.db
    id_ = collecting(db, SYT, SNV, STP, BA_TO, SKHDT)
    await life.at("2020-12-17 09:00", id_)

    friday = hanoi("2020-12-18 10:00")
    acts.submit(db, id_, SYT.code, [row(), row("Kế hoạch")], now=friday, by=HANH)
    acts.declare_nil(db, id_, STP.code, now=friday)
    asking = {"until": date(2020, 12, 23), "reason": "Đang lấy ý kiến\ncác phòng", "now": friday, "by": HANH}
    agency_acts.ask_extension(db, id_, BA_TO.code, **asking)
    agency_acts.ask_extension(db, id_, SNV.code, **asking)
    agency_acts.ask_reassignment(db, id_, SNV.code, belongs_to="Sở Tư pháp", reason="Không thuộc", now=friday, by=HANH)
    asked = agency_acts.ask_question(db, id_, SNV.code, question="Có phải đề xuất lại?", now=friday, by=HANH)
    await life.at("2020-12-18 10:00", id_)
    decisions.decide_extension(db, id_, BA_TO.code, until=date(2020, 12, 23), now=friday)
    decisions.decide_extension(db, id_, SNV.code, until=None, reason="Không còn thời gian", now=friday)
    agency_acts.answer_question(db, id_, asked.seq, answer="Không", by="Phan Văn Hiếu", now=friday)
    mend = [{"task": "Kế hoạch", "reason": "chưa có căn cứ pháp lý"}]
    decisions.return_for_revision(db, id_, SYT.code, items=mend, last_day=date(2020, 12, 22), now=friday)
    for hour in FIFTH_OF_A_WEEK:
        await life.at(hour, id_)
    monday = hanoi("2020-12-28 14:00")
    decisions.hand_in_plan(db, id_, now=monday, memo_number="2254/TTr-SKHĐT")
    await life.at("2020-12-28 14:00", id_)
    decisions.return_plan(db, id_, reason="Ghi rõ thời gian", last_day=date(2020, 12, 30), now=monday)
    await life.at("2020-12-28 14:01", id_)
    decisions.hand_in_plan(db, id_, now=hanoi("2020-12-29 09:00"))
    await life.at("2020-12-29 09:00", id_)
    approve(db, id_, now=hanoi("2020-12-29 10:00"))
    life.server.faults.append(Fault("RCPT", "550 5.1.1 no such mailbox", SNV.email, times=1))
    await life.at("2020-12-29 10:00", id_)

    other = collecting(db, SYT, number="6402/UBND-TH", now=hanoi("2020-12-29 11:00"))
    decisions.withdraw(db, other, reason="Điều chỉnh phạm vi", now=hanoi("2020-12-29 11:05"))
    await life.at("2020-12-29 11:05", other)
    told = {"filename": "6403.docx", "document": "5b0d3ce81f27"}
    for event, said in (("clerk_questions", {"questions": ["Ngày nào?"]}), ("intake_rejected", {"reason": "Tệp rỗng"})):
        write_to_clerk(db, event, told | said, about=f"{event}0000", now=hanoi("2020-12-29 11:10"))
    await life.at("2020-12-29 11:10", other)

    taken = [one.mail for one in life.server.taken]
    assert {mail["X-Dondoc-Event"] for mail in taken} == set(EVENTS)
    assert [id_ for id_, times in Counter(mail["Message-ID"] for mail in taken).items() if times > 1] == []
    for mail in taken:
        assert re.match(r"\[(6321/UBND-TH|6402/UBND-TH|6403\.docx)\] \S", mail["Subject"])


async def test_each_agency_gets_its_own_link_and_nobody_elses(life: Life) -> None:
    id_ = collecting(life.db, SYT, SNV)
    await life.at("2020-12-17 09:00", id_)

    links = {}
    for one in life.server.taken:
        text = one.mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        links[one.recipient] = re.findall(r"https://dondoc\.quangngai\.example/\S+", text)

    assert all(len(set(links[agency.email])) == 1 for agency in (SYT, SNV))
    assert links[SYT.email] != links[SNV.email]
