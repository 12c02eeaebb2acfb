import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from simulator import run
from simulator.demand.workload import NONE, OpKind
from simulator.results.events import SCHEMA, EventsFile


@pytest.fixture(scope="session")
def written(district, tmp_path_factory):
    """Two replications, and the file of them."""
    path = tmp_path_factory.mktemp("events") / "events.parquet"
    replications = list(run(district.scenario, replications=2, seed=7))
    with EventsFile(path, district.scenario.period.first_day) as events:
        for one in replications:
            events.write(one.index, one.workload, one.roster, one.outcome)
    return replications, path


@pytest.fixture(scope="session")
def table(written):
    return pd.read_parquet(written[1])


def test_there_is_a_row_for_each_operation_of_each_replication(written, table):
    sizes = [len(one.workload.ops.kind) for one in written[0]]
    assert table.groupby("replication").size().tolist() == sizes
    assert list(table.columns) == SCHEMA.names


def test_each_replication_is_a_row_group_of_its_own(written):
    assert pq.ParquetFile(written[1]).num_row_groups == 2


def test_texts_are_dictionaries(table):
    texts = ["job_kind", "procedure", "field", "channel", "kind", "step", "group", "ended"]
    assert all(isinstance(table[name].dtype, pd.CategoricalDtype) for name in texts)


def test_moments_are_local_timestamps_and_missing_where_they_did_not_come(written, table):
    outcome = written[0][0].outcome
    first = table[table["replication"] == 0]
    expected = np.datetime64("2021-02-08") + outcome.ops.start.astype("timedelta64[s]")
    came = outcome.ops.start != NONE
    assert table["start"].dt.tz is None
    assert (first["start"][came] == expected[came]).all()
    assert first["start"][~came].isna().all()
    assert (~came).any()


def test_a_service_has_its_station_and_officer(written, table):
    one = written[0][1]
    rows = table[table["replication"] == 1].reset_index(drop=True)
    served = one.outcome.ops.officer != NONE
    assert (rows["officer"].notna() == served).all()
    assert set(rows["officer"].dropna()) == {1, 2}
    assert (rows["step"].notna() == (one.workload.ops.kind == OpKind.SERVE)).all()
    signed = rows[(rows["group"] == "leaders")]
    assert set(signed["step"]) == {"approve"}
    assert set(signed["officer"]) == {1}


def test_other_operations_have_the_field_of_their_procedure(table):
    land = table[(table["procedure"] == "land-transfer")]
    assert set(land["kind"]) == {"serve", "delay", "visit"}
    assert set(land["field"]) == {"land"}
    assert set(land["channel"]) == {"counter", "online", "post"}
    assert not land[land["kind"] == "visit"]["in_person"].any()


def test_work_is_not_done_before_it_is_ready(table):
    done = table.dropna(subset=["finish"])
    assert (done["ready"] <= done["start"]).all()
    assert (done["start"] <= done["finish"]).all()
    assert set(table["ended"]) >= {"done", "open"}
