"""LineWriter: whoever writes a line is never held up, and never fails."""

from io import StringIO
from threading import Event

from catapult_simulator.cli.line_writer import LineWriter


class Paused(StringIO):
    """A terminal that takes nothing before `go` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.go = Event(), Event()

    def write(self, text: str) -> int:
        self.entered.set()
        self.go.wait(20)
        return super().write(text)


class Full(StringIO):
    def flush(self) -> None:
        raise OSError("No space left on device")


def test_lines_come_in_their_order_and_all_before_the_end() -> None:
    stream = StringIO()
    writer = LineWriter(stream)

    for number in range(100):
        writer.write(f"line {number}")
    writer.close()

    assert stream.getvalue().splitlines() == [f"line {number}" for number in range(100)]


def test_what_a_paused_terminal_cannot_take_is_counted() -> None:
    stream = Paused()
    writer = LineWriter(stream)
    writer.write("first")
    stream.entered.wait(20)

    for _ in range(10_003):
        writer.write("line")
    stream.go.set()
    writer.close()

    lines = stream.getvalue().splitlines()
    assert (len(lines), lines[-1]) == (10_002, "3 lines were left out: nobody reads so fast")


def test_a_full_disk_is_not_said_to_who_writes() -> None:
    writer = LineWriter(Full())

    writer.write("one")
    writer.write("two")
    writer.close()
    writer.write("three")
