"""Requests that nobody means well, or that somebody typed wrongly."""

import json
import string

PATHS = (
    "/", "/static/desk.js", "/static/..", "/api/texts", "/api/desk", "/api/plan", "/api/kept",
    "/api/form", "/api/upload", "/api/fit", "/api/kept/x", "/api/plan/{plan}/day",
    "/api/plan/{plan}/download/scenario.yaml", "/api/plan/{plan}/replay", "/api/plan/x/answer",
    "/api/plan/{plan}/download/../../x", "/nothing",
)  # fmt: skip
METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW")
SCALARS = (
    0, -1, 1, 2, 1e308, 10**40, 0.5, True, False, None, "", "~", "none", "2", "30 min", "[", "{a: ",
    "&a *a", "!!python/object:os.system x", "\x00", "\ud800", "é", "١", "a\nb: c", "=", "${{7}}",
    "<script>", "../../etc/passwd", "9" * 500, "- " * 300,
)  # fmt: skip
KEYS = (
    "staff.busy.officers", "staff.busy.speed", "staff.all.officers", "staff.none.officers", "",
    "staff", "period.to", "period.from", "procedures.transfer.volume", "extends", "sources.x", "=",
    "procedures.*.channels", "staff.busy+calm.helps", "calendar.hours", "demand.growth", ".",
    "queues.receive.last_ticket", "procedures.transfer.steps.receive", "name", "observed.wait_mean",
    "fields.land", "base", "levels", "a..b",
)  # fmt: skip
NAMES = ("a.yaml", "a.xlsx", "a.csv", "..%2Fx.yaml", "%00", "a.exe", "", "x" * 500, "%ff.csv")
HEADERS = {
    "host": ("127.0.0.1:8700", "evil.example", "[", "127.0.0.1:99999", "::1", "a:b:c"),
    "origin": ("http://127.0.0.1:8700", "null", "http://evil.example", "x" * 300),
    "cookie": (
        *("onestop_desk_8700=x", "onestop_desk_8700", "=;=;", 'a="\\'),
        "onestop_desk_8700=" + "x" * 3000,
    ),
    "accept-language": ("vi", "en", "fr", "*", "vi,en;q=0.3", "x" * 500),
    "content-type": ("text/plain", "multipart/form-data", "application/json; charset=x"),
    "content-length": ("3",),
    "x-file-name": NAMES,
}


def requests(draw, number, plan):
    """Yield method, address, headers and body of so many, drawn by a `random.Random`."""
    for _each in range(number):
        path = draw.choice(PATHS).replace("{plan}", plan)
        if draw.random() < 0.3:
            path += "?" + _text(draw).replace("#", "")
        headers = {
            name: draw.choice(values) for name, values in HEADERS.items() if draw.random() < 0.12
        }
        if draw.random() < 0.9:  # Most come past the guard.
            headers.pop("host", None)
            headers.pop("origin", None)
        method = draw.choice(METHODS) if draw.random() < 0.3 else draw.choice(("GET", "POST"))
        yield method, path, headers, _body(draw)


def _body(draw):
    if draw.random() < 0.15:
        return draw.randbytes(draw.randrange(200))
    if draw.random() < 0.05:
        return b"[" * draw.choice((10, 100_000))
    if draw.random() < 0.02:
        return b"x" * 300_000
    data = {
        "changes": _mapping(draw),
        "plan": _value(draw),
        "name": _value(draw),
        "day": _value(draw),
    }
    shown = data if draw.random() < 0.9 else _value(draw)
    content = json.dumps(shown, ensure_ascii=draw.random() < 0.5).encode(errors="surrogatepass")
    return content if draw.random() < 0.9 else content[: draw.randrange(len(content))]


def _mapping(draw):
    known = {draw.choice(KEYS): _value(draw) for _each in range(draw.randrange(4))}
    return known if draw.random() < 0.9 else known | {_text(draw): _value(draw)}


def _value(draw, depth=0):
    kind = draw.random()
    if kind < 0.7 or depth > 20:
        return draw.choice(SCALARS)
    if kind < 0.85:
        return [_value(draw, depth + 1) for _each in range(draw.randrange(4))]
    return {
        str(draw.choice(SCALARS)): _value(draw, depth + 1) for _each in range(draw.randrange(3))
    }


def _text(draw):
    return "".join(draw.choices(string.printable.strip() + "éđ%", k=draw.randrange(30)))
