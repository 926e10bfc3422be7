import KubeClient
import KubeCore

extension KubeClient {
  /// Objects of one page; what kubectl asks for (`--chunk-size`).
  private static let pageSize = 500

  /// Every object of a kind, page by page, with the resourceVersion of the list.
  ///
  /// Where the state that the pages are of is compacted away meanwhile, everything is asked for at once, as client-go
  /// does (`tools/pager`, `FullListIfExpired`).
  func listAll<Object: Resource>(
    _ type: Object.Type, namespace: String = ""
  ) async throws(KubeError) -> ListPage<Object> {
    var options = ListOptions()
    options.limit = Self.pageSize
    var items: [Object] = []
    while true {
      var page: ListPage<Object>
      do throws(KubeError) {
        page = try await list(type, namespace: namespace, options)
      } catch {
        guard error.isExpired, options.continue != nil else { throw error }
        return try await list(type, namespace: namespace)
      }
      items += page.items
      if page.metadata.continue.isEmpty {
        page.items = items
        return page
      }
      options.continue = page.metadata.continue
    }
  }
}
