/// What a workload's image tells of how it uses the network.
package enum WorkloadTrait: String, Hashable, Sendable, CaseIterable {
  /// Opens many new connections.
  case chatty
  /// Finds its peers by broadcast or multicast.
  case discovery
  /// Passes messages between others, which connect to it.
  case broker
  /// Answers DNS queries.
  case dns
  /// Carries audio or video.
  case stream
  case database
  /// Part of the cluster itself, with a good reason for the host's network; never rated as chatty.
  case infrastructure
}

/// How commonly a workload needs the host's network, or a second one in the same layer-2 segment.
package enum HostNetworkNeed: String, Hashable, Sendable {
  case yes
  case often
  case some
  case no
}

/// One workload that is recognised.
package struct CatalogueEntry: Hashable, Sendable {
  package let name: String
  /// Repositories without registry and tag, as ``ImageReference/repository`` has them.
  package let images: [String]
  /// Values of the labels that name an application, and names of workloads; only the whole value counts.
  package let hints: [String]
  package let traits: Set<WorkloadTrait>
  package let hostNetwork: HostNetworkNeed
  /// Why it is chatty, or is not, in a few words.
  package let reason: String

  package var isChatty: Bool { traits.contains(.chatty) }

  package init(
    _ name: String, images: [String], hints: [String] = [], _ traits: Set<WorkloadTrait>,
    hostNetwork: HostNetworkNeed = .no, _ reason: String
  ) {
    self.name = name
    self.images = images
    self.hints = hints
    self.traits = traits
    self.hostNetwork = hostNetwork
    self.reason = reason
  }
}

/// An entry, and by what a workload is known to be one.
package struct CatalogueMatch: Hashable, Sendable {
  package var entry: CatalogueEntry
  /// `image ghcr.io/home-assistant/home-assistant`, `label app=homeassistant`, `name homeassistant`.
  package var evidence: String

  package init(entry: CatalogueEntry, evidence: String) {
    self.entry = entry
    self.evidence = evidence
  }
}
