# exit: 1
class Account:
    def __init__(self):
        self.balance = 3
        self._hidden = 4


print(Account().balance)
print(Account().balanc)
