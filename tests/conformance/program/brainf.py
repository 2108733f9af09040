def run(program, data=""):
    jumps = {}
    stack = []
    for i, c in enumerate(program):
        if c == "[":
            stack.append(i)
        elif c == "]":
            j = stack.pop()
            jumps[i] = j
            jumps[j] = i
    tape = [0] * 300
    pos = 0
    pc = 0
    read = 0
    out = []
    while pc < len(program):
        c = program[pc]
        if c == ">":
            pos += 1
        elif c == "<":
            pos -= 1
        elif c == "+":
            tape[pos] = (tape[pos] + 1) % 256
        elif c == "-":
            tape[pos] = (tape[pos] - 1) % 256
        elif c == ".":
            out.append(chr(tape[pos]))
        elif c == ",":
            tape[pos] = ord(data[read]) if read < len(data) else 0
            read += 1
        elif c == "[" and tape[pos] == 0:
            pc = jumps[pc]
        elif c == "]" and tape[pos] != 0:
            pc = jumps[pc]
        pc += 1
    return "".join(out)


hello = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++."
print(run(hello), end="")
print(run(",[.,]", "echo"), run(",[>,]<[.<]", "reversed"), run("++++++++[>++++++++<-]>+.+.+."))
try:
    run("]")
except IndexError as e:
    print(e)
