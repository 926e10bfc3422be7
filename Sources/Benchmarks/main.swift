ReaderBenchmark.run()
