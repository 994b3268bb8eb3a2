"""Who does what, and when: the sample's answers at their own times, then lead and chairman's office."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from config.settings import Settings
from reading.answers import read_answer
from records import Records, acts, decisions
from records import intake as intakes
from records.acts import Person

SAMPLES = Path(__file__).parents[2] / "config" / "samples"
DOCUMENT = SAMPLES / "6321-UBND-TH.txt"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BEGINS = datetime(2020, 12, 17, 8, 30, tzinfo=ZONE)


@dataclass
class Stage:
    """What the scenes act upon."""

    settings: Settings
    db: Records
    directive_id: str = ""


@dataclass(frozen=True)
class Scene:
    at: datetime
    says: str
    act: Callable[[Stage, datetime], None]


def scenes() -> list[Scene]:
    """The whole script in time order."""
    script = [
        Scene(_hanoi("2020-12-17 09:00"), "công văn 6321/UBND-TH is dropped into the inbox", _drop_document),
        Scene(_hanoi("2020-12-17 09:20"), "the clerk confirms the disputed deadline", _clerk_answers),
        *_agencies(),
        Scene(_hanoi("2020-12-24 15:10"), "Sở Kế hoạch và Đầu tư hands in the plan", _hand_in("231/TTr-SKHĐT")),
        Scene(_hanoi("2020-12-25 09:40"), "the Chairman returns it", _return_plan),
        Scene(_hanoi("2020-12-28 10:05"), "the lead hands in the second version", _hand_in("236/TTr-SKHĐT")),
        Scene(_hanoi("2020-12-28 16:20"), "the Chairman approves", _approve),
    ]
    return sorted(script, key=lambda scene: scene.at)


def _hanoi(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _drop_document(stage: Stage, now: datetime) -> None:
    inbox = stage.settings.inbox
    inbox.mkdir(parents=True, exist_ok=True)
    beside = inbox / f".{DOCUMENT.name}"
    beside.write_bytes(DOCUMENT.read_bytes())
    beside.rename(inbox / DOCUMENT.name)


def _clerk_answers(stage: Stage, now: datetime) -> None:
    """Confirm what was read, each question with the value that it offers."""
    from config.roster import Roster
    from reading import read_bytes
    from reading.draft import draft

    ((sha256, _, _),) = intakes.waiting(stage.db)
    came = intakes.get(stage.db, sha256)
    read = draft(
        read_bytes(came.content, came.filename),
        Roster.load(*stage.settings.roster_files),
        stage.db.office,
        came.answers,
    )
    answers = {question.key: question.default for question in read.questions}
    intakes.answer(stage.db, sha256, answers, by="Nguyễn Thị Thu, văn thư")


def _agencies() -> Iterator[Scene]:
    import yaml

    for file in sorted((SAMPLES / "submissions").glob("*.yaml")):
        answer = yaml.safe_load(file.read_text(encoding="utf-8"))
        if answer["answered_at"] is None:
            continue
        at = datetime.fromisoformat(answer["answered_at"])
        code = answer["agency"]
        if answer["kind"] == "nil":
            yield Scene(at, f"{code} has nothing to propose", _nil(answer))
        elif answer["kind"] == "not_ours":
            yield Scene(at, f"{code}: not ours, but {answer['belongs_to']}'s", _not_ours(answer))
        else:
            yield Scene(at, f"{code} submits {len(answer['rows'])} rows", _submit(file, answer))
        if answer.get("extension"):
            asked = datetime.fromisoformat(answer["extension"]["asked_at"])
            yield Scene(asked, f"{code} asks for more time", _ask(answer))
            granted = asked + timedelta(minutes=40)
            yield Scene(granted, f"{code} is given until {answer['extension']['until']}", _grant(answer))


def _submit(file: Path, answer: Mapping[str, Any]) -> Callable[[Stage, datetime], None]:
    filled_in = SAMPLES / "xlsx" / f"{answer['agency']}.xlsx"
    source = filled_in if filled_in.exists() else file

    def act(stage: Stage, now: datetime) -> None:
        rows = read_answer(source).rows
        acts.submit(stage.db, stage.directive_id, answer["agency"], rows, now=now, by=_person(answer))

    return act


def _nil(answer: Mapping[str, Any]) -> Callable[[Stage, datetime], None]:
    def act(stage: Stage, now: datetime) -> None:
        acts.declare_nil(
            stage.db, stage.directive_id, answer["agency"], now=now, by=_person(answer), note=answer.get("note")
        )

    return act


def _not_ours(answer: Mapping[str, Any]) -> Callable[[Stage, datetime], None]:
    def act(stage: Stage, now: datetime) -> None:
        decisions.reassign(
            stage.db, stage.directive_id, answer["agency"], to=answer["belongs_to"], reason=answer["note"], now=now
        )

    return act


def _ask(answer: Mapping[str, Any]) -> Callable[[Stage, datetime], None]:
    asked = answer["extension"]

    def act(stage: Stage, now: datetime) -> None:
        acts.ask_extension(
            stage.db,
            stage.directive_id,
            answer["agency"],
            until=_day(asked["until"]),
            reason=asked["reason"],
            now=now,
            by=_person(answer),
        )

    return act


def _grant(answer: Mapping[str, Any]) -> Callable[[Stage, datetime], None]:
    def act(stage: Stage, now: datetime) -> None:
        until = _day(answer["extension"]["until"])
        decisions.decide_extension(stage.db, stage.directive_id, answer["agency"], until=until, now=now)

    return act


def _hand_in(memo: str) -> Callable[[Stage, datetime], None]:
    def act(stage: Stage, now: datetime) -> None:
        decisions.hand_in_plan(stage.db, stage.directive_id, now=now, by_name="Phan Văn Hiếu", memo_number=memo)

    return act


def _return_plan(stage: Stage, now: datetime) -> None:
    reason = "Bổ sung nhiệm vụ của UBND huyện Minh Long; làm rõ sản phẩm và thời gian của các nhiệm vụ trùng nội dung."
    decisions.return_plan(stage.db, stage.directive_id, reason=reason, last_day=date(2020, 12, 28), now=now)


def _approve(stage: Stage, now: datetime) -> None:
    decisions.approve_plan(
        stage.db, stage.directive_id, plan_number="165/KH-UBND", plan_date=date(2020, 12, 28), now=now
    )


def _person(answer: Mapping[str, Any]) -> Person:
    by = answer.get("by") or {}
    return Person(by.get("name"), by.get("position"))


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
