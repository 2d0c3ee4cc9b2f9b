"""One folder of overrides: its files, and what is wrong with each of them."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from factcheck.report import house_folder
from factcheck.report.house_folder import MOST_TEXT, overrides, stamp, strays
from factcheck.report.house_picture import MOST_BYTES
from tests.report.test_house_picture import PLAIN, png


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "style"
    made.mkdir()
    return made


def told(folder: Path, place: str = "") -> list[str]:
    return [str(each) for each in overrides(folder, place).faults]


def test_an_empty_folder_sets_nothing_and_has_no_fault(folder: Path) -> None:
    found = overrides(folder)
    assert not found.faults
    assert (found.settings.name, found.logo, found.css) == (None, None, "")


def test_all_files_are_read(folder: Path) -> None:
    (folder / "house.toml").write_bytes(
        b'\xef\xbb\xbf[house]\r\nname = "X"\r\nlogo = "a/l.png"\r\n'
    )
    (folder / "report.css").write_text("h1 { color: red }\n")
    (folder / "a").mkdir()
    (folder / "a" / "l.png").write_bytes(png())
    found = overrides(folder)
    assert not found.faults
    assert found.logo is not None
    assert (found.logo.name, found.logo.data) == ("l.png", png())
    assert (found.settings.name, found.css) == ("X", "h1 { color: red }\n")


def test_a_desks_folder_is_told_by_its_place(folder: Path) -> None:
    (folder / "desks" / "sport").mkdir(parents=True)
    (folder / "desks" / "sport" / "house.toml").write_text('\n[house]\nnam = "X"\n')
    assert told(folder, "desks/sport") == [
        "desks/sport/house.toml, line 3, house.nam: There is no such setting. Did you mean name?"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[house]\nname = Daily\n", "house.toml, line 2: This is not TOML: Invalid value."),
        ("[house\n", "house.toml, line 1: This is not TOML: Expected ']'"),
        ('[house]\nname = "a\n', "house.toml, line 2: This is not TOML: Illegal character"),
        ('[house]\nname = """a\n\n', "house.toml, line 2: This is not TOML: Unterminated string"),
        ('[house]\nname="a"\nname="b"', "house.toml, line 3: This is not TOML: Cannot overwrite"),
        ("a = " + "9" * 5000, "house.toml, line 1: This is not TOML: Exceeds the limit"),
        ("a = " + "[" * 5000, "house.toml: This nests too deeply to be read."),
        ("labels." + "a." * 5000 + "a = 1", "house.toml: This nests too deeply to be read."),
    ],
)
def test_what_is_no_toml_is_told_with_the_line(folder: Path, text: str, message: str) -> None:
    (folder / "house.toml").write_text(text)
    (fault,) = told(folder)
    assert fault.startswith(message)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[labels]\n# nope = 1\n"cover.nope" = "a"', 3),
        ('[labels.cover]\nauthor = "a"\nnope = "a"', 3),
        ('[labels]\n\ncover.nope="a"', 3),
        ("labels.cover.nope = 'a'", 1),
        ("[house]\n[ labels . 'cover' ]\n\nnope = 'a'", 4),
        ("[labels]\ncover = { nope = 'a' }", 1),
        ("labels = { cover = { nope = 'a' } }", None),
    ],
)
def test_the_line_of_a_key_is_found(folder: Path, text: str, line: int | None) -> None:
    (folder / "house.toml").write_text(text)
    (fault,) = overrides(folder).faults
    assert (fault.key, fault.line) == ("labels.cover.nope", line)


def test_endless_faults_are_cut_short(folder: Path) -> None:
    (folder / "house.toml").write_text("".join(f"a{n} = 1\n" for n in range(5000)))
    faults = told(folder)
    assert len(faults) == 31
    assert faults[-1] == "house.toml: There may be more; mend these first."


@pytest.mark.parametrize("name", ["house.toml", "report.css"])
def test_other_encodings_are_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes("# a\n# año".encode("latin-1"))
    assert told(folder) == [f"{name}, line 2: This is not UTF-8. Save it in that encoding."]


