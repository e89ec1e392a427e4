Stile.start()
