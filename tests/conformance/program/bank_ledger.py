# Accounts with a history, transfers that fail as a whole, interest, statements.
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    DEPOSIT = "+"
    WITHDRAWAL = "-"
    FEE = "f"


class InsufficientFunds(Exception):
    def __init__(self, account, missing):
        super().__init__(f"{account}: {missing} missing")
        self.missing = missing


@dataclass(frozen=True)
class Entry:
    kind: Kind
    amount: int
    note: str = ""

    @property
    def signed(self):
        return self.amount if self.kind is Kind.DEPOSIT else -self.amount


@dataclass
class Account:
    name: str
    entries: list = field(default_factory=list)
    limit: int = 0

    @property
    def balance(self):
        return sum(entry.signed for entry in self.entries)

    def post(self, kind, amount, note=""):
        if amount <= 0:
            raise ValueError(f"bad amount {amount}")
        entry = Entry(kind, amount, note)
        if self.balance + entry.signed < -self.limit:
            raise InsufficientFunds(self.name, -(self.balance + entry.signed) - self.limit)
        self.entries.append(entry)
        return entry


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, name, **options):
        return self.accounts.setdefault(name, Account(name, **options))

    @contextmanager
    def transaction(self):
        saved = {name: list(account.entries) for name, account in self.accounts.items()}
        try:
            yield self
        except Exception:
            for name, entries in saved.items():
                self.accounts[name].entries[:] = entries
            raise

    def transfer(self, source, target, amount):
        with self.transaction():
            self.accounts[target].post(Kind.DEPOSIT, amount, f"from {source}")
            self.accounts[source].post(Kind.WITHDRAWAL, amount, f"to {target}")

    def totals(self):
        found = defaultdict(int)
        for account in self.accounts.values():
            for entry in account.entries:
                found[entry.kind.name] += entry.amount
        return dict(sorted(found.items()))


bank = Bank()
bank.open("ann").post(Kind.DEPOSIT, 1000, "salary")
bank.open("bob", limit=50)
bank.transfer("ann", "bob", 300)
for source, target, amount in [("bob", "ann", 340), ("bob", "ann", 100), ("ann", "bob", -5), ("ann", "eve", 1)]:
    try:
        bank.transfer(source, target, amount)
        print("ok", source, target, amount)
    except InsufficientFunds as e:
        print("refused:", e, e.missing)
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)
for account in bank.accounts.values():
    print(f"{account.name:<6}{account.balance:>8}")
    for entry in account.entries:
        print(f"   {entry.kind.value} {entry.amount:>5} {entry.note}")
print(bank.totals())
print(Entry(Kind.FEE, 3) == Entry(Kind.FEE, 3), hash(Entry(Kind.FEE, 3)) == hash(Entry(Kind.FEE, 3)))
print(sum(Decimal("0.1") for _ in range(10)))
