internal import CMicrohttpd

/// A connection of libmicrohttpd while an exchange runs on it.
///
/// Sendable: the pointer is only handed on, and what may be called from where is the caller's affair. Suspending is
/// done inside callbacks alone; resuming, once, by whoever has turned the exchange's own flag.
struct Connection: @unchecked Sendable {
  let pointer: OpaquePointer

  var descriptor: Int32 { cmhd_descriptor(pointer) }

  func suspend() { cmhd_suspend(pointer) }
  func resume() { cmhd_resume(pointer) }

  func headers() -> [HeaderField] {
    let box = FieldBox()
    cmhd_visit_headers(pointer, Unmanaged.passUnretained(box).toOpaque(), FieldBox.visitor)
    return box.fields
  }

  func clientSubject() -> ClientSubject? {
    let box = FieldBox()
    guard cmhd_visit_client_subject(pointer, Unmanaged.passUnretained(box).toOpaque(), FieldBox.visitor) else {
      return nil
    }
    // X.520: 2.5.4.3 is the common name, 2.5.4.10 the organization.
    return ClientSubject(
      commonName: box.fields.first { $0.name == "2.5.4.3" }?.value ?? "",
      organizations: box.fields.filter { $0.name == "2.5.4.10" }.map(\.value))
  }
}

/// Collects what a C function visits.
private final class FieldBox {
  var fields: [HeaderField] = []

  static let visitor: cmhd_header_visitor = { context, name, nameCount, value, valueCount in
    guard let context, let name, let value else { return }
    let box = Unmanaged<FieldBox>.fromOpaque(context).takeUnretainedValue()
    box.fields.append(HeaderField(text(name, nameCount), text(value, valueCount)))
  }

  private static func text(_ start: UnsafePointer<CChar>, _ count: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
