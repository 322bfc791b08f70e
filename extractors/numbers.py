"""Numbers as people write them.

>>> CARDINALS["twenty-five"]
25
"""

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_ONES += ["eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

# "one" … "ninety-nine", lower case, hyphenated.
CARDINALS: dict[str, int] = {word: value for value, word in enumerate(_ONES)}
for _place, _ten in enumerate(_TENS, start=2):
    CARDINALS[_ten] = 10 * _place
    for _one in range(1, 10):
        CARDINALS[f"{_ten}-{_ONES[_one]}"] = 10 * _place + _one

SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
