"""The package runs on Linux, macOS and Windows: a name that one of them lacks needs a guard."""

import ast
from collections.abc import Iterator, Mapping

import pytest

from project.modules import MODULES, tree_of


def only_on(systems: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), systems)


# Where the others lack the name, importing the module fails there.
MODULES_OF_SYSTEMS = {
    **only_on("Linux and macOS", "fcntl grp posix pty pwd resource syslog termios tty"),
    **only_on("Windows", "msvcrt nt winreg winsound"),
}
# Attributes of modules, and methods of event loops, sockets and files. Where the others lack one,
# it raises AttributeError; methods of event loops raise NotImplementedError.
NAMES_OF_SYSTEMS = {
    # signal: Windows knows SIGINT, SIGTERM, SIGBREAK and those of a crash
    **only_on("Linux and macOS", "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGUSR1 SIGUSR2"),
    **only_on("Linux and macOS", "alarm pthread_kill pthread_sigmask setitimer sigwait"),
    **only_on("Windows", "SIGBREAK CTRL_C_EVENT CTRL_BREAK_EVENT"),
    # os
    **only_on(
        "Linux and macOS", "fork forkpty getloadavg getpgid getuid killpg mkfifo nice setsid"
    ),
    **only_on("Linux and macOS", "chown fchown pread pwrite uname wait3 wait4 waitid WNOHANG"),
    **only_on("Linux", "eventfd memfd_create pidfd_open sched_getaffinity sched_setaffinity"),
    **only_on("Windows", "startfile"),
    # socket: SO_REUSEADDR exists everywhere, but on Windows it lets two servers share a port
    **only_on("Linux and macOS", "AF_UNIX SCM_RIGHTS SO_REUSEPORT recvmsg sendmsg"),
    **only_on("Linux", "MSG_MORE SO_BINDTODEVICE TCP_CORK TCP_DEFER_ACCEPT TCP_QUICKACK"),
    **only_on("Linux", "SO_PEERCRED TCP_USER_TIMEOUT"),
    **only_on("Windows", "SIO_KEEPALIVE_VALS SIO_RCVALL SO_EXCLUSIVEADDRUSE"),
    # selectors and asyncio
    **only_on("Linux", "EpollSelector epoll"),
    **only_on("macOS", "KqueueSelector kqueue"),
    **only_on("Linux and macOS", "add_signal_handler remove_signal_handler"),
    **only_on("Linux and macOS", "create_unix_connection create_unix_server poll"),
    **only_on("Windows", "ProactorEventLoop WindowsSelectorEventLoopPolicy"),
    # time
    **only_on("Linux and macOS", "clock_gettime clock_getres tzset"),
}
# What the others raise; catching any of them is a guard.
ABSENT = {"AttributeError", "ImportError", "ModuleNotFoundError", "NotImplementedError"}
QUESTIONS = ("hasattr(", "sys.platform", "os.name")


def unguarded(tree: ast.Module) -> dict[str, str]:
    """The names that a module uses without a guard, and the systems that have them.

    A guard is `try` or `suppress` with an exception of `ABSENT`, or an `if` with one of
    `QUESTIONS`. `getattr(module, "NAME", default)` needs none.
    """
    return dict(_used(tree))


def _used(node: ast.AST) -> Iterator[tuple[str, str]]:
    yield from _unportable(node)
    for child in _unguarded_children(node):
        yield from _used(child)


def _unguarded_children(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Try) and any(_names_absence(each.type) for each in node.handlers):
        return [*node.handlers, *node.orelse, *node.finalbody]
    if isinstance(node, ast.With) and any(_names_absence(each.context_expr) for each in node.items):
        return []
    if isinstance(node, ast.If | ast.IfExp) and _asks(node.test):
        return []
    return list(ast.iter_child_nodes(node))


def _unportable(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Attribute):
        yield from _found([node.attr], NAMES_OF_SYSTEMS)
    elif isinstance(node, ast.Import):
        yield from _found([alias.name for alias in node.names], MODULES_OF_SYSTEMS)
    elif isinstance(node, ast.ImportFrom):
        yield from _found([str(node.module)], MODULES_OF_SYSTEMS)
        yield from _found([alias.name for alias in node.names], NAMES_OF_SYSTEMS)


def _found(names: list[str], table: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, f"only on {table[name]}") for name in names if name in table]


def _names_absence(caught: ast.expr | None) -> bool:
    nodes = ast.walk(caught) if caught else ()
    return any(isinstance(node, ast.Name) and node.id in ABSENT for node in nodes)


def _asks(test: ast.expr) -> bool:
    return any(question in ast.unparse(test) for question in QUESTIONS)


def test_a_name_that_one_system_lacks_has_a_guard() -> None:
    found = {module: unguarded(tree_of(module)) for module in MODULES}

    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import fcntl", "fcntl"),
        ("from resource import getrusage", "resource"),
        ("from signal import SIGKILL", "SIGKILL"),
        ("os.fork()", "fork"),
        ("try:\n import resource\nexcept ValueError:\n pass", "resource"),
        ("try:\n pass\nexcept ImportError:\n loop.add_signal_handler(2, f)", "add_signal_handler"),
        ("with suppress(OSError):\n os.getuid()", "getuid"),
        ("if ready:\n signal.SIGHUP", "SIGHUP"),
    ],
)
def test_a_use_without_a_guard_is_found(source: str, name: str) -> None:
    assert list(unguarded(ast.parse(source))) == [name]


@pytest.mark.parametrize(
    "source",
    [
        "try:\n import fcntl\nexcept ImportError:\n pass",
        "try:\n loop.add_signal_handler(2, f)\nexcept (NotImplementedError, ValueError):\n pass",
        "with suppress(NotImplementedError):\n loop.add_signal_handler(2, f)",
        "if hasattr(signal, 'SIGHUP'):\n signal.SIGHUP",
        "pid = os.fork() if sys.platform != 'win32' else None",
        "getattr(socket, 'SO_REUSEPORT', None)",
    ],
)
def test_a_use_behind_a_guard_is_accepted(source: str) -> None:
    assert unguarded(ast.parse(source)) == {}
