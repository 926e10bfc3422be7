import Foundation

// Without arguments everything is measured; names measure those parts alone. The index comes first, while the process is
// small: its memory is told by what the process grows by.
signal(SIGPIPE, SIG_IGN)
let sections: [(name: String, run: () throws -> Void)] = [
  ("index", IndexBenchmark.run), ("reader", ReaderBenchmark.run), ("analysis", AnalysisBenchmark.run),
  ("cronjobs", CronJobBenchmark.run), ("sync", SyncBenchmark.run), ("watch", WatchBenchmark.run),
  ("lease", LeaseBenchmark.run), ("operator", OperatorBenchmark.run), ("cycles", CycleBenchmark.run),
]
/// What a section starts this program as, once more.
let parts: [(name: String, run: ([String]) async throws -> Void)] = [
  ("serve", PodServer.run), ("serve-cluster", ClusterServer.run), ("client-operator", OperatorClient.run),
  ("client-edits", EditClient.run), ("client-sync", SyncClient.run), ("client-watch", WatchClient.run),
  ("client-lease", LeaseRenewals.run), ("client-cycles", WatchCycles.run),
]
let arguments = Array(CommandLine.arguments.dropFirst())
do {
  if let part = parts.first(where: { $0.name == arguments.first }) {
    try await part.run(Array(arguments.dropFirst()))
  } else if let unknown = arguments.first(where: { name in !sections.contains { $0.name == name } }) {
    throw Failure("no section \(unknown); there are \(sections.map(\.name).joined(separator: ", "))")
  } else {
    for section in sections where arguments.isEmpty || arguments.contains(section.name) { try section.run() }
  }
} catch {
  FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
  exit(1)
}
