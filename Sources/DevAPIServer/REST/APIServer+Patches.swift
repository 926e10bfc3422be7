internal import HTTPServer
internal import Support

extension APIServer {
  func patch(_ request: APIRequest, _ served: ServedResource) throws(StatusError) -> ServerResponse {
    throw StatusError(
      415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: ")
  }
}
