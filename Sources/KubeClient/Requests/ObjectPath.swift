package import KubeCore

/// Where a request goes: a resource, and as far as they are named a namespace, an object and its subresource.
package struct ObjectPath: Hashable, Sendable {
  package var resource: APIResource
  /// Empty for cluster-scoped objects, and for all namespaces.
  package var namespace: String
  /// Empty for the collection.
  package var name: String
  /// `status`, `scale`, …; empty for the object itself.
  package var subresource: String

  package init(_ resource: APIResource, namespace: String = "", name: String = "", subresource: String = "") {
    self.resource = resource
    self.namespace = namespace
    self.name = name
    self.subresource = subresource
  }

  package var status: ObjectPath {
    var path = self
    path.subresource = "status"
    return path
  }

  /// The path of the URL, below the server's own: `/apis/apps/v1/namespaces/web/deployments/api/status`.
  package var text: String {
    var segments = resource.group.isEmpty ? ["api"] : ["apis", resource.group]
    segments.append(resource.version)
    if !namespace.isEmpty { segments += ["namespaces", namespace] }
    segments.append(resource.plural)
    if !name.isEmpty { segments.append(name) }
    if !subresource.isEmpty { segments.append(subresource) }
    return segments.map { "/" + URLEscaping.pathSegment($0) }.joined()
  }

  /// `networkpolicies.networking.k8s.io web/default-deny`, for messages.
  package var words: String {
    let type = resource.group.isEmpty ? resource.plural : "\(resource.plural).\(resource.group)"
    let object = [namespace, name].filter { !$0.isEmpty }.joined(separator: "/")
    let target = subresource.isEmpty ? type : "\(type)/\(subresource)"
    return object.isEmpty ? target : "\(target) \(object)"
  }

  /// Why no request may be made of it, `nil` where one may.
  ///
  /// Source: client-go `requestPreflightCheck` and `IsValidPathSegmentName` of `rest/request.go`: an empty name would
  /// turn the request for an object into one for its collection.
  package func objection(naming isNamed: Bool, creating isCreating: Bool = false) -> String? {
    if isNamed, name.isEmpty { return "\(words): the object's name is empty" }
    if resource.isNamespaced, namespace.isEmpty, isNamed || isCreating {
      return "\(words): the namespace is empty"
    }
    for segment in [namespace, name, subresource] {
      if segment == "." || segment == ".." { return "\(words): a name may not be '\(segment)'" }
      if let bad = segment.first(where: { $0 == "/" || $0 == "%" }) {
        return "\(words): a name may not contain '\(bad)'"
      }
    }
    return nil
  }
}
