# exit: 1
"""The last line of a traceback tells what a misspelled name may mean."""


class Account:
    def __init__(self):
        self.balance = 0

    def pay(self, amount):
        try:
            balance += amount
        except UnboundLocalError as error:
            print(error.name, error)
        return amout


print("begin")
Account().pay(3)
