"""What the answer says below its numbers."""

from simulator.reports.answer import answer


def test_waits_in_queues_are_told_from_the_waits_of_citizens_in_the_lobby(result):
    notes = {section.heads.name: section.note for section in answer(result)}
    assert notes.pop("Queue, in open hours").startswith(
        "Dossiers filed online and by post wait here too"
    )
    assert not any(notes.values())
