import bisect
