# refused: async|await, line 2
async def main():
    await main()
