# fractions, decimal and statistics, compiled from the installed Python.
from fractions import Fraction
from decimal import Decimal, getcontext
import statistics
print(Fraction(1,3)+Fraction(1,6), Fraction("0.125"), Decimal("0.1")+Decimal("0.2"), Decimal(2).sqrt(), statistics.stdev([1,2,3,4]), statistics.median([1,3,2]), statistics.mode("aab"), Fraction(3.5), round(Decimal("2.675"),2))
