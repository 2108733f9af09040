print("running fails")
raise ValueError("no")
