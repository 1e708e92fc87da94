namespace MicroNas.Benchmarks.Tests;

public sealed class ProcessorNameTests
{
    /// <summary>The second core is left out, and so is what a virtual machine leaves empty.</summary>
    [Theory]
    [InlineData("AMD EPYC, family 25, model 17, stepping 1", "processor\t: 0|cpu family\t: 25|model\t\t: 17|model name\t: AMD EPYC|stepping\t: 1|flags\t\t:||model name\t: other")]
    [InlineData("family 6", "cpu family : 6|model name : ")]
    public void It_says_what_the_first_core_is(string expected, string lines) => Assert.Equal(expected, ProcessorName.Parse(lines.Split('|')));

    /// <summary>Other systems and architectures describe nothing of it.</summary>
    [Fact]
    public void A_machine_that_says_nothing_is_known_by_its_architecture() =>
        Assert.Equal(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString(), ProcessorName.Parse(["Features : fp asimd"]));
}
