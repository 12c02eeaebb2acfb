import pytest

from simulator import load_scenario, run
from simulator.demand.workload import same_arrays

MM1 = "scenarios/textbook/mm1.yaml"


@pytest.fixture(scope="module")
def scenario():
    overrides = {"period": {"from": "2021-01-01", "to": "2021-01-03", "warm_up": "0 days"}}
    return load_scenario(MM1, overrides=overrides)


def test_a_replication_is_the_same_alone_and_among_others(scenario):
    among = list(run(scenario, replications=3, seed=5))[2]
    (alone,) = run(scenario, replications=3, seed=5, replication_index=2)
    assert alone.index == 2
    assert same_arrays(alone.workload, among.workload)
    assert same_arrays(alone.outcome, among.outcome)


def test_replications_differ(scenario):
    first, second = run(scenario, replications=2, seed=5)
    assert not same_arrays(first.workload, second.workload)


def test_replications_are_made_when_they_are_asked_for(scenario):
    many = run(scenario, replications=10**9, seed=5)
    assert next(many).index == 0


def test_the_keys_of_the_measures_are_made_once(scenario):
    one, other = (each.measures.index for each in run(scenario, replications=2, seed=1))
    assert one is other


def test_both_engines_serve_and_the_compiled_one_unasked(scenario, wrong_engine):
    (model,) = run(scenario, seed=5, engine="simpy")
    (compiled,) = run(scenario, seed=5, engine="compiled")
    (unasked,) = run(scenario, seed=5)
    assert not same_arrays(compiled.outcome, model.outcome)
    assert same_arrays(unasked.outcome, compiled.outcome)


def test_a_seed_that_is_drawn_is_recorded(scenario):
    (drawn,) = run(scenario)
    (again,) = run(scenario, seed=drawn.seed)
    assert same_arrays(drawn.outcome, again.outcome)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"replications": 0}, "replications must be 1 or more, not 0"),
        ({"replications": 2, "replication_index": 2}, "from 0 to 1, not 2"),
        ({"seed": -1}, "seed must be a whole number from 0 to 4294967295, not -1"),
        ({"seed": 2**32}, "not 4294967296"),
        ({"engine": "abacus"}, "unknown engine 'abacus': use one of compiled, simpy"),
    ],
)
def test_bad_options_are_refused_at_once(scenario, options, message):
    with pytest.raises(ValueError, match=message):
        run(scenario, **options)


def test_a_seed_is_a_whole_number(scenario):
    with pytest.raises(TypeError):
        run(scenario, seed=1.5)
