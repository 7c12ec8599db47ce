"""Each operation once, through the whole: address, token, key, body in; a plain answer out."""

from tests.interfaces.programs import Program

HERE = "/service-points/nordby"
IDS = ("cb1a1d6e-8c5c-4b57-9f5d-1c1d7b8f0a01", "cb1a1d6e-8c5c-4b57-9f5d-1c1d7b8f0a02")


def said(program: Program, visit: int, deed: str, body: object = None) -> tuple[int, str, object]:
    """What a write on a visit answers: status, the state it leads to, the desk."""
    response = program.post(f"/visits/{visit}/{deed}", body)
    now = response.json()["visit"]
    return response.status_code, now["state"], now["desk"]


def test_a_number_is_drawn(program: Program) -> None:
    response = program.post(f"{HERE}/tickets", {"task": "passport", "language": "en"})
    drawn = response.json()["visit"]
    assert (response.status_code, drawn["label"], drawn["state"], drawn["task"]) == (200, "A001", "waiting", "passport")
    assert (drawn["language"], drawn["desk"], len(response.json()["link"])) == ("en", None, 22)


def test_next_is_called_to_a_desk(program: Program) -> None:
    first = program.draw()
    program.draw()
    called = program.post(f"{HERE}/desks/2/call-next").json()
    assert (called["visit"]["id"], called["visit"]["state"], called["visit"]["desk"]) == (first, "called", 2)
    assert (called["visit"]["was"], called["visit"]["who"], called["closed"]) == ("waiting", "Mette", None)
