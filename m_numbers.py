import numbers
