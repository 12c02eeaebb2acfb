"""Names and phone numbers are neither kept nor shown, wherever they stand."""

import pytest

from simulator.records import Reason, RecordsError, read_tickets
from simulator.records.privacy import harmless, is_name, is_phone
from simulator.reports.files import write_rows

PEOPLE = ["Nguyễn Văn An", "Trần Thị Bích", "LÊ VĂN CƯỜNG", "Hồ Minh Đức"]
PHONES = ["0912345678", "+84 912 345 679", "0912.345.680", "(024) 3825 1234"]


def everything(reading, tmp_path):
    write_rows(tmp_path / "excluded.csv", reading.excluded.in_words())
    return repr(reading) + str(reading.remarks) + (tmp_path / "excluded.csv").read_text("utf-8-sig")


def assert_private(text):
    for person, phone in zip(PEOPLE, PHONES, strict=True):
        assert person not in text
        assert phone not in text
        assert person.split()[-1] not in text


@pytest.mark.parametrize("name", PEOPLE)
def test_names_are_recognised(name):
    assert is_name(name)


@pytest.mark.parametrize(
    "phone", [*PHONES, "ĐT: 0912345678", "ĐT0912345678", "84912345678", "012345678901"]
)
def test_phone_numbers_are_recognised(phone):
    assert is_phone(phone)


@pytest.mark.parametrize(
    "text",
    [
        "Hồ sơ đất đai",
        "ĐẤT ĐAI",
        "Lý lịch tư pháp",
        "Quầy 1",
        "A1024",
        "Một cửa",
        "LÝ LỊCH TƯ PHÁP",
        "Hà Nội 2",
        "ĐĂNG KÝ KINH DOANH",
        "2024-01-05 08:00",
        "05-01-2024 08:30",
        "20240105080000",
        "Nguyễn",
        "1.004227.000.00.00.H03",
        "Phòng 1",
        "1.234.567,89",
    ],
)
def test_names_of_things_and_times_are_not(text):
    assert not is_name(text)
    assert not is_phone(text)


def test_what_stands_in_a_time_is_shown_without_words():
    assert harmless("31/02/2024 08:00 SA") == "31/02/2024 08:00 SA"
    assert harmless("Lan 08:00") == "… 08:00"
    assert harmless("gọi 0912 345 678") == "…"
    assert harmless("=1+1") == "1+1"


def test_columns_of_people_are_not_kept(read, tmp_path):
    rows = [
        f"A,2024-01-05 08:0{number}:00,{person},{phone},{person},Quầy {number}"
        for number, (person, phone) in enumerate(zip(PEOPLE, PHONES, strict=True))
    ]
    reading = read(*rows, headings="queue,taken,Họ và tên,SĐT,ticket,counter")
    assert len(reading.log.taken) == 4
    assert reading.private == ("Họ và tên", "SĐT")
    assert_private(everything(reading, tmp_path))


def test_counters_that_are_officers_are_numbers(read, tmp_path):
    rows = [f"A,2024-01-05 08:00:0{number},{person}" for number, person in enumerate(PEOPLE * 2)]
    reading = read(*rows, headings="queue,taken,Cán bộ")
    assert reading.log.counters == ("1", "2", "3", "4")
    assert (reading.log.counter[:4] == reading.log.counter[4:]).all()
    assert reading.private == ("Cán bộ",)
    assert_private(everything(reading, tmp_path))


def test_cells_that_have_slipped_are_left_out_and_not_shown(read, tmp_path):
    good = [f"Đất đai,2024-01-05 08:0{number}:00,1" for number in range(5)]
    slipped = [
        f"{PEOPLE[0]},2024-01-05 08:00:00,1",
        f"Đất đai,{PEOPLE[1]} {PHONES[1]},1",
        f"Đất đai,2024-01-05 08:00:00,{PHONES[2]}",
        f"{PHONES[3]},2024-01-05 08:00:00,1",
    ]
    reading = read(*good, *slipped, headings="queue,taken,counter")
    assert reading.excluded.counts == {Reason.PRIVATE: 3, Reason.UNREADABLE: 1}
    assert_private(everything(reading, tmp_path))


def test_a_table_without_headings_does_not_show_its_first_row(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(f"1,{PEOPLE[0]},{PHONES[0]},2024-01-05\n", encoding="utf-8")
    with pytest.raises(RecordsError) as error:
        read_tickets(path)
    assert_private(str(error.value))
    with pytest.raises(RecordsError) as error:
        read_tickets(path, columns={"taken": "Nguyen"})
    assert_private(str(error.value))


def test_officers_are_numbers_by_their_heading_alone(read, tmp_path):
    reading = read("A,2024-01-05 08:00,Anna Nowak", headings="queue,taken,Officer")
    assert reading.log.counters == ("1",)
    assert "Nowak" not in everything(reading, tmp_path)
