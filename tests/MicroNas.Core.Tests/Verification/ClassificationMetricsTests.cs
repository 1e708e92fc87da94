using FsCheck;
using FsCheck.Xunit;
using MicroNas.Core.Verification;

namespace MicroNas.Core.Tests.Verification;

public sealed class ClassificationMetricsTests
{
    /// <summary>Few distinct values, so that equals are frequent.</summary>
    [Property]
    public void The_predicted_class_is_the_first_of_the_largest_outputs(NonEmptyArray<sbyte> drawn, bool many)
    {
        var outputs = drawn.Get.Select(output => many ? output : (sbyte)(output % 2)).ToArray();

        var index = ClassificationMetrics.IndexOfLargest(outputs);

        Assert.All(outputs[..index], output => Assert.True(output < outputs[index]));
        Assert.All(outputs[index..], output => Assert.True(output <= outputs[index]));
    }
}
