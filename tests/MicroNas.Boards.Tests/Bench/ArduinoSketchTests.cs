using System.Text;
using MicroNas.Boards.Bench;
using MicroNas.Boards.Bench.Protocol;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Processes;
using MicroNas.Core.Units;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Bench;

/// <summary>The sketch is compiled with a stand-in for Arduino's core: for boards to see that it builds, for this machine to see that it measures.</summary>
public sealed class ArduinoSketchTests
{
    private const string ArduinoHeader = """
        #pragma once
        #include <stddef.h>
        #include <stdint.h>
        struct SerialStandIn {
            void begin(unsigned long baud);
            int available();
            int read();
            size_t write(const uint8_t *bytes, size_t count);
            void flush();
        };
        extern SerialStandIn Serial;
        unsigned long micros();
        void yield();
        """;

    private const string HostCore = """
        #include <poll.h>
        #include <time.h>
        #include <unistd.h>
        #include "Arduino.h"
        void setup();
        void loop();
        SerialStandIn Serial;
        void SerialStandIn::begin(unsigned long) {}
        int SerialStandIn::available() { pollfd input = {0, POLLIN, 0}; return poll(&input, 1, 0); }
        int SerialStandIn::read() { uint8_t byte; if (::read(0, &byte, 1) != 1) { _exit(0); } return byte; }
        size_t SerialStandIn::write(const uint8_t *bytes, size_t count) { return (size_t)::write(1, bytes, count); }
        void SerialStandIn::flush() {}
        unsigned long micros() { timespec now; clock_gettime(CLOCK_MONOTONIC, &now); return (unsigned long)now.tv_sec * 1000000ul + (unsigned long)now.tv_nsec / 1000; }
        void yield() { usleep(100); }
        int main() { setup(); for (;;) { loop(); } }
        """;

    [Theory]
    [InlineData("cortex-m0plus")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m33")]
    public async Task The_sketch_compiles_for_a_board(string core)
    {
        using var folder = new TemporaryFolder();

        var objects = await CompileAsync(folder, "arm-none-eabi-", ["-mcpu=" + core, "-mthumb", "-DF_CPU=64000000L"]);

        Assert.Contains(objects, file => file.EndsWith("bench_server.c.o", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sketch_measures_on_this_machine_as_a_board()
    {
        using var folder = new TemporaryFolder();
        var objects = await CompileAsync(folder, "", ["-DF_CPU=1000000000L", "-DBOARD_NAME=\"stand-in\""]);
        folder.Write("core.cpp", HostCore);
        await RunAsync("g++", ["-I" + folder.Path, folder.File("core.cpp"), .. objects, "-o", folder.File("sketch")]);

        using var process = SerialProcess.Start(folder.File("sketch"), [], "the sketch");
        var client = new BenchClient(process.Line, BenchTiming.Emulated with { Repetitions = 5 }, TimeProvider.System, CancellationToken.None);
        var reading = client.Measure(BenchDesign.Draw(1, seed: 1)[0], CancellationToken.None);

        Assert.Equal(("stand-in", new Hertz(1e9), CounterKind.Cycles, BenchFirmware.RuntimeCode(FirmwareSources.Toolchain.Layout)), (client.Identity.Board, client.Identity.Clock, client.Identity.Counter, client.Identity.RuntimeCode));
        Assert.Equal("unknown, for speed", client.Identity.Flags);
        Assert.True(reading.Minimum > 0 && reading.Minimum <= reading.Median && reading.Repetitions == 5);
    }

    [Fact]
    public void A_sketch_that_is_there_already_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        BenchSketch.Write(FirmwareSources.Layout, folder.Path);

        Assert.Throws<IOException>(() => BenchSketch.Write(FirmwareSources.Layout, folder.Path));

        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>As Arduino's builder does: the sketch becomes C++ behind its header, everything in src is compiled by its own language.</summary>
    private static async Task<List<string>> CompileAsync(TemporaryFolder folder, string prefix, string[] flags)
    {
        var sketch = BenchSketch.Write(FirmwareSources.Layout, folder.Path);
        folder.Write("Arduino.h", ArduinoHeader);
        folder.Write("micronas_bench/sketch.cpp", "#include <Arduino.h>\n" + await File.ReadAllTextAsync(Path.Combine(sketch, "micronas_bench.ino"), Encoding.UTF8));
        string[] common = [.. flags, "-Wall", "-Wextra", "-Werror", "-O2", "-I" + folder.Path, "-I" + Path.Combine(sketch, "src"), "-c"];
        var cPlusPlus = Path.Combine(sketch, "sketch.o");
        await RunAsync(prefix + "g++", [.. common, "-std=gnu++17", Path.Combine(sketch, "sketch.cpp"), "-o", cPlusPlus]);
        List<string> objects = [cPlusPlus];
        foreach (var source in Directory.GetFiles(Path.Combine(sketch, "src")).Where(file => !file.EndsWith(".h", StringComparison.Ordinal)))
        {
            objects.Add(source + ".o");
            await RunAsync(prefix + "gcc", [.. common, .. source.EndsWith(".c", StringComparison.Ordinal) ? ["-std=gnu11"] : Array.Empty<string>(), source, "-o", objects[^1]]);
        }

        return objects;
    }

    private static async Task RunAsync(string tool, IReadOnlyList<string> arguments)
    {
        var run = await ProcessRun.StartAsync(tool, arguments, TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.True(run is { ExitCode: 0 }, run?.Output ?? $"{tool} is missing");
    }
}
