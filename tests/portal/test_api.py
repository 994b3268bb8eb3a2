"""What the pages do, for programs: scopes, problem details, cursors, idempotency keys."""

import pytest

from records import accounts
from records.dossier import answers
from tests.cast import agencies, hanoi
from tests.portal.conftest import opened

BY = {"name": "Trần Quốc Hùng", "position": "Phó Trưởng phòng"}
ROW = {"task": "Nâng cấp trạm y tế", "product": "Đề án", "schedule": "Quý II/2021"}


def client(portal, *scopes: str, agency: str | None = None):
    token = accounts.add_client(
        portal.db, f"eOffice {scopes} {agency}", frozenset(scopes), agency=agency, now=portal.clock.at
    )
    return portal.client(Authorization=f"Bearer {token}")


@pytest.fixture
def writer(everywhere):
    return client(everywhere, "read", "answer")


def of(portal, agency: str = "SYT") -> str:
    return f"/api/directives/{portal.directive}/duties/{agency}"


def test_a_program_reads_what_is_owed_and_hands_it_in(everywhere, writer):
    (directive,) = writer.get("/api/directives").json()["items"]
    duty = writer.get(of(everywhere)).json()
    assert (directive["number"], duty["state"]) == ("6321/UBND-TH", "pending")
    assert duty["columns"] == ["sản phẩm", "nội dung tóm lược", "căn cứ pháp lý", "thời gian thực hiện"]

    done = writer.post(f"{of(everywhere)}/submissions", json={"by": BY, "rows": [ROW]})

    assert done.status_code == 201
    (answer,) = answers(everywhere.db, everywhere.directive)
    assert done.json()["receipt"] == answer["receipt"]
    (read,) = writer.get(f"{of(everywhere)}/submissions").json()["items"]
    assert (read["rows"][0]["task"], read["by_name"]) == (ROW["task"], BY["name"])
    assert everywhere.waked == [everywhere.directive]


def test_a_retry_with_the_same_key_does_it_once_and_the_key_is_good_for_nothing_else(everywhere, writer):
    where, key = f"{of(everywhere)}/submissions", {"Idempotency-Key": "0b6c1f3e-42"}
    first = writer.post(where, json={"by": BY, "rows": [ROW]}, headers=key)
    again = writer.post(where, json={"by": BY, "rows": [ROW]}, headers=key)
    other = writer.post(where, json={"by": BY, "rows": [ROW, ROW]}, headers=key)

    assert first.json() == again.json()
    assert len(answers(everywhere.db, everywhere.directive)) == 1
    assert other.status_code == 422
    assert other.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("nil", {"note": "đã rà soát"}),
        ("extensions", {"until": "2020-12-23", "reason": "chờ số liệu"}),
        ("reassignments", {"belongs_to": "Sở Tư pháp", "reason": "không thuộc thẩm quyền"}),
        ("questions", {"question": "Gửi bản giấy nữa không?"}),
    ],
)
def test_every_other_answer_has_its_receipt(portal, path, given):
    writer = client(portal, "answer")
    done = writer.post(f"{of(portal)}/{path}", json={"by": BY, **given})

    assert done.status_code == 201
    assert done.json()["receipt"].startswith("6321-UBND-TH.201217.SYT.")
    assert done.json()["received_at"].startswith("2020-12-18T09:30:00")


def test_problems_are_problem_details_and_say_what_to_do(portal):
    writer = client(portal, "read", "answer")
    bare = portal.client()
    where = f"{of(portal)}/submissions"
    refused = {
        bare.get("/api/directives"): 401,
        portal.client(Authorization="Bearer made-up").get("/api/directives"): 401,
        client(portal, "read").post(where, json={"by": BY, "rows": [ROW]}): 403,
        writer.get("/api/directives/nowhere/duties"): 404,
        writer.get(of(portal, "NOBODY")): 404,
        writer.post(where, json={"by": BY, "rows": []}): 422,
        writer.post(where, json={"by": BY, "rows": [{}]}): 422,
        writer.post(where, json={"by": BY, "rows": [ROW], "unknown": 1}): 422,
        writer.post(where, content=b"{", headers={"Content-Type": "application/json"}): 422,
        writer.post(f"{of(portal)}/extensions", json={"by": BY, "until": "2020-12-01", "reason": "x"}): 422,
        writer.get("/api/directives?cursor=xyz"): 422,
    }

    for answer, status in refused.items():
        problem = answer.json()
        assert (answer.status_code, problem["status"]) == (status, status), problem
        assert answer.headers["content-type"] == "application/problem+json"
        assert problem["title"]
    assert answers(portal.db, portal.directive) == []


def test_a_client_of_one_agency_sees_and_acts_for_that_one_alone(portal):
    own = client(portal, "read", "answer", agency="SYT")

    assert [duty["agency"] for duty in own.get(f"/api/directives/{portal.directive}/duties").json()["items"]] == ["SYT"]
    assert own.get(of(portal, "SNV")).status_code == 403
    assert own.post(f"{of(portal, 'SNV')}/nil", json={"by": BY}).status_code == 403
    assert client(portal, "read", agency="SKHCN").get("/api/directives").json()["items"] == []


def test_a_revoked_client_comes_in_no_more(portal):
    it = client(portal, "read")
    accounts.revoke_client(portal.db, "eOffice ('read',) None", now=portal.clock.at)

    assert it.get("/api/directives").status_code == 401


def test_lists_go_page_by_page_to_their_end(sqlite_db, tmp_path):
    portal = opened(sqlite_db, tmp_path, *agencies(7))
    reader = client(portal, "read")
    seen, cursor = [], ""
    while cursor is not None:
        page = reader.get(f"/api/directives/{portal.directive}/duties?limit=3{cursor and '&cursor='}{cursor}").json()
        seen.append([duty["agency"] for duty in page["items"]])
        cursor = page["next"]

    assert [len(page) for page in seen] == [3, 3, 1]
    assert [code for page in seen for code in page] == [agency.code for agency in agencies(7)]


def test_the_openapi_names_every_operation_and_no_page(portal):
    paths = portal.client().get("/api/openapi.json").json()["paths"]

    assert len(paths) >= 9
    assert all(path.startswith("/api/") for path in paths)


def test_a_late_answer_is_taken_and_says_so(portal):
    portal.clock.at = hanoi("2020-12-24 08:00")
    done = client(portal, "answer").post(f"{of(portal)}/submissions", json={"by": BY, "rows": [ROW]})

    assert (done.status_code, done.json()["standing"]) == (201, "late")
