"""How a directive looks in Prefect's pages: names, tags, message, and two artifacts, progress and roll call.

Agencies are named there; persons, mailboxes and links never are.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactUpdate
from prefect.client.schemas.objects import FlowRun

from config.labels import DUTIES, STANDINGS, STATES, TIMERS
from flows.office import Office
from records.roll import Duty, Roll
from records.runs import RunBrief
from states.deadlines import Standing
from states.directive import Firing
from states.duty import DutyState


def words(name: str) -> str:
    """ "awaiting_submissions" as a person reads it."""
    return name.replace("_", " ")


def title(firing: Firing) -> str:
    """Name of a firing's task run: the change, or the duty of the office that was done."""
    return f"{words(firing.source)} → {words(firing.dest)}" if firing.moves else words(firing.trigger)


def badge(brief: RunBrief) -> str:
    """Name of the run's state: the directive's own, "Awaiting submissions"."""
    return words(brief.state).capitalize()


def message(brief: RunBrief, office: Office, next_mail: datetime | None) -> str:
    """ "12/41 in; next: reminder 21/12 08:30"."""
    coming = [(at, TIMERS[name][1]) for at, name in (brief.next_timer,)] if brief.next_timer else []
    if next_mail is not None:
        coming.append((next_mail, "mail"))
    if not coming:
        return f"{brief.answered}/{brief.asked} in"
    at, what = min(coming)
    return f"{brief.answered}/{brief.asked} in; next: {what} {office.local(at):%d/%m %H:%M}"


def tags(brief: RunBrief) -> list[str]:
    urgency = (brief.urgency or "none").replace(" ", "-")
    return [f"state:{brief.state}", f"lead:{brief.lead_code}", f"urgency:{urgency}"]


async def show(
    client: PrefectClient, run: FlowRun, office: Office, brief: RunBrief, mails: Mapping[str, Mapping[str, int]]
) -> None:
    """Bring the run's tags and artifacts up to date. What has not changed is not written again."""
    wanted = tags(brief)
    if sorted(run.tags) != sorted(wanted):
        await client.update_flow_run(run.id, tags=wanted)
    text, rows = progress(brief, office, mails), roster(brief.roll, office)
    first, second = key("progress", brief), key("roster", brief)
    shown = await _shown(client, run, first, second)
    if first in shown and second in shown:
        await _show_anew(client, shown[first], text)
        await _show_anew(client, shown[second], json.dumps(rows))
        return
    ids = (
        await acreate_markdown_artifact(text, key=first, description=f"{brief.number}: tình hình"),
        await acreate_table_artifact(rows, key=second, description=f"{brief.number}: các cơ quan"),
    )
    # Prefect keeps the artifacts off a parked run's page: say where they are.
    pages = f"{office.settings.api_url.removesuffix('/api')}/artifacts/artifact"
    get_run_logger().info(f"its progress: {pages}/{ids[0]}  its roll call: {pages}/{ids[1]}")


def key(what: str, brief: RunBrief) -> str:
    """Key of an artifact. Numbers restart every year: the id's head tells two 6321 apart."""
    bare = unicodedata.normalize("NFKD", brief.number.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return f"{what}-{re.sub('[^a-z0-9]+', '-', bare).strip('-')}-{brief.id[:8]}"


def progress(brief: RunBrief, office: Office, mails: Mapping[str, Mapping[str, int]]) -> str:
    roll = brief.roll
    statuses = [each for by_status in mails.values() for each in by_status.items()]
    count = {status: sum(n for of, n in statuses if of == status) for status in ("sent", "queued", "bounced")}
    rows = [
        ("Trạng thái", f"**{STATES[brief.state][0]}** từ {office.local(brief.state_since):%H:%M %d/%m/%Y}"),
        ("Đã gửi", _answered(roll)),
        ("Chưa gửi", str(len(roll.silent))),
        ("Cơ quan đầu mối", brief.lead_name),
        ("Hạn gửi báo cáo", _last_day(brief.closes_at, office)),
        ("Hạn trình kế hoạch", _last_day(brief.plan_late_from, office) if brief.plan_late_from else "không nêu"),
        ("Việc tiếp theo", _next(brief, office)),
        ("Thư", f"{count['sent']} đã gửi, {count['queued']} đang chờ, {count['bounced']} bị trả lại"),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    return f"# {brief.number}\n\n{_plain(brief.subject)}\n\n| | |\n|---|---|\n{table}\n"


def roster(roll: Roll, office: Office) -> list[dict[str, str]]:
    return [_row(duty, office) for duty in roll.duties]


def _row(duty: Duty, office: Office) -> dict[str, str]:
    received = duty.first_received_at
    return {
        "Mã": duty.agency,
        "Tình trạng": DUTIES[duty.state][0],
        "Nhận lúc": f"{office.local(received):%H:%M %d/%m/%Y}" if received else "",
        "So với thời hạn": STANDINGS[duty.standing][0] if duty.standing else "",
        "Hạn": f"{duty.last_day:%d/%m/%Y}",
        "Cơ quan": duty.name,  # last: long names would push the rest out of sight
    }


def _answered(roll: Roll) -> str:
    parts = [f"{STANDINGS[standing][0].lower()}: {n}" for standing in Standing if (n := roll.stand(standing))]
    if nil := roll.count(DutyState.NIL):
        parts.append(f"{DUTIES[DutyState.NIL][0].lower()}: {nil}")
    return f"**{roll.answered}/{roll.asked}**" + (f" ({', '.join(parts)})" if parts else "")


def _next(brief: RunBrief, office: Office) -> str:
    if brief.next_timer is None:
        return "không có" if brief.ended else "chờ cơ quan, người có thẩm quyền"
    at, name = brief.next_timer
    return f"{TIMERS[name][0]}, {office.local(at):%H:%M %d/%m/%Y}"


def _last_day(late_from: datetime, office: Office) -> str:
    """The first late instant as people say it: midnight ends the day before."""
    local = office.local(late_from)
    if local.hour or local.minute:
        return f"trước {local:%H:%M %d/%m/%Y}"
    return f"hết ngày {local.date() - timedelta(days=1):%d/%m/%Y}"


def _plain(text: str) -> str:
    """The subject is the document's; here it is text, not markup."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|!" else letter for letter in text)


async def _shown(client: PrefectClient, run: FlowRun, *keys: str) -> dict[str, dict[str, Any]]:
    """The artifacts that `run` shows now, by key; a run that was rebuilt has none yet."""
    # Asked without the client's own method: it sends nulls for what is left out, and some servers refuse them.
    wanted = {"artifacts": {"key": {"any_": list(keys)}}, "limit": len(keys)}
    latest = (await client.request("POST", "/artifacts/latest/filter", json=wanted)).json()
    return {each["key"]: each for each in latest if each["flow_run_id"] == str(run.id)}


async def _show_anew(client: PrefectClient, shown: dict[str, Any], content: str) -> None:
    """In its place: an artifact for each of a hundred answers would show nobody anything."""
    if shown["data"] != content:
        await client.update_artifact(UUID(shown["latest_id"]), ArtifactUpdate(data=content))
