"""A workbook is read as a YAML file that says the same, and a mistake is told at its cell."""

from datetime import date, time

import pytest

from simulator.scenario import load_scenario, read_resolved
from tests.scenario.conftest import TEXTBOOK
from tests.scenario.workbook.conftest import problems_of, textbook, told_of


def test_a_workbook_is_the_scenario_that_its_yaml_is(save, write):
    assert load_scenario(save()).hash == load_scenario(write(TEXTBOOK)).hash


def test_a_value_has_its_cell_as_its_place(save):
    tree = read_resolved(save()).tree
    assert str(tree.at(("procedures", "job", "steps", "receive")).place).endswith("!E2")
    assert str(tree.at(("staff", "clerks", "officers")).place).endswith("Staff!B2")
    assert str(tree.at(("calendar", "country")).place).endswith("Center!B6")


def test_a_mistake_is_told_with_sheet_and_cell_path_value_and_advice(save):
    sheets = textbook()
    sheets["Staff"][1] = ["clerks", 0, "receive/al"]
    path = save(sheets)
    assert [str(problem) for problem in problems_of(path)] == [
        f"{path}:Staff!B2: staff.clerks.officers: 0: must be at least 1",
        f"{path}:Staff!C2: staff.clerks.serves.0: receive/al: unknown field 'al'",
    ]


def test_problems_come_in_the_order_of_sheets_rows_and_columns(save):
    sheets = textbook()
    sheets["Center"][2][1] = "x"
    sheets["Procedures"][1][2] = -1
    sheets["Procedures"].append(["b", "none", "x", "none", 10, "gama"])
    cells = [str(problem.line) for problem in problems_of(save(sheets))]
    assert [*dict.fromkeys(cells)] == [
        "Center!B3",
        "Procedures!C2",
        "Procedures!B3",
        "Procedures!C3",
        "Procedures!F3",
    ]


def test_what_is_missing_is_told_where_its_row_begins(save):
    sheets = textbook()
    sheets["Procedures"].append(["empty"])
    told = told_of(save(sheets))
    assert "Procedures!A3" in told
    del sheets["Staff"]
    path = save(sheets)
    assert any("staff: this key is missing" in str(problem) for problem in problems_of(path))


def test_headings_sheets_and_words_are_read_in_vietnamese_too(save):
    sheets = textbook()
    sheets["Lĩnh vực"] = [["Field, short name", "LĨNH VỰC, tiếng Việt"], ["any", "Bất kỳ"]]
    del sheets["Fields"]
    sheets["Procedures"][0][3] = "Thời hạn (ngày làm việc)"
    sheets["Procedures"][1][3] = "trong ngày"
    sheets["Staff"][1][2] = "Tiếp nhận/tất cả"
    scenario = load_scenario(save(sheets))
    assert scenario.fields["any"].vi == "Bất kỳ"
    assert str(scenario.procedures["job"].limit) == "same day"
    assert scenario.staff["clerks"].serves == ("receive/all",)


def test_the_unit_of_a_heading_holds_for_the_numbers_under_it(save):
    sheets = textbook()
    sheets["Procedures"][0][2] = "Dossiers (mỗi giờ)"
    sheets["Procedures"].append(["other", "any", "3 per year", 5, "90 giây"])
    procedures = load_scenario(save(sheets)).procedures
    assert str(procedures["job"].volume) == "0.2 per hour"
    assert str(procedures["other"].volume) == "3 per year"
    assert procedures["other"].steps["receive"].mean_seconds == 90
    sheets["Procedures"][0][2] = "Dossiers"
    assert "needs a unit" in told_of(save(sheets))["Procedures!C2"]


