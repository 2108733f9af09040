"""Names of processes. Programs start none: each way to do so raises OSError."""

__all__ = ["Popen", "PIPE", "STDOUT", "DEVNULL", "call", "check_call", "check_output", "run", "getoutput",
           "getstatusoutput", "CompletedProcess", "SubprocessError", "CalledProcessError", "TimeoutExpired"]

PIPE = -1
STDOUT = -2
DEVNULL = -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."


class TimeoutExpired(SubprocessError):
    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"


class CompletedProcess:
    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


class Popen:
    def __init__(self, args, *options, **named):
        raise OSError(38, "krait: starting processes is not supported")


def run(*args, **kwargs):
    Popen(*args)


def call(*args, **kwargs):
    Popen(*args)


def check_call(*args, **kwargs):
    Popen(*args)


def check_output(*args, **kwargs):
    Popen(*args)


def getoutput(cmd, *, encoding=None, errors=None):
    Popen(cmd)


def getstatusoutput(cmd, *, encoding=None, errors=None):
    Popen(cmd)
