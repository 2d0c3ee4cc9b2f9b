"""`factcheck report style`: try, check and begin a house style."""

import tomllib
from pathlib import Path

import pytest

from factcheck.report.style import labels_of
from tests.cli.conftest import Run

pytestmark = pytest.mark.one_backend


@pytest.fixture
def folder(data_dir: Path) -> Path:
    """The place where a style is looked for by itself."""
    made = data_dir / "report-style"
    (made / "desks" / "sport").mkdir(parents=True)
    (made / "house.toml").write_text(
        '[house]\nname = "The Post"\n[colours]\nink = "#000000"\n[labels]\ncover.author = "By"\n'
        '[ratings]\n"True" = "Right"\n'
    )
    (made / "desks" / "sport" / "house.toml").write_text('[house]\nname = "Sport"\n')
    return made


def test_without_a_folder_it_says_that_our_style_holds(run: Run, data_dir: Path) -> None:
    result = run("report", "style")
    assert f"there is no folder {data_dir / 'report-style'}" in result.stderr
    assert result.stdout.count(" ours") == 13
    assert "#17593a, 8.3 to 1 on white" in result.stdout


def test_it_shows_what_holds_and_where_it_was_set(run: Run, folder: Path) -> None:
    result = run("report", "style")
    assert result.stderr == ""
    told = [" ".join(line.split()) for line in result.stdout.splitlines()]
    for line in (
        "name The Post the folder",
        "language en ours",
        "colour ink #000000, 21.0 to 1 on white the folder",
        "rating True Right the folder",
        "label cover.author By the folder",
        "desks of their own sport",
    ):
        assert line in told


def test_it_shows_what_holds_on_a_desk(run: Run, folder: Path) -> None:
    (folder / "desks" / "sport" / "report.css").write_text("h1 {}")
    told = [
        " ".join(line.split())
        for line in run("report", "style", "--desk", "sport").stdout.splitlines()
    ]
    assert "name Sport desks/sport" in told
    assert "label cover.author By the folder" in told
    assert "report.css 5 characters desks/sport" in told


def test_another_folder_can_be_looked_at(run: Run, data_dir: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "house.toml").write_text('[house]\nname = "Other"\nlogo = "l.svg"')
    (other / "l.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    told = run("report", "style", "--folder", other).stdout
    assert "Other" in told
    assert "l.svg, 59 bytes" in told


def test_the_folder_of_the_setting_is_looked_at(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("FACTCHECK_REPORT_STYLE", str(other))
    assert f"{other} is in order." in run("report", "style", "--check").stdout


def test_a_check_says_no_more(run: Run, folder: Path) -> None:
    result = run("report", "style", "--check")
    assert (result.stdout, result.stderr) == (f"{folder} is in order.\n", "")


@pytest.mark.parametrize("words", [[], ["--check"], ["--desk", "world"], ["--labels"]])
def test_every_fault_is_a_line_and_the_exit_code_is_1(
    run: Run, folder: Path, words: list[str]
) -> None:
    (folder / "desks" / "sport" / "house.toml").write_text('[house]\nname = 1\npaper = "A4"\n')
    result = run("report", "style", *words, code=1)
    assert result.stdout == ""
    where = "factcheck: desks/sport/house.toml, line"
    assert result.stderr.splitlines() == [
        f"{where} 2, house.name: This must be text; put it between quotation marks.",
        f"{where} 3, house.paper: This must be one of: a4, us-letter.",
    ]


def test_a_fault_cannot_play_tricks_on_a_terminal(run: Run, folder: Path) -> None:
    (folder / "house.toml").write_text('["\\u001b[2J"]')
    assert "\x1b" not in run("report", "style", code=1).stderr


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path, data_dir: Path) -> None:
    result = run("report", "style", "--folder", tmp_path / "none", code=1)
    assert result.stderr == f"factcheck: {tmp_path / 'none'}: There is no such folder.\n"


def test_all_labels_are_listed_as_they_may_be_written(run: Run, folder: Path) -> None:
    (folder / "house.toml").write_text("[labels]\ncover.author = 'By \"us\" \\'\n")
    listed = tomllib.loads("[labels]\n" + run("report", "style", "--labels").stdout)
    found: dict[str, str] = {}

    def collect(tree: dict[str, object], before: str = "") -> None:
        for name, value in tree.items():
            if isinstance(value, dict):
                collect(value, f"{before}{name}.")
            else:
                found[before + name] = str(value)

    collect(listed["labels"])
    assert found == {**labels_of("en"), "cover.author": 'By "us" \\'}


def test_a_sample_report_is_written_in_the_style(run: Run, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("report", "style", "--desk", "sport", "--preview", page)
    assert result.stdout == f"A sample report is in {page}.\n"
    text = page.read_text()
    assert ">By<" in text
    assert "Sport" in text
    assert "Right" in text


def test_a_sample_report_needs_a_folder_to_go_to(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("report", "style", "--preview", tmp_path / "no" / "page.html", code=1)
    assert "There is no folder" in result.stderr


def test_an_example_is_begun_and_is_in_order(run: Run, data_dir: Path) -> None:
    place = data_dir / "report-style"
    result = run("report", "style", "--init", place)
    assert f"{place} is made." in result.stdout
    made = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}
    assert made == {"house.toml", "report.css", "logo.svg", "desks/politics/house.toml"}
    assert "is in order" in run("report", "style", "--check").stdout


def test_an_example_may_be_begun_in_an_empty_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run("report", "style", "--init", tmp_path / "empty")
    assert (tmp_path / "empty" / "house.toml").is_file()


def test_an_example_never_overwrites(run: Run, folder: Path) -> None:
    before = (folder / "house.toml").read_text()
    result = run("report", "style", "--init", folder, code=1)
    assert f"There is something in {folder} already" in result.stderr
    assert (folder / "house.toml").read_text() == before
    assert not (folder / "logo.svg").exists()
