using MicroNas.Core.Units;

namespace MicroNas.Core.Datasets;

/// <summary>What a reader finds: all windows in sensor units, before channels are chosen and the split is made.</summary>
/// <param name="Origin">The file or folder, for messages.</param>
/// <param name="Training">All windows, or the training part where the data has a test part of its own.</param>
/// <param name="Test">The data's own test part.</param>
/// <param name="ChannelNames">Names that the format itself knows.</param>
/// <param name="ClassNames">Names that the format itself knows.</param>
/// <param name="Rate">The sampling rate that the format itself knows.</param>
internal sealed record RawDataset(
    string Origin,
    WindowSet Training,
    WindowSet? Test,
    IReadOnlyList<string>? ChannelNames = null,
    IReadOnlyList<string>? ClassNames = null,
    Hertz? Rate = null);
