class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f"need {needed}, have {available}")
        self.needed = needed
        self.available = available


class Account:
    fee = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("deposit must be positive")
        self.balance += amount
        self.history.append(("in", amount))

    def withdraw(self, amount):
        total = amount + self.fee
        if total > self.limit():
            raise InsufficientFunds(total, self.limit())
        self.balance -= total
        self.history.append(("out", total))

    def limit(self):
        return self.balance

    def __repr__(self):
        return f"{self.owner}: {self.balance}"


class Credit(Account):
    fee = 2

    def __init__(self, owner, balance=0, credit=100):
        super().__init__(owner, balance)
        self.credit = credit

    def limit(self):
        return super().limit() + self.credit


class Bank:
    def __init__(self):
        self.accounts = {}
        self.failed = 0

    def open(self, account):
        if account.owner in self.accounts:
            raise KeyError(account.owner)
        self.accounts[account.owner] = account
        return account

    def transfer(self, source, target, amount):
        a = self.accounts[source]
        b = self.accounts[target]
        a.withdraw(amount)
        try:
            b.deposit(amount)
        except ValueError:
            a.balance += amount
            raise

    def run(self, orders):
        for source, target, amount in orders:
            try:
                self.transfer(source, target, amount)
                print(f"{source:>6} -> {target:<6} {amount:>8.2f} ok")
            except InsufficientFunds as e:
                self.failed += 1
                print(f"{source:>6} -> {target:<6} failed: {e} ({e.needed - e.available} short)")
            except (KeyError, ValueError) as e:
                self.failed += 1
                print("error", repr(e))


bank = Bank()
bank.open(Account("ann", 100))
bank.open(Credit("bob", 50))
bank.open(Account("cat"))
try:
    bank.open(Account("ann"))
except KeyError as e:
    print("exists", e)
bank.run([("ann", "bob", 30), ("ann", "cat", 80), ("bob", "cat", 150), ("cat", "ann", 20.5), ("dan", "ann", 1), ("ann", "bob", 0), ("bob", "ann", -5)])
print(list(bank.accounts.values()), bank.failed)
print(bank.accounts["bob"].history, sum([a.balance for a in bank.accounts.values()]))
