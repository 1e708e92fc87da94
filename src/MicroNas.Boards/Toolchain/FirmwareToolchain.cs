using System.Globalization;
using MicroNas.Boards.Elf;
using MicroNas.Boards.Processes;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Boards.Toolchain;

/// <summary>Compiles firmware with the gcc of a target: <c>arm-none-eabi-gcc</c> for cores, <c>gcc</c> for the host.</summary>
/// <param name="objectFolder">
/// An existing folder where runtime and board layer are kept compiled, for a caller that makes several programs of one target while
/// the product's sources stay as they are; null: each program compiles all of its sources.
/// </param>
public sealed class FirmwareToolchain(FirmwareLayout layout, string? objectFolder = null)
{
    private static readonly TimeSpan CompilerTimeout = TimeSpan.FromMinutes(5);

    private readonly ObjectFolder? objects = objectFolder is null ? null : new ObjectFolder(objectFolder);

    public FirmwareLayout Layout { get; } = layout;

    /// <summary>
    /// The flags of every compilation: C11, -O2, sections that the linker can drop. Measurements name them, because the
    /// instruction counts hold for them.
    /// </summary>
    public static IReadOnlyList<string> CommonFlags => BoardDefinitions.CompilerFlags;

    public static string CompilerOf(FirmwareTarget target) => target.IsHost ? "gcc" : "arm-none-eabi-gcc";

    /// <summary>The arguments that compile and link <paramref name="sources"/> with runtime and board layer into one program.</summary>
    /// <param name="sources">The firmware's own and generated sources.</param>
    /// <param name="includeDirectories">Where its headers lie; runtime and boards are added.</param>
    public IReadOnlyList<string> Arguments(
        FirmwareTarget target, IReadOnlyList<string> sources, IReadOnlyList<string> includeDirectories, string output, params IReadOnlyList<string> extraFlags) =>
        [
            .. CompilerArguments(target, includeDirectories, extraFlags), .. LinkerArguments(target), .. sources, .. OwnSources(target), "-o", output,
        ];

