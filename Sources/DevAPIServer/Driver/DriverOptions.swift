/// How the driver plays a cluster; the times are those of a real kubelet (Kubernetes 1.36, containerd).
package struct DriverOptions: Sendable {
  /// Milliseconds from a pod's creation to each step.
  package struct Steps: Sendable {
    package var scheduled: Int64 = 5
    /// The kubelet has seen the pod: hostIP, conditions, containers that wait.
    package var admitted: Int64 = 20
    package var sandboxReady: Int64 = 110
    package var running: Int64 = 170
  }

  package var steps = Steps()
  /// From Running to the exit of the containers, where the pod does not say.
  package var runMilliseconds: Int64 = 3320
  /// From the exit to the phase `Succeeded` or `Failed`.
  package var finishMilliseconds: Int64 = 1050
  /// How long the Job controller gathers changes of pods: `syncJobBatchPeriod`, pkg/controller/job/job_controller.go.
  package var jobBatchMilliseconds: Int64 = 1000
  /// The first restart or replacement of a failed pod waits this long, each further one twice as long.
  package var backoffMilliseconds: Int64 = 10_000
  /// Pods are placed on these nodes in turn; empty: on the cluster's Nodes, or on `node1` where there are none.
  package var nodes: [String] = []
  package var seed: UInt64 = 1

  package init() {}

  /// A pod says with this annotation how many seconds its containers run.
  package static let runSecondsAnnotation = "dev.netrisk.dev/run-seconds"
  /// A pod says with this annotation how its containers exit; 0 where it does not.
  package static let exitCodeAnnotation = "dev.netrisk.dev/exit-code"
}
