"""Who comes in at the desk: host, origin, token, and what answers tell browsers."""

import pytest

from tests.web.conftest import client_of, desk_of

WORDS = {"changes": {}}


@pytest.fixture(scope="module")
def locked():
    """A desk on a network, which asks for a token."""
    return desk_of(host="desk.example", token="secret")  # noqa: S106  # of a test


def test_the_page_stands_and_runs_no_script_but_its_own(client):
    answer = client.get("/")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8700", 200),
        ("localhost:8700", 200),
        ("[::1]:8700", 200),
        ("192.168.1.7:8700", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:8700", 421),
        ("[::1", 421),
        ("evil.example@localhost:8700", 421),
        ("localhost/evil.example", 421),
        ("localhost#evil.example", 421),
        ("localhost?evil.example", 421),
        ("", 421),
    ],
)
def test_a_name_that_others_can_point_here_is_refused(client, host, status):
    assert client.get("/api/texts", headers={"host": host}).status_code == status


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1:8701"])
def test_another_page_changes_nothing(client, origin):
    answer = client.post("/api/plan", json=WORDS, headers={"origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_does_not_even_look(client, site):
    headers = {"sec-fetch-site": site}
    assert client.get("/api/desk", headers=headers).status_code == 403
    assert client.get("/", headers=headers).status_code == 200


def test_a_page_behind_https_changes_what_it_likes(client):
    answer = client.post("/api/plan", json=WORDS, headers={"origin": "https://127.0.0.1:8700"})
    assert answer.status_code == 200


def test_without_the_token_nothing_is_told(locked):
    client = client_of(locked)
    for path in ("/", "/?token=guess", "/api/desk", "/api/desk?token=secret", "/static/desk.js"):
        assert client.get(path).status_code == 401, path


def test_the_token_of_the_address_opens_the_page(locked):
    client = client_of(locked, "http://desk.example:8700")
    answer = client.get("/?lang=vi&token=secret")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?lang=vi")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert client.get("/api/desk").status_code == 200


def test_the_session_is_for_this_page_alone(app):
    cookie = client_of(app).get("/api/desk").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_two_desks_of_a_machine_do_not_take_each_others_cookies(app):
    clients = [client_of(app, f"http://127.0.0.1:{port}") for port in (8700, 8701)]
    for client in clients:
        client.get("/api/desk")
    first, second = (set(client.cookies) for client in clients)
    assert first.isdisjoint(second)


def test_who_has_not_sat_down_is_told(app):
    assert client_of(app).post("/api/plan", json=WORDS).status_code == 409


def test_nobody_sees_the_plans_of_others(app, client):
    plan = client.plan({})["plan"]
    other = client_of(app)
    other.get("/api/desk")
    assert other.get(f"/api/plan/{plan}/answer").status_code == 404


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd", "none.js", "."]
)
def test_only_what_belongs_to_the_page_is_sent(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_what_is_wrong_is_said_in_the_language_of_the_request(client):
    answer = client.get("/nothing", headers={"accept-language": "en"}).json()
    assert answer["problems"] == [{"path": "", "message": "there is no such thing on the desk"}]