    /// <summary>Compiles to <paramref name="output"/>, which is complete or absent: written to a temporary name and renamed.</summary>
    /// <returns>What a board's program needs of flash and RAM; null for the host.</returns>
    /// <exception cref="MicroNasException">MNAS7101, MNAS7102; MNAS7107: it needs more flash or RAM than the board has; MNAS7108.</exception>
    public async Task<FirmwareFit?> CompileAsync(
        FirmwareTarget target, IReadOnlyList<string> sources, IReadOnlyList<string> includeDirectories, string output,
        IReadOnlyList<string>? extraFlags = null, CancellationToken cancellationToken = default)
    {
        var temporary = output + ".part";
        try
        {
            var own = await OwnPartsAsync(target, extraFlags ?? [], cancellationToken);
            await CompileAsync(
                target,
                [.. CompilerArguments(target, includeDirectories, extraFlags ?? []), .. LinkerArguments(target), .. sources, .. own, "-o", temporary],
                "",
                cancellationToken);
            var fit = target.IsHost ? null : await FitAsync(target, temporary, cancellationToken);
            File.Move(temporary, output, overwrite: true);
            return fit;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>What a compiled program occupies.</summary>
    public async Task<FirmwareSize> SizeAsync(FirmwareTarget target, string program, CancellationToken cancellationToken = default)
    {
        var run = await RunToolAsync(target, target.IsHost ? "size" : "arm-none-eabi-size", ["--format=berkeley", program], cancellationToken);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines.Length < 2 ? [] : lines[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (run.ExitCode != 0 || columns.Length < 3)
        {
            throw new MicroNasException(Diagnostic.Error(DiagnosticCodes.CompilationFailed, $"size cannot read {program}: {FirstError(run)}"));
        }

        ByteSize Column(int index) => new(long.Parse(columns[index], CultureInfo.InvariantCulture));
        return new FirmwareSize(Column(0), Column(1), Column(2));
    }

    /// <summary>The first line of the compiler's <c>--version</c>: part of a measurement's provenance.</summary>
    public async Task<string> CompilerVersionAsync(FirmwareTarget target, CancellationToken cancellationToken = default)
    {
        var run = await RunToolAsync(target, CompilerOf(target), ["--version"], cancellationToken);
        return run.Output.Split('\n')[0].Trim();
    }

    private List<string> CompilerArguments(FirmwareTarget target, IReadOnlyList<string> includeDirectories, IReadOnlyList<string> extraFlags)
    {
        List<string> arguments = [.. target.CompilerFlags, .. CommonFlags, .. extraFlags];
        foreach (var directory in (string[])[.. includeDirectories, Layout.Runtime, Layout.Boards])
        {
            arguments.Add("-I" + directory);
        }

        if (!target.IsHost)
        {
            arguments.AddRange(
            [
                FormattableString.Invariant($"-DMICRONAS_INTERRUPTS={target.Interrupts}"),
                FormattableString.Invariant($"-DMICRONAS_TIMER_BASE=0x{target.TimerBase:x8}u"),
                FormattableString.Invariant($"-DMICRONAS_TIMER_HERTZ={target.TimerHertz}"),
            ]);
        }

        return arguments;
    }

    private IEnumerable<string> LinkerArguments(FirmwareTarget target) => target.IsHost
        ? ["-Wl,--gc-sections"]
        : [.. BoardDefinitions.LinkerFlags, "-L" + Layout.CortexM, "-T" + Path.Combine(Layout.CortexM, target.LinkerScript!), "-Wl,--gc-sections"];

    /// <summary>Runtime and board layer.</summary>
    private IReadOnlyList<string> OwnSources(FirmwareTarget target) => [.. Layout.RuntimeSources, .. Layout.BoardSources(target)];

    /// <summary>Runtime and board layer for the linker: their sources, or the objects that are kept of them.</summary>
    private async Task<IReadOnlyList<string>> OwnPartsAsync(FirmwareTarget target, IReadOnlyList<string> extraFlags, CancellationToken cancellationToken)
    {
        var sources = OwnSources(target);
        if (objects is null)
        {
            return sources;
        }

        string[] arguments = [.. CompilerArguments(target, [], extraFlags), "-c", .. sources];
        return await objects.GetAsync(
            [CompilerOf(target), .. arguments], sources, folder => CompileAsync(target, arguments, folder, CancellationToken.None), cancellationToken);
    }

    private static async Task CompileAsync(FirmwareTarget target, IReadOnlyList<string> arguments, string workingDirectory, CancellationToken cancellationToken)
    {
        var run = await RunToolAsync(target, CompilerOf(target), arguments, cancellationToken, workingDirectory);
        if (run.ExitCode != 0)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.CompilationFailed,
                $"{CompilerOf(target)} refused the firmware for {target.Name}: {FirstError(run)}"));
        }
    }

    private static async Task<FirmwareFit> FitAsync(FirmwareTarget target, string program, CancellationToken cancellationToken)
    {
        try
        {
            var fit = FirmwareFit.Of(ElfProgram.Parse(await File.ReadAllBytesAsync(program, cancellationToken)));
            return fit.Fits ? fit : throw new MicroNasException(Diagnostic.Error(DiagnosticCodes.FirmwareDoesNotFit, fit.Complaint(target.Board!)));
        }
        catch (InvalidDataException error)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.ProgramUnreadable, $"The program that was linked for {target.Board} cannot be read: {error.Message}."));
        }
    }

    private static async Task<ProcessRun> RunToolAsync(
        FirmwareTarget target, string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken, string workingDirectory = "") =>
        await ProcessRun.StartAsync(tool, arguments, CompilerTimeout, cancellationToken, workingDirectory) ?? throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.CompilerMissing,
            $"{tool} was not found; firmware for {target.Name} needs it. On Debian: apt-get install "
            + (target.IsHost ? "gcc" : "gcc-arm-none-eabi libnewlib-arm-none-eabi") + "."));

    private static string FirstError(ProcessRun run)
    {
        if (run.TimedOut)
        {
            return FormattableString.Invariant($"it did not end within {CompilerTimeout.TotalMinutes:0} minutes");
        }

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.FirstOrDefault() ?? "no message";
    }
}
