class VMError(Exception):
    pass


class VM:
    def __init__(self, code):
        self.code = code
        self.stack = []
        self.vars = {}
        self.output = []
        self.calls = []
        self.steps = 0

    def binary(self, op):
        b = self.stack.pop()
        a = self.stack.pop()
        if op == "add":
            return a + b
        if op == "sub":
            return a - b
        if op == "mul":
            return a * b
        if op == "div":
            return a // b
        if op == "lt":
            return a < b
        if op == "eq":
            return a == b
        raise VMError("unknown op " + op)

    def run(self, limit=10000):
        pc = 0
        while pc < len(self.code):
            self.steps += 1
            if self.steps > limit:
                raise VMError("step limit")
            op, *args = self.code[pc]
            pc += 1
            if op == "push":
                self.stack.append(args[0])
            elif op == "load":
                self.stack.append(self.vars[args[0]])
            elif op == "store":
                self.vars[args[0]] = self.stack.pop()
            elif op == "jump":
                pc = args[0]
            elif op == "jump_if_not":
                if not self.stack.pop():
                    pc = args[0]
            elif op == "call":
                self.calls.append(pc)
                pc = args[0]
            elif op == "ret":
                pc = self.calls.pop()
            elif op == "print":
                self.output.append(str(self.stack.pop()))
            elif op == "halt":
                break
            else:
                self.stack.append(self.binary(op))
        return self


factorial = [("push", 1), ("store", "r"), ("push", 25), ("store", "n"), ("push", 0), ("load", "n"), ("lt",), ("jump_if_not", 17), ("load", "r"), ("load", "n"),
             ("mul",), ("store", "r"), ("load", "n"), ("push", 1), ("sub",), ("store", "n"), ("jump", 4), ("load", "r"), ("print",)]
vm = VM(factorial).run()
print(vm.output, vm.steps, vm.vars, vm.stack)
strings = [("push", "ab"), ("push", 3), ("mul",), ("print",), ("push", [1]), ("push", [2]), ("add",), ("print",), ("call", 10), ("halt",), ("push", 1.5), ("print",), ("ret",)]
print(VM(strings).run().output)
for bad in ([("jump", 0)], [("add",)], [("load", "x")], [("push", 1), ("push", 0), ("div",)], [("push", 1), ("push", 2), ("nope",)], [("push", 1), ("push", "a"), ("add",)]):
    try:
        VM(bad).run(100)
    except (VMError, IndexError, KeyError, ZeroDivisionError, TypeError) as e:
        print(repr(e))