@pytest.mark.parametrize(
    ("cells", "family"),
    [
        ([10, None, None], {"constant": "10 min"}),
        ([10, 0.6, None], {"gamma": {"mean": "10 min", "cv": 0.6}}),
        ([10, 0.6, "phân phối loga chuẩn"], {"lognormal": {"mean": "10 min", "cv": 0.6}}),
        (["90 s", None, "exponential"], {"exponential": {"mean": "90 s"}}),
    ],
)
def test_a_time_that_varies_is_a_mean_with_a_cv_beside_it(save, cells, family):
    sheets = textbook()
    sheets["Procedures"][0].append("Service times: Receive, cv")
    mean, cv, named = cells
    sheets["Procedures"][1][4:] = [mean, named, cv]
    steps = load_scenario(save(sheets)).procedures["job"].steps
    assert steps["receive"].model_dump(mode="json") == family


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([None, "gamma", 0.6], "the mean of this time is missing"),
        ([10, "constant", 0.6], "a constant time has no cv"),
        ([10, "gamma", None], "this key is missing"),
        ([10, "normal", 0.6], "unknown family 'normal'"),
    ],
)
def test_a_time_that_is_half_told_is_refused(save, cells, message):
    sheets = textbook()
    sheets["Procedures"][0].append("Service times: Receive, cv")
    sheets["Procedures"][1][4:] = cells
    assert any(message in str(problem) for problem in problems_of(save(sheets)))


def test_days_and_times_that_the_spreadsheet_knows_are_read(save):
    sheets = textbook()
    sheets["Center"] += [
        ["Opening hours: Cut-off of the dossier clock", time(15)],
        ["Opening hours: Days off", date(2021, 9, 1)],
        ["Opening hours: Worked days beside those of the week", "2021-09-04; 05/09/2021"],
    ]
    sheets["Center"][2][1] = date(2021, 1, 1)
    sheets["Center"][3][1] = 45291  # 31 December 2023, its format lost
    scenario = load_scenario(save(sheets))
    assert (scenario.period.from_, scenario.period.to) == (date(2021, 1, 1), date(2023, 12, 31))
    assert scenario.calendar.cut_off == 15 * 3600
    assert scenario.calendar.days_off == (date(2021, 9, 1),)
    assert scenario.calendar.work_days == (date(2021, 9, 4), date(2021, 9, 5))


def test_what_fits_no_column_stands_as_path_and_yaml(save):
    sheets = textbook()
    sheets["Procedures"][1][4:] = []
    sheets["Other"] = [
        ["Path", "Value"],
        ["procedures.job.steps.receive", "{triangular: {low: 1 min, mode: 2 min, high: 9 min}}"],
        ["observed.wait_mean.receive/any", "18 min"],
        ["demand.growth", 1.1],
    ]
    scenario = load_scenario(save(sheets))
    assert scenario.procedures["job"].steps["receive"].mean_seconds == 240
    assert scenario.observed.seen == {"wait_mean.receive/any": "18 min"}
    assert scenario.demand.growth == 1.1


def test_a_list_of_things_has_a_row_for_each(save):
    sheets = textbook()
    sheets["Hours"].append(["tax", "t2-t6", "08:00-11:30, 13:30-16:30"])
    sheets["Consultations"] = [
        ["Procedure, short name", "Agency", "Takes, mean (h)"],
        ["job", "tax", 4],
        ["job", "tax", 2],
    ]
    sheets["Surges"] = [["From", "To", "Factor"], ["2021-02-01", "2021-02-05", 1.5]]
    scenario = load_scenario(save(sheets))
    assert [each.takes.mean_seconds for each in scenario.procedures["job"].consult] == [14400, 7200]
    assert scenario.demand.surges[0].factor == 1.5


def test_a_row_of_a_thing_that_no_other_sheet_has_is_refused(save):
    sheets = textbook()
    sheets["Consultations"] = [
        ["Procedure, short name", "Agency", "Takes, mean (h)"],
        ["jop", "office", 4],
    ]
    told = told_of(save(sheets))
    assert "'jop' is on no other sheet (did you mean 'job'?)" in told["Consultations!A2"]


