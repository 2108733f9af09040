# exit: 1
class ConfigError(Exception):
    def __init__(self, name, line):
        super().__init__(f"{name}: line {line}")


def load(lines):
    for number, line in enumerate(lines, 1):
        if "=" not in line:
            raise ConfigError(
                line,
                number,
            )
        print(line.split("="))


load(["a=1", "b=2", "oops"])
