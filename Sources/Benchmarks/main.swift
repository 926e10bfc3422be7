// The index comes first, while the process is small: its figure of memory is what the process grows by.
IndexBenchmark.run()
ReaderBenchmark.run()
AnalysisBenchmark.run()
CronJobBenchmark.run()
