namespace MicroNas.Cli.Doctor;

/// <summary>Programs that a build starts.</summary>
internal static class ToolChecks
{
    private const int LeastSdk = 10;

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    public static Finding Sdk()
    {
        const string Name = "SDK";
        var mend = $"install the .NET SDK {LeastSdk} or later, or mend the version that a global.json asks for";
        var run = ChildProcess.TryRun(DotNet, ["--version"]);
        return run switch
        {
            null => new Finding(Name, Verdict.Missing, $"'{DotNet}' was not found", mend),
            { ExitCode: not 0 } => new Finding(Name, Verdict.Missing, run.FirstLine, mend),
            _ when int.TryParse(run.FirstLine.Split('.')[0], out var major) && major >= LeastSdk => new Finding(Name, Verdict.Ok, $"{run.FirstLine}, runtime {Environment.Version}"),
            _ => new Finding(Name, Verdict.Missing, run.FirstLine, mend),
        };
    }

    public static Finding HostCompiler() => Program(
        "host compiler", "gcc", Verdict.Missing, "the build compiles the firmware for this machine and checks its bytes: on Debian apt-get install gcc, or set the property HostCompiler");

    public static Finding TargetCompiler()
    {
        const string Name = "ARM compiler";
        const string Mend = "without it only the host program is built: on Debian apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi, or set the property TargetCompiler";
        const string Compiler = "arm-none-eabi-gcc";
        var found = Program(Name, Compiler, Verdict.Warning, Mend);
        var header = found.Verdict == Verdict.Ok
            ? ChildProcess.TryRun(Compiler, ["-x", "c", "-include", "string.h", "-E", OperatingSystem.IsWindows() ? "NUL" : "/dev/null"])
            : null;
        return header is { ExitCode: not 0 } ? new Finding(Name, Verdict.Warning, found.Found + ", without a C library", Mend) : found;
    }

    public static Finding Emulator() => Program(
        "emulator", "qemu-system-arm", Verdict.Warning,
        "the target Run, 'latency: emulator' and 'measure --emulator' need it: on Debian apt-get install qemu-system-arm, or set the property Emulator");

    public static Finding Sources() => DefaultFolders.Firmware is { } folder
        ? new Finding("C sources", Verdict.Ok, folder)
        : new Finding("C sources", Verdict.Warning, "not beside this program", "characterize and measure need them: name their folder in MICRONAS_FIRMWARE");

    private static Finding Program(string name, string program, Verdict otherwise, string mend) =>
        ChildProcess.TryRun(program, ["--version"]) is { ExitCode: 0 } run
            ? new Finding(name, Verdict.Ok, run.FirstLine)
            : new Finding(name, otherwise, $"'{program}' was not found or does not run", mend);
}
