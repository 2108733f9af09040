"""A bank whose state is nothing but its events, with snapshots and projections."""
from __future__ import annotations

import copy
import json
from collections import Counter, defaultdict, deque
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import singledispatchmethod
from typing import Callable, ClassVar, Iterable, Iterator, NamedTuple


class Kind(Enum):
    OPENED = auto()
    DEPOSITED = auto()
    WITHDRAWN = auto()
    CLOSED = auto()

    @property
    def is_money(self) -> bool:
        return self in (Kind.DEPOSITED, Kind.WITHDRAWN)


@dataclass(frozen=True, slots=True, order=True)
class Event:
    at: datetime
    kind: Kind = field(compare=False)
    account: str = field(compare=False)
    amount: int = field(default=0, compare=False)

    def to_json(self) -> str:
        row = asdict(self)
        row["at"] = self.at.isoformat()
        row["kind"] = self.kind.name
        return json.dumps(row, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Event:
        row = json.loads(text)
        row["at"] = datetime.fromisoformat(row["at"])
        row["kind"] = Kind[row["kind"]]
        return cls(**row)


class InsufficientFunds(Exception):
    def __init__(self, account: str, missing: int):
        super().__init__(f"{account} lacks {missing}")
        self.account, self.missing = account, missing


class Snapshot(NamedTuple):
    version: int
    balances: dict
    closed: frozenset = frozenset()


class Ledger:
    instances: ClassVar[int] = 0

    def __init__(self, start: datetime, clock: Callable[[], datetime] | None = None):
        type(self).instances += 1
        self._events: list[Event] = []
        self._balances: defaultdict[str, int] = defaultdict(int)
        self._closed: set[str] = set()
        self._listeners: list[Callable[[Event], None]] = []
        self._now = start
        self._clock = clock or self._tick

    def _tick(self) -> datetime:
        self._now += timedelta(minutes=17, seconds=3)
        return self._now

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        yield from self._events

    def __getitem__(self, item):
        return self._events[item]

    def subscribe(self, listener):
        self._listeners.append(listener)
        return listener

    def record(self, kind: Kind, account: str, amount: int = 0) -> Event:
        if account in self._closed:
            raise PermissionError(f"{account} is closed")
        if kind is Kind.WITHDRAWN and self._balances[account] < amount:
            raise InsufficientFunds(account, amount - self._balances[account])
        event = Event(self._clock(), kind, account, amount)
        self.apply(event)
        for listener in self._listeners:
            listener(event)
        return event

    def apply(self, event: Event) -> None:
        match event:
            case Event(kind=Kind.OPENED, account=name):
                self._balances[name] = 0
            case Event(kind=Kind.DEPOSITED, account=name, amount=n) if n > 0:
                self._balances[name] += n
            case Event(kind=Kind.WITHDRAWN, account=name, amount=n) if n > 0:
                self._balances[name] -= n
            case Event(kind=Kind.CLOSED):
                self._closed.add(event.account)
            case Event(kind=kind, amount=n):
                raise ValueError(f"{kind.name.lower()} of {n}")
        self._events.append(event)

    def snapshot(self) -> Snapshot:
        return Snapshot(len(self), dict(self._balances), frozenset(self._closed))

    @singledispatchmethod
    def load(self, source):
        raise TypeError(f"cannot load {type(source).__name__}")

    @load.register
    def _(self, source: str):
        for line in source.splitlines():
            self.apply(Event.from_json(line))

    @load.register(list)
    def _(self, source):
        for event in source:
            self.apply(event)


start = datetime(2024, 2, 28, 23, 30)
ledger = Ledger(start)
recent = deque(maxlen=3)
counts = Counter()


@ledger.subscribe
def remember(event):
    recent.append(event)


ledger.subscribe(lambda event: counts.update([event.kind.name]))

for name in ("ada", "grace", "linus"):
    ledger.record(Kind.OPENED, name)
ledger.record(Kind.DEPOSITED, "ada", 500)
ledger.record(Kind.DEPOSITED, "grace", 250)
ledger.record(Kind.WITHDRAWN, "ada", 120)

for attempt in [(Kind.WITHDRAWN, "linus", 1), (Kind.DEPOSITED, "ada", -5), (Kind.CLOSED, "linus"),
                (Kind.DEPOSITED, "linus", 10)]:
    try:
        print("ok", ledger.record(*attempt).kind)
    except InsufficientFunds as error:
        print("refused:", error, error.args, error.missing)
    except (ValueError, PermissionError) as error:
        print(type(error).__name__, error)

print(len(ledger), ledger.snapshot())
print(counts.most_common(), [event.account for event in recent])
print([event.amount for event in ledger if event.kind.is_money], ledger[-1], sep="\n")

text = "\n".join(event.to_json() for event in ledger)
other = Ledger(start)
other.load(text)
print(other.snapshot() == ledger.snapshot(), Ledger.instances, text.splitlines()[3])
try:
    other.load(42)
except TypeError as error:
    print(error)
third = Ledger(start)
third.load(ledger[:4])
print(third.snapshot())
first = ledger[0]
later = replace(first, at=first.at + timedelta(days=1))
print(first < later, first == replace(later, at=first.at, account="zoe"), sorted([later, first])[0] is first)
frozen = copy.copy(first)
try:
    frozen.amount = 3
except AttributeError as error:
    print(type(error).__name__, error)
print((ledger[-1].at - ledger[0].at).total_seconds(), ledger[2].at.strftime("%d.%m.%y %H:%M:%S"))
