import Datasets
import Foundation

/// A set on the disk, read wholly and compared with its checksums.
///
///     let check = try DatasetCheck(in: DataFolder.standard + "/mnist")
///     check.problems        // []
///     check.checksumCount   // 4
public struct DatasetCheck {
  /// Which set it is.
  public let set: KnownDataset
  /// Where its files are.
  public let folder: String
  /// The set, if it can be used.
  public let dataset: Dataset?
  /// How many files have a checksum beside; `nil` without a list of them.
  public let checksumCount: Int?
  /// What is wrong, file by file.
  public let problems: [DatasetError]

  /// Checks the set in a folder.
  ///
  /// - Parameter path: The set's folder, or the one around it.
  /// - Throws: ``Datasets/DatasetError`` when there is no set, or no `md5sum`.
  public init(in path: String) throws {
    (set, folder) = try KnownDataset.find(in: path)
    // A list that cannot be read is a finding; a tool that is missing ends the check.
    var list: ChecksumList?
    var problems: [DatasetError] = []
    do throws(DatasetError) {
      list = try ChecksumList.read(in: folder)
    } catch {
      problems = [error]
    }
    problems += try list?.problems() ?? []
    checksumCount = list?.count
    do throws(DatasetError) {
      dataset = try Dataset.load(.folder(folder))
    } catch {
      dataset = nil
      let named = Swift.Set(problems.map(\.path))
      problems += set.problems(in: folder).filter { !named.contains($0.path) }
      if problems.isEmpty { problems = [error] }
    }
    self.problems = problems
  }
}
