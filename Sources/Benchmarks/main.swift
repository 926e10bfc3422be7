ReaderBenchmark.run()
AnalysisBenchmark.run()
IndexBenchmark.run()
