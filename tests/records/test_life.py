"""Any facts in any order, any outages: what holds of every directive, whatever happens to it."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from config.errors import DondocError
from records import acts, decisions, outbox, runs
from records.decisions import day_deadline
from records.dossier import answers, history, verify
from records.firing import advance
from records.roll import current_rows, undecided_rows
from records.tables import facts
from states.directive import ENDED, State
from states.duty import OPEN_DUTY
from states.ladder import reminds_now
from tests.cast import ISSUED, OFFICE, SKHDT, SNV, SYT, approve, issued, mails, row
from tests.states.test_directive import LEADS_TO

REMINDERS = ("reminder_before", "reminder_on_the_day", "overdue", "escalation")
AGENCIES = (SYT, SNV, SKHDT)  # the last one is the lead, addressed itself
numbers = count(1)

agency = st.sampled_from([each.code for each in AGENCIES])
days_ahead = st.integers(-2, 9)
woken = st.sampled_from([True, True, False])  # a fact wakes the run, unless the engine is down
WALL = datetime.fromisoformat("2026-01-05T12:00:00+07:00")


class Life(RuleBasedStateMachine):
    """One directive, three agencies, and everybody who may do something; the clock only goes forward."""

    def __init__(self, db):
        super().__init__()
        self.db = db
        self.now = ISSUED
        self.answers: dict[str, list[list[dict[str, str]]]] = {each.code: [] for each in AGENCIES}
        self.settled: dict[int, str] = {}

    @initialize(urgent=st.booleans(), woken=woken)
    def issue(self, urgent, woken):
        self.urgent = urgent
        number = f"{next(numbers)}/UBND-TH"
        self.id_ = issued(self.db, *AGENCIES, number=number, urgency="khẩn" if urgent else None)
        if woken:
            self._advance()

    # --- time ---

    @rule(minutes=st.integers(0, 60 * 30) | st.integers(0, 60 * 24 * 12))
    def time_passes_and_the_run_looks(self, minutes):
        self.now += timedelta(minutes=minutes)
        self._advance()

    @rule(minutes=st.integers(1, 60 * 24 * 4))
    def time_passes_while_the_engine_is_down(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_run_wakes_when_it_asked_to(self):
        wake = self._advance()
        if wake is not None:
            self.now = wake.astimezone(OFFICE.zone)
            self._advance()

    def _advance(self):
        _, wake = advance(self.db, self.id_, self.now)
        version = runs.version(self.db, self.id_)
        assert advance(self.db, self.id_, self.now) == ([], wake), "advancing again does nothing more"
        assert runs.version(self.db, self.id_) == version
        assert wake is None or wake > self.now
        return wake

    # --- people; whoever is refused has changed nothing ---

    def _act(self, act, *args, woken=False, **given):
        before = runs.version(self.db, self.id_)
        try:
            done = act(self.db, self.id_, *args, now=self.now, **given)
        except DondocError as error:
            done, refused = None, error
        else:
            refused = None
        assert runs.version(self.db, self.id_) == before + (1 if refused is None else 0)
        assert refused is None or refused.remedy
        if woken:
            self._advance()
        return done

    def _day(self, ahead):
        return OFFICE.day_of(self.now) + timedelta(days=ahead)

    @rule(agency=agency, number=st.integers(0, 3))
    def answer(self, agency, number):
        rows = [row(f"{agency} {len(self.answers[agency])}.{n}") for n in range(number)]
        done = self._act(acts.submit, agency, rows) if rows else self._act(acts.declare_nil, agency)
        if done is not None:
            self.answers[agency].append(rows)
            assert done.version == len(self.answers[agency])

    @rule(agency=agency, ahead=days_ahead)
    def ask_for_more_time(self, agency, ahead):
        self._act(acts.ask_extension, agency, until=self._day(ahead), reason="chờ số liệu")

    @rule(agency=agency, ahead=st.none() | days_ahead)
    def decide_on_more_time(self, agency, ahead):
        until = None if ahead is None else self._day(ahead)
        self._act(decisions.decide_extension, agency, until=until, reason="tiến độ")

    @rule(agency=agency, ahead=days_ahead)
    def return_for_revision(self, agency, ahead):
        items = [{"task": "A", "reason": "chưa rõ"}]
        self._act(decisions.return_for_revision, agency, items=items, last_day=self._day(ahead))

    @rule(agency=agency)
    def accept(self, agency):
        self._act(decisions.accept, agency)

    @rule(agency=agency)
    def waive(self, agency):
        self._act(decisions.waive, agency, reason="sáp nhập")

    @rule(agency=agency, to=agency)
    def reassign(self, agency, to):
        self._act(decisions.reassign, agency, to=to, reason="chuyển chức năng")

    @rule(agency=agency)
    def reinstate(self, agency):
        self._act(decisions.reinstate, agency)

    @rule(ahead=days_ahead, woken=woken)
    def reopen(self, ahead, woken):
        deadline = day_deadline(self.db, self._day(ahead), words="gia hạn chung")
        self._act(decisions.reopen_collection, deadline=deadline, reason="còn thiếu", woken=woken)

    @rule(woken=woken)
    def hand_in_the_plan(self, woken):
        self._act(decisions.hand_in_plan, woken=woken)

    @rule(ahead=st.none() | days_ahead, woken=woken)
    def return_the_plan(self, ahead, woken):
        last_day = None if ahead is None else self._day(ahead)
        self._act(decisions.return_plan, reason="bổ sung", last_day=last_day, woken=woken)

    @rule(woken=woken)
    def approve_the_plan(self, woken):
        self._act(lambda db, id_, *, now: approve(db, id_, now=now), woken=woken)

    @precondition(lambda self: len(history(self.db, self.id_)) > 12)  # or most lives would be short
    @rule(woken=woken)
    def withdraw(self, woken):
        self._act(decisions.withdraw, reason="thay thế", woken=woken)

    # --- the post ---

    @rule(fates=st.lists(st.sampled_from(["sent", "deferred", "bounced", "lost"]), min_size=1, max_size=8))
    def post(self, fates):
        claimed = outbox.claim(self.db, directive_id=self.id_, now=self.now, wall=self.now, lease=600, limit=len(fates))
        for mail, fate in zip(claimed, fates, strict=False):
            assert mail.id not in self.settled, "what is settled is never claimed again"
            if fate == "sent":
                outbox.sent(self.db, mail.id, at=self.now, reply="250")
            elif fate == "deferred":
                later = self.now + timedelta(minutes=30)
                outbox.deferred(self.db, mail.id, at=self.now, error="451", retry_after=later)
            elif fate == "bounced":
                outbox.bounced(self.db, mail.id, at=self.now, code=550, error="no such user")
            if fate in ("sent", "bounced"):
                self.settled[mail.id] = fate

    # --- what always holds ---

    @invariant()
    def no_row_is_lost_or_doubled(self):
        kept: dict[str, list[list[dict[str, str]]]] = {each.code: [] for each in AGENCIES}
        for each in sorted(answers(self.db, self.id_), key=lambda each: each["version"]):
            kept[each["agency"]].append(each["rows"])
        assert kept == self.answers
        with self.db.read() as connection:
            current = [(code, content) for code, _, content in current_rows(connection, self.id_)]
        last = [(each.code, content) for each in AGENCIES for content in (self.answers[each.code] or [[]])[-1]]
        assert current == last

    @invariant()
    def with_the_chairman_every_row_has_its_place(self):
        if self._brief().state in (State.SUBMITTED_TO_CHAIRMAN, State.PROMULGATED):
            with self.db.read() as connection:
                assert undecided_rows(connection, self.id_) == 0

    @invariant()
    def the_state_was_reached_along_the_table(self):
        state = State.ISSUED
        for entry in history(self.db, self.id_):
            if entry.kind == "firing":
                assert entry.data["from"] == state
                state = LEADS_TO[entry.name, state]
                assert entry.data["to"] == state
        assert self._brief().state == state

    @invariant()
    def at_most_one_decision_waits_for_the_run(self):
        with self.db.read() as connection:
            waiting = [
                *connection.execute(
                    select(facts.c.name).where(facts.c.directive_id == self.id_, facts.c.acted_upon_at.is_(None))
                ).scalars()
            ]
        if self._brief().state not in ENDED:
            assert len([name for name in waiting if name != "withdrawal_ordered"]) <= 1
            assert len(waiting) == len(set(waiting))

    @invariant()
    def nobody_is_reminded_twice_a_day_or_when_nobody_is_to_be_reminded(self):
        written = mails(self.db, self.id_, *REMINDERS)
        a_day = Counter((mail.recipient, OFFICE.day_of(mail.written_at)) for mail in written)
        assert [each for each, times in a_day.items() if times > 1] == []
        assert all(self.urgent or reminds_now(mail.written_at, OFFICE) for mail in written)
        assert "SKHDT" not in {mail.recipient for mail in written}
        for event in ("lead_digest", "plan_overdue"):
            on = [OFFICE.day_of(mail.written_at) for mail in mails(self.db, self.id_, event)]
            assert on == sorted(set(on))
            assert all(OFFICE.working_days.is_working_day(day) for day in on)

    @invariant()
    def who_owes_nothing_more_is_waiting_for_no_reminder(self):
        for duty in self._brief().roll.duties:
            if duty.state not in OPEN_DUTY:
                assert duty.remind_at is None

    def teardown(self):
        if not hasattr(self, "id_"):
            return
        self.the_log_is_whole_and_every_mail_is_one()

    def the_log_is_whole_and_every_mail_is_one(self):
        verify(self.db, self.id_)
        all_mails = mails(self.db, self.id_)
        keys = Counter((mail.event, mail.recipient, mail.occasion) for mail in all_mails)
        assert set(keys.values()) <= {1}
        assert all(
            next(mail for mail in all_mails if mail.id == id_).status == fate for id_, fate in self.settled.items()
        )

    def _brief(self):
        return runs.brief(self.db, self.id_, self.now)


def test_what_holds_of_every_directive(sqlite_db):
    live(sqlite_db, lives=30, steps=40)


def test_what_holds_of_every_directive_on_postgresql(opened, postgres_url):
    live(opened(postgres_url), lives=6, steps=40)


def live(db, *, lives, steps):
    run_state_machine_as_test(
        lambda: Life(db),
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        ),
    )
