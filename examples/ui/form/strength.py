# strength.py
import string

def password_score(pw: str) -> int:
    """0 to 5: one point each for length 8, length 12, mixed case, a digit, a symbol."""
    score = (len(pw) >= 8) + (len(pw) >= 12)
    score += any(c.islower() for c in pw) and any(c.isupper() for c in pw)
    score += any(c.isdigit() for c in pw)
    score += any(c in string.punctuation for c in pw)
    return int(score)
