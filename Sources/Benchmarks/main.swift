ReaderBenchmark.run()
AnalysisBenchmark.run()
