/// What somebody has said of a workload.
package enum WorkloadProfile: String, CaseIterable, Hashable, Sendable {
  case chatty = "Chatty"
  case quiet = "Quiet"
}
