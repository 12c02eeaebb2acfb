import math

import pytest

from simulator.reports.run.par_index import five_steps_line, five_steps_shares

COURIER = "courier={to_headquarters: ['10:00'], to_center: ['11:00'], trip: 30 min}"


def test_a_flow_with_a_step_less_is_none_of_five_steps(district):
    """Of the nine procedures, certification has no appraisal: half of the dossiers."""
    of_procedures, of_dossiers = five_steps_shares(district.scenario)
    volumes = {name: each.volume.amount for name, each in district.scenario.procedures.items()}
    assert of_procedures == pytest.approx(8 / 9)
    expected = 1 - volumes["certification"] / sum(volumes.values())
    assert of_dossiers == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("override", "procedures"),
    [
        ("seal.at=headquarters", 0),
        ("procedures.all.back_office=headquarters", 0),
        ("procedures.permit.back_office=headquarters", 7),
    ],
)
def test_what_is_done_at_headquarters_does_not_count(district_with, override, procedures):
    of_procedures, of_dossiers = five_steps_shares(district_with(COURIER, override).scenario)
    assert of_procedures == pytest.approx(procedures / 9)
    assert (of_dossiers > 0) is (procedures > 0)


def test_dossiers_count_by_their_volume_and_not_by_their_visits(district_with):
    """A ninth of the dossiers come ten a visit: far less than a ninth of the visits."""
    alike = ["procedures.all.volume=100 per year", "procedures.all.channels={counter: 1}"]
    bundled = district_with(*alike, "procedures.certification.bundle={10: 1}").scenario
    assert five_steps_shares(bundled)[1] == pytest.approx(8 / 9)


def test_of_no_dossiers_there_is_no_share(district_with):
    scenario = district_with("procedures.all.volume=0 per year").scenario
    assert math.isnan(five_steps_shares(scenario)[1])


def test_the_line_says_both_shares(district):
    line = five_steps_line(district.scenario)
    assert line.value.text == "88.9 %"
    assert line.note == "of the procedures; 49.4 % of the dossiers"
    assert line.points is None
