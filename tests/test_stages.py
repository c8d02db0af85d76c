"""What a build says of itself while it runs, and afterwards."""

from __future__ import annotations

import io
import re
import time

from showcase.files.stages import Stages


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stages: Stages) -> list[int]:
    with stages.of("检查"):
        time.sleep(0.01)
    made = []
    for piece in stages.each("生成", range(3)):
        time.sleep(0.15)  # what is done with a piece is no part of its making
        made.append(piece)
    stages.clear()
    return made


def test_a_terminal_shows_one_line_that_goes_again() -> None:
    """Stage and number of pieces are written over and over on one line, of which nothing is left."""
    terminal = Terminal()

    assert run(Stages(terminal)) == [0, 1, 2]
    assert "检查" in terminal.getvalue()
    assert re.search(r"生成 \d", terminal.getvalue())
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_elsewhere_nothing_is_written() -> None:
    """A log gets no progress."""
    log = io.StringIO()
    run(Stages(log))

    assert log.getvalue() == ""


def test_the_table_says_how_long_each_stage_took() -> None:
    """Each stage stands in its order with seconds and pieces; only the making of pieces counts."""
    stages = Stages()
    run(stages)
    lines = stages.table().splitlines()

    assert [line.split()[-1] for line in lines] == ["阶段", "检查", "生成", "合计"]
    assert lines[2].split()[2] == "3"
    assert stages.found["检查"].wall >= 0.01
    assert stages.found["生成"].wall < 0.1
