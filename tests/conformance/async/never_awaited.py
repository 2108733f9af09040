# A coroutine that nobody awaits: a warning on standard error, nothing else.
async def forgotten(n):
    print("not printed", n)


async def main():
    forgotten(1)
    forgotten(2)
    return "main"


c = main()
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value)
closed = forgotten(3)
closed.close()
forgotten(4)
print("end")
