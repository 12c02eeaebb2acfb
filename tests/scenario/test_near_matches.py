from simulator.scenario.near_matches import near_match


def test_a_near_match_is_offered_only_where_there_is_one():
    assert near_match("gama", ["gamma", "uniform"]) == " (did you mean 'gamma'?)"
    assert near_match("xyz", ["gamma", "uniform"]) == ""


def test_a_near_match_takes_little_effort_however_much_there_is():
    known = [f"measure_{number}.receive" for number in range(20_000)]
    assert near_match("mesure_12345.receive", [*known, "x" * 1_000_000]).startswith(" (did you")
    assert near_match("measure_1234.recieve", known) == " (did you mean 'measure_1234.receive'?)"
    assert near_match("x" * 1_000_000, known) == ""
