"""Of what is used, that which was not used for longest goes."""

from simulator.studies.last_used import LastUsed


def two_of(most=2):
    last = LastUsed(most)
    last["a"], last["b"] = 1, 2
    return last


def test_what_was_put_first_goes_first():
    last = two_of()
    last["c"] = 3
    assert list(last) == ["b", "c"]


def test_what_is_looked_up_stays():
    for look_up in (LastUsed.__getitem__, LastUsed.get, lambda last, key: last.setdefault(key, 9)):
        last = two_of()
        assert look_up(last, "a") == 1
        last["c"] = 3
        assert list(last) == ["a", "c"]


def test_what_is_put_anew_stays_with_its_new_value():
    last = two_of()
    last["a"] = 3
    last["c"] = 4
    assert list(last) == ["a", "c"]
    assert last["a"] == 3


def test_what_is_not_there_takes_no_place():
    last = two_of()
    assert last.get("c", ()) == ()
    assert "d" not in last
    assert list(last) == ["a", "b"]