@pytest.mark.parametrize("name", ["house.toml", "report.css"])
def test_large_files_are_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\n" * MOST_TEXT)
    assert not told(folder)
    (folder / name).write_bytes(b"\n" * (MOST_TEXT + 1))
    assert told(folder) == [f"{name}: This is too large; 256 KB are the most."]


CSS_REFUSED = {
    "the end of its element": ("h1{}\n</style><script>", 2, "Take out “</”"),
    "an import": ("\n\n@import 'a.css';", 3, "Take out @import"),
    "an import in capitals": ("@IMPORT url(data:image/png,x);", 1, "Take out @import"),
    "a picture from the web": ("h1{background:url(https://x.example/a)}", 1, "only data:image"),
    "a picture in quotes": ("h1{background:URL( '//x.example/a')}", 1, "only data:image"),
    "a picture beside it": ("h1{background:url(logo.png)}", 1, "only data:image"),
    "a file": ('h1{background:url("file:///etc/passwd")}', 1, "only data:image"),
    "data of another kind": ("h1{background:url(data:text/html,x)}", 1, "only data:image"),
    "an empty address": ("h1{background:url()}", 1, "only data:image"),
    "a rule for some addresses": ("@document url-prefix(https://x.example){}", 1, "only data:"),
    "an image set": ("h1{background:-webkit-image-set('a.png' 1x)}", 1, "Use url(data:"),
    "an image": ("h1{background:image('a.png')}", 1, "Use url(data:"),
    "a source": ("@font-face{src:src('https://x.example/a')}", 1, "Use url(data:"),
    "a hidden url": ("h1{background:\\75 rl(https://x.example)}", 1, "not behind a backslash"),
    "a hidden url in the end": ("h1{background:ur\\6c(https://x.example)}", 1, "not behind"),
    "a hidden letter in full": ("h1{background:s\\000072c('a')}", 1, "not behind a backslash"),
    "a hidden letter over a line": ("h1{background:u\\72\nl(//x.example)}", 1, "not behind"),
    "a plainly hidden letter": ("h1{background:\\url(//x.example)}", 1, "not behind"),
    "a hidden capital": ("h1{background:\\55RL(//x.example)}", 1, "not behind a backslash"),
    "a hidden hyphen": ("h1{background:image\\2dset('a' 1x)}", 1, "not behind a backslash"),
    "the code 0": ("h1{}\n\0", 2, "the code 0"),
}


@pytest.mark.parametrize("name", CSS_REFUSED)
def test_a_style_sheet_that_reaches_out_is_refused(folder: Path, name: str) -> None:
    text, line, message = CSS_REFUSED[name]
    (folder / "report.css").write_text(text, newline="")
    first = overrides(folder).faults[0]
    assert (first.file, first.line) == ("report.css", line)
    assert message in first.message


@pytest.mark.parametrize(
    "text",
    [
        "h1::before { content: '\\201C\\00a0\\a'; }",
        'h1 { background: url( "data:image/png;base64,iVBORw0KGgo=" ) }',
        "@font-face { font-family: X; src: url(data:font/woff2;base64,d09GMg==) format('woff2') }",
        ".a\\:b\\/c { color: red }",
        "/* https://x.example */ @media print { h1 { color: #000 } }",
        "/* İ */ h1 { background-image: none }",
    ],
)
def test_a_style_sheet_that_keeps_to_itself_is_taken(folder: Path, text: str) -> None:
    (folder / "report.css").write_text(text)
    assert not told(folder)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../logo.svg", "a/../../logo.svg", "..", "..\\\\logo.svg"]
)
def test_a_logo_outside_the_folder_is_refused(folder: Path, name: str) -> None:
    (folder.parent / "logo.svg").write_bytes(PLAIN)
    (folder / "house.toml").write_text(f'[house]\nlogo = "{name}"')
    assert told(folder) == ["house.toml, house.logo: Name a file in this folder, such as logo.svg."]


def test_a_logo_that_is_not_there_is_told_at_its_key(folder: Path) -> None:
    (folder / "house.toml").write_text('[house]\nlogo = "logo.svg"')
    assert told(folder) == ["house.toml, house.logo: There is no file logo.svg in this folder."]


