print("stiled")
