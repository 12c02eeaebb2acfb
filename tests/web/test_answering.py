"""What is said of a plan while it is worked, and that its numbers are those of the commands."""

import pytest

from simulator.measures.loading import load_scenario
from simulator.reports.comparison.telling import differences_in_words, sentences
from simulator.studies.comparison import compare
from tests.web.conftest import CENTER, REPLICATIONS, SEED

MORE = {"staff.busy.officers": 2}


@pytest.fixture(scope="module")
def comparison():
    plans = {"today": {}, "the plan": MORE}
    return compare(
        {name: load_scenario(CENTER, overrides=each) for name, each in plans.items()},
        replications=REPLICATIONS,
        seed=SEED,
    )


def test_an_answer_comes_after_the_first_replication_and_the_last(client):
    first, *_between, last = client.answers(MORE)
    assert (first["replications"], first["is_preliminary"]) == (1, True)
    assert (last["replications"], last["is_preliminary"]) == (REPLICATIONS, False)


def test_the_last_answer_is_that_of_compare(client, comparison):
    last = client.answers(MORE)[-1]
    assert last["more"] == sentences(comparison)[0].partition(". ")[2].split(". ")[:1]
    assert [each["text"] for each in last["measures"]] == list(
        differences_in_words(comparison)["verdict"]
    )


def test_what_was_run_is_not_run_again(client):
    client.answers(MORE)
    assert [each["replications"] for each in client.answers(MORE)] == [REPLICATIONS]


def test_today_is_like_itself(client):
    last = client.answers({})[-1]
    assert {each["verdict"] for each in last["measures"]} == {"alike"}


def test_an_answer_is_in_the_language_of_the_request(client, comparison):
    last = client.answers(MORE, **{"accept-language": "vi"})[-1]
    assert last["measures"][0]["label"] == "Thời gian chờ trung bình, phút"


def test_a_plan_that_is_not_there_is_told(client):
    assert client.get("/api/plan/none/answer").status_code == 404