def test_a_large_logo_is_refused(folder: Path) -> None:
    (folder / "house.toml").write_text('[house]\nlogo = "logo.svg"')
    (folder / "logo.svg").write_bytes(PLAIN + b" " * (MOST_BYTES - len(PLAIN)))
    assert not told(folder)
    (folder / "logo.svg").write_bytes(PLAIN + b" " * MOST_BYTES)
    assert told(folder) == ["logo.svg: This is too large; 512 KB are the most."]


def test_what_is_wrong_with_a_logo_is_told_by_its_own_name(folder: Path) -> None:
    (folder / "house.toml").write_text('[house]\nlogo = "logo.svg"')
    (folder / "logo.svg").write_bytes(PLAIN.replace(b"path", b"script"))
    (fault,) = told(folder)
    assert fault.startswith("logo.svg: Line 1 of the SVG has the element <script>.")


@pytest.mark.parametrize("name", ["house.toml", "report.css", "logo.svg"])
def test_a_link_that_leads_out_of_the_folder_is_refused(folder: Path, name: str) -> None:
    (folder / "house.toml").write_text('[house]\nlogo = "logo.svg"')
    (folder / "logo.svg").write_bytes(PLAIN)
    secret = folder.parent / "secret"
    secret.write_bytes(PLAIN)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    assert told(folder)[0] == f"{name}: This leads out of the folder. Put the file itself there."


def test_a_desks_folder_that_leads_out_is_refused(folder: Path) -> None:
    away = folder.parent / "away"
    away.mkdir()
    (away / "report.css").write_text("h1 {}")
    (folder / "desks").mkdir()
    (folder / "desks" / "sport").symlink_to(away)
    found = overrides(folder, "desks/sport")
    assert "leads out" in str(found.faults[0])
    assert not found.css


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    """As where a cluster puts a folder of settings in place, by links to its newest state."""
    (folder / "..data").mkdir()
    (folder / "..data" / "report.css").write_text("h1 {}")
    (folder / "report.css").symlink_to("..data/report.css")
    assert overrides(folder).css == "h1 {}"


def test_a_link_to_itself_is_told(folder: Path) -> None:
    (folder / "report.css").symlink_to("report.css")
    (fault,) = told(folder)
    assert fault.startswith("report.css: This cannot be read")


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "report.css")
    assert told(folder) == ["report.css: This is no file."]
    assert stat.S_ISFIFO((folder / "report.css").stat().st_mode)


def test_a_folder_in_place_of_a_file_is_told(folder: Path) -> None:
    (folder / "house.toml").mkdir()
    assert told(folder) == ["house.toml: This is no file."]


def test_a_file_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "report.css").write_text("h1 {}")

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert told(folder) == ["report.css: This cannot be read ([Errno 13] Permission denied)."]


def test_files_that_were_read_or_looked_for_are_stamped(folder: Path) -> None:
    (folder / "house.toml").write_text('[house]\nlogo = "logo.svg"')
    (folder / "logo.svg").write_bytes(PLAIN)
    stamps = overrides(folder).stamps
    assert {path.name for path in stamps} == {"house.toml", "logo.svg", "report.css"}
    assert stamps[folder / "report.css"] is None
    assert stamps[folder / "logo.svg"] == stamp(folder / "logo.svg")


def test_files_that_are_likely_meant_but_not_read_are_told(folder: Path) -> None:
    (folder / "desks" / "sport").mkdir(parents=True)
    for name in ("house.tml", "Report.css", "desk", "README.md", "house.toml~", "logo.svg"):
        (folder / name).touch()
    (folder / "desks" / "sport" / "report.css.txt").touch()
    assert [str(each) for each in strays(folder, overrides(folder))] == [
        "Report.css: Nothing reads this. Did you mean report.css?",
        "desk: Nothing reads this. Did you mean desks?",
        "house.tml: Nothing reads this. Did you mean house.toml?",
    ]
    assert [str(each) for each in strays(folder, overrides(folder, "desks/sport"))] == [
        "desks/sport/report.css.txt: Nothing reads this. Did you mean report.css?"
    ]


def test_a_folder_that_cannot_be_listed_has_no_names(folder: Path) -> None:
    assert house_folder.listing(folder / "not there") == []
