/// Bounds of histograms as existing dashboards expect them.
package enum HistogramBounds {
  /// `count` bounds, each `factor` times the one before (client_golang `ExponentialBuckets`).
  package static func exponential(start: Double, factor: Double, count: Int) -> [Double] {
    var bounds: [Double] = []
    var bound = start
    for _ in 0..<max(count, 0) {
      bounds.append(bound)
      bound *= factor
    }
    return bounds
  }

  /// component-base `metrics/prometheus/workqueue`.
  package static let workQueue = exponential(start: 10e-9, factor: 10, count: 10)
  /// component-base `metrics/prometheus/restclient`, latency.
  package static let requestDuration = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60]
  /// component-base `metrics/prometheus/restclient`, sizes: 64 bytes to 16 MB.
  package static let requestSize: [Double] = [
    64, 256, 512, 1024, 4096, 16384, 65536, 262_144, 1_048_576, 4_194_304, 16_777_216,
  ]
  /// controller-runtime `pkg/internal/controller/metrics`.
  package static let reconcileTime = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.5,
    1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
  ]
}
