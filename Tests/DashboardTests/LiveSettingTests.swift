import Testing

@testable import Dashboard
@testable import Training

/// Settings that are typed, and the scales that keys go through.
struct LiveSettingTests {
  private let settings = LiveSettings(
    learningRateFactor: 1, momentum: 0.9, weightDecay: 0.0005, batchSize: 128,
    augmentation: .none)

  @Test(arguments: [
    (LiveSetting.learningRate, "0.5"), (.learningRate, "×2"), (.learningRate, " 1000 "),
    (.learningRate, "0"), (.momentum, "0"), (.momentum, "0.999"), (.weightDecay, "5e-4"),
    (.weightDecay, "1"), (.batchSize, "1"), (.batchSize, "4096"), (.augmentation, "Standard"),
  ])
  func `what is allowed is taken`(_ setting: LiveSetting, _ text: String) throws {
    let changed = try #require(setting.parsed(text, in: settings))
    // Only this setting has changed.
    for other in LiveSetting.allCases where other != setting {
      #expect(other.text(in: changed) == other.text(in: settings))
    }
  }

  @Test func `the value is the one that was typed`() {
    #expect(LiveSetting.learningRate.parsed("×0.25", in: settings)?.learningRateFactor == 0.25)
    #expect(LiveSetting.momentum.parsed("0.5", in: settings)?.momentum == 0.5)
    #expect(LiveSetting.weightDecay.parsed("1e-3", in: settings)?.weightDecay == 0.001)
    #expect(LiveSetting.batchSize.parsed("64", in: settings)?.batchSize == 64)
    #expect(LiveSetting.augmentation.parsed("STANDARD", in: settings)?.augmentation == .standard)
  }

  @Test(arguments: [
    (LiveSetting.learningRate, "1000.1"), (.learningRate, "-1"), (.learningRate, "nan"),
    (.learningRate, "inf"), (.learningRate, ""), (.learningRate, "much"), (.momentum, "1"),
    (.weightDecay, "1.5"), (.batchSize, "0"), (.batchSize, "1.5"), (.batchSize, "4097"),
    (.batchSize, "1e30"), (.augmentation, "all"), (.augmentation, "1"),
  ])
  func `what is not allowed changes nothing`(_ setting: LiveSetting, _ text: String) {
    #expect(setting.parsed(text, in: settings) == nil)
  }

  @Test func `a scale goes up and down by rungs, and ends`() throws {
    var now = settings
    var factors: [Double] = []
    while let next = LiveSetting.learningRate.moved(now, by: 1) {
      now = next
      factors.append(now.learningRateFactor)
    }
    #expect(factors == [2, 5, 10, 20, 50, 100, 200, 500, 1_000])
    let down = try #require(LiveSetting.learningRate.moved(now, by: -1))
    #expect(down.learningRateFactor == 500)
    #expect(LiveSetting.weightDecay.moved(settings, by: 1)?.weightDecay == 0.001)
    #expect(LiveSetting.batchSize.moved(settings, by: -1)?.batchSize == 64)
    #expect(LiveSetting.momentum.moved(settings, by: 1)?.momentum == 0.95)
  }

  @Test func `a value between two rungs moves to the next one in its direction`() {
    var odd = settings
    odd.learningRateFactor = 0.3
    #expect(LiveSetting.learningRate.moved(odd, by: 1)?.learningRateFactor == 0.5)
    #expect(LiveSetting.learningRate.moved(odd, by: -1)?.learningRateFactor == 0.2)
  }

  @Test func `augmentation goes through its kinds, and momentum needs a method that has one`() {
    let all = LiveSetting.augmentation.moved(settings, by: 1)
    #expect(all != nil && LiveSetting.augmentation.moved(settings, by: -1) == nil)
    #expect(LiveSetting.momentum.unavailableReason(for: .adam) != nil)
    #expect(LiveSetting.momentum.unavailableReason(for: .sgd) == nil)
    #expect(LiveSetting.weightDecay.unavailableReason(for: .adam) == nil)
  }
}
