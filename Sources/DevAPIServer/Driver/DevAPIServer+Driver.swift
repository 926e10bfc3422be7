package import Support

extension DevAPIServer {
  /// Plays the controllers and the kubelets of what this server stores, from `start` on; it does so while it is stepped
  /// or run.
  package func lifecycleDriver(start: Timestamp, options: DriverOptions = DriverOptions()) -> LifecycleDriver {
    LifecycleDriver(ServedCluster(server: api), zones: SystemZones(), start: start, options: options)
  }
}
