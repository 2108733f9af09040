# refused: async, line 4


async def fetch():
    return 1


print(fetch)
