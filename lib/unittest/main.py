"""The command line of a test program."""

import sys
from unittest import loader, runner

__unittest = True

_USAGE = """usage: %s [-h] [-v] [-q] [-f] [-b] [-k TESTNAMEPATTERNS] [tests ...]"""


class TestProgram:
    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None,
                 catchbreak=None, buffer=None, warnings=None, *, tb_locals=False, durations=None):
        self.module = sys.modules[module] if isinstance(module, str) else module
        if argv is None:
            argv = sys.argv
        self.exit = exit
        self.failfast = failfast
        self.buffer = buffer
        self.verbosity = verbosity
        self.tb_locals = tb_locals
        self.defaultTest = defaultTest
        self.testRunner = testRunner
        self.testLoader = testLoader
        self.progName = argv[0]
        self.testNames = None
        self.parseArgs(argv)
        self.runTests()

    def parseArgs(self, argv):
        names = []
        patterns = []
        rest = list(argv[1:])
        while rest:
            argument = rest.pop(0)
            if argument in ("-v", "--verbose"):
                self.verbosity = 2
            elif argument in ("-q", "--quiet"):
                self.verbosity = 0
            elif argument in ("-f", "--failfast"):
                self.failfast = True
            elif argument in ("-b", "--buffer"):
                self.buffer = True
            elif argument == "-k" and rest:
                pattern = rest.pop(0)
                patterns.append(pattern if "*" in pattern else "*%s*" % pattern)
            elif argument in ("-h", "--help"):
                print(_USAGE % self.progName)
                sys.exit(0)
            elif argument.startswith("-"):
                sys.stderr.write(_USAGE % self.progName + "\n")
                sys.stderr.write("%s: error: unrecognized arguments: %s\n"
                                 % (self.progName, argument))
                sys.exit(2)
            else:
                names.append(argument)
        if patterns:
            self.testLoader.testNamePatterns = patterns
        if names:
            self.testNames = names
        elif self.defaultTest is not None:
            is_one = isinstance(self.defaultTest, str)
            self.testNames = [self.defaultTest] if is_one else list(self.defaultTest)
        self.createTests()

    def createTests(self):
        if self.testNames is None:
            self.test = self.testLoader.loadTestsFromModule(self.module)
        else:
            self.test = self.testLoader.loadTestsFromNames(self.testNames, self.module)

    def runTests(self):
        found = self.testRunner
        if found is None:
            found = runner.TextTestRunner
        if isinstance(found, type):
            found = found(verbosity=self.verbosity, failfast=bool(self.failfast),
                          buffer=bool(self.buffer), tb_locals=self.tb_locals)
        self.result = found.run(self.test)
        if self.exit:
            is_empty = self.result.testsRun == 0 and not self.result.skipped
            if is_empty:
                sys.exit(5)
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
