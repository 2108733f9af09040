# exit: 1
async def awaits(value):
    return await value


async def main():
    try:
        await awaits(awaits(awaits(None)))
    except TypeError as error:
        raise ValueError("wrapped") from error


main().send(None)
