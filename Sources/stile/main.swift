await Stile.start()
