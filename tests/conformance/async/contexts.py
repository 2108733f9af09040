# Context variables in tasks.
import asyncio
import contextvars

user = contextvars.ContextVar("user", default="nobody")
depth = contextvars.ContextVar("depth")


async def child(name):
    before = user.get()
    user.set(name)
    await asyncio.sleep(0)
    return before, user.get()


async def main():
    user.set("main")
    print(await asyncio.gather(child("a"), child("b")))
    print(user.get())
    print(await child("same task"), user.get())
    asyncio.get_running_loop().call_soon(lambda: print("callback sees", user.get()))
    user.set("changed")
    await asyncio.sleep(0)
    context = contextvars.copy_context()
    task = asyncio.create_task(child("in a context"), context=context)
    await task
    print(context[user], user.get())


asyncio.run(main())
print(user.get())
try:
    depth.get()
except LookupError:
    print("LookupError")
print(depth.get("given"), user.name)
token = depth.set(1)
inner = depth.set(2)
print(depth.get(), inner.old_value, token.old_value is contextvars.Token.MISSING)
depth.reset(inner)
print(depth.get())
depth.reset(token)
print(depth.get(None))
try:
    depth.reset(token)
except RuntimeError:
    print("only once")


def change():
    user.set("inside")
    return user.get()


context = contextvars.copy_context()
print(context.run(change), user.get(), context[user], depth in context, len(list(context)))
print(context.run(lambda a, *, b: (a, b, user.get()), 1, b=2))
