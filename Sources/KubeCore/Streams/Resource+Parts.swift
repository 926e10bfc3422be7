extension Resource {
  package mutating func shareParts(_ parts: inout PartInterner) { parts.share(&metadata) }
}

extension Pod {
  package mutating func shareParts(_ parts: inout PartInterner) {
    parts.share(&metadata)
    parts.share(&spec)
  }
}

extension Job {
  package mutating func shareParts(_ parts: inout PartInterner) {
    parts.share(&metadata)
    parts.share(&spec.template.metadata)
    parts.share(&spec.template.spec)
  }
}

extension ReplicaSet {
  package mutating func shareParts(_ parts: inout PartInterner) {
    parts.share(&metadata)
    parts.share(&spec.template.metadata)
    parts.share(&spec.template.spec)
  }
}
