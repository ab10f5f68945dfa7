"""Gold in two halves."""

from govnlp.evaluation.halves import half_of


def test_a_half_never_changes_and_both_are_about_as_large() -> None:
    assert [half_of(f"un{n}") for n in (35, 55, 71)] == ["dev", "dev", "held-out"]
    halves = [half_of(str(n)) for n in range(1000)]
    assert 450 < halves.count("dev") < 550
    assert halves == [half_of(str(n)) for n in range(1000)]
