using System.Security.Cryptography;
using System.Text;
using MicroNas.Boards.Elf;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Targets;

namespace MicroNas.Boards.Bench;

/// <summary>Builds the bench firmware for a board, with the flags of every other firmware.</summary>
public static class BenchFirmware
{
    private const int CodeDigits = 16;

    /// <summary>The board of ours that carries a microcontroller; null where there is none and the firmware must be ported.</summary>
    public static FirmwareTarget? TargetFor(Microcontroller microcontroller) =>
        FirmwareTarget.Boards.FirstOrDefault(target => target.Microcontroller == microcontroller.Id);

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the runtime's sources, names included.</summary>
    public static string RuntimeCode(FirmwareLayout layout)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in Directory.GetFiles(layout.Runtime).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(source) + "\0"));
            hash.AppendData(File.ReadAllBytes(source));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..CodeDigits];
    }

    /// <summary>Compiles and links it; <paramref name="output"/> is complete or absent.</summary>
    /// <param name="model">Linked in, so that the board can run it whole; null for none.</param>
    /// <returns>What it needs of the board's flash and RAM.</returns>
    /// <exception cref="MicroNasException">MNAS7101, MNAS7102, MNAS7107, MNAS7108; MNAS7109: the bench firmware does not run on this board.</exception>
    public static Task<FirmwareFit> BuildAsync(
        FirmwareToolchain toolchain, FirmwareTarget target, string output, BenchModel? model = null, CancellationToken cancellation = default) =>
        BuildAsync(toolchain, target, output, [], model, cancellation);

    /// <summary>The same with more flags, which the firmware does not tell of.</summary>
    internal static async Task<FirmwareFit> BuildAsync(
        FirmwareToolchain toolchain, FirmwareTarget target, string output, IReadOnlyList<string> extraFlags, BenchModel? model = null,
        CancellationToken cancellation = default)
    {
        if (target.Bench is not { } bench)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BenchFirmwareMissing,
                $"There is no bench firmware for {target.Name}. It runs on "
                + $"{string.Join(", ", FirmwareTarget.Boards.Where(candidate => candidate.Bench is not null).Select(candidate => candidate.Board))}; "
                + "for another board write the five functions of firmware/bench/bench_board.h."));
        }

        var folder = toolchain.Layout.Bench;
        string[] sources = [.. Directory.GetFiles(folder, "bench_*.c").Order(StringComparer.Ordinal), Path.Combine(folder, "boards", bench.Source), .. model is null ? (string[])[] : [model.Source]];
        string[] includes = model is null ? [folder] : [folder, model.Folder];
        var fit = await toolchain.CompileAsync(
            target, sources, includes, output, [.. Definitions(toolchain.Layout, target, bench), .. model?.Definitions ?? [], .. extraFlags], cancellation);
        return fit!;
    }

    private static string[] Definitions(FirmwareLayout layout, FirmwareTarget target, BenchSettings bench) =>
    [
        FormattableString.Invariant($"-DMICRONAS_BENCH_BOARD=\"{target.Board}\""),
        FormattableString.Invariant($"-DMICRONAS_BENCH_CODE=\"{RuntimeCode(layout)}\""),
        FormattableString.Invariant($"-DMICRONAS_BENCH_FLAGS=\"{string.Join(' ', target.CompilerFlags.Concat(FirmwareToolchain.CommonFlags))}\""),
        FormattableString.Invariant($"-DMICRONAS_BENCH_INSTRUCTIONS={(target.IsEmulated ? 1 : 0)}"),
        FormattableString.Invariant($"-DMICRONAS_BENCH_UART=0x{bench.UartBase:x8}u"),
        FormattableString.Invariant($"-DMICRONAS_BENCH_ARENA={bench.Arena.Bytes}"),
        FormattableString.Invariant($"-DMICRONAS_BENCH_WEIGHTS={bench.WeightKibibytes}"),
    ];
}
