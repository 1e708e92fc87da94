namespace MicroNas.Core.Tests.Judges;

/// <summary>Where <c>build/install-npm-judges.sh</c> puts the runtimes of others.</summary>
public static class TestTools
{
    public const string Missing = "Independent judges are not installed: run build/install-npm-judges.sh (folder MICRONAS_TEST_TOOLS, default ~/.cache/micronas-test-tools).";

    public static string Folder { get; } = Environment.GetEnvironmentVariable("MICRONAS_TEST_TOOLS") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "micronas-test-tools");

    public static string NodeModules => Path.Combine(Folder, "npm", "node_modules");
}
