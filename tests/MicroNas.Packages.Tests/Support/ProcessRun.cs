namespace MicroNas.Packages.Tests.Support;

/// <summary>How a process ended and all that it printed.</summary>
public sealed record ProcessRun(int ExitCode, string Output)
{
    /// <summary>The output, if the process succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return Output;
    }

    /// <summary>The output, if the process failed.</summary>
    public string Failed()
    {
        Assert.True(ExitCode != 0, Output);
        return Output;
    }
}
