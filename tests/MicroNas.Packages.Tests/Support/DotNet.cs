using System.Diagnostics;

namespace MicroNas.Packages.Tests.Support;

/// <summary>Starts programs as a user does: without what the test run itself set in the environment.</summary>
internal static class DotNet
{
    public static ProcessRun Run(string directory, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        RunProgram("dotnet", directory, variables, arguments);

    public static ProcessRun RunProgram(string program, string directory, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        using var process = Start(program, directory, variables, arguments);
        return Finish(process);
    }

    public static Process Start(string program, string directory, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            info.Environment.Remove(name);
        }

        foreach (var name in (string[])["CI", "ContinuousIntegrationBuild", "DOTNET_HOST_PATH"])
        {
            info.Environment.Remove(name);
        }

        // Otherwise a resident MSBuild node would outlive the test's folder.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    /// <summary>Reads all output and waits for the end.</summary>
    public static ProcessRun Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return new ProcessRun(process.ExitCode, output);
    }
}