def test_what_begins_with_a_hash_is_the_planners_own(save):
    sheets = textbook()
    sheets["# counts"] = [["=SUM(B1:B9)", "x"]]
    sheets["Staff"] = [
        ["# how many of whom", None, None, None],
        [*sheets["Staff"][0], "# from"],
        ["# 2020", 4, "receive/all", None],
        [*sheets["Staff"][1], "=B3"],
    ]
    assert load_scenario(save(sheets)).staff["clerks"].officers == 3


@pytest.mark.parametrize(
    ("days", "read"),
    [
        ("Thứ Hai - Thứ Sáu", "mon-fri"),
        ("thứ 2 đến thứ 6", "mon-fri"),
        ("Thứ Bảy", "sat"),
        ("chủ nhật", "sun"),
        ("Monday to Friday", "mon-fri"),
        ("T2–T7", "mon-sat"),
    ],
)
def test_days_are_read_as_planners_call_them(save, days, read):
    sheets = textbook()
    sheets["Hours"][1] = ["Office", days, "7h30-11h30; 13h30-17h00"]
    sheets["Center"].append(["Opening hours: Days of the week that can be working days", days])
    scenario = load_scenario(save(sheets))
    assert [*scenario.calendar.hours] == [read]
    assert scenario.calendar.week == read
    assert scenario.calendars == {}


def test_every_day_that_is_none_is_told_at_its_own_cell(save):
    sheets = textbook()
    sheets["Hours"] += [["office", "funday", "08:00-09:00"], ["shift", "payday", "08:00-09:00"]]
    assert told_of(save(sheets)).keys() == {"Hours!B3", "Hours!B4"}


def test_the_queue_of_a_step_is_that_of_all_its_fields(save):
    sheets = textbook()
    sheets["Queues"] = [
        ["Step, or step/field", "Target wait (min)"],
        ["tiếp nhận/tất cả", "30 phút"],
    ]
    queues = load_scenario(save(sheets)).queues
    assert str(queues["receive"].target_wait) == "30 min"


def test_a_value_beside_a_path_is_read_as_in_the_cell_of_that_key(save):
    sheets = textbook()
    sheets["Other"] = [
        ["Path", "Value"],
        ["demand.growth", "1,1"],
        ["seal.at", "Trung tâm"],
        ["procedures.job.on_the_spot", "có"],
        ["procedures.job.incomplete", "12,5 %"],
        ["staff.more.officers", "2"],
        ["staff.more.serves", "tiếp nhận/tất cả; trả kết quả/tất cả"],
        ["calendar.days_off", "[2021-09-01, 2021-09-03]"],
    ]
    sheets["Staff"].append(["more"])
    scenario = load_scenario(save(sheets))
    job = scenario.procedures["job"]
    assert (scenario.demand.growth, scenario.seal.at) == (1.1, "center")
    assert (job.on_the_spot, job.incomplete) == (True, 0.125)
    assert scenario.staff["more"].serves == ("receive/all", "return/all")
    assert len(scenario.calendar.days_off) == 2


def test_the_order_of_sheets_is_of_no_matter(save):
    sheets = textbook()
    backwards = dict(reversed(sheets.items()))
    assert load_scenario(save(backwards)).hash == load_scenario(save(sheets)).hash


def test_a_workbook_may_extend_a_file_and_be_extended(save, write):
    base = save(name="base.xlsx")
    more = write("extends: base.xlsx\nstaff: {clerks: {officers: 4}}\n")
    assert load_scenario(more).staff["clerks"].officers == 4
    above = save({"Other": [["Path", "Value"], ["extends", base.name]]}, name="above.xlsx")
    assert load_scenario(above).hash == load_scenario(base).hash
    wrong = write("extends: bse.xlsx\n")
    assert "did you mean 'base.xlsx'?" in str(problems_of(wrong)[0])


def test_so_is_what_fits_no_column_of_a_thing_that_was_taken_out(save):
    sheets = textbook()
    sheets["Other"] = [["Path", "Value"], ["procedures.old.steps.seal", "{constant: 1 min}"]]
    assert "'old' is on no other sheet" in told_of(save(sheets))["Other!A2"]
