package import KubeClient
package import KubeCore
package import KubeRuntime

/// How well one kind is followed.
package struct FeedStatus: Sendable {
  package let resource: APIResource
  package let isSettled: Bool
  package let gap: KubeError?
  package let health: ReflectorHealth

  package init(resource: APIResource, isSettled: Bool, gap: KubeError?, health: ReflectorHealth) {
    (self.resource, self.isSettled, self.gap, self.health) = (resource, isSettled, gap, health)
  }

  init<Object: Resource>(_ feed: KindFeed<Object>) {
    self.init(resource: Object.resource, isSettled: feed.isSettled, gap: feed.gap, health: feed.health)
  }
}
