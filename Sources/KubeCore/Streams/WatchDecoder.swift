/// Reads the body of a watch as it arrives, in pieces cut anywhere.
///
/// JSON is read by value, not by line; protobuf frames carry their length in front. An event that cannot be read is
/// ``WatchEvent/unreadable(_:)`` and the next one is read. What is no stream of events at all, or an event above
/// ``WireLimits/frame``, ends the stream with an error, which every later call repeats.
package struct WatchDecoder<Object: Resource> {
  private var frames: Frames
  private var reader: WatchEventReader<Object>
  private var failure: WireError?

  private enum Frames {
    case json(JSONFrames)
    case protobuf(LengthFrames)
  }

  package init(_ format: WireFormat, interner: StringInterner = StringInterner()) {
    reader = WatchEventReader(interner: interner)
    switch format {
    case .json: frames = .json(JSONFrames())
    case .protobuf: frames = .protobuf(LengthFrames())
    }
  }

  /// Takes the next piece and appends the events that it completes. Events before a failure are appended too.
  package mutating func feed(
    _ bytes: UnsafeBufferPointer<UInt8>, into events: inout [WatchEvent<Object>]
  ) throws(WireError) {
    if let failure { throw failure }
    do throws(WireError) {
      switch frames {
      case .json(var json):
        frames = .protobuf(LengthFrames())
        defer { frames = .json(json) }
        try json.feed(bytes, to: &reader, into: &events)
      case .protobuf(var lengths):
        frames = .json(JSONFrames())
        defer { frames = .protobuf(lengths) }
        try lengths.feed(bytes, to: &reader, into: &events)
      }
    } catch {
      failure = error
      throw error
    }
  }

  /// The same with bytes of one's own.
  package mutating func feed(_ bytes: [UInt8], into events: inout [WatchEvent<Object>]) throws(WireError) {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Void, WireError> in
      do throws(WireError) { return .success(try feed(buffer, into: &events)) } catch { return .failure(error) }
    }
    try result.get()
  }

  /// Whether the last piece ended inside of an event, which then is lost.
  package var isInsideEvent: Bool {
    switch frames {
    case .json(let json): json.isInsideFrame
    case .protobuf(let lengths): lengths.isInsideFrame
    }
  }
}
