import GRDB

extension Row {
  /// The value of a column.
  ///
  /// A subscript would end the program where the value is of another kind, as it may be in a file whose
  /// bytes have changed.
  ///
  /// - Throws: That the file is damaged.
  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    let stored: DatabaseValue? = self[column]
    guard let value = stored.flatMap({ Value.fromDatabaseValue($0) }) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "column \(column)")
    }
    return value
  }
}
