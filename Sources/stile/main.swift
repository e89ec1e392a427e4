print("stile")
