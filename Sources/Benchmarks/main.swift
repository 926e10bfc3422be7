// Without arguments everything is measured; a name (index, reader, analysis, cronjobs, sync) measures that alone. The
// index comes first, while the process is small: memory is told by what the process grows by.
let names = Set(CommandLine.arguments.dropFirst())
let sections: [(name: String, run: () -> Void)] = [
  ("index", IndexBenchmark.run), ("reader", ReaderBenchmark.run), ("analysis", AnalysisBenchmark.run),
  ("cronjobs", CronJobBenchmark.run), ("sync", SyncBenchmark.run),
]
if await !SyncBenchmark.runFormat(names) {
  for section in sections where names.isEmpty || names.contains(section.name) { section.run() }
}
