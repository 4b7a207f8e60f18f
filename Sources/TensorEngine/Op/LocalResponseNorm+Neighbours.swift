extension LocalResponseNorm {
  /// Returns the channels whose squares a channel is normalised by, itself included.
  ///
  /// `⌊size / 2⌋` channels before and `⌊(size − 1) / 2⌋` after, as far as they exist; missing ones
  /// count as zero in the mean, which is always over `size`.
  ///
  /// - Parameters:
  ///   - channel: The channel, in `0..<channels`.
  ///   - channels: The number of channels.
  /// - Complexity: O(1).
  public func neighbours(ofChannel channel: Int, channels: Int) -> Range<Int> {
    // Compared before adding: an absurd size must not overflow.
    let before = min(size / 2, channel)
    let after = min((size - 1) / 2, channels - 1 - channel)
    return (channel - before)..<(channel + after + 1)
  }
}
