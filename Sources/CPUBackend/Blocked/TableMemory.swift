/// Tables that C kernels read, freed together.
final class TableMemory {
  private var tables: [UnsafeMutableRawPointer] = []

  /// A copy of an array that stays where it is.
  func table<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    pointer.initialize(from: elements, count: elements.count)
    tables.append(UnsafeMutableRawPointer(pointer))
    return UnsafePointer(pointer)
  }

  /// A copy of a value that stays where it is.
  func value<Element>(_ element: Element) -> UnsafeMutablePointer<Element> {
    UnsafeMutablePointer(mutating: table([element]))
  }

  deinit {
    // They hold plain numbers and pointers: there is nothing to deinitialise.
    for table in tables { table.deallocate() }
  }
}
