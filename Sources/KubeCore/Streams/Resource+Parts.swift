extension Resource {
  package mutating func shareParts(_ parts: inout PartInterner) { parts.share(&metadata) }
  package mutating func keepParts(of old: Self) { metadata.keepParts(of: old.metadata) }
}

extension Pod {
  package mutating func shareParts(_ parts: inout PartInterner) {
    parts.share(&metadata)
    parts.share(&spec)
  }

  package mutating func keepParts(of old: Self) {
    metadata.keepParts(of: old.metadata)
    spec.keepParts(of: old.spec)
  }
}

extension Job {
  package mutating func shareParts(_ parts: inout PartInterner) {
    parts.share(&metadata)
    parts.share(&spec.template.metadata)
    parts.share(&spec.template.spec)
  }

  package mutating func keepParts(of old: Self) {
    metadata.keepParts(of: old.metadata)
    spec.template.metadata.keepParts(of: old.spec.template.metadata)
    spec.template.spec.keepParts(of: old.spec.template.spec)
  }
}

extension ReplicaSet {
  package mutating func shareParts(_ parts: inout PartInterner) {
    parts.share(&metadata)
    parts.share(&spec.template.metadata)
    parts.share(&spec.template.spec)
  }

  package mutating func keepParts(of old: Self) {
    metadata.keepParts(of: old.metadata)
    spec.template.metadata.keepParts(of: old.spec.template.metadata)
    spec.template.spec.keepParts(of: old.spec.template.spec)
  }
}

extension ObjectMeta {
  fileprivate mutating func keepParts(of old: ObjectMeta) {
    if labels == old.labels { labels = old.labels }
    if annotations == old.annotations { annotations = old.annotations }
    if ownerReferences == old.ownerReferences { ownerReferences = old.ownerReferences }
  }
}

extension PodSpec {
  fileprivate mutating func keepParts(of old: PodSpec) {
    if containers == old.containers { containers = old.containers }
    if initContainers == old.initContainers { initContainers = old.initContainers }
    if nodeSelector == old.nodeSelector { nodeSelector = old.nodeSelector }
    if tolerations == old.tolerations { tolerations = old.tolerations }
  }
}
