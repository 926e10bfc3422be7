print("netrisk")
