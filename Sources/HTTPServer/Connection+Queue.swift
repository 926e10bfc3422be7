internal import CMicrohttpd

extension Connection {
  /// Hands a response to libmicrohttpd; false where it refuses.
  func queue(_ response: ServerResponse, block: Int) -> Bool {
    let source: any BodySource
    let count: Int
    switch response.body {
    case .bytes(let bytes): (source, count) = (FixedBody(PieceQueue([bytes[...]])), bytes.count)
    case .pieces(let pieces):
      let queue = PieceQueue(pieces)
      count = queue.count
      source = FixedBody(queue)
    case .stream(let stream): (source, count) = (stream, -1)
    }
    let box = Unmanaged.passRetained(BodyBox(source)).toOpaque()
    let size = count < 0 ? block : min(max(count, 1), block)
    guard let made = cmhd_response_create(Int64(count), size, box, BodyBox.read, BodyBox.release) else { return false }
    // A header that no response may have (line breaks) is left out rather than sent as something else.
    for header in response.headers { _ = cmhd_response_add_header(made, header.name, header.value) }
    let status = (100...999).contains(response.status) ? UInt32(response.status) : 500
    return cmhd_queue(pointer, status, made)
  }
}
