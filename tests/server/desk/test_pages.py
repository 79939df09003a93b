"""Every page of the desk answers those who may see it, and tells the others why not."""

PAGES = [
    "/desk/",
    "/desk/imports/",
    "/desk/questions/",
    "/desk/questions/?code=MP-R001",
    "/desk/questions/?q=season",
    "/desk/questions/7001/2/q2/",
    "/desk/questions/7001/2/q1/?kind=experience",
    "/desk/questions/7002/1/q2/?code=MP-R001",
    "/desk/questions/0414/1/q1/",
    "/desk/questions/4103/2/q1/",
    "/desk/editions/",
    "/desk/editions/?stage=questions&q=ranger",
    "/desk/editions/7001/2/",
    "/desk/editions/7001/1/",
    "/desk/editions/7001/2/changes/",
    "/desk/editions/4103/2/",
    "/desk/editions/7001/2/correct/minimum/",
    "/desk/editions/7001/2/correct/minimum/?at=root",
    "/desk/editions/7001/2/correct/minimum/?at=children.1",
    "/desk/editions/4103/2/correct/minimum/?at=children.0",
    "/desk/editions/7001/2/correct/minimum/preview/",
    "/desk/approvals/",
    "/desk/publishing/",
]


def test_an_analyst_sees_it(rangers, as_person):
    client = as_person("analyst")
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert "no-store" in answer.headers["Cache-Control"], page
        for inline in (b" style=", b"<style", b" onclick="):
            assert inline not in answer.content, page


def test_visitors_sign_in_first(rangers, as_person):
    client = as_person()
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code == 302, page
        assert answer.headers["Location"].startswith("/accounts/login/"), page


def test_others_are_told_why_not(rangers, as_person):
    for role in ("placement", "hiring", "auditor", "administrator", "applicant"):
        answer = as_person(role).get("/desk/")
        assert answer.status_code == 403, role
        assert "approver or classification analyst" in answer.content.decode()


def test_an_approver_may_look_but_not_settle(rangers, as_person):
    client = as_person("approver")
    assert "takes the role of classification analyst" in client.get("/desk/questions/7001/2/q1/").content.decode()
    assert client.get("/desk/editions/7001/2/correct/minimum/").status_code == 403


def test_what_is_not_there(rangers, as_person):
    client = as_person("analyst")
    for page in (
        "/desk/imports/99/",
        "/desk/questions/7001/2/q99/",
        "/desk/questions/9999/1/q1/",
        "/desk/editions/7001/9/",
        "/desk/editions/7001/2/correct/nothing/",
        "/desk/approvals/99/",
    ):
        assert client.get(page).status_code == 404, page
