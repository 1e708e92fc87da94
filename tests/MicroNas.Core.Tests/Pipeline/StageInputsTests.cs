using FsCheck.Xunit;
using MicroNas.Core.Pipeline;

namespace MicroNas.Core.Tests.Pipeline;

public sealed class StageInputsTests
{
    [Fact]
    public void Key_does_not_depend_on_the_order_of_the_inputs()
    {
        var first = new StageInputs().Add("a", "1").Add("b", "2");
        var second = new StageInputs().Add("b", "2").Add("a", "1");

        Assert.Equal(first.Key, second.Key);
    }

    [Property]
    public bool Different_values_have_different_keys(string? left, string? right)
    {
        var same = (left ?? "") == (right ?? "");
        var keys = (new StageInputs().Add("x", left ?? "").Key, new StageInputs().Add("x", right ?? "").Key);
        return same == (keys.Item1 == keys.Item2);
    }

    [Fact]
    public void Names_and_values_cannot_run_into_each_other()
    {
        Assert.NotEqual(new StageInputs().Add("ab", "c").Key, new StageInputs().Add("a", "bc").Key);
    }

    [Fact]
    public void Difference_names_the_input_with_old_and_new_value()
    {
        var now = new StageInputs().Add("budget.latency", "20").Add("seed", "1");
        var before = new Dictionary<string, string> { ["budget.latency"] = "25", ["seed"] = "1" };

        Assert.Equal("input 'budget.latency' changed: 25 -> 20", now.DifferenceFrom(before));
        Assert.Null(now.DifferenceFrom(now.Values));
        Assert.Equal("input 'seed' is gone (it was 1)", new StageInputs().Add("budget.latency", "25").DifferenceFrom(before));
        Assert.Equal(
            "input 'a' is new (1), input 'b' is new (2), input 'budget.latency' is gone (it was 25), and 1 more",
            new StageInputs().Add("a", "1").Add("b", "2").DifferenceFrom(before));
    }
}
