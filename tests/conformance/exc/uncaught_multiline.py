# exit: 1
def concat(
    a,
    b,
):
    return (
        a
        + b
    )


print(concat("x", "y"))
value = concat(
    "x",
    5,
)
