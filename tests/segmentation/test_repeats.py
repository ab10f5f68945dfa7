from govnlp.segmentation.repeats import Repeat, first_occurrences, repeated_runs


def test_adjacent_runs_of_any_length() -> None:
    lines = ["a", "b", "c", "b", "c", "d"]
    assert repeated_runs(lines, [1] * 6) == [Repeat(1, 3, 2, 2)]


def test_runs_apart_only_where_they_are_long() -> None:
    lines = ["a", "b", "x", "a", "b"]
    assert repeated_runs(lines, [1] * 5) == []
    assert repeated_runs(lines, [100] * 5) == [Repeat(0, 3, 2, 200)]


def test_runs_do_not_overlap() -> None:
    runs = repeated_runs(["a"] * 9, [1] * 9)
    ends = [run.second + run.length for run in runs]
    assert all(run.second >= end for run, end in zip(runs[1:], ends, strict=False))


def test_first_occurrences_follow_the_first() -> None:
    assert first_occurrences(["aa", "b", "aa", "aa", "b"], 2) == [None, None, 0, 0, None]
